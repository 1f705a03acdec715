"""M1, M2 and the board: due, on time, late, returned, waived (domain.md 3.5, A-33, A-38, A-46)."""

from __future__ import annotations

from datetime import date, datetime

from base.period import FiscalYear, Month
from kpi.board import State, board
from kpi.facts import Facts
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


def test_a_deadline_on_a_day_off_moves_with_everything_that_asks_for_it(history: History) -> None:
    october = date(2020, 10, 1)
    history.refer("settings", "2564:deadline.shift_to_workday", october, at=datetime(2020, 10, 1), value="true")
    history.send("progress", "DSD", "2020-11", at=datetime(2020, 12, 8, 16))
    history.send("progress", "DOE", "2020-11", at=datetime(2020, 12, 9, 9))
    asked = {"as_of": date(2020, 11, 30)}
    early = {"as_of": date(2020, 11, 30), "known_at": datetime(2020, 12, 8, 12)}
    assert history.figure("M2", "SSO", **early).denominator == 1, "November is not due yet"
    assert history.figure("M1", "DSD", **asked).numerator == 1, "8 December: 5 and 6 are a week-end, 7 a holiday"
    late = history.figure("M3", "DOE", **asked)
    assert (late.value, late.variant) == (1, "deadline.shift_to_workday=true")
    seen = board(history.build(), FiscalYear(2564), datetime(2020, 12, 9, 12))
    states = {row.agency: row.cells[1].state for row in seen.rows}
    assert (states["DSD"], states["DOE"], states["SSO"]) == (State.ON_TIME, State.LATE, State.OVERDUE)
    owed = next(one for one in seen.overdue if one.agency == "SSO" and one.month.number == 11)
    assert (owed.due, owed.days_late) == (datetime(2020, 12, 8, 23, 59, 59), 1)


def test_a_day_off_counts_from_when_it_is_known(history: History) -> None:
    history.refer("settings", "2564:deadline.shift_to_workday", date(2020, 10, 1), value="true")
    history.refer("holidays", "2020-12-08", date(2021, 6, 1), at=datetime(2020, 12, 1), kind="special")
    history.send("progress", "DSD", "2020-11", at=datetime(2020, 12, 9, 9))
    assert history.figure("M1", "DSD", as_of=date(2020, 11, 30)).numerator == 1
    before = {"as_of": date(2020, 11, 30), "known_at": datetime(2020, 11, 30)}
    assert history.figure("M1", "DSD", **before).denominator == 1, "only October is due"
    facts = Facts(history.build(), FiscalYear(2564), history.build().seq_at(datetime(2020, 11, 30)), NOV, True)
    assert facts.due(Month(2020, 11)).day == 8, "what nobody knew yet moves nothing"


def test_timeliness_may_go_by_the_latest_version(history: History) -> None:
    history.send("progress", "DSD", "2020-10", at=NOV)
    history.send("progress", "DSD", "2020-10", at=datetime(2020, 11, 9))
    history.refer("settings", "2564:m1.first_valid", date(2020, 10, 1), value="false")
    figure = history.figure("M3", "DSD", as_of=date(2020, 10, 31))
    assert (figure.value, figure.variant) == (4, "m1.first_valid=false")
    counted = [one for one in history.sources("M3", "DSD", as_of=date(2020, 10, 31)) if one.role == "+numerator"]
    assert [one.received_at for one in counted] == [datetime(2020, 11, 9)]


def test_who_must_report_is_a_setting(history: History) -> None:
    row = {"name_th": "เชียงใหม่", "kind": "province", "report_from": "2020-10"}
    history.refer("agencies", "PC50", date(2020, 10, 1), **row)
    asked = {"as_of": date(2020, 10, 31)}
    assert history.figure("M2", **asked).denominator == ALL_FIVE + 1
    history.refer("settings", "2564:agency.is_reporting", date(2020, 10, 1), value="ministry")
    assert history.figure("M2", **asked).denominator == ALL_FIVE
    history.refer("settings", "2564:agency.reports_via", date(2020, 10, 1), value="own")
    figure = history.figure("M2", **asked)
    assert figure.denominator == ALL_FIVE + 77
    assert figure.variant == "agency.is_reporting=ministry; agency.reports_via=own"


def test_without_the_setting_a_deadline_stays(history: History) -> None:
    history.send("progress", "DSD", "2020-11", at=datetime(2020, 12, 8, 16))
    figure = history.figure("M3", "DSD", as_of=date(2020, 11, 30))
    assert (figure.value, figure.variant) == (3, None)
