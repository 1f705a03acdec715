"""What changed the allocation, and the chart of the Office's money."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from kpi import budget, chart, measure
from tests.kpi.history import LATER, History

OCT, FEB, MAR = date(2020, 10, 6), date(2021, 2, 10), date(2021, 3, 15)


def told(history: History) -> None:
    history.budget("2020-10", ("INF", "allocate", OCT, "1000.00"), ("OLD", "allocate", OCT, "500.00"))
    carried = {"from_carry_over": True}
    history.budget("2021-02", ("INF", "transfer_in", FEB, "400.00"), ("INF", "disburse", FEB, "300.00", carried))
    mistake = {"reverses": "2021-02/1"}
    history.budget("2021-03", ("INF", "transfer_out", MAR, "150.00"), ("INF", "transfer_in", MAR, "50.00", mistake))
    history.budget("2021-03", ("INF", "transfer_out", MAR, "150.00"), ("INF", "transfer_in", MAR, "50.00", mistake),
                   ("INF", "disburse", MAR, "600.00"), at=datetime(2021, 4, 20))  # fmt: skip


def test_every_change_with_its_sign_once_and_only_of_the_unit(history: History) -> None:
    told(history)
    asked = measure.ask(2564, 1, known_at=LATER, now=LATER)
    found = budget.changes(history.build(), asked, "INF")
    assert [(one.on, one.kind, one.amount_thb, one.is_reversal) for one in found] == [
        (OCT, "allocate", 1000, False),
        (FEB, "transfer_in", 400, False),
        (MAR, "transfer_out", -150, False),
        (MAR, "transfer_in", -50, True),
    ]
    figure = measure.one(history.build(), "C1", "INF", asked)
    assert sum(one.amount_thb for one in found) == figure.denominator, "they add up to the line below of C1"
    assert len(budget.changes(history.build(), asked, "OFF")) == 5
    before = measure.ask(2564, 1, as_of=date(2021, 2, 28), known_at=LATER, now=LATER)
    assert len(budget.changes(history.build(), before, "INF")) == 2


def test_the_chart_marks_a_change_in_its_month_and_draws_the_target_of_each_round(history: History) -> None:
    told(history)
    asked = measure.ask(2564, 2, as_of=date(2021, 4, 30), known_at=LATER, now=LATER)
    spec = chart.money(measure.series(history.build(), "C1", "INF", asked))
    assert spec is not None and spec.unit is None
    allocated, wanted = spec.others
    assert allocated.values[3:] == (1000, 1400, 1200, 1200)
    assert allocated.labels == ("", "", "", "", "+400", "-200", "")
    assert wanted.values[-2:] == (Decimal("1056.00"), Decimal("1200.00")), "88 % in March, 100 % in April"
    assert [point.value for point in spec.points][-3:] == [0, 600, 600]
    assert "600 บาท จากวงเงิน 1,200 บาท คิดเป็นร้อยละ 50.00" in spec.summary
