"""Letters go to exactly the late agencies of the board, say what each owes, and are never made twice on one day."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pypdf
import pytest
from docx import Document
from docx.shared import Cm

from base.access import NotAllowed, Role, User
from base.period import FiscalYear, Month
from base.settings import SettingFault
from base.thai import thai_digits
from base.words import Text
from base.workday import workday_away
from exports.letters import make, render, template
from exports.letters.late import Contact, LateAgency, codes, late
from exports.letters.office import OWN_TEMPLATES, Office, office
from exports.letters.wording import wording
from exports.word.runs import clean
from kpi.board import MISSING, Overdue, State, board
from ledger import letters
from ledger.audit import verify
from tests.etl_receive.test_attach import png
from tests.kpi.history import History
from tests.letters import office_program
from tests.letters.conftest import HOSTILE, KNOWN_AT, OWING, STEWARD, Said
from tests.letters.reading import undressed, words

YEAR, MARCH = FiscalYear(2564), Month(2021, 3)
WRITER = Path("/usr/lib/libreoffice/program/libswlo.so")


def owing(months: int = 12, kind: str = "external", state: State = State.RETURNED) -> LateAgency:
    """An agency with a long name that owes so many months, each returned: the longest letter there is."""
    name = "ศูนย์ประสานงานและสนับสนุนเครือข่ายแรงงานนอกระบบจังหวัดประจวบคีรีขันธ์"
    first = Month(2020, 10)
    owed = (
        Overdue("PC77", Text(name, name), first.shift(n), first.shift(n).due, 395 - 30 * n, state)
        for n in range(months)
    )
    return LateAgency("PC77", Contact(name, f"หัวหน้า{name}", kind, (), False), tuple(owed))


def said(agency: LateAgency, told: Office = Office()) -> dict[str, object]:  # noqa: B008  (frozen)
    day = date(2021, 12, 20)
    return wording(agency, told, on=day, reply_by=day, register="2564/0001", is_sample=True).as_json()


@pytest.mark.slow
def test_exactly_the_boards_late_set_is_written_to(told: History) -> None:
    build = told.build()
    found = late(build, YEAR, (MARCH,), KNOWN_AT)
    column = YEAR.months.index(MARCH)
    rows = board(build, YEAR, KNOWN_AT).rows
    assert set(codes(found)) == {row.agency for row in rows if row.cells[column].state in MISSING} == set(OWING)
    assert {one.code: [str(month) for month in one.months] for one in found} == OWING
    assert {(one.agency, str(one.month)): one.days_late for agency in found for one in agency.owed} == {
        ("OPS", "2021-02"): 46,
        ("OPS", "2021-03"): 15,
        ("SSO", "2021-03"): 15,
    }
    assert codes(late(build, YEAR, (Month(2021, 2),), KNOWN_AT)) == ("OPS",)
    assert late(build, YEAR, (MARCH,), datetime(2021, 4, 5, 12)) == (), "nothing is late before its deadline"


@pytest.mark.slow
def test_a_second_run_makes_none_and_says_so(told: History, exports: Callable[..., Said], tmp_path: Path) -> None:
    ask = ("letters", "--month", "2021-03", "--at", KNOWN_AT.isoformat(), "-o", tmp_path / "out", "--json")
    first = exports(*ask).json
    assert first["issued"] == ["2564/0001", "2564/0002"] and first["already"] == []
    assert {row["agency"]: row["months"].split() for row in first["files"]} == OWING
    kept = {row["file"]: Path(row["file"]).read_bytes() for row in first["files"]}

    again = exports(*ask)
    assert again.code == 0 and again.json == {"issued": [], "already": first["issued"], "files": []}
    assert "ไม่มีหนังสือใหม่" in exports(*ask[:-1]).out
    by_round = exports("letters", "--fy", "2564", "--round", "1", *ask[3:]).json
    assert by_round["issued"] == [], "the same agencies and months, asked for by round"

    copies = exports(*ask, "--copies").json["files"]
    assert {row["file"]: Path(row["file"]).read_bytes() for row in copies} == kept
    assert all(row["note"] == "" for row in copies)
    with told.ledger.read() as connection:
        assert [one.number for one in letters.every(connection)] == first["issued"]
    assert verify(told.ledger) == []


@pytest.mark.slow
def test_the_next_day_may_have_its_own(told: History) -> None:
    build, before = told.build(), told.ledger.last_fact_seq()
    found = late(build, YEAR, (MARCH,), KNOWN_AT)
    one = make.issue(told.ledger, build, found, Office(), user=STEWARD, at=KNOWN_AT)
    two = make.issue(told.ledger, build, found, Office(), user=STEWARD, at=datetime(2021, 4, 21, 9))
    assert [letter.number for letter in two.issued] == ["2564/0003", "2564/0004"] and two.already == ()
    fewer = [LateAgency(agency.code, agency.contact, agency.owed[-1:]) for agency in found]
    three = make.issue(told.ledger, build, fewer, Office(), user=STEWARD, at=datetime(2021, 4, 21, 9))
    assert len(three.issued) == 1, "about other months it is another letter"
    assert told.ledger.last_fact_seq() == before, "a letter makes no build"
    with told.ledger.read() as connection:
        assert letters.find(connection, one.issued[0].number) == one.issued[0]
        assert letters.find(connection, "2564/9999") is None


@pytest.mark.slow
def test_only_the_office_writes_letters(told: History) -> None:
    build = told.build()
    for role in (Role.VIEWER, Role.REPORTER):
        with pytest.raises(NotAllowed):
            make.issue(told.ledger, build, (), Office(), user=User("x", role, Text("ก", "a"), "DSD"))


@pytest.mark.slow
def test_what_an_agency_is_called_comes_out_as_text(told: History, tmp_path: Path) -> None:
    build = told.build()
    found = late(build, YEAR, (MARCH,), KNOWN_AT)
    done = make.issue(told.ledger, build, found, Office(thai_digits=False), user=STEWARD, at=KNOWN_AT)
    letter = next(one for one in done.issued if one.agency == "OPS")
    assert clean(HOSTILE).strip() in words(make.copy(letter)[0])
    assert clean(HOSTILE).strip() in make.text_of(letter)
    assert re.fullmatch(r"memo-2564-0001-OPS\.docx", make.file_name(letter))


@pytest.mark.parametrize("kind", ["external", "memo"])
def test_every_thai_run_names_its_font_and_language(kind: str) -> None:
    data = render.docx(said(owing(kind=kind)))
    assert undressed(data) == []
    text = words(data)
    assert "๓๙๕ วัน" in text.replace("\u00a0", " ") and not re.search("[0-9]", text)
    assert ("บันทึกข้อความ" in text) == (kind == "memo") and ("ขอแสดงความนับถือ" in text) == (kind == "external")
    assert render.docx(said(owing(kind=kind))) == data, "the same letter is the same bytes"
    arabic = words(render.docx(said(owing(kind=kind), Office(thai_digits=False))))
    assert thai_digits(arabic) == text


def test_the_templates_are_those_that_the_code_builds() -> None:
    assert (OWN_TEMPLATES / template.LETTER).read_bytes() == template.letter()
    assert (OWN_TEMPLATES / template.MEMO).read_bytes() == template.memo()


def test_the_office_may_bring_its_own_template_emblem_and_letterhead(tmp_path: Path) -> None:
    own = Document()
    own.add_paragraph("ของสำนักงานเอง {{ to }} {{ emblem }}")
    own.save(str(tmp_path / "letter.docx"))
    (tmp_path / "emblem.png").write_bytes(png(4, 4))
    (tmp_path / "office.toml").write_text('phone = "0 2232 1000"\naddress = ["ก", "ข"]\nthai_digits = false\n')
    letterhead = office(tmp_path)
    assert (letterhead.phone, letterhead.address, letterhead.thai_digits) == ("0 2232 1000", ("ก", "ข"), False)
    made = render.docx(said(owing(1), letterhead), tmp_path)
    assert words(made).startswith("ของสำนักงานเอง หัวหน้าศูนย์")
    (tmp_path / "made.docx").write_bytes(made)
    assert [shape.height for shape in Document(str(tmp_path / "made.docx")).inline_shapes] == [Cm(3)]


@pytest.mark.parametrize("line", ["phnoe = 'x'", "phone = 5", "reply_workdays = 0", "address = 'x'", "not toml"])
def test_a_letterhead_that_cannot_be_used_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "office.toml").write_text(line)
    with pytest.raises(SettingFault, match="TIDTAM_PAPERS"):
        office(tmp_path)


def test_a_template_cannot_reach_out_of_its_blanks(tmp_path: Path) -> None:
    own = Document()
    own.add_paragraph("{{ to.__class__.__mro__[1].__subclasses__() }}")
    own.save(str(tmp_path / "letter.docx"))
    with pytest.raises(SettingFault):
        render.docx(said(owing(1)), tmp_path)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2021, 4, 5), 1, date(2021, 4, 7)),  # 6 April is Chakri Day
        (date(2021, 4, 5), -1, date(2021, 4, 2)),
        (date(2021, 4, 10), 1, date(2021, 4, 12)),  # from a Saturday
        (date(2021, 4, 5), -7, date(2021, 3, 25)),
    ],
)
def test_working_days_are_counted_over_days_off(day: date, count: int, expected: date) -> None:
    assert workday_away(day, count, {date(2021, 4, 6)}) == expected
    with pytest.raises(ValueError):
        workday_away(day, 0)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice") or not WRITER.exists(), reason="LibreOffice Writer is not here")
def test_every_letter_is_one_page(tmp_path: Path) -> None:
    """With a stand-in for TH Sarabun of the same size, and with everything that a letter can have at its longest."""
    full = Office(phone="0 2232 1234 ต่อ 5678", email="informal.labour@example.go.th")
    files = []
    for kind in ("external", "memo"):
        for count in (1, 3, 12):
            files.append(tmp_path / f"{kind}-{count}.docx")
            files[-1].write_bytes(render.docx(said(owing(count, kind), full)))
    for printed in office_program.as_pdf(tmp_path, *files):
        pages = pypdf.PdfReader(printed).pages
        assert len(pages) == 1, printed.name
        fonts = pages[0]["/Resources"]["/Font"].values()
        assert all("SarabunOfficial" in font.get_object()["/BaseFont"] for font in fonts)
