"""A chart for the dark theme: the same drawing, every colour of the light one exchanged for its partner."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

DARK = {
    # Ink, quiet ink, grid, brand, paper
    "#1c2733": "#e6ebf2",
    "#4a5766": "#aeb9c7",
    "#dfe5ed": "#323d4b",
    "#1d4f91": "#8ab4f0",
    "#ffffff": "#1b232d",
    # Statuses; digits inside a bar are paper, so the bars are as light here as they are deep there
    "#1f7a52": "#63c796",
    "#b23a32": "#f08b82",
    "#4a6ea5": "#8fb1e4",
    "#6b7684": "#9aa7b6",
    # The estimate, the map
    "rgba(29, 79, 145, 0.13)": "rgba(138, 180, 240, 0.2)",
    "#7fb79b": "#3f8f69",
    "#e0b45c": "#b58a35",
    "#eef1f5": "#2a333f",
}
"""Light → dark; a colour that is not here is the same in both."""


def darkened(drawn: go.Figure) -> go.Figure:
    """The figure with the colours of the dark theme."""
    return go.Figure(_exchanged(drawn.to_dict()))


def _exchanged(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _exchanged(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_exchanged(value) for value in part]
    return DARK.get(part, part) if isinstance(part, str) else part
