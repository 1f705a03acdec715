"""M1, M2 and the board: due, on time, late, returned, waived (domain.md 3.5, A-33, A-38, A-46)."""

from __future__ import annotations

from datetime import date, datetime

from base.period import FiscalYear
from kpi.board import State, board
from kpi.model import Status
from tests.kpi.history import History

NOV = datetime(2020, 11, 3, 10)
ALL_FIVE = 5


def test_nothing_is_due_before_the_first_deadline(history: History) -> None:
    figure = history.figure("M1", as_of=date(2020, 10, 31), known_at=datetime(2020, 11, 5, 23, 59, 58))
    assert figure.status is Status.NO_DATA
    due = history.figure("M1", as_of=date(2020, 10, 31), known_at=datetime(2020, 11, 5, 23, 59, 59))
    assert (due.numerator, due.denominator) == (0, ALL_FIVE)


def test_the_last_second_of_the_fifth_is_on_time(history: History) -> None:
    history.send("progress", "DSD", "2020-10", at=datetime(2020, 11, 5, 23, 59, 59))
    history.send("progress", "DOE", "2020-10", at=datetime(2020, 11, 6, 0, 0, 0))
    asked = {"as_of": date(2020, 10, 31), "known_at": datetime(2020, 11, 10)}
    assert history.figure("M1", **asked).numerator == 1
    assert history.figure("M2", **asked).numerator == 2
    assert history.figure("M1", "DOE", **asked).value == 0


def test_a_later_correction_does_not_make_a_report_late(history: History) -> None:
    history.send("progress", "DSD", "2020-10", at=NOV)
    history.send("progress", "DSD", "2020-10", at=datetime(2020, 12, 24))
    assert history.figure("M1", "DSD", as_of=date(2020, 10, 31)).value == 100


def test_returned_counts_for_timeliness_and_not_for_completeness(history: History) -> None:
    number = history.send("progress", "DSD", "2020-10", at=NOV)
    history.decide("return", number, at=datetime(2020, 11, 9), reason="แนบหลักฐาน")
    asked = {"as_of": date(2020, 10, 31)}
    assert (history.figure("M1", "DSD", **asked).value, history.figure("M2", "DSD", **asked).value) == (100, 0)
    before = {"as_of": date(2020, 10, 31), "known_at": datetime(2020, 11, 8)}
    assert history.figure("M2", "DSD", **before).value == 100


def test_a_waived_month_is_not_due(history: History) -> None:
    history.decide("waive", at=NOV, subject="SSO:2020-10", reason="น้ำท่วมสำนักงาน")
    figure = history.figure("M2", as_of=date(2020, 10, 31))
    assert figure.denominator == ALL_FIVE - 1
    assert history.figure("M2", "SSO", as_of=date(2020, 10, 31)).status is Status.NO_DATA


def test_an_agency_added_today_does_not_rewrite_old_figures(history: History) -> None:
    history.refer(
        "agencies", "PC50", date(2020, 10, 1), at=datetime(2021, 1, 4), name_th="เชียงใหม่", report_from="2020-10"
    )
    asked = {"as_of": date(2020, 10, 31)}
    assert history.figure("M2", **asked).denominator == ALL_FIVE + 1
    assert history.figure("M2", **asked, known_at=datetime(2021, 1, 3)).denominator == ALL_FIVE


def test_the_board_tells_every_state_apart(history: History) -> None:
    history.send("progress", "DSD", "2020-10", at=NOV)
    history.send("progress", "DOE", "2020-10", at=datetime(2020, 11, 9, 8))
    history.send("progress", "OPS", "2020-10", at=NOV, accept=False)
    returned = history.send("progress", "DLPW", "2020-10", at=NOV)
    history.decide("return", returned, reason="ตัวเลขไม่ตรง")
    seen = board(history.build(), FiscalYear(2564), datetime(2020, 12, 2))
    october = {row.agency: row.cells[0] for row in seen.rows}
    assert {agency: cell.state for agency, cell in october.items()} == {
        "DSD": State.ON_TIME,
        "DOE": State.LATE,
        "OPS": State.UNDER_REVIEW,
        "DLPW": State.RETURNED,
        "SSO": State.OVERDUE,
    }
    assert october["DOE"].days_late == 4
    assert {row.cells[1].state for row in seen.rows} == {State.OPEN}
    assert {row.cells[2].state for row in seen.rows} == {State.NOT_DUE}
    assert [(one.agency, one.days_late) for one in seen.overdue] == [("DLPW", 27), ("SSO", 27)]


def test_the_trace_of_a_monitoring_figure_is_receipts_and_the_register(history: History) -> None:
    number = history.send("progress", "DSD", "2020-10", at=NOV)
    sources = history.sources("M1", as_of=date(2020, 10, 31))
    assert [(s.submission, s.item) for s in sources if s.role == "+numerator"] == [(number, "DSD:2020-10")]
    assert sum(s.role == "+denominator" for s in sources) == ALL_FIVE
