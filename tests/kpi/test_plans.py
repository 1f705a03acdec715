"""What stands beside a plan's state: the chain with each body's latest word, and the plan that follows."""

from __future__ import annotations

from datetime import date, datetime

from base.period import FiscalYear
from kpi import measure, plans
from kpi.plan_state import PlanState
from kpi.plans import Decided, Item
from tests.kpi.history import LATER, History

SENT, BACK, AGAIN = date(2020, 9, 1), date(2020, 9, 8), date(2020, 9, 20)


def items(history: History, day: date, year: int = 2564) -> dict[str, Item]:
    asked = measure.ask(year, 1, as_of=day, known_at=LATER, now=LATER)
    return {item.code: item for item in plans.overview(history.build(), asked)}


def test_each_body_is_shown_with_its_latest_word(history: History) -> None:
    history.events("OLD", "2020-07", ("PLAN3", "DRAFTED", date(2020, 7, 20)))
    history.events(
        "OLD", "2020-09", ("PLAN3", "SUBMITTED", SENT, "PS"), ("PLAN3", "RETURNED", BACK, "PS"),
        ("PLAN3", "ENDORSED", AGAIN, "PS"),
    )  # fmt: skip
    told = [(day, [(link.body, link.decided, link.on) for link in items(history, day)["PLAN3"].chain])
            for day in (date(2020, 8, 1), SENT, BACK, AGAIN)]  # fmt: skip
    nothing = ("SC-OLD", Decided.NOTHING, None)
    assert [chain for _, chain in told] == [
        [("PS", Decided.NOTHING, None), nothing],
        [("PS", Decided.SUBMITTED, SENT), nothing],
        [("PS", Decided.RETURNED, BACK), nothing],
        [("PS", Decided.ENDORSED, AGAIN), nothing],
    ]
    plan = items(history, AGAIN)["PLAN3"]
    assert (plan.kind, plan.owner, plan.end_year, len(plan.events)) == ("plan", "OLD", 2564, 4)
    assert set(items(history, AGAIN)) == {f"PLAN{number}" for number in range(1, 7)}


def test_the_next_cycle_is_shown_from_the_first_of_july_and_a_registered_successor_by_its_code(
    history: History,
) -> None:
    history.endorse("PLAN1", on=date(2020, 10, 20))
    entry = {"item_code": "PLAN1-65", "item_type": "plan", "name": "แผนฉบับใหม่", "predecessor_code": "PLAN1"}
    history.send("items", "INF", str(FiscalYear(2565)), entry)
    history.events("INF", "2021-07", ("PLAN1", "DRAFTED", date(2021, 7, 20)), cycle=2565)
    before, first, after = (
        items(history, day)["PLAN1"] for day in (date(2021, 6, 30), date(2021, 7, 1), date(2021, 8, 1))
    )
    assert before.next_cycle is None
    assert first.next_cycle is not None and first.next_cycle.state is PlanState.NOT_STARTED
    assert after.next_cycle is not None and after.next_cycle.state is PlanState.DRAFTED
    assert after.successors == ("PLAN1-65",)


def test_the_first_annual_results_of_a_project_bring_its_plan_and_the_plan_above_to_the_years_end(
    history: History,
) -> None:
    history.endorse("PLAN3", "PLAN4", on=date(2020, 10, 20))
    distributed = date(2020, 11, 2)
    history.events("OLD", "2020-11", ("PLAN3", "DISTRIBUTED", distributed), ("PLAN4", "DISTRIBUTED", distributed))
    project = {"project_code": "P1", "item_code": "PLAN4", "project_name": "โครงการ", "lead_agency": "DOE"}
    history.send("projects", "OLD", str(FiscalYear(2564)), project)
    history.send("annual", "DOE", str(FiscalYear(2564)), {"project_code": "P1"}, at=datetime(2021, 9, 10, 9))
    day_before, day = items(history, date(2021, 9, 9)), items(history, date(2021, 9, 10))
    for plan in ("PLAN3", "PLAN4"):
        assert day_before[plan].standing.state is PlanState.IMPLEMENTING
        assert day[plan].standing.state is PlanState.YEAR_END
    assert day["PLAN1"].standing.state is PlanState.NOT_STARTED
