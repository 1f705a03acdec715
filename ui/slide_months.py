"""The months of one indicator as rods of a slide: the same points, digits and target lines as its chart."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from base.period import Month
from base.words import Text
from kpi import chart, speak
from kpi.chart import ChartSpec, Point
from kpi.model import Figure, Unit
from ui import marks
from ui.context import Context
from ui.markup import tag, text

AIM = Text("เส้นประ: {label}", "Dashed: {label}")
HEADROOM = Decimal("1.16")


def months(series: Sequence[tuple[Month, Figure]], ctx: Context) -> str:
    """A rod per month under the target of its round; empty where there is no month yet."""
    spec = chart.trend(series, ctx.language)
    if spec is None:
        return ""
    aims = [line for line in spec.lines if line.is_target]
    said = " · ".join(dict.fromkeys(line.label for line in aims))
    key = f"{spec.title} ({spec.unit_label})" + (f" · {ctx.say(AIM, label=said)}" if said else "")
    top = _top(spec)
    rods = (
        _month(point, top, next((line.value for line in aims if line.first <= place <= line.last), None))
        for place, point in enumerate(spec.points)
    )
    return tag("p", text(key), css="tt-key") + tag("ol", *rods, css="tt-months", aria_label=spec.summary)


def _month(point: Point, top: Decimal, aim: Decimal | None) -> str:
    height = _share(point.value, top)
    said = f"{speak.SHAPE[point.status]} " if point.value is not None else ""
    value = tag("b", tag("span", text(said)), _shown(point), style=f"bottom:{height}")
    rod = tag("span", css=f"tt-rod tt-rod-{point.status}", style=f"height:{height}") if point.value is not None else ""
    line = tag("span", css="tt-aim", style=f"bottom:{_share(aim, top)}") if aim is not None else ""
    return tag("li", rod, line, value, tag("small", text(point.label.removesuffix(" BE").replace(" ", "\n", 1))))


def _shown(point: Point) -> str:
    return text(point.shown) if point.figure is None else marks.made_again(point.figure, point.shown)


def _share(value: Decimal | None, top: Decimal) -> str:
    return f"{max(Decimal(0), value or Decimal(0)) * 100 / top:.2f}%"


def _top(spec: ChartSpec) -> Decimal:
    """Room above the highest value and line; a percentage always shows its whole hundred."""
    values = [point.value for point in spec.points if point.value is not None]
    lines = [line.value for line in spec.lines if line.is_target]
    return max([*values, *lines, Decimal(100 if spec.unit is Unit.PERCENT else 1)]) * HEADROOM
