"""Horizontal bars: one row per unit, plan or agency, as high as its name needs."""

from __future__ import annotations

from matplotlib.axes import Axes

from base.palette import GRID, INK, SOFT, colour
from exports import lines
from exports.drawing import canvas
from exports.drawing.canvas import Frame
from kpi import speak
from kpi.chart import ChartSpec, Point

NAME_SHARE = 0.34
"""The most of the width that names may take."""
GAP_IN = 0.1
BAR_IN = 0.27
INSIDE = 1 / 3
"""A bar this long (of the whole scale) carries its digits inside."""


def height_in(spec: ChartSpec, frame: Frame) -> float:
    """The rows, and the scale under them."""
    return sum(_rows_in(spec, frame)) + _scale_in(frame)


def draw(spec: ChartSpec, axes: Axes, frame: Frame) -> None:
    """The bars with their names, digits and target line."""
    names, rows = [_name(point, frame) for point in spec.points], _rows_in(spec, frame)
    room = max((lines.width_em(line) for name in names for line in name), default=0)
    left = canvas.SIDE_IN + GAP_IN + room * frame.size_pt / canvas.POINTS_PER_INCH
    frame.set_box(axes, left, _scale_in(frame))
    top, total = canvas.top_of(spec), sum(rows)
    axes.set(xlim=(0, top), ylim=(total, 0), yticks=[])
    axes.grid(axis="x", color=GRID, linewidth=0.8)
    canvas.ticks(axes.xaxis, spec, "".join(point.shown for point in spec.points))
    at = 0.0
    for point, name, row in zip(spec.points, names, rows, strict=True):
        _bar(axes, point, at + row / 2, top, frame)
        _label(axes, name, at + row / 2, frame)
        at += row
    for line in spec.lines[-1:]:
        axes.axvline(float(line.value), zorder=3, **canvas.dash(line.is_target))
        axes.annotate(
            line.label,
            (float(line.value), 0),
            xytext=(0, 4),
            textcoords="offset points",
            ha="right" if float(line.value) > top / 2 else "left",
            va="bottom",
            size=frame.size_pt,
            color=INK if line.is_target else SOFT,
            annotation_clip=False,
        )


def _bar(axes: Axes, point: Point, at: float, top: float, frame: Frame) -> None:
    value = None if point.value is None else float(point.value)
    said = f"{speak.SHAPE[point.status]} {point.shown}"
    if value is not None:
        axes.barh(
            at,
            value,
            height=BAR_IN,
            color=colour(point.status),
            hatch="//" if point.is_partial else None,
            edgecolor="#ffffff99" if point.is_partial else colour(point.status),
            linewidth=0,
            zorder=2,
        )
    is_inside = value is not None and value > top * INSIDE
    # At the foot of the bar, where no target line ever passes.
    offset = (6, 0) if is_inside or not value else (4, 0)
    text = axes.annotate(
        said,
        (0 if is_inside else value or 0, at),
        xytext=offset,
        textcoords="offset points",
        va="center",
        size=frame.size_pt * 0.95,
        weight="bold",
        color="#ffffff" if is_inside else colour(point.status),
        zorder=4,
    )
    if is_inside and point.is_partial:
        text.set_bbox({"facecolor": colour(point.status), "edgecolor": "none", "pad": 1.5})
    elif not is_inside:
        text.set_bbox({"facecolor": "#ffffff", "edgecolor": "none", "pad": 1.0, "alpha": 0.85})


def _label(axes: Axes, name: list[str], at: float, frame: Frame) -> None:
    step = frame.line_in(frame.size_pt)
    for place, line in enumerate(name):
        axes.text(
            -GAP_IN / frame.box_in(axes)[0],
            at + (place - (len(name) - 1) / 2) * step + step * 0.2,
            line,
            transform=axes.get_yaxis_transform(),
            ha="right",
            va="baseline",
            size=frame.size_pt,
            color=INK,
        )


def _name(point: Point, frame: Frame) -> list[str]:
    room = frame.width_in * NAME_SHARE * canvas.POINTS_PER_INCH / frame.size_pt
    return lines.wrap(point.label, room, lines.width_em)


def _rows_in(spec: ChartSpec, frame: Frame) -> list[float]:
    step = frame.line_in(frame.size_pt)
    return [max(BAR_IN + 0.1, len(_name(point, frame)) * step) + 0.08 for point in spec.points]


def _scale_in(frame: Frame) -> float:
    return frame.line_in(frame.size_pt) + 0.08
