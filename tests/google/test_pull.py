"""The life of a sheet: watched, taken at the cut-off, and never moved by what is edited afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from base.access import NotAllowed
from etl.findings import Finding, Severity
from etl.read import read
from etl.sheets.client import Client
from etl.sheets.pull import pull
from etl.sheets.sentences import said_of
from ledger import audit, sheets, submissions
from ledger.sheets import Reading, Registered, SheetRefused, State
from ledger.submissions import Submission
from tests.etl_receive.desk import edited, open_desk
from tests.google.office import AFTER, BEFORE, DUE, EDITED, LATER, Office, moved, soon
from tests.google.server import EMAIL, LocalGoogle

pytestmark = pytest.mark.slow

PERIOD = {"th": "เดือนมีนาคม 2564", "en": " of March 2021"}


@pytest.fixture
def office(local: LocalGoogle, client: Client, tmp_path: Path) -> Iterator[Office]:
    desk = open_desk(tmp_path)
    yield Office(desk, local, client)
    desk.ledger.close()


def standing(office: Office) -> Submission | None:
    with office.ledger.read() as connection:
        return submissions.latest_valid(connection, "progress", "DSD", "2021-03")


def said(reading: Reading) -> str:
    return " ".join(text.th for text in said_of(reading, PERIOD))


def findings(reading: Reading) -> list[Finding]:
    return [
        Finding(one.code, Severity(one.severity), one.sheet, one.cell, one.field, one.params)
        for one in reading.findings
    ]


def test_a_sheet_is_taken_at_the_cut_off_as_it_stood(office: Office) -> None:
    book = office.sheet(office.desk.report())
    facts = office.desk.facts()
    assert office.state(BEFORE) is State.WATCHED and office.desk.facts() == facts
    assert standing(office) is None
    reading = office.reading(AFTER)
    assert reading.state is State.FROZEN
    kept = standing(office)
    assert kept is not None and kept.submission_id == reading.submission and kept.channel == "sheet"
    assert kept.received_at == EDITED and kept.recorded_at == AFTER
    assert kept.layout["google"]["spreadsheet"] == book.id and not kept.error_count
    assert office.local.google.asked[book.id] == 1
    assert audit.verify(office.ledger) == []
    with office.ledger.read() as connection:
        data = submissions.original(connection, kept.sha256)
        stream = submissions.rows(connection, kept.submission_id)
    assert data is not None and stream
    assert read(data).sheets[0].cells == read(office.desk.report()).sheets[0].cells


def test_pulling_again_loads_nothing_and_an_edit_loads_once(office: Office) -> None:
    book = office.sheet(office.desk.report())
    assert office.pull(BEFORE)["DSD-progress"].is_new
    assert not office.pull(soon(BEFORE))["DSD-progress"].is_new
    book.title = "ชื่อใหม่"
    office.touch(book, soon(BEFORE, 10))
    renamed = office.reading(soon(BEFORE, 15))
    assert renamed.state is State.WATCHED and "“รายงาน DSD” เป็น “ชื่อใหม่”" in said(renamed)
    office.edit(book, office.desk.report(result_cum=60, progress_pct=60), soon(BEFORE, 20))
    assert office.pull(soon(BEFORE, 25))["DSD-progress"].is_new
    assert office.state(AFTER) is State.FROZEN
    with office.ledger.read() as connection:
        assert len(submissions.of_file(connection, standing(office).sha256)) == 1  # type: ignore[union-attr]
    assert not office.pull(soon(AFTER))["DSD-progress"].is_new


def test_an_edit_after_the_cut_off_moves_nothing_and_names_its_cells(office: Office) -> None:
    book = office.sheet(office.desk.report())
    office.pull(BEFORE)
    kept = office.reading(AFTER).submission
    facts = office.desk.facts()
    layout = standing(office).layout["columns"]  # type: ignore[union-attr]
    office.edit(book, office.desk.report(result_cum=99, budget_disb=900), soon(AFTER))
    reading = office.reading(LATER)
    assert reading.state is State.EDITED_LATE and reading.submission == kept
    assert office.desk.facts() == facts and standing(office).submission_id == kept  # type: ignore[union-attr]
    [told] = findings(reading)
    sentence = told.message()
    assert told.code == "V97" and "แก้ไขหลังปิดรับ 2 ช่อง" in sentence and "เดือนมีนาคม 2564" in sentence
    assert all(f"{layout[name]}11" in sentence for name in ("result_cum", "budget_disb"))
    office.edit(book, office.desk.report(), soon(LATER))
    assert office.state(soon(LATER, 10)) is State.FROZEN


def test_somebody_may_ask_for_the_edited_version(office: Office) -> None:
    book = office.sheet(office.desk.report())
    office.pull(BEFORE)
    office.pull(AFTER)
    office.edit(book, office.desk.report(result_cum=70, progress_pct=70), soon(AFTER))
    office.pull(LATER)
    reading = office.reading(soon(LATER), takes_now=True)
    kept = standing(office)
    assert reading.state is State.FROZEN and kept is not None and kept.version == 2
    assert kept.received_at == soon(AFTER)


def test_taken_from_the_snapshot_when_edited_between_cut_off_and_pull(office: Office) -> None:
    book = office.sheet(office.desk.report())
    office.pull(BEFORE)
    office.edit(book, office.desk.report(result_cum=99), soon(DUE, 10))
    reading = office.reading(AFTER)
    assert reading.state is State.EDITED_LATE
    assert standing(office).received_at == EDITED  # type: ignore[union-attr]


def test_the_last_edit_before_the_cut_off_counts_though_no_pull_saw_it(office: Office) -> None:
    book = office.sheet(office.desk.report())
    office.pull(BEFORE)
    office.edit(book, office.desk.report(result_cum=60, progress_pct=60), soon(BEFORE))
    assert office.state(AFTER) is State.FROZEN
    assert standing(office).received_at == soon(BEFORE)  # type: ignore[union-attr]


def test_errors_at_the_cut_off_do_not_count_until_they_are_mended(office: Office) -> None:
    book = office.sheet(office.desk.report(plan_no=None))
    assert [one.severity for one in office.reading(BEFORE).findings].count("error") >= 1
    reading = office.reading(AFTER)
    assert reading.state is State.WITH_ERRORS and standing(office) is None and reading.submission in said(reading)
    office.edit(book, office.desk.report(), soon(AFTER))
    assert office.state(LATER) is State.FROZEN
    assert standing(office).received_at == soon(AFTER)  # type: ignore[union-attr]


def test_the_next_month_in_the_same_sheet_is_the_next_report(office: Office) -> None:
    book = office.sheet(office.desk.report())
    office.pull(BEFORE)
    office.pull(AFTER)
    office.edit(book, office.desk.report(period="2021-04"), LATER)
    reading = office.reading(soon(LATER))
    assert (reading.state, reading.period, reading.submission) == (State.WATCHED, "2021-04", None)


def test_a_month_that_no_pull_saw_end_is_taken_late_from_its_snapshot(office: Office) -> None:
    book = office.sheet(office.desk.report())
    office.pull(BEFORE)
    office.edit(book, office.desk.report(period="2021-04"), LATER)
    assert office.reading(soon(LATER)).period == "2021-04"
    assert standing(office).received_at == EDITED  # type: ignore[union-attr]


def test_what_was_sent_by_another_way_is_not_overridden(office: Office) -> None:
    office.sheet(office.desk.report())
    office.pull(BEFORE)
    sent = office.desk.send(office.desk.report(result_cum=60, progress_pct=60), at=soon(BEFORE))
    reading = office.reading(AFTER)
    assert reading.state is State.SENT_OTHERWISE and reading.submission == sent.submission_id
    assert standing(office).submission_id == sent.submission_id  # type: ignore[union-attr]


def test_deleted_and_revoked_sheets_keep_what_was_read(office: Office) -> None:
    book = office.sheet(office.desk.report())
    office.pull(BEFORE)
    del book.roles[EMAIL]
    revoked = office.reading(soon(BEFORE))
    assert revoked.state is State.NO_ACCESS and "แชร์ชีต" in said(revoked)
    assert not office.pull(soon(BEFORE, 10))["DSD-progress"].is_new
    book.roles[EMAIL] = "reader"
    assert office.state(soon(BEFORE, 15)) is State.WATCHED
    book.is_trashed = True
    binned = office.reading(soon(BEFORE, 20))
    assert binned.state is State.GONE and "ถังขยะ" in said(binned)
    del office.local.google.books[book.id]
    gone = office.reading(AFTER)
    assert gone.state is State.GONE and "ไม่พบชีตนี้" in said(gone)
    assert standing(office).received_at == EDITED  # type: ignore[union-attr]
    assert gone.submission == standing(office).submission_id  # type: ignore[union-attr]


def test_a_thai_locale_and_moved_columns_change_nothing(office: Office) -> None:
    book = office.sheet(office.desk.report())
    office.pull(BEFORE)
    book.locale = "th_TH"
    office.touch(book, soon(BEFORE))
    thai = office.reading(soon(BEFORE, 5))
    assert "en_US เป็น th_TH" in said(thai) and thai.state is State.WATCHED
    workbook = read(office.desk.report())
    office.edit(book, moved(workbook, workbook.sheets[0].name, 4, 6), soon(BEFORE, 10))
    swapped = office.reading(soon(BEFORE, 15))
    assert "D → F" in said(swapped) and "F → D" in said(swapped) and "ย้ายคอลัมน์" in said(swapped)
    assert office.state(AFTER) is State.FROZEN
    office.edit(book, office.desk.report(), soon(AFTER))
    back = office.reading(LATER)
    assert back.state is State.FROZEN and "ย้ายคอลัมน์" in said(back)


def test_personal_data_is_not_kept(office: Office) -> None:
    book = office.sheet(office.desk.report(result_text="ติดต่อ นางสาวสมหญิง ใจดี"))
    reading = office.reading(BEFORE)
    assert reading.state is State.NOT_KEPT and reading.snapshot is None
    assert [one.code for one in reading.findings] == ["G_PERSONAL_NAME"]
    assert office.state(AFTER) is State.NOT_KEPT
    office.edit(book, office.desk.report(), soon(AFTER))
    assert office.state(LATER) is State.FROZEN
    with office.ledger.read() as connection:
        assert submissions.original(connection, reading.content) is None


def test_only_some_may_pull_and_only_what_is_registered(office: Office) -> None:
    book = office.sheet(office.desk.report())
    with pytest.raises(NotAllowed):
        pull(office.ledger, office.client, office.desk.user("director"))
    with pytest.raises(SheetRefused, match="DOE-progress"):
        office.pull(BEFORE, keys=["DOE-progress"])
    with office.ledger.write("admin") as writer, pytest.raises(SheetRefused, match="DSD-progress"):
        sheets.register(writer, Registered("DOE-progress", book.id, "progress", "DOE"))


def test_an_edited_sheet_is_a_plain_edit(office: Office) -> None:
    """An edit by another program: what Excel would send is what Google gives."""
    book = office.sheet(office.desk.report())
    office.edit(book, edited(office.desk.report(), {"H11": 80}), soon(EDITED))
    assert office.state(BEFORE) is State.WATCHED
