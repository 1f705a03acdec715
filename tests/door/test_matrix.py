"""Role × page × address × file over a real connection, generated from the table of permissions: nothing leaks.

Every expectation comes from `base.access.GRANTS` and from what the ledger holds; the server is asked as a browser asks.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from io import BytesIO
from zipfile import ZipFile

import pytest
import sqlalchemy as sa

from app import SECTIONS
from base.access import Action, User
from etl.rows import from_ipc
from ledger import people, submissions
from ledger.records import Submission, load
from ledger.schema import submission
from ledger.submissions import rows as rows_of
from tests.door.conftest import CODES, Office
from tests.door.wire import Browser, Screen, TurnedAway
from tests.shared import ledger_in

pytestmark = pytest.mark.slow

PAGES = [module.PAGE for section in SECTIONS for module in section.PAGES]
SLUGS = [page.slug for page in PAGES]
WORDS = ("problem", "solution", "remark")
BY_LINE = {"projects": {}, "problems": {"state": "all"}, "agency": {"reporter": "DSD"}}
"""Pages that show what was reported line by line, and what they are asked for to show all of it."""
MINE, OTHER = "DOE", "DSD"
REPORTER = f"agency.{MINE}"


@dataclass(frozen=True)
class Held:
    """What the ledger holds: who everybody is, and what the other agency sent."""

    users: dict[str, User]
    others: list[Submission]
    mine: list[Submission]
    secrets: frozenset[str]
    """Texts that only the other agency's files and receipts hold."""
    lines: frozenset[str]
    """Codes of projects that only the other agency reports on."""


@pytest.fixture(scope="module")
def held(office: Office) -> Held:
    ledger = ledger_in(office.folder)
    with ledger.read() as connection:
        users = {code: people.user(connection, code) for code in CODES}
        others = load(connection, submission.c.reporter == OTHER)
        mine = load(connection, submission.c.reporter == MINE)
        written: dict[bool, set[str]] = {True: set(), False: set()}
        codes: dict[bool, set[str]] = {True: set(), False: set()}
        for one in load(connection, submission.c.status == "valid", submission.c.form == "progress"):
            for row in from_ipc(rows_of(connection, one.submission_id) or b"").to_pylist():
                said = {str(row[name]) for name in row if name.startswith(WORDS) and row[name]}
                codes[one.reporter == OTHER].add(row["project_code"] or "")
                written[one.reporter == OTHER] |= {words for words in said if len(words) > 8}
    ledger.close()
    receipts = {one.sha256 for one in others} | {one.sha256[:12] for one in others} | {one.file_name for one in others}
    secrets = receipts | written[True]
    secrets -= {one.file_name for one in mine} | written[False]
    assert len(others) > 10 and len(secrets) > 20
    lines = frozenset(codes[True] - codes[False])
    assert len(lines) > 3
    return Held(users, others, mine, frozenset(escape(one) for one in secrets), lines)


def shows(screen: Screen, slug: str) -> bool:
    """Whether the page itself was drawn: its title as the heading of the page."""
    title = next(page.title for page in PAGES if page.slug == slug)
    return screen.says(f"<h1>{escape(title.th)}</h1>")


