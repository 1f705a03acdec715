"""The one place where a Plotly figure reaches the page: in the reader's theme, with the reader's digits."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from ui import digits
from ui.context import Context
from ui.dark import darkened

CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
WORDS = frozenset({"text", "x", "y", "name", "hovertext", "categoryarray"})
"""Where a figure keeps what it prints."""
MOST_TICKS = 6


def plot(drawn: go.Figure, ctx: Context, key: str) -> None:
    """Draw a figure that was made for the light theme and Arabic digits."""
    if digits.is_thai():
        drawn = in_thai(drawn)
    if ctx.theme == "dark":
        drawn = darkened(drawn)
    st.plotly_chart(drawn, key=key, config=CONFIG, theme=None)


def in_thai(drawn: go.Figure) -> go.Figure:
    """The figure with every printed number in Thai digits, those of its axes too."""
    turned = go.Figure(_turned(drawn.to_dict()))
    for axis, values in ((turned.layout.yaxis, "y"), (turned.layout.xaxis, "x")):
        found = [one for trace in drawn.data for one in (trace[values] if trace[values] is not None else ())]
        numbers = [one for one in found if isinstance(one, int | float)]
        if axis.visible is False or axis.range is None or axis.type == "category" or not numbers:
            continue
        ticks = _ticks(*(float(end) for end in axis.range))
        axis.update(tickmode="array", tickvals=ticks, ticktext=[digits.in_thai(f"{tick:,g}") for tick in ticks])
    return turned


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers between two ends, at most MOST_TICKS of them."""
    steps = (base * 10.0**power for power in range(-2, 13) for base in (1, 2, 5))
    step = next(one for one in steps if high / one < MOST_TICKS)
    return [place * step for place in range(int(high // step) + 1) if place * step >= low]


def _turned(part: Any, key: str = "") -> Any:
    if isinstance(part, dict):
        return {name: _turned(value, name) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_turned(value, key) for value in part]
    return digits.in_thai(part) if isinstance(part, str) and key in WORDS else part
