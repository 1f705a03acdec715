"""Rules of the registers of projects and of items (forms.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl.check.context import Context, Line, say_number
from etl.check.progress import check_dates
from etl.check.values import FOUND_LENGTH, unknown
from etl.findings import Finding
from etl.forms.projects import parse_province_targets


def check_projects(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """Projects: dates in order, targets by agency readable, approval dated, the plan of the sender's own unit."""
    for line in lines:
        yield from check_dates(context, line)
        yield from _targets(context, line)
        yield from _approval(context, line)
        yield from _owner(context, line)


def _targets(context: Context, line: Line) -> Iterator[Finding]:
    text = line.text("province_targets")
    try:
        named = parse_province_targets(text)
    except ValueError:
        yield context.find("V43", line, "province_targets", found=text[:FOUND_LENGTH])
        return
    for agency in named:
        if agency not in context.register.agencies:
            yield unknown(context, line, "province_targets", "agencies", agency)


def _approval(context: Context, line: Line) -> Iterator[Finding]:
    """A project added during the year counts from its approval, which therefore needs its day."""
    added = line.day("added_on")
    if added and added > context.first_day and line.values.get("add_approved") and line.is_empty("add_approved_on"):
        yield context.find("V45", line, "add_approved_on")


def _owner(context: Context, line: Line) -> Iterator[Finding]:
    plan = context.register.plans.get(line.text("item_code"))
    if plan is not None and plan.get("owner") and plan["owner"] != context.reporter:
        owner, sender = (context.lookup.say("units", code) for code in (plan["owner"], context.reporter))
        yield context.find("V55", line, "item_code", expected=owner, found=sender)


def check_items(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """Items: years in order, plan numbers of the manual, parents and predecessors that exist."""
    own = {line.text("item_code") for line in lines}
    for line in lines:
        start, end = line.number_of("start_year"), line.number_of("end_year")
        if start is not None and end is not None and end < start:
            yield context.find("V49", line, "end_year", expected=str(start), found=str(end))
        yield from _plan_no(context, line)
        for name in ("parent_code", "predecessor_code"):
            text = line.text(name)
            if text and text not in own and context.lookup.code("items", text) is None:
                yield unknown(context, line, name, "items", text)


def _plan_no(context: Context, line: Line) -> Iterator[Finding]:
    number = line.number_of("plan_no")
    known = sorted(int(plan["plan_no"]) for plan in context.register.plans.values())
    if number is not None and number not in known:
        said = {"expected": f"แผนที่ {known[0]}–{known[-1]}", "expected_en": f"plan {known[0]}–{known[-1]}"}
        yield context.find("V07", line, "plan_no", found=say_number(number), **said)