def test_every_role_gets_its_pages_and_no_other(office: Office, held: Held, drill: Callable[[int, int], int]) -> None:
    """Every refusal is tried; of what is granted a sample, under `make drills` all."""
    pairs = [(code, page) for code in CODES for page in PAGES]
    refused = [(code, page) for code, page in pairs if not held.users[code].may(page.needs)]
    granted = [(code, page) for code, page in pairs if held.users[code].may(page.needs)]
    assert len(refused) >= 8 and {code for code, _ in refused} >= {"viewer", REPORTER}
    sample = random.Random(7).sample(granted, drill(16, len(granted)))
    for code, page in [*refused, *sample]:
        shown = office.signed_in(code).open(page.slug, lang="th")
        assert shows(shown, page.slug) is held.users[code].may(page.needs), (code, page.slug)
        assert shown.says("บัญชีของฉัน", held.users[code].title.th)
        assert not shown.says('class="tt-state tt-state-fault"'), (code, page.slug)
        offered = {one.url_pathname for message in shown.messages for one in message.navigation.app_pages}
        assert offered - {""} <= {page.slug for page in PAGES if held.users[code].may(page.needs)}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_cold_link_to_any_page_shows_nothing(slug: str, office: Office, held: Held) -> None:
    stranger = office.stranger()
    for query in ("", f"?lang=th&reporter={OTHER}&id={held.others[0].submission_id}"):
        answer = stranger.get(f"/{slug}{query}")
        assert answer.status_code == 303 and answer.headers["location"].startswith("/sign-in?next=%2F"), slug
        assert answer.content == b""
    with pytest.raises(TurnedAway):
        stranger.open(slug, lang="th")


@pytest.mark.parametrize("slug", SLUGS)
def test_no_page_shows_a_reporter_what_another_agency_sent(
    slug: str, office: Office, held: Held, drill: Callable[[int, int], int]
) -> None:
    """Whatever the address asks for: the other agency, its months, its numbers."""
    asked = {"reporter": OTHER, "scope": OTHER, "fy": "2564", "lang": "th", "month": "2021-03", "basis": "provisional"}
    number = held.others[-1].submission_id
    line = office.signed_in(REPORTER).line()
    guessed = asked | {"id": number, "kept": number, "form": "progress", "kpi": "K3", "state": "all"}
    for query in (guessed, asked, guessed | {"round": "2"})[: drill(1, 3)]:
        shown = line.run(slug, **query)
        hidden = held.secrets | (held.lines if slug in BY_LINE else set())
        found = [secret for secret in hidden if shown.says(secret)]
        assert not found, (slug, found[:5])
        for download in shown.downloads:
            data = taken(office.signed_in(REPORTER), line.fetch(download))
            written = unpacked(data)
            assert not [secret for secret in hidden if secret.encode() in written], slug
    line.socket.close()


def unpacked(data: bytes) -> bytes:
    """What stands in a file: of a workbook all its parts, as text is written in them."""
    if data[:2] != b"PK":
        return data
    with ZipFile(BytesIO(data)) as package:
        return b"".join(map(package.read, package.namelist()))


def taken(browser: Browser, answer: Screen) -> bytes:
    """The file behind the address in an answer; nothing when the making of it was refused."""
    return browser.get(answer.files[0], is_page=False).content if answer.files else b""


def test_the_office_does_see_them(office: Office, held: Held) -> None:
    """The secrets are findable: otherwise the tests above would find nothing in an empty page either."""
    shown = office.signed_in("steward").open("receipt", lang="th", id=held.others[-1].submission_id)
    assert shown.says(held.others[-1].sha256)
    for slug, query in BY_LINE.items():
        for code in ("director", f"agency.{OTHER}"):
            shown = office.signed_in(code).open(slug, lang="th", fy="2564", **query)
            assert any(shown.says(one) for one in held.lines), (slug, code)
    line = office.signed_in("director").line()
    numbers = line.run("projects", lang="th", fy="2564").downloads
    written = b"".join(unpacked(taken(office.signed_in("director"), line.fetch(one))) for one in numbers)
    assert any(one.encode() in written for one in held.lines), "nor in an empty workbook"
    line.socket.close()


def test_guessed_receipt_numbers_tell_a_reporter_nothing(
    office: Office, held: Held, drill: Callable[[int, int], int]
) -> None:
    """Every number there is and some there are not: an own receipt, or the same sentence."""
    line = office.signed_in(REPORTER).line()
    own = {one.submission_id for one in held.mine}
    guesses = [*(one.submission_id for one in held.others), "S999999", "S000001", "S0", "A000001", "'--"]
    known = random.Random(3).sample(sorted(own), 3)
    for number in [*random.Random(5).sample(guesses, drill(8, len(guesses))), *known]:
        shown = line.run("receipt", lang="th", id=number)
        assert shown.says("ไม่พบใบรับเลขที่") is (number not in own), number
        assert shown.says("ลายนิ้วมือไฟล์") is (number in own), number
    line.socket.close()


