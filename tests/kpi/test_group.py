"""One unit's part of the Office: its plans, their projects, and who owes a report on them."""

from __future__ import annotations

from datetime import date, datetime

from base.period import FiscalYear
from kpi import board, group, measure, plans, project_list
from kpi.group import Group
from tests.kpi.history import CHAIN, History

NOW = datetime(2020, 12, 10, 12, 0)


def seen(history: History, unit: str) -> Group:
    history.endorse("PLAN3", "PLAN4", on=date(2020, 10, 20))
    register = [
        {"project_code": code, "item_code": "PLAN4", "project_name": code, "target": 100, "lead_agency": agency}
        for code, agency in (("P1", "DOE"), ("P2", "DSD"))
    ]
    history.send("projects", "OLD", str(FiscalYear(2564)), *register)
    row = {"project_code": "P1", "plan_no": 4, "result_cum": 100, "target_unit": "คน", "status": "completed"}
    for month, day in (("2020-10", datetime(2020, 11, 3)), ("2020-11", datetime(2020, 12, 3))):
        history.send("progress", "DOE", month, row, at=day)
    built, asked = history.build(), measure.ask(2564, 1, as_of=date(2020, 11, 30), known_at=NOW, now=NOW)
    owed = board.board(built, asked.round.fiscal_year, NOW).overdue
    assert {one.agency for one in owed} > {"DSD", "SSO"}, "others owe reports, too"
    return group.of_unit(unit, plans.overview(built, asked), project_list.overview(built, asked), owed)


def test_a_group_has_its_own_plans_projects_and_debtors(history: History) -> None:
    found = seen(history, "OLD")
    assert [item.code for item in found.items] == ["PLAN3", "PLAN4"]
    assert [one.code for one in found.projects] == ["P1", "P2"]
    assert {one.agency for one in found.owed} == {"DSD"}, "only agencies that answer for one of its projects"
    assert [one.code for one in found.in_need] == ["P2"] and found.done_count == 1


def test_plans_past_their_day_wait_for_a_decision_the_longest_first(history: History) -> None:
    drafted, endorsed = date(2020, 7, 20), date(2020, 10, 20)
    history.events("INF", "2020-07", ("PLAN1", "DRAFTED", drafted), ("PLAN2", "DRAFTED", drafted))
    history.events("INF", "2020-10", *[("PLAN1", "ENDORSED", endorsed, body) for body in CHAIN["INF"]])
    found = seen(history, "INF")
    late = [(item.code, item.standing.days_overdue) for item in found.late_items]
    assert late == [("PLAN2", 30), ("PLAN1", 26)], "not endorsed by 31 October; endorsed, but not distributed"
    assert found.projects == found.owed == found.cancelling == ()
