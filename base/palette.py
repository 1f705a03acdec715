"""The colours of figures, once for the screen and for paper; keys are the values of `kpi.model.Status`."""

from __future__ import annotations

INK, SOFT, GRID, BRAND = "#1c2733", "#4a5766", "#dfe5ed", "#1d4f91"
COLOURS: dict[str, str] = {"pass": "#1f7a52", "fail": "#b23a32", "no_target": "#4a6ea5"}
"""Each dark enough to carry white digits, and to be read as text on white (4.5:1 or more)."""
NO_COLOUR = "#6b7684"
"""Of a value that has no status to speak of."""
TINTS: dict[str, str] = {"pass": "#e6f3ec", "fail": "#fae9e7", "no_target": "#e8eef7"}
NO_TINT = "#eef1f4"


def colour(status: str) -> str:
    """The colour of a status."""
    return COLOURS.get(status, NO_COLOUR)


def tint(status: str) -> str:
    """The pale ground that text in the status's colour stands on."""
    return TINTS.get(status, NO_TINT)
