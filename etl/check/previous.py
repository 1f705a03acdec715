"""Rules against the official months of the same fiscal year (V13, V14, V18, V91–V93)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median

from etl.check.context import Context, Line, say_number
from etl.check.earlier import Kept
from etl.findings import Finding

FIRST_MONTH = 10
FEWEST_POINTS = 6
"""Fewer months say nothing about what is usual."""
JUMP = 6
"""Steps this many times the usual spread away from the usual step are asked about."""
LEAST_SPREAD = Decimal("0.2")
"""Of the usual step: months that are all alike must not make every other one strange."""
_SAME = ("result_cum", "progress_pct", "budget_disb", "result_text")
_MOVING = "in_progress"
Key = tuple[str, str, str]


def check_previous(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """Each row against the row of the same project, activity and province in the report before."""
    known = {_key(row): row for row in context.earlier.previous or () if row["project_code"]}
    for line in lines:
        if not line.is_sound("project_code", "activity", "province"):
            continue
        last = known.get((line.text("project_code"), line.text("activity"), line.text("province")))
        if last is not None:
            yield from _unchanged(context, line, last)
            yield from _disbursed(context, line, last)
            yield from _identical(context, line, last)
        yield from _result(context, line, last)
        yield from _jump(context, line)


def _key(row: Kept) -> Key:
    return (row["project_code"] or "", row["activity"] or "", row["province"] or "")


def _result(context: Context, line: Line, last: Kept | None) -> Iterator[Finding]:
    """The cumulative result may only fall with a remark; the month's result is the difference of two."""
    now, before = line.number_of("result_cum"), _before(context, last)
    if now is None or before is None:
        return
    if last is not None and now < before:
        if line.is_empty("remark"):
            said = {"expected": say_number(before), "found": say_number(now), "remark": context.header("remark")}
            yield context.find("V13", line, "result_cum", **said)
        return
    month = line.number_of("result_month")
    if month is not None and month != now - before:
        yield context.find("V14", line, "result_month", expected=say_number(now - before), found=say_number(month))


def _before(context: Context, last: Kept | None) -> Decimal | None:
    """The cumulative result before this month: zero at the start of a fiscal year, unknown without a report."""
    if last is not None:
        value = last["result_cum"]
        return value if isinstance(value, Decimal) else None
    return Decimal(0) if context.first_day.month == FIRST_MONTH else None


def _unchanged(context: Context, line: Line, last: Kept) -> Iterator[Finding]:
    """Target and unit stay as last reported; what the register or an approved change says goes before that."""
    project = context.register.project_on(line.text("project_code"), context.last_day) or {}
    source = {"source": "รายงานครั้งก่อน", "source_en": "the last report"}
    target = line.number_of("target")
    if target is not None and last["target"] is not None and not project.get("target") and target != last["target"]:
        said = {"expected": say_number(last["target"]), "found": say_number(target)}
        yield context.find("V18", line, "target", **said, **source)
    unit = line.text("target_unit")
    if unit and last["target_unit"] and not project.get("target_unit") and unit != last["target_unit"]:
        yield context.find("V18", line, "target_unit", expected=last["target_unit"], found=unit, **source)


def _disbursed(context: Context, line: Line, last: Kept) -> Iterator[Finding]:
    """V93: what has been disbursed since the year began does not shrink, unless a remark says why."""
    now, before = line.number_of("budget_disb"), last["budget_disb"]
    if now is not None and isinstance(before, Decimal) and now < before and line.is_empty("remark"):
        yield context.find("V93", line, "budget_disb", expected=say_number(before), found=say_number(now))


def _identical(context: Context, line: Line, last: Kept) -> Iterator[Finding]:
    """V91: a project under way whose figures and words are last month's to the letter was perhaps not updated."""
    if line.text("status") != _MOVING or not line.is_sound(*_SAME) or not line.text("result_text"):
        return
    if all(line.values.get(name) == last[name] for name in _SAME):
        yield context.find("V91", line, "result_text")


def _jump(context: Context, line: Line) -> Iterator[Finding]:
    """V92: a month's step far from the median of the steps before, measured by their median deviation."""
    now = line.number_of("result_cum")
    steps = _steps(context, (line.text("project_code"), line.text("activity"), line.text("province")))
    if now is None or len(steps) < FEWEST_POINTS or not line.text("project_code"):
        return
    usual = median(steps)
    spread = max(median(abs(step - usual) for step in steps), abs(usual) * LEAST_SPREAD, Decimal(1))
    step = now - _last_result(context, line)
    if abs(step - usual) > JUMP * spread and step >= 0:
        yield context.find("V92", line, "result_cum", expected=say_number(usual), found=say_number(step))


def _last_result(context: Context, line: Line) -> Decimal:
    key = (line.text("project_code"), line.text("activity"), line.text("province"))
    return next(Decimal(row["result_cum"]) for row in context.earlier.months[-1] if _key(row) == key)


def _steps(context: Context, key: Key) -> list[Decimal]:
    """What each month before added to the cumulative result of one row; nothing when a month lacks it."""
    results = [row["result_cum"] for rows in context.earlier.months for row in rows if _key(row) == key]
    if len(results) != len(context.earlier.months) or not all(isinstance(one, Decimal) for one in results):
        return []
    return [after - before for before, after in pairwise([Decimal(0), *results])]
