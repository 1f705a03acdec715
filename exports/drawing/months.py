"""A line over the months of a year, with targets, other series and an estimate ahead."""

from __future__ import annotations

from matplotlib import patheffects
from matplotlib.axes import Axes

from base.palette import BRAND, GRID, INK, SOFT, colour
from exports import lines
from exports.drawing import canvas
from exports.drawing.canvas import Frame
from kpi.chart import ChartSpec, Line, Outlook
from kpi.model import Status

MARKS = {Status.PASS: "^", Status.FAIL: "v", Status.NO_TARGET: "s"}
NO_MARK = "D"
PLOT_IN = 2.9
LEGEND_IN = 0.3
HALO = [patheffects.withStroke(linewidth=3, foreground="#ffffff")]


def height_in(spec: ChartSpec, frame: Frame) -> float:
    """The plot, two lines of months, and a legend where there are several series."""
    return PLOT_IN + _months_in(frame) + LEGEND_IN * bool(spec.others)


def draw(spec: ChartSpec, axes: Axes, frame: Frame) -> None:
    """The lines with their marks and digits."""
    top = canvas.top_of(spec)
    widest = lines.width_em(f"{top:,.0f}") * frame.size_pt / canvas.POINTS_PER_INCH
    frame.set_box(axes, canvas.SIDE_IN + widest + 0.15, _months_in(frame))
    count = len(spec.points)
    axes.set(xlim=(-0.5, count - 0.5), ylim=(-top * (0.12 if spec.others else 0.05), top), xticks=[])
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    canvas.ticks(axes.yaxis, spec, "".join(point.shown for point in spec.points))
    axes.text(0, 1.02, spec.unit_label, transform=axes.transAxes, size=frame.size_pt * 0.9, color=SOFT, va="bottom")
    _months(spec, axes, frame)
    for line in spec.lines:
        _target(line, axes, spec, frame)
    for other in spec.others:
        _other(other.values, other.labels, other.is_target, other.name, axes, frame)
    if spec.outlook:
        _ahead(spec.outlook, spec, axes, frame)
    _main(spec, axes, frame)
    if spec.others:
        size = frame.size_pt * 0.9
        axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False, fontsize=size, handlelength=2)


def _main(spec: ChartSpec, axes: Axes, frame: Frame) -> None:
    values = [None if point.value is None else float(point.value) for point in spec.points]
    heights = [float("nan") if value is None else value for value in values]
    axes.plot(range(len(values)), heights, color=BRAND, linewidth=2.2, zorder=4, label=spec.name or None)
    for place, (point, value) in enumerate(zip(spec.points, values, strict=True)):
        if value is None:
            continue
        axes.plot(
            place,
            value,
            marker=MARKS.get(point.status, NO_MARK),
            markersize=canvas.MARK_PT,
            color=colour(point.status),
            markerfacecolor="#ffffff" if point.is_partial else colour(point.status),
            markeredgewidth=1.6,
            linestyle="none",
            zorder=5,
        )
        is_under = bool(spec.others)
        axes.annotate(
            point.shown,
            (place, value),
            xytext=(0, -9 if is_under else 8),
            textcoords="offset points",
            ha="center",
            va="top" if is_under else "bottom",
            size=frame.size_pt * 0.95,
            color=INK,
            path_effects=HALO,
            zorder=6,
        )


