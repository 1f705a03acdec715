"""Charts over months: colours only where a target is due, names and digits that run into nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from pptx.enum.chart import XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.util import Pt

from base.palette import BRAND, INK, colour
from base.words import Text
from exports.slides import combined, fit
from exports.slides.deck import Line, rgb, style
from kpi.chart import ChartSpec
from kpi.model import Status, Unit

MARKERS = {
    Status.PASS: XL_MARKER_STYLE.TRIANGLE,
    Status.FAIL: XL_MARKER_STYLE.DIAMOND,
    Status.NO_TARGET: XL_MARKER_STYLE.SQUARE,
}
MANY = 8
"""Months that still have room for their year beside their name, and for columns under their digits."""
ROUND_MONTHS = 6
DIGITS_PT, SMALLEST_PT = 15, 11
ABOVE_IN = 0.4
"""From a point to the upper edge of the digits above it."""
SPAN = Text("{first} – {last}", "{first} – {last}")


def span(spec: ChartSpec) -> str:
    """`ต.ค. 2563 – ก.ย. 2564` where the months are too many to name their years; otherwise nothing."""
    if spec.kind != "line" or len(spec.points) <= MANY:
        return ""
    return SPAN.say(first=spec.points[0].label, last=spec.points[-1].label)


def name(label: str, count: int) -> str:
    """A month as its axis names it."""
    return label if count <= MANY else label.split(" ")[0]


def due(spec: ChartSpec) -> ChartSpec:
    """A target is one of a round's end: only the ends of rounds and the last month have the colour of their status."""
    last = len(spec.points) - 1
    points = tuple(
        point
        if at == last or at % ROUND_MONTHS == ROUND_MONTHS - 1 or point.status not in (Status.PASS, Status.FAIL)
        else replace(point, status=Status.NO_TARGET)
        for at, point in enumerate(spec.points)
    )
    return replace(spec, points=points)


def digits_pt(spec: ChartSpec, width_in: float) -> int:
    """The size at which the digits of neighbouring points leave room between them."""
    slot = width_in / max(1, len(spec.points)) * 0.95
    longest = max((point.shown for point in spec.points if point.value is not None), key=len, default="")
    sizes = range(DIGITS_PT, SMALLEST_PT, -1)
    return next((size for size in sizes if fit.width_in(longest, size) <= slot), SMALLEST_PT)


def below(spec: ChartSpec, reach: Decimal) -> list[int]:
    """The points whose digits stand below, because a dashed line or the course itself runs above them.

    `reach` is how far the digits go from their point, in units of value.
    """
    values = [point.value for point in spec.points]
    found = []
    for at, value in enumerate(values):
        if value is None:
            continue
        across = [line.value - value for line in spec.lines if line.first <= at <= line.last]
        is_crossed = any(0 < far <= reach for far in across) and not any(-reach <= far < 0 for far in across)
        beside = [one - value for one in values[max(0, at - 1) : at + 2] if one is not None]
        is_valley = min(beside) == 0 and max(beside) > 2 * reach and value > reach
        if is_crossed or is_valley:
            found.append(at)
    return found


def draw(drawn: Any, spec: ChartSpec, number_format: str, size: tuple[float, float], top: Decimal) -> None:
    """Paint the line: markers, digits, colours. `size`: width and height of the plot in inches; `top`: its scale."""
    main = drawn.plots[0].series[0]
    main.smooth = False
    main.format.line.color.rgb, main.format.line.width = rgb(BRAND), Pt(2.5)
    for place, point in enumerate(spec.points):
        if point.value is None:
            continue
        marker = main.points[place].marker
        marker.style, marker.size = MARKERS.get(point.status, XL_MARKER_STYLE.CIRCLE), 10
        marker.format.fill.solid()
        marker.format.fill.fore_color.rgb = rgb("#ffffff" if point.is_partial else colour(point.status))
        marker.format.line.color.rgb = rgb(colour(point.status))
        if spec.unit is Unit.MONTH:
            _above(main.points[place].data_label, point.shown)
    if spec.unit is not Unit.MONTH:
        _digits(main, spec, number_format, size, top)


def _digits(main: Any, spec: ChartSpec, number_format: str, size: tuple[float, float], top: Decimal) -> None:
    labels = main.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format, False
    labels.position = XL_LABEL_POSITION.BELOW if spec.others else XL_LABEL_POSITION.ABOVE
    labels.font.size = Pt(digits_pt(spec, size[0]))
    if not spec.others:
        for place in below(spec, top * Decimal(ABOVE_IN / size[1])):
            combined.label(main, place, number_format, INK, "b", is_bold=False)


def _above(label: Any, text: str) -> None:
    style(label.text_frame.paragraphs[0].add_run(), Line(text, DIGITS_PT, False, INK))
    label.position = XL_LABEL_POSITION.ABOVE
