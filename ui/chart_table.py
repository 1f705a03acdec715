"""The points of a chart as a table: the same digits, each marked with its figure."""

from __future__ import annotations

from base.words import Text
from kpi import speak
from kpi.chart import ChartSpec, Point
from ui import marks
from ui.context import Context
from ui.markup import table, tag, text

HEADS = (Text("รายการ", "Item"), Text("ค่า ({unit})", "Value ({unit})"), Text("สถานะ", "Status"))


def points_table(spec: ChartSpec, ctx: Context) -> str:
    """The points of a chart as a table."""
    if spec.others:
        return _series_table(spec, ctx)
    heads = [ctx.say(head, unit=spec.unit_label) if "{" in head.th else ctx.say(head) for head in HEADS]
    rows = [
        [
            text(point.label),
            tag("span", _shown(spec, point), css="tt-number"),
            tag(
                "span",
                text(f"{speak.SHAPE[point.status]} {speak.STATUS_WORDS[point.status].say(ctx.language)}"),
                css=f"tt-chip tt-{point.status}",
            ),
        ]
        for point in spec.points
    ]
    return table(spec.title, heads, rows)


def _series_table(spec: ChartSpec, ctx: Context) -> str:
    """The points with a column for every other series."""
    heads = [
        ctx.say(HEADS[0]),
        *(f"{name} ({spec.unit_label})" for name in (spec.name, *(o.name for o in spec.others))),
    ]
    rows = [
        [text(point.label), tag("span", _shown(spec, point), css="tt-number")]
        + [
            tag(
                "span",
                text(speak.NOTHING if (value := other.values[place]) is None else f"{value:,.2f}"),
                css="tt-number",
            )
            for other in spec.others
        ]
        for place, point in enumerate(spec.points)
    ]
    return table(spec.title, heads, rows)


def _shown(spec: ChartSpec, point: Point) -> str:
    """The digits of a point, marked with its figure; of a chart in baht that is what was paid out."""
    if point.figure is None:
        return text(point.shown)
    return marks.made_again(point.figure, point.shown, "numerator" if spec.unit is None else None)
