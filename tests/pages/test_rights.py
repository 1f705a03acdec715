"""Rights are asked where bytes leave or enter, not only where a button is drawn."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from app import SECTIONS
from base.access import GRANTS, NotAllowed, Role, User
from base.commentary import CLOSE as CLOSE_ACTION
from base.commentary import Key
from base.period import FiscalYear
from base.problem import CLOSE
from base.words import Text
from etl import build, commentary, problems, reference
from kpi import measure
from kpi.alerts import Alert, Kind, Urgency
from kpi.model import Source, SourceKind
from kpi.store import Build
from tests.pages.conftest import ledger_of
from ui import agency as own_agency
from ui import alerts, sources, templates
from ui.context import Context

PAGES = tuple(module for section in SECTIONS for module in section.PAGES)


@pytest.fixture
def as_user(tmp_path: Path):  # noqa: ANN201  (a small factory)
    """A Context over an empty ledger for any user."""
    ledger = ledger_of(tmp_path)
    reference.ensure(ledger)
    made = Build.open(build.current(ledger, tmp_path / "builds"))
    ask = measure.ask(2564, 1, now=datetime(2021, 4, 6))
    yield lambda user: Context(user, "th", made, ask, ledger, MappingProxyType({}))
    ledger.close()


def user(role: Role, scope: str | None = None) -> User:
    return User("somebody", role, Text("ตำแหน่ง", "position"), scope)


def source(reporter: str) -> Source:
    return Source(SourceKind.CELL, "+numerator", "x", "1", "S000001", "0" * 64, "f.xlsx", reporter=reporter)


def test_an_original_leaves_only_for_those_who_may_see_it(as_user) -> None:  # noqa: ANN001
    for refused in (user(Role.REPORTER, "DOE"), user(Role.VIEWER)):
        with pytest.raises(NotAllowed):
            sources.original(source("DSD"), as_user(refused))
    assert sources.original(source("DOE"), as_user(user(Role.REPORTER, "DOE"))) == b""
    assert sources.original(source("DSD"), as_user(user(Role.STAFF))) == b""


def test_the_words_of_an_agency_are_for_the_office_and_for_itself(as_user) -> None:  # noqa: ANN001
    readers = {role: as_user(user(role, "DOE")) for role in GRANTS}
    assert all(own_agency.may_read("DOE", reader) for reader in readers.values())
    assert [role for role, reader in readers.items() if not own_agency.may_read("DSD", reader)] == [Role.REPORTER]


def test_an_alert_that_repeats_an_agencys_words_is_for_whoever_may_read_them(as_user) -> None:  # noqa: ANN001
    said = Text("ขาดวิทยากร", "no lecturer")
    every = [Alert(Kind.PROBLEM, Urgency.NOW, said, said, 1, "problems", {}, of) for of in ("DOE", "DSD", None)]
    seen = {role: [one.words_of for one in alerts.visible(every, as_user(user(role, "DOE")))] for role in GRANTS}
    assert seen.pop(Role.REPORTER) == ["DOE", None]
    assert all(words == ["DOE", "DSD", None] for words in seen.values())


def test_a_form_is_made_only_for_those_who_may_send_it(as_user) -> None:  # noqa: ANN001
    with pytest.raises(NotAllowed):
        templates.workbook("progress", "DSD", "2021-03", as_user(user(Role.REPORTER, "DOE")))
    made = templates.workbook("progress", "DOE", "2021-03", as_user(user(Role.REPORTER, "DOE")))
    assert made.startswith(b"PK")


def test_a_problem_is_decided_only_by_those_who_may(as_user) -> None:  # noqa: ANN001
    for refused in (user(Role.REPORTER, "DOE"), user(Role.VIEWER), user(Role.STAFF)):
        ctx = as_user(refused)
        with pytest.raises(NotAllowed):
            problems.record(
                ctx.ledger, ctx.build.path.parent, ctx.user, CLOSE, FiscalYear(2564), "DOE:P-1:50", reason="เสร็จ"
            )


def test_commentary_is_written_only_by_those_who_may_and_heads_for_their_own(as_user) -> None:  # noqa: ANN001
    key = Key.parse("C1:DIS:2021-03")
    for refused in (user(Role.REPORTER, "DIS"), user(Role.VIEWER), user(Role.GROUP_HEAD, "INF")):
        ctx = as_user(refused)
        with pytest.raises(NotAllowed):
            commentary.write(ctx.ledger, ctx.user, key, "ล่าช้า", "เร่งรัด")
        with pytest.raises(NotAllowed):
            commentary.end(ctx.ledger, ctx.user, CLOSE_ACTION, key.action(1), "เสร็จ")
    for allowed in (user(Role.GROUP_HEAD, "DIS"), user(Role.STAFF), user(Role.DIRECTOR), user(Role.STEWARD, "GEN")):
        ctx = as_user(allowed)
        assert len(commentary.write(ctx.ledger, ctx.user, key, "ล่าช้า", "เร่งรัด")) == 1


def test_everybody_is_offered_exactly_their_pages() -> None:
    offered = {role: {page.PAGE.slug for page in PAGES if user(role).may(page.PAGE.needs)} for role in GRANTS}
    look = {*("overview", "alerts", "rounds", "plans", "projects", "problems", "budget", "calendar", "indicator")}
    look |= {"compare", "quality", "glossary", "board", "agency", "group", "pmqa", "technology", "provinces", "receipt"}
    look |= {"commentary"}
    look |= {"papers", "monthly"}
    look |= {"committee", "privacy"}
    paper, write, keep = {"packs", "report"}, {"letters"}, {"audit"}
    run, own = {"health"}, {"registers", "settings", "next_year", "tables", "approvals", "waivers"}
    send, check = {"upload", "editor", "sheets"}, {"review"}
    assert offered == {
        Role.VIEWER: look | paper,
        Role.DIRECTOR: look | paper | check | write | keep | {"waivers"},
        Role.REPORTER: look | send,
        Role.STAFF: look | paper | send | write,
        Role.STEWARD: look | paper | send | check | write | keep | own,
        Role.GROUP_HEAD: look | paper | send | check | write | {"approvals"},
        Role.ADMIN: look | paper | send | check | write | keep | run | own | {"people", "sample_data"},
    }


def test_a_list_for_a_spreadsheet_runs_no_formula() -> None:
    row = Source(
        SourceKind.CELL, "+numerator", "=1+1", "@x", file="=cmd|' /C calc'!A0", received_at=datetime(2021, 1, 1)
    )
    written = sources.as_csv([row]).decode("utf-8-sig").splitlines()[1]
    for cell in written.split(","):
        assert cell.lstrip('"')[:1] not in set("=+-@")


def test_the_reader_of_dates_knows_no_christian_year() -> None:
    from ui.source_words import said

    assert said(date(2021, 3, 31).isoformat(), "th") == "31 มี.ค. 2564"
    assert said("2021-03-31T10:05:00", "th") == "31 มี.ค. 2564 เวลา 10.05 น."
    assert said("2018-10..", "th") == "ต.ค. 2561 –"
    assert said("64-2-006", "th") == "64-2-006"
