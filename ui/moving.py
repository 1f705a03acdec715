"""How a figure moved, in one short line under its value: since the month before, and against the year before."""

from __future__ import annotations

from collections.abc import Sequence

from base.words import Text
from kpi import speak
from kpi.change import month_before, year_before
from kpi.model import Figure
from ui import figures, marks
from ui.context import Context
from ui.markup import tag

LEGEND = Text(
    "ใต้ค่า: เดือน = เทียบเดือนก่อน · ปี = เทียบเดือนเดียวกันปีก่อน",
    "mo, yr = since last month, last year",
)
HATCHED = Text("ลายทแยง = ข้อมูลไม่ถึงร้อยละ {share}", "hatched: coverage under {share} %")
MONTH, YEAR = Text("เดือน {moved}", "mo {moved}"), Text("ปี {moved}", "yr {moved}")
SPOKEN = Text(
    "เทียบสิ้นเดือนก่อน {month} เทียบเดือนเดียวกันของปีก่อน {year}",
    "since last month's end {month}, against the same month last year {year}",
)


def legend(shown: Sequence[Figure], ctx: Context) -> list[str]:
    """What the small lines under the values mean, and the hatching where a value has it."""
    is_hatched = any(speak.is_partial(one) for one in shown)
    return [ctx.say(LEGEND), *([ctx.say(HATCHED, share=speak.PARTIAL_BELOW_PCT)] if is_hatched else [])]


def line(figure: Figure, ctx: Context) -> str:
    """The two differences in the figure's own unit; nothing where there is no value that could have moved."""
    change = figures.changes(ctx).get((figure.kpi, figure.scope))
    if change is None or figure.value is None:
        return ""
    month, year = (speak.difference(moved, figure.unit) for moved in (change.since_month, change.since_year))
    sides = ((MONTH, change.since_month, month_before(ctx.ask)), (YEAR, change.since_year, year_before(ctx.ask)))
    parts = (
        tag("span", marks.within(word, ctx, moved=marks.difference(figure, moved, was) if was else speak.NOTHING))
        for word, moved, was in sides
    )
    return tag("small", " ".join(parts), css="tt-change", title=ctx.say(SPOKEN, month=month, year=year))
