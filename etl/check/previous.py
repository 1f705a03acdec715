"""Rules against the last official month of the same fiscal year (V13, V14, V18)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from etl.check.context import Context, Line, say_number
from etl.check.earlier import Kept
from etl.findings import Finding

FIRST_MONTH = 10
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
        yield from _result(context, line, last)


def _key(row: Kept) -> Key:
    return (row["project_code"], row["activity"] or "", row["province"] or "")


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
