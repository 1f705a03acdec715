"""What is shown before confirming: exactly what confirming then says, and not a trace of it in the ledger."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from base.access import NotAllowed
from base.period import parse_period
from etl import examine
from etl.answers import remember_headers
from etl.cells import Workbook
from etl.forms import FORMS
from etl.lookups import lookups_of
from etl.match import IGNORE
from etl.preview import Preview, preview
from etl.read import read
from ledger import audit
from ledger.decisions import DecisionRefused
from ledger.store import Mark
from tests.etl_receive.desk import ON_TIME, TYPED, Desk, bare, by_hand, edited, saved
from tests.etl_receive.test_locks import FROZEN_AT, LATER, decide_round
from tests.etl_receive.test_submit import set_policy

LABELS = (("หน่วยงานที่รายงาน", "DSD"), ("ประจำเดือน", "มี.ค. 2564"))
HEADER = "เล่าสู่กันฟัง"
Make = Callable[[Desk], bytes]


def look(desk: Desk, data: bytes, *, by: str = "admin", at: datetime | None = ON_TIME, **said: Any) -> Preview:
    return preview(desk.ledger, data, "report.xlsx", user=desk.user(by), received_at=at, **said)


def sent_twice(desk: Desk) -> bytes:
    data = desk.report()
    desk.send(data)
    return data


def sent_and_changed(desk: Desk) -> bytes:
    desk.send(desk.report())
    return desk.report(result_text="อบรมแล้ว 51 คน")


def nil(desk: Desk) -> bytes:
    return edited(desk.file("progress", "DSD", "2021-03", []), {"B8": "ใช่", "A11": None})


FILES: list[tuple[str, Make, str, dict[str, Any]]] = [
    ("good", lambda desk: desk.report(), "accepted", {}),
    ("late", lambda desk: desk.report(), "accepted", {"at": datetime(2021, 4, 20, 9, 0)}),
    ("by hand", lambda _: by_hand(LABELS, **TYPED), "accepted", {}),
    ("nil", nil, "accepted", {}),
    ("a second version", sent_and_changed, "accepted", {}),
    ("the same again", sent_twice, "duplicate", {}),
    ("a wrong number", lambda desk: edited(desk.report(), {"M11": "สามสิบ"}), "with_errors", {}),
    ("a column gone", lambda desk: edited(desk.report(), {}, without_column="Y"), "with_errors", {}),
    ("an unknown header", lambda desk: edited(desk.report(), {"Y10": HEADER}), "with_errors", {}),
    ("no month", lambda _: by_hand(LABELS[:1], **TYPED), "with_errors", {}),
    ("the month said beside it", lambda _: by_hand(LABELS[:1], **TYPED), "accepted",
     {"period": parse_period("2021-03")}),
    ("a month that it contradicts", lambda desk: desk.report(), "with_errors", {"period": parse_period("2021-02")}),
    ("of another agency", lambda desk: desk.report(), "refused", {"by": "agency.DOE", "at": None}),
    ("no form of ours", lambda _: bare([["ก", "ข"], [1, 2]]), "refused", {}),
    ("a picture", lambda _: b"\x89PNG\r\n\x1a\n" + b"0" * 100, "refused", {}),
    ("nothing at all", lambda _: b"", "refused", {}),
    ("a bomb's promise", lambda _: b"PK\x03\x04" + b"\xff" * 200, "refused", {}),
    ("a person", lambda desk: edited(desk.report(), {"Y11": "เลขบัตร 1101700230708"}), "refused", {}),
    ("a formula", lambda desk: edited(desk.report(), {"G11": "=cmd|' /C calc'!A0"}), "with_errors", {}),
]  # fmt: skip


@pytest.mark.parametrize(("make", "status", "how"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_a_preview_says_what_sending_says_and_records_nothing(
    desk: Desk, make: Make, status: str, how: dict[str, Any]
) -> None:
    data = make(desk)
    before = desk.ledger.head()
    seen = look(desk, data, **how)
    assert desk.ledger.head() == before, "looking leaves no trace"
    outcome = desk.send(data, **how)
    assert desk.ledger.head() != before
    assert (seen.status, outcome.status) == (status, status)
    assert (seen.form, seen.reporter, seen.period, seen.version) == (
        *(outcome.form, outcome.reporter, outcome.period, outcome.version),
    )
    assert seen.findings == outcome.findings
    if outcome.receipt is not None:
        assert seen.is_late == outcome.receipt.is_late
        assert status == "with_errors" or seen.row_count == outcome.receipt.row_count
    assert (seen.duplicate_of is not None) == (status == "duplicate")
    assert audit.verify(desk.ledger) == []


def test_the_first_rows_stand_as_the_sender_reads_them(desk: Desk) -> None:
    seen = look(desk, edited(desk.report(), {"M11": "สามสิบ"}))
    ((number, cells),) = seen.rows
    said = dict(zip(seen.columns, cells, strict=True))
    assert (number, seen.row_count) == (11, 1)
    assert (said["province"], said["status"]) == ("เชียงใหม่", "อยู่ระหว่างดำเนินการ")
    assert said["target"] == "สามสิบ", "what could not be read stands as it was typed"
    assert "problem" not in seen.columns, "an empty column is not shown"


@pytest.mark.parametrize(
    ("data", "unsaid"),
    [
        (by_hand(LABELS, **TYPED), {"form"}),
        (by_hand(LABELS[:1], **TYPED), {"form", "period"}),
        (by_hand((), **TYPED), {"form", "period", "reporter"}),
        (bare([["ก", "ข"], [1, 2]]), {"form"}),
        (b"", set()),
    ],
)
def test_only_what_the_file_does_not_say_is_asked(desk: Desk, data: bytes, unsaid: set[str]) -> None:
    assert look(desk, data).unsaid == unsaid
    assert look(desk, desk.report()).unsaid == set()


def test_what_the_sender_says_beside_the_file_is_still_open_to_change(desk: Desk) -> None:
    said = {"form": "progress", "reporter": "DSD", "period": parse_period("2021-03")}
    seen = look(desk, by_hand((), **TYPED), **said)
    assert (seen.status, seen.unsaid) == ("accepted", {"form", "period", "reporter"})


def test_an_unknown_header_is_asked_with_its_best_three_guesses_and_only_once(desk: Desk) -> None:
    renamed = edited(desk.report(), {"Y10": "ผลดำเนินงานจริง"})
    several = look(desk, edited(renamed, {"V10": "xx", "W10": "yy", "X10": "zz"})).unknown
    asked = next(one for one in several if one.cell == "Y10")
    assert (asked.text, len(several), len(asked.guesses)) == ("ผลดำเนินงานจริง", 4, 3)
    assert asked.guesses[0].field.code == "result_text"
    scores = [guess.score for guess in asked.guesses]
    assert scores == sorted(scores, reverse=True) and 0 <= scores[-1] <= scores[0] < 90
    assert all(guess.field in FORMS["progress"].stored_fields for guess in asked.guesses)
    remember_headers(desk.ledger, desk.user("agency.DSD"), "DSD", {asked.text: "result_text"})
    seen = look(desk, renamed)
    assert (seen.status, seen.unknown) == ("accepted", ())
    other = look(desk, edited(desk.report("DOE", lead_agency="DOE"), {"Y10": asked.text}))
    assert len(other.unknown) == 1, "another agency may mean something else by it"


def test_a_guess_is_never_a_field_that_has_its_column(desk: Desk) -> None:
    seen = look(desk, edited(desk.report(), {"Y10": HEADER}))
    (asked,) = seen.unknown
    header_row = {guess.field.code for guess in asked.guesses}
    assert header_row == {"result_text"}, "every other field of the template has its column"


def test_two_headers_alike_are_told_apart_by_the_title_above_them(desk: Desk) -> None:
    names = [field.header.th for field in FORMS["progress"].fields]
    book = load_workbook(io.BytesIO(by_hand(LABELS, **TYPED)))
    sheet = book.worksheets[0]
    sheet.insert_rows(3)
    first = len(names) + 1
    for start, title in ((first, "แผนงาน"), (first + 2, "ผลงาน")):
        sheet.cell(3, start, title)
        sheet.merge_cells(start_row=3, end_row=3, start_column=start, end_column=start + 1)
        sheet.cell(4, start, "จำนวน")
    data = saved(book)
    assert {one.text for one in look(desk, data).unknown} == {"แผนงาน จำนวน", "ผลงาน จำนวน"}
    remember_headers(desk.ledger, desk.user(), "DSD", {"แผนงาน จำนวน": IGNORE})
    assert {one.text for one in look(desk, data).unknown} == {"ผลงาน จำนวน"}


def test_who_may_remember_and_what_is_refused(desk: Desk) -> None:
    before = desk.ledger.head()
    cases: list[tuple[str, str, dict[str, str], type[Exception]]] = [
        ("agency.DOE", "DSD", {HEADER: "result_text"}, NotAllowed),
        ("viewer", "DSD", {HEADER: "result_text"}, NotAllowed),
        ("director", "DSD", {HEADER: "result_text"}, NotAllowed),
        ("steward", "DXD", {HEADER: "result_text"}, DecisionRefused),
        ("steward", "DSD", {HEADER: "nothing"}, DecisionRefused),
        ("steward", "DSD", {"...": "result_text"}, DecisionRefused),
        ("steward", "DSD", {"ก": "result_text", "ข": "result_text"}, DecisionRefused),
    ]
    for who, reporter, headers, fault in cases:
        with pytest.raises(fault):
            remember_headers(desk.ledger, desk.user(who), reporter, headers)
    assert desk.ledger.head() == before
    made = remember_headers(desk.ledger, desk.user("steward"), "DSD", {"ก": IGNORE, "ข": IGNORE, "ค": "result_text"})
    assert len(made) == 3


def test_somebody_who_may_not_send_may_not_look(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        look(desk, desk.report(), by="viewer", at=None)
    with pytest.raises(NotAllowed):
        look(desk, desk.report(), by="agency.DSD")  # may not state another time


def test_settings_count_as_they_do_when_sending(desk: Desk) -> None:
    set_policy(desk, "review.policy", "manual")
    assert look(desk, desk.report()).status == desk.send(desk.report()).status == "under_review"
    set_policy(desk, "intake.personal_data", "mask")
    person = edited(desk.report(), {"Y11": "เลขบัตร 1101700230708"})
    seen = look(desk, person)
    assert "1101700230708" not in str(seen.rows) and "V90" in [finding.code for finding in seen.findings]
    assert seen.findings == desk.send(person).findings


def test_a_frozen_round_is_said_before_sending(desk: Desk) -> None:
    decide_round(desk, "freeze", FROZEN_AT)
    seen = look(desk, desk.report(), at=LATER)
    assert "V95" in [finding.code for finding in seen.findings]
    assert seen.findings == desk.send(desk.report(), at=LATER).findings


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes each reading in a child process was asked to read, from now on."""
    found: list[int] = []

    def noted(data: bytes) -> Workbook:
        found.append(len(data))
        return read(data)

    monkeypatch.setattr(examine, "read", noted)
    return found


def test_what_a_preview_has_read_is_not_read_again_when_it_is_confirmed(desk: Desk, readings: list[int]) -> None:
    data, other = desk.report(), desk.report(result_text="อบรมแล้ว 51 คน")
    look(desk, data)
    assert desk.send(data).status == "accepted"
    assert readings == [len(data)]
    desk.send(other)  # other bytes are read
    desk.send(other)  # and so are the same ones once more: nobody has looked at them in between
    assert readings == [len(data), len(other), len(other)]


def test_a_file_that_names_a_person_is_not_kept_in_memory(desk: Desk, readings: list[int]) -> None:
    data = edited(desk.report(), {"Y11": "เลขบัตร 1101700230708"})
    for _ in range(2):
        look(desk, data)
    assert readings == [len(data), len(data)]


def test_every_visitor_of_a_ledger_is_checked_against_the_same_registers(desk: Desk) -> None:
    assert lookups_of(desk.ledger.of_visitor(Mark())) is lookups_of(desk.ledger.of_visitor(Mark()))