@pytest.fixture(scope="module")
def original(office: Office, held: Held) -> Iterator[tuple[Screen, str, str]]:
    """The agency itself opens its page and downloads its original: the page, the number and the address."""
    line = office.signed_in(f"agency.{OTHER}").line()
    shown = line.run("agency", lang="th", reporter=OTHER, fy="2564")
    assert shown.downloads
    answers = {number: line.fetch(number).files for number in shown.downloads}
    number, address = next((number, files[0]) for number, files in answers.items() if files)
    yield shown, number, address
    line.socket.close()


def test_a_file_opens_for_the_session_it_was_made_for_and_no_other(
    office: Office, original: tuple[Screen, str, str]
) -> None:
    _, _, address = original
    own = office.signed_in(f"agency.{OTHER}")
    assert own.get(address, is_page=False).content[:2] == b"PK"
    assert office.stranger().get(address, is_page=False).status_code == 401
    for code in (REPORTER, "viewer", "director", "admin"):
        assert office.signed_in(code).get(address, is_page=False).status_code == 404, code
    again = office.fresh(f"agency.{OTHER}")
    assert again.get(address, is_page=False).status_code == 404, "another session of the same agency asks anew"


def test_a_download_cannot_be_pressed_by_its_number_from_elsewhere(
    office: Office, original: tuple[Screen, str, str]
) -> None:
    """Streamlit would run the other session's function, with the other session's rights."""
    _, number, _ = original
    for code in (REPORTER, "viewer"):
        line = office.signed_in(code).line()
        line.run("board", lang="th")
        with pytest.raises(TurnedAway):
            line.fetch(number)


def test_an_upload_goes_only_to_the_page_it_was_asked_for(office: Office) -> None:
    mine, other = office.signed_in("steward"), office.signed_in(REPORTER)
    line = mine.line()
    line.run("upload", lang="th")
    address = line.upload_address()
    small = {"file": ("x.xlsx", b"PK small", "application/octet-stream")}
    mine.get("/_stcore/health")
    origin = {"origin": office.address, "x-xsrftoken": mine.http.cookies.get("_streamlit_xsrf", "")}

    def put(somebody: Browser, size: int = 0) -> int:
        files = {"file": ("x.xlsx", b"\0" * size, "application/octet-stream")} if size else small
        return somebody.http.put(office.address + address, files=files, headers=origin, timeout=60).status_code

    assert put(office.stranger()) == 401 and put(other) == 404
    assert other.send("DELETE", address).status_code == 404
    assert put(mine, 27 * 1024 * 1024) == 413
    assert mine.send("PUT", address, b"x").status_code == 403, "a page of ours sends its token along"
    assert put(mine) in (200, 204)
    line.socket.close()


def test_the_table_of_permissions_is_the_whole_of_it(held: Held) -> None:
    """Row scope has one rule: whoever is no reporter sees all, a reporter the own agency's and nothing unowned."""
    for code, user in held.users.items():
        assert user.sees(OTHER) is (code != REPORTER)
        assert user.sees(None) is not code.startswith("agency.")
        assert user.may_see_original_of(OTHER) is (user.sees(OTHER) and user.may(Action.ORIGINAL_DOWNLOAD))
        if user.may_report_for(OTHER):
            assert user.sees(OTHER) and user.may(Action.SUBMIT)


def test_nobody_else_is_in_the_ledger(office: Office) -> None:
    """The tests above read only: what a page shows never writes a fact."""
    ledger = ledger_in(office.folder)
    with ledger.read() as connection:
        real = sa.select(sa.func.count()).where(submissions.submission.c.channel.in_(("upload", "screen")))
        assert connection.execute(real).scalar() == 0
    ledger.close()
