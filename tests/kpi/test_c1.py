"""C1 to the satang: what counts, from when, for whom, and where 88 ends (domain.md 4.2 C1, A-01 … A-08)."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from kpi import speak
from kpi.model import Status
from tests.kpi.history import History

OCT, MAR = date(2020, 10, 15), date(2021, 3, 31)


def test_nothing_allocated_is_no_data_and_not_zero(history: History) -> None:
    figure = history.figure("C1")
    assert (figure.status, figure.value, speak.value(figure)) == (Status.NO_DATA, None, "–")
    assert figure.reason is not None and figure.reason.th == "ยังไม่ได้รับจัดสรร"


def test_allocated_but_nothing_spent_is_zero_and_not_no_data(history: History) -> None:
    history.budget("2020-10", ("INF", "allocate", OCT, "100.00"))
    figure = history.figure("C1", "INF")
    assert (figure.value, figure.status, speak.value(figure)) == (0, Status.FAIL, "ร้อยละ 0.00")


def test_the_target_itself_passes_and_one_satang_less_fails(history: History) -> None:
    history.budget("2020-10", ("INF", "allocate", OCT, "1000000.00"), ("OLD", "allocate", OCT, "1000000.00"))
    history.budget("2021-03", ("INF", "disburse", MAR, "880000.00"), ("OLD", "disburse", MAR, "879999.99"))
    exact, short = history.figure("C1", "INF"), history.figure("C1", "OLD")
    assert (exact.status, speak.display(exact)) == (Status.PASS, "88.00")
    assert (short.status, speak.display(short)) == (Status.FAIL, "87.99"), "a fail may not read 88.00"


def test_99_996_of_100_fails_and_shows_99_99(history: History) -> None:
    history.budget("2020-10", ("INF", "allocate", OCT, "1000.00"), ("INF", "disburse", OCT, "999.96"))
    figure = history.figure("C1", "INF", 2)
    assert (figure.value, figure.status, speak.display(figure)) == (Fraction(99996, 1000), Status.FAIL, "99.99")


def test_round_days_are_inclusive_and_the_second_round_is_the_whole_year(history: History) -> None:
    history.budget("2020-10", ("INF", "allocate", date(2020, 10, 1), "1000.00"))
    history.budget("2021-03", ("INF", "disburse", date(2021, 3, 31), "300.00"))
    history.budget("2021-04", ("INF", "disburse", date(2021, 4, 1), "200.00"))
    history.budget("2021-09", ("INF", "disburse", date(2021, 9, 30), "500.00"))
    assert history.figure("C1", "INF", 1).numerator == 300
    second = history.figure("C1", "INF", 2)
    assert (second.numerator, second.status) == (1000, Status.PASS)


def test_only_the_operating_budget_net_of_returns_refunds_and_reversals_counts(history: History) -> None:
    history.budget(
        "2020-10",
        ("INF", "allocate", OCT, "1000.00"),
        ("INF", "transfer_in", OCT, "200.00"),
        ("INF", "transfer_out", OCT, "100.00"),
        ("INF", "return", OCT, "50.00"),
        ("INF", "disburse", OCT, "500.00"),
        ("INF", "refund", OCT, "20.00"),
        ("INF", "disburse", OCT, "30.00", {"reverses": "2020-10/5"}),
        ("INF", "commit", OCT, "999.00"),
        ("INF", "carry_over", OCT, "999.00"),
        ("INF", "disburse", OCT, "999.00", {"from_carry_over": True}),
        ("INF", "allocate", OCT, "999.00", {"category": "investment"}),
        ("INF", "disburse", OCT, "999.00", {"category": "personnel"}),
    )
    figure = history.figure("C1", "INF")
    assert (figure.numerator, figure.denominator) == (450, 1050)


def test_a_unit_without_money_of_its_own(history: History) -> None:
    """A-05: split by unit → no data for it; everything kept at the Office → the Office's value, marked."""
    history.budget("2020-10", ("OFF", "allocate", OCT, "1000.00"), ("OFF", "disburse", OCT, "900.00"))
    shared = history.figure("C1", "DIS")
    assert (shared.value, [note.th for note in shared.notes]) == (90, ["ใช้ค่าระดับสำนักงาน"])
    history.budget("2020-11", ("INF", "allocate", date(2020, 11, 2), "500.00"))
    assert history.figure("C1", "DIS").status is Status.NO_DATA
    assert history.figure("C1", "OFF").denominator == 1500


