"""The lists of a paper: plans, late agencies, open problems, with names in place of codes."""

from __future__ import annotations

from collections.abc import Sequence

from base.words import Text
from exports.content import LateAgency, PlanEntry, ProblemEntry
from kpi import board, cycle, group, problem_list, project_list
from kpi.model import OFFICE, Ask, Figure, Status
from kpi.plan_state import BEFORE_MANUAL, STATE_WORDS, PlanState, Standing
from kpi.plans import DECIDED_WORDS, Item
from kpi.problem_list import ProblemLine
from kpi.store import Build

TONES = {
    PlanState.NOT_STARTED: Status.NO_DATA,
    PlanState.RETURNED: Status.FAIL,
    PlanState.WITHDRAWN: Status.FAIL,
    PlanState.ENDORSED: Status.PASS,
    PlanState.DISTRIBUTED: Status.PASS,
    PlanState.IMPLEMENTING: Status.PASS,
    PlanState.YEAR_END: Status.PASS,
    PlanState.REPORTED: Status.PASS,
    PlanState.CLOSED: Status.PASS,
}
PROBLEM_TONES = {
    problem_list.State.UNPLANNED: Status.NO_DATA,
    problem_list.State.PLANNED: Status.NO_TARGET,
    problem_list.State.OVERDUE: Status.FAIL,
}
PROJECT = Text("โครงการ {code}", "Project {code}")


def full_name(build: Build, asked: Ask, code: str) -> str:
    """The full name of an agency, unit or plan on the day asked for; the code itself when no register knows it."""
    return _named(build, asked, code, "name_th")


def short_name(build: Build, asked: Ask, code: str) -> str:
    """The short name, else the full one, else the code."""
    return _named(build, asked, code, "short_th")


def _named(build: Build, asked: Ask, code: str, column: str) -> str:
    seq = build.seq_at(asked.known_at)
    for table in ("units", "agencies", "plans", "bodies"):
        row = build.reference(table, asked.as_of, seq).get(code)
        if row is not None:
            return row.get(column) or row.get("name_th") or code
    return code


def plans(
    build: Build, asked: Ask, items: Sequence[Item], figures: Sequence[Figure], track: str
) -> tuple[PlanEntry, ...]:
    """The strategies, plans and proposals of the track, in the order of the register."""
    found = {(one.kpi, one.scope): one for one in figures}
    return tuple(
        PlanEntry(
            code=item.code,
            name=item.name.th,
            owner=short_name(build, asked, item.owner),
            state=STATE_WORDS[item.standing.state].th,
            tone=Status.FAIL if item.standing.is_overdue else TONES.get(item.standing.state, Status.NO_TARGET),
            since=item.standing.since,
            waits_for=_waits_for(build, asked, item.standing),
            due=item.standing.next_expected if item.standing.waiting_for else None,
            days_overdue=item.standing.days_overdue,
            chain=tuple(
                (short_name(build, asked, link.body), DECIDED_WORDS[link.decided].th, link.on) for link in item.chain
            ),
            success=found.get(("K3", item.code)),
            level=found.get(("K4", item.code)),
        )
        for item in items
        if track in (OFFICE, item.owner)
    )


def _waits_for(build: Build, asked: Ask, standing: Standing) -> str:
    if standing.is_before_manual:
        return BEFORE_MANUAL.th
    waits = standing.waiting_for
    if waits is None:
        return ""
    return cycle.STEP_WORDS[cycle.Step(waits)].th if waits in set(cycle.Step) else short_name(build, asked, waits)


def late(build: Build, asked: Ask, items: Sequence[Item], track: str) -> tuple[LateAgency, ...]:
    """The agencies that owe a report of a month up to the day asked for, the oldest debt first.

    In a unit's paper those that answer for one of its projects.
    """
    owed: Sequence[board.Overdue] = [
        one
        for one in board.board(build, asked.round.fiscal_year, asked.known_at).overdue
        if one.month.last_day <= asked.as_of
    ]
    if track != OFFICE:
        owed = group.of_unit(track, items, project_list.overview(build, asked), owed).owed
    return tuple(
        LateAgency(
            code=reports[0].agency,
            name=reports[0].name.th,
            full_name=full_name(build, asked, reports[0].agency),
            months=tuple(one.month for one in reports),
            days_late=max(one.days_late for one in reports),
            state=board.STATE_WORDS[max(reports, key=lambda one: one.days_late).state].th,
        )
        for reports in board.by_agency(owed)
    )


def problems(build: Build, asked: Ask, items: Sequence[Item], track: str) -> tuple[ProblemEntry, ...]:
    """The open problems of the track: overdue actions first, then those without a plan, the longest open first."""
    owned = {item.code for item in items if item.owner == track}
    order = list(PROBLEM_TONES)
    order.sort(key=lambda state: state is not problem_list.State.OVERDUE)
    found = [
        one
        for one in problem_list.overview(build, asked)
        if one.is_open and (track == OFFICE or one.plan_code in owned or (one.plan and one.plan.owner == track))
    ]
    found.sort(key=lambda one: (order.index(one.state), one.since, one.key))
    return tuple(_problem(build, asked, one) for one in found)


def _problem(build: Build, asked: Ask, one: ProblemLine) -> ProblemEntry:
    places = build.reference("provinces", asked.as_of, build.seq_at(asked.known_at))
    return ProblemEntry(
        key=one.key,
        agency=short_name(build, asked, one.agency),
        project=one.project_name or PROJECT.say(code=one.project_code),
        province=places.get(one.province, {}).get("name_th") or one.province,
        problem=one.problem,
        solution=one.solution,
        action=one.plan.action if one.plan else "",
        owner=short_name(build, asked, one.plan.owner) if one.plan else "",
        due=one.plan.due_on if one.plan else None,
        state=problem_list.STATE_WORDS[one.state].th,
        tone=PROBLEM_TONES[one.state],
        since=one.since,
        month_count=one.open_month_count,
        days_overdue=one.days_overdue,
    )
