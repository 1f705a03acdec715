"""Draws a `ChartSpec` with Plotly: what it says was decided in `kpi.chart`, words and digits included."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from base.palette import BRAND, GRID, INK, SOFT, colour
from base.words import Text
from kpi import speak
from kpi.chart import PARTIAL, ChartSpec, Point
from kpi.model import Status, Unit
from ui import pictures, session
from ui.chart_table import points_table
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, tag, text
from ui.plot import plot

MARKS = {Status.PASS: "triangle-up", Status.FAIL: "triangle-down", Status.NO_TARGET: "square"}
NO_MARK = "diamond"
FONT = "Sarabun, sans-serif"
HEIGHT, BAR_HEIGHT = 270, 34

VIEW = Text("การแสดงผล", "View")
VIEWS = {"chart": Text("กราฟ", "Chart"), "table": Text("ตาราง", "Table")}
NO_CHART = Text("ยังไม่มีข้อมูลพอที่จะแสดงกราฟ", "There is not enough data for a chart yet")


def chart(spec: ChartSpec | None, ctx: Context, key: str) -> None:
    """A chart with its summary in words; the reader may have the same points as a table instead."""
    if spec is None:
        show(tag("p", text(ctx.say(NO_CHART)), css="tt-quiet"))
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"chart_head_{key}"):
        heading(spec.title)
        view = st.segmented_control(
            ctx.say(VIEW),
            list(VIEWS),
            format_func=labelled(lambda one: ctx.say(VIEWS[one])),
            key=session.choice(f"view.{key}", list(VIEWS), "chart", is_quiet=True),
            label_visibility="collapsed",
            required=True,
        )
        pictures.offer(spec, ctx, key)
    if view == "table":
        show(points_table(spec, ctx))
    else:
        plot(figure(spec), ctx, key)
    partial = [ctx.say(PARTIAL)] if spec.is_partial else []
    show(tag("p", text(" · ".join([spec.summary, *partial])), css="tt-quiet"))


def figure(spec: ChartSpec) -> go.Figure:
    """The Plotly figure of a spec: a line over months, or horizontal bars, with target or reference lines."""
    drawn = go.Figure([*_others(spec), *_outlook(spec), _line(spec)] if spec.kind == "line" else _bars(spec))
    (_lines_over_months if spec.kind == "line" else _lines_over_bars)(drawn, spec)
    drawn.update_layout(
        height=HEIGHT + 60 * bool(spec.others)
        if spec.kind == "line"
        else max(HEIGHT, 70 + BAR_HEIGHT * len(spec.points)),
        margin={"l": 8, "r": 16, "t": 26, "b": 8},
        font={"family": FONT, "size": 14, "color": INK},
        plot_bgcolor="#ffffff",
        paper_bgcolor="#ffffff",
        showlegend=bool(spec.others),
        legend={
            "orientation": "h",
            "x": 0,
            # Grows upwards where its names need more lines, as on a phone; the margin follows.
            "y": 1.04,
            "yanchor": "bottom",
            "font": {"size": 13},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        dragmode=False,
        separators=".,",
        hoverlabel={"font": {"family": FONT, "size": 14}},
    )
    drawn.update_xaxes(fixedrange=True, gridcolor=GRID, zeroline=False, automargin=True, tickfont={"color": SOFT})
    # Whole numbers with commas: Plotly would otherwise write 10M.
    drawn.update_yaxes(
        fixedrange=True, tickformat=",", gridcolor=GRID, zeroline=False, automargin=True, tickfont={"color": SOFT}
    )
    return drawn


def _line(spec: ChartSpec) -> go.Scatter:
    return go.Scatter(
        name=spec.name,
        x=[_two_lines(point.label) for point in spec.points],
        y=[_number(point.value) for point in spec.points],
        text=[point.shown if point.value is not None else "" for point in spec.points],
        mode="lines+markers+text",
        textfont={"size": 12},
        # Under the line where another runs above it.
        textposition="bottom center" if spec.others else "top center",
        cliponaxis=False,
        connectgaps=False,
        line={"color": BRAND, "width": 2.5},
        marker={
            "size": 10,
            "symbol": [_mark(point) for point in spec.points],
            "color": [colour(point.status) for point in spec.points],
        },
        hovertemplate="%{x}: %{text} " + spec.unit_label + "<extra></extra>",
    )


def _mark(point: Point) -> str:
    """One symbol per status; open where the reports behind it are not all in."""
    return MARKS.get(point.status, NO_MARK) + "-open" * point.is_partial


def _others(spec: ChartSpec) -> list[go.Scatter]:
    """The lines beside the main one: steps for an amount that holds until it changes, dashes for a target."""
    return [
        go.Scatter(
            name=other.name,
            x=[_two_lines(point.label) for point in spec.points],
            y=[_number(value) for value in other.values],
            text=list(other.labels),
            mode="lines+markers+text",
            textposition="top center",
            textfont={"size": 12, "color": SOFT},
            cliponaxis=False,
            line={"shape": "hvh", "width": 1.8, "color": INK if other.is_target else SOFT}
            | ({"dash": "dash"} if other.is_target else {}),
            marker={"size": [8 if label else 0 for label in other.labels], "symbol": "square", "color": SOFT},
            hovertemplate="%{x}: %{y:,.2f} " + spec.unit_label + "<extra></extra>",
        )
        for other in spec.others
    ]


def _outlook(spec: ChartSpec) -> list[go.Scatter]:
    """The estimate as a cone of its interval and a dotted line to an open mark: never like a known value."""
    ahead = spec.outlook
    if ahead is None:
        return []
    begin, end = (_two_lines(spec.points[place].label) for place in (ahead.start, ahead.end))
    at = _number(spec.points[ahead.start].value)
    expected, low, high = float(ahead.expected), float(ahead.low), float(ahead.high)
    cone = go.Scatter(
        x=[begin, end, end, begin],
        y=[at, high, low, at],
        fill="toself",
        fillcolor="rgba(29, 79, 145, 0.13)",
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )
    line = go.Scatter(
        x=[begin, end],
        y=[at, expected],
        mode="lines+markers+text",
        text=["", f"{ahead.expected:,}"],
        textposition="top center",
        textfont={"size": 12},
        cliponaxis=False,
        line={"color": BRAND, "width": 2, "dash": "dot"},
        marker={"size": [0, 12], "symbol": "diamond-open", "color": BRAND, "line": {"width": 2}},
        hovertext=["", ahead.label],
        hovertemplate="%{x}: %{hovertext}<extra></extra>",
    )
    return [cone, line]


def _bars(spec: ChartSpec) -> go.Bar:
    points = spec.points[::-1]
    return go.Bar(
        y=[point.label for point in points],
        x=[_number(point.value) for point in points],
        text=[f"{speak.SHAPE[point.status]} {point.shown}" for point in points],
        orientation="h",
        # Inside a bar that has room for the digits, else beside it.
        textposition=["inside" if (_number(point.value) or 0) > _top(spec) / 3 else "outside" for point in points],
        # At the foot of the bar, where no target line crosses the digits; over hatching they are ink with a halo.
        insidetextanchor="start",
        insidetextfont={"color": [INK if point.is_partial else "#ffffff" for point in points]},
        cliponaxis=False,
        width=0.62,
        marker={
            "color": [colour(point.status) for point in points],
            "pattern": {"shape": ["/" if point.is_partial else "" for point in points], "fgcolor": "#ffffff"},
        },
        hovertemplate="%{y}: %{text} " + spec.unit_label + "<extra></extra>",
    )


def _lines_over_months(drawn: go.Figure, spec: ChartSpec) -> None:
    for line in spec.lines:
        drawn.add_shape(
            type="line",
            x0=line.first - 0.4,
            x1=line.last + 0.4,
            y0=float(line.value),
            y1=float(line.value),
            line=_dash(line.is_target),
        )
        drawn.add_annotation(
            x=line.first - 0.4,
            y=float(line.value),
            text=line.label,
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            font=_label(line.is_target),
        )
    # A little room below zero, so that a mark or its digits do not touch the month under it.
    drawn.update_yaxes(range=[-_top(spec) * (0.12 if spec.others else 0.04), _top(spec)])
    drawn.update_xaxes(categoryorder="array", categoryarray=[_two_lines(point.label) for point in spec.points])
    drawn.update_xaxes(type="category", range=[-0.5, len(spec.points) - 0.5], showgrid=False, tickangle=0)


def _lines_over_bars(drawn: go.Figure, spec: ChartSpec) -> None:
    for line in spec.lines[-1:]:
        drawn.add_vline(x=float(line.value), line=_dash(line.is_target))
        drawn.add_annotation(
            x=float(line.value),
            y=1,
            yref="paper",
            text=line.label,
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
            font=_label(line.is_target),
        )
    drawn.update_xaxes(range=[0, _top(spec)])
    drawn.update_yaxes(type="category", showgrid=False, ticksuffix="  ")


def _dash(is_target: bool) -> dict[str, object]:
    return {"color": INK if is_target else SOFT, "width": 1.6, "dash": "dash" if is_target else "dot"}


def _label(is_target: bool) -> dict[str, object]:
    return {"family": FONT, "size": 13, "color": INK if is_target else SOFT}


def _two_lines(label: str) -> str:
    """`ต.ค. 2563` with the year below the month, so that twelve fit side by side."""
    return "<br>".join(label.removesuffix(" BE").split(" ", 1))


def _number(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]


def _top(spec: ChartSpec) -> float:
    """Room above the highest value and line; a percentage always shows its whole hundred."""
    highest = max(
        [float(point.value) for point in spec.points if point.value is not None]
        + [float(line.value) for line in spec.lines]
        + [float(value) for other in spec.others for value in other.values if value is not None]
        + ([float(spec.outlook.high)] if spec.outlook else []),
        default=0,
    )
    return max(highest, 100 if spec.unit is Unit.PERCENT else 1) * 1.16