def test_over_one_hundred_is_shown_and_flagged(history: History) -> None:
    history.budget("2020-10", ("INF", "allocate", OCT, "100.00"), ("INF", "disburse", OCT, "101.00"))
    figure = history.figure("C1", "INF")
    assert (speak.display(figure), figure.status) == ("101.00", Status.PASS)
    assert [note.en for note in figure.notes] == ["Disbursed more than allocated; check the data"]


def test_before_the_round_begins_there_is_no_data(history: History) -> None:
    history.budget("2020-10", ("INF", "allocate", OCT, "100.00"))
    figure = history.figure("C1", "INF", 2, as_of=date(2021, 2, 1))
    assert figure.status is Status.NO_DATA
    assert figure.reason is not None and figure.reason.th == "รอบยังไม่เริ่ม"


def test_what_was_known_then_can_be_asked_again(history: History) -> None:
    history.budget("2020-10", ("INF", "allocate", OCT, "100.00"), at=datetime(2020, 11, 2, 9))
    history.budget("2020-11", ("INF", "disburse", date(2020, 11, 9), "40.00"), at=datetime(2020, 12, 2, 9))
    history.budget("2020-11", ("INF", "disburse", date(2020, 11, 9), "60.00"), at=datetime(2021, 1, 8, 9))
    assert history.figure("C1", "INF").value == 60
    assert history.figure("C1", "INF", known_at=datetime(2021, 1, 8, 8, 59)).value == 40
    assert history.figure("C1", "INF", known_at=datetime(2020, 12, 2, 8)).value == 0
    assert history.figure("C1", "INF", known_at=datetime(2020, 11, 2, 8)).status is Status.NO_DATA


def test_a_target_changed_from_april_leaves_the_first_round_alone(history: History) -> None:
    history.budget("2020-10", ("INF", "allocate", OCT, "100.00"), ("INF", "disburse", OCT, "90.00"))
    history.refer("targets", "C1:1", date(2021, 4, 1), target="95", kpi="C1", round="1")
    assert history.figure("C1", "INF", 1).status is Status.PASS


def test_provisional_counts_what_nobody_has_accepted_yet(history: History) -> None:
    history.budget("2020-10", ("INF", "allocate", OCT, "100.00"))
    waiting = history.budget("2020-11", ("INF", "disburse", date(2020, 11, 9), "60.00"), accept=False)
    assert history.figure("C1", "INF").value == 0
    assert history.figure("C1", "INF", official=False).value == 60
    history.decide("accept", waiting)
    assert history.figure("C1", "INF").value == 60
    history.decide("return", waiting, reason="ยอดไม่ตรงกับระบบ")
    assert history.figure("C1", "INF").value == 0


def test_the_trace_adds_up_to_the_figure(history: History) -> None:
    history.budget("2020-10", ("INF", "allocate", OCT, "1000.00"), ("OLD", "allocate", OCT, "77.00"))
    history.budget(
        "2021-01", ("INF", "disburse", date(2021, 1, 5), "500.50"), ("INF", "refund", date(2021, 1, 6), "0.25")
    )
    added = {"+numerator": Fraction(0), "-numerator": Fraction(0), "+denominator": Fraction(0)}
    for source in history.sources("C1", "INF"):
        if source.role in added:
            added[source.role] += Fraction(source.value or "0")
            assert source.cell and source.sheet and source.file and source.sha256
    figure = history.figure("C1", "INF")
    assert added["+numerator"] - added["-numerator"] == figure.numerator == Fraction("500.25")
    assert added["+denominator"] == figure.denominator == 1000
