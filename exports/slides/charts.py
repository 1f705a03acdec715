"""Native PowerPoint charts of a `ChartSpec`: columns or bars with their target, lines over months each with a workbook.

Values are the digits that are shown, so that what the chart prints, what its workbook holds and what `kpi` says agree.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.util import Pt

from base.palette import GRID, INK, SOFT, colour
from base.words import Text
from exports.slides import combined, fit, months, workbook
from exports.slides.deck import Box, Line, Page, rgb, style
from kpi.chart import ChartSpec, Point
from kpi.model import Unit

SIZE_PT, MANY_PT = 18, 15
LEGEND_IN, SCALE_IN = 0.42, 0.38
DIGITS_IN = 0.4
"""The height of a column from which it carries its digits at its foot, inside."""
SUMMARY = "{title} · {summary}"
RESULT = Text("ผล", "Result")


def shown(point: Point, spec: ChartSpec) -> Decimal | None:
    """The value as its digits say it; for months the place in the year, for baht the amount."""
    if point.value is None:
        return None
    if spec.unit in (None, Unit.MONTH):
        return point.value
    return Decimal(point.shown.replace(",", ""))


def number_format(spec: ChartSpec) -> str:
    """The format of Excel that prints the same decimals."""
    decimals = max((len(p.shown.partition(".")[2]) for p in spec.points if p.value is not None), default=0)
    is_plain = spec.unit in (None, Unit.MONTH) or not decimals
    return "#,##0" if is_plain else f"#,##0.{'0' * decimals}"


def chart(page: Page, box: Box, spec: ChartSpec) -> Any:
    """The chart of a spec in a box of the slide."""
    if spec.kind == "bar":
        drawn = _new(page, box, spec, XL_CHART_TYPE.BAR_CLUSTERED, _targets(spec)[-1:])
        _bars(drawn, spec, box)
        combined.numbered(drawn)
        return drawn
    spec = months.due(spec)
    if spec.lines and not spec.others and len(spec.points) <= months.MANY:
        drawn = _new(page, box, spec, XL_CHART_TYPE.COLUMN_CLUSTERED, _targets(spec))
        _columns(drawn, spec, box)
    else:
        drawn = _new(page, box, spec, XL_CHART_TYPE.LINE_MARKERS, _targets(spec) + _others(spec))
        _lines(drawn, spec, box)
    combined.numbered(drawn)
    return drawn


Extra = tuple[str, tuple[Decimal | None, ...], bool]
"""Name, a value per point, whether it is a target."""


def _targets(spec: ChartSpec) -> list[Extra]:
    places = range(len(spec.points))
    return [
        (one.label, tuple(one.value if one.first <= at <= one.last else None for at in places), one.is_target)
        for one in spec.lines
    ]


def _others(spec: ChartSpec) -> list[Extra]:
    return [(one.name, one.values, one.is_target) for one in spec.others]


def _new(page: Page, box: Box, spec: ChartSpec, kind: Any, extra: list[Extra]) -> Any:
    data = CategoryChartData(number_format=number_format(spec))
    count = len(spec.points) if spec.kind == "line" else 0
    data.categories = [months.name(point.label, count) for point in spec.points]
    data.add_series(spec.name or RESULT.th, [shown(point, spec) for point in spec.points])
    for name, values, _ in extra:
        data.add_series(name, values)
    frame = page.slide.shapes.add_chart(kind, *box.emu, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", SUMMARY.format(title=spec.title, summary=spec.summary))
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(workbook.of(data))
    drawn.font.size = Pt(MANY_PT if len(spec.points) > months.MANY else SIZE_PT)
    drawn.font.color.rgb = rgb(INK)
    drawn.has_title = False
    drawn.has_legend = bool(extra)
    if extra:
        drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
        drawn.legend.include_in_layout = False
        drawn.legend.font.size = Pt(SIZE_PT)
        if spec.kind == "line" and not spec.others:
            combined.unlisted(drawn, 0)  # the result is named above the chart, and has more than one colour
    _axes(drawn, spec)
    _place(drawn, box, spec)
    return drawn


def _place(drawn: Any, box: Box, spec: ChartSpec) -> None:
    """A plot area of our own: room for the digits above it, the legend below, and every name beside a bar.

    Left to itself, a program drops every second name where one is long.
    """
    combined.place(drawn, _shares(box, spec, has_legend=drawn.has_legend))


def _shares(box: Box, spec: ChartSpec, *, has_legend: bool) -> tuple[float, float, float, float]:
    """Left, top, width and height of the plot area as shares of the box."""
    foot = SCALE_IN + (LEGEND_IN if has_legend else 0)
    if spec.kind == "bar":
        left = min(0.5 * box.width, max(fit.width_in(point.label, SIZE_PT) for point in spec.points) + 0.25)
        top = 0.06
    else:
        left, top = fit.width_in(f"{_top(spec):,.0f}", MANY_PT) + 0.25, 0.34
    return left / box.width, top / box.height, 0.965 - left / box.width, 1 - (top + foot) / box.height


def _inside(drawn: Any, box: Box, spec: ChartSpec) -> Decimal:
    """The value from which a bar is long enough, or a column high enough, for its digits to stand in it."""
    _, _, width, height = _shares(box, spec, has_legend=drawn.has_legend)
    if spec.kind == "bar":
        longest = max(fit.width_in(point.shown, SIZE_PT, True) for point in spec.points) + 0.15
        return _top(spec) * Decimal(longest / (width * box.width))
    return _top(spec) * Decimal(DIGITS_IN / (height * box.height))


def _top(spec: ChartSpec) -> Decimal:
    """The highest value, line or whole hundred."""
    known = [shown(point, spec) or Decimal(0) for point in spec.points] + [line.value for line in spec.lines]
    known += [value for one in spec.others for value in one.values if value is not None]
    return max(Decimal(100) if spec.unit is Unit.PERCENT else Decimal(0), *known)


def _axes(drawn: Any, spec: ChartSpec) -> None:
    values, names = drawn.value_axis, drawn.category_axis
    values.minimum_scale = 0
    if spec.unit is Unit.PERCENT and all((shown(p, spec) or 0) <= 100 for p in spec.points):
        values.maximum_scale, values.major_unit = 100, 20
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = rgb(GRID)
    values.format.line.fill.background()
    # A month is named at its point; its place in the year, on a scale, would say nothing.
    values.visible = spec.unit is not Unit.MONTH
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "#,##0", False
    values.tick_labels.font.size = Pt(MANY_PT)
    values.tick_labels.font.color.rgb = rgb(SOFT)
    names.format.line.color.rgb = rgb(SOFT)
    names.has_major_gridlines = False
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    # Every name is wanted, however many there are.
    combined.child(names._element, "c:tickLblSkip", val="1")


def _columns(drawn: Any, spec: ChartSpec, box: Box) -> None:
    drawn.plots[0].gap_width = 45
    main = drawn.plots[0].series[0]
    _paint(main, spec)
    _digits(drawn.plots[0], main, spec, _inside(drawn, box, spec))
    combined.as_lines(drawn, keep=1)
    for place, one in enumerate(spec.lines):
        _dashed(drawn.plots[1].series[place], one.is_target)


def _bars(drawn: Any, spec: ChartSpec, box: Box) -> None:
    drawn.category_axis.reverse_order = True
    # Reversed names bring the scale to the top: back to the foot.
    drawn.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    _paint(plot.series[0], spec)
    _digits(plot, plot.series[0], spec, _inside(drawn, box, spec))
    if len(plot.series) > 1:
        # A line cannot cross horizontal bars: the target is a dashed frame around each, its end the target.
        frame = plot.series[1].format
        frame.fill.background()
        frame.line.color.rgb = rgb(INK)
        frame.line.width, frame.line.dash_style = Pt(1.25), MSO_LINE.DASH


def _paint(series: Any, spec: ChartSpec) -> None:
    series.invert_if_negative = False
    for place, point in enumerate(spec.points):
        if point.value is None:
            continue
        fill = series.points[place].format.fill
        if point.is_partial:
            fill.patterned()
            fill.pattern = MSO_PATTERN.DARK_UPWARD_DIAGONAL
            fill.fore_color.rgb, fill.back_color.rgb = rgb(colour(point.status)), rgb(paler(colour(point.status)))
        else:
            fill.solid()
            fill.fore_color.rgb = rgb(colour(point.status))


def paler(ink: str) -> str:
    """A colour half way to white: the ground of a hatched bar."""
    return "#" + "".join(f"{(int(ink[at : at + 2], 16) + 0xFF) // 2:02x}" for at in (1, 3, 5))


def _digits(plot: Any, series: Any, spec: ChartSpec, inside: Decimal) -> None:
    """White digits at the foot of a bar, where no target passes; dark ones at the end of a short or hatched bar."""
    plot.vary_by_categories = False
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format(spec), False
    labels.position = XL_LABEL_POSITION.INSIDE_BASE
    labels.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    labels.font.bold = True
    labels.font.size = Pt(MANY_PT if len(spec.points) > months.MANY else SIZE_PT)
    for place, point in enumerate(spec.points):
        value = shown(point, spec)
        if value is None:
            continue
        is_short = value < inside
        if spec.unit is Unit.MONTH:
            _written(series.points[place].data_label, point.shown, INK if is_short else "#ffffff", is_short)
        elif is_short or point.is_partial:
            combined.label(series, place, number_format(spec), INK, "outEnd")


def _written(label: Any, text: str, ink: str, is_outside: bool) -> None:
    frame = label.text_frame
    style(frame.paragraphs[0].add_run(), Line(text, MANY_PT, True, ink))
    label.position = XL_LABEL_POSITION.OUTSIDE_END if is_outside else XL_LABEL_POSITION.INSIDE_BASE


def _lines(drawn: Any, spec: ChartSpec, box: Box) -> None:
    _, _, width, height = _shares(box, spec, has_legend=drawn.has_legend)
    months.draw(drawn, spec, number_format(spec), (width * box.width, height * box.height), _top(spec))
    kinds = [one.is_target for one in spec.lines] + [one.is_target for one in spec.others]
    for series, is_target in zip(list(drawn.plots[0].series)[1:], kinds, strict=True):
        _dashed(series, is_target)


def _dashed(series: Any, is_target: bool) -> None:
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.color.rgb = rgb(INK if is_target else SOFT)
    series.format.line.width = Pt(2)
    series.format.line.dash_style = MSO_LINE.DASH if is_target else MSO_LINE.ROUND_DOT