def _target(line: Line, axes: Axes, spec: ChartSpec, frame: Frame) -> None:
    """The line over its points; its label where the fewest values stand in the way."""
    value = float(line.value)
    axes.plot([line.first - 0.4, line.last + 0.4], [value, value], zorder=3, **canvas.dash(line.is_target))
    low, high = axes.get_ylim()
    step = (high - low) * frame.line_in(frame.size_pt) / frame.box_in(axes)[1]
    label_in = lines.width_em(line.label) * frame.size_pt / canvas.POINTS_PER_INCH
    width = label_in * len(spec.points) / frame.box_in(axes)[0]
    best = None
    for is_left in (True, False):
        for is_above in (True, False):
            start = line.first - 0.4 if is_left else max(line.first - 0.4, line.last + 0.4 - width)
            floor = value if is_above else value - step
            met = sum(_is_met(spec, place, start, width, floor, step) for place in range(len(spec.points)))
            if floor < low or floor + step > high:
                met += 1
            if best is None or met < best[0]:
                best = met, start, is_above
    assert best is not None  # four places were weighed
    axes.annotate(
        line.label,
        (best[1], value),
        xytext=(0, 2 if best[2] else -3),
        textcoords="offset points",
        va="bottom" if best[2] else "top",
        size=frame.size_pt,
        color=INK if line.is_target else SOFT,
        path_effects=HALO,
        zorder=6,
    )


def _is_met(spec: ChartSpec, place: int, start: float, width: float, floor: float, step: float) -> bool:
    """Whether the digits or the mark of a point stand where a label of this width would."""
    value = spec.points[place].value
    if value is None or not start - 0.4 < place < start + width + 0.4:
        return False
    return floor - 1.6 * step < float(value) < floor + 1.3 * step


def _other(
    values: tuple[object, ...], labels: tuple[str, ...], is_target: bool, name: str, axes: Axes, frame: Frame
) -> None:
    heights = [float("nan") if value is None else float(value) for value in values]  # type: ignore[arg-type]
    style = {"color": INK, "linestyle": (0, (5, 3))} if is_target else {"color": SOFT}
    axes.plot(range(len(heights)), heights, drawstyle="steps-mid", linewidth=1.6, zorder=3, label=name, **style)
    for place, (height, label) in enumerate(zip(heights, labels, strict=True)):
        if label:
            axes.plot(place, height, marker="s", markersize=5, color=SOFT, zorder=4)
            axes.annotate(
                label,
                (place, height),
                xytext=(0, 5),
                textcoords="offset points",
                ha="center",
                va="bottom",
                size=frame.size_pt * 0.9,
                color=SOFT,
                path_effects=HALO,
                zorder=6,
            )


def _ahead(ahead: Outlook, spec: ChartSpec, axes: Axes, frame: Frame) -> None:
    """A cone and a dotted line to an open mark: never like a known value."""
    known = spec.points[ahead.start].value
    at, expected = float(known or 0), float(ahead.expected)
    corners = [at, float(ahead.high), float(ahead.low)]
    axes.fill([ahead.start, ahead.end, ahead.end], corners, color=BRAND, alpha=0.13, lw=0)
    axes.plot([ahead.start, ahead.end], [at, expected], color=BRAND, linewidth=1.8, linestyle=(0, (1, 2)), zorder=3)
    axes.plot(ahead.end, expected, marker="D", markersize=9, color=BRAND, markerfacecolor="#ffffff", zorder=5)
    axes.annotate(
        f"{ahead.expected:,}",
        (ahead.end, expected),
        xytext=(0, 8),
        textcoords="offset points",
        ha="center",
        va="bottom",
        size=frame.size_pt * 0.95,
        color=BRAND,
        path_effects=HALO,
        zorder=6,
    )


def _months(spec: ChartSpec, axes: Axes, frame: Frame) -> None:
    """`ต.ค. 2563` with the year below the month, so that twelve fit side by side."""
    step = frame.line_in(frame.size_pt) / frame.box_in(axes)[1]
    for place, point in enumerate(spec.points):
        for row, part in enumerate(point.label.removesuffix(" BE").split(" ", 1)):
            axes.text(
                place,
                -step * (row + 0.85),
                part,
                transform=axes.get_xaxis_transform(),
                ha="center",
                va="baseline",
                size=frame.size_pt * 0.95,
                color=SOFT,
            )


def _months_in(frame: Frame) -> float:
    return 2 * frame.line_in(frame.size_pt) + 0.12
