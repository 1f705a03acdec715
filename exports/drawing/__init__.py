"""Draws a `ChartSpec` as PNG or SVG without a browser: the same colours, marks and lines as on the screen.

What the chart says was decided in `kpi.chart`, words and digits included.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from exports import lines, picture_text
from exports.drawing import bars, canvas, months
from kpi.chart import ChartSpec
from kpi.speak import Digits

__all__ = ["Look", "draw"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a chart is framed."""

    width_in: float = 10.0
    height_in: float | None = None
    """None: as high as the points need."""
    is_titled: bool = True
    """Title above, summary below; without them for a page that says both itself."""
    notes: Sequence[str] = ()
    """Lines under the chart: the citation and the reference."""
    digits: Digits = "arabic"
    size_pt: float = 11.5
    dpi: int = 160


def draw(spec: ChartSpec, form: Literal["png", "svg"], look: Look | None = None) -> bytes:
    """One chart as a picture; in SVG every letter is a path, so that no reader needs the typeface."""
    look = look or Look()
    if look.digits == "thai":
        spec = _in_thai_digits(spec)
    with canvas.LOCK:
        canvas.prepare()
        inner = months if spec.kind == "line" else bars
        frame = canvas.Frame(spec, look.width_in, look.size_pt, look.is_titled, [_thai(n, look) for n in look.notes])
        figure, axes = frame.open(look.height_in or frame.margins_in + inner.height_in(spec, frame))
        inner.draw(spec, axes, frame)
        sink = io.BytesIO()
        # Without a date: the same chart has the same bytes.
        figure.savefig(sink, format=form, dpi=look.dpi, metadata={"Date": None} if form == "svg" else None)
        made = sink.getvalue()
    if form == "svg":
        return made
    said = (point.figure for point in spec.points if point.figure is not None)
    return picture_text.told(made, spec.title, "\n".join(look.notes), "", said)


def _thai(text: str, look: Look) -> str:
    return lines.digits(text, look.digits)


def _in_thai_digits(spec: ChartSpec) -> ChartSpec:
    def thai(text: str) -> str:
        return lines.digits(text, "thai")

    return replace(
        spec,
        title=thai(spec.title),
        summary=thai(spec.summary),
        points=tuple(replace(one, label=thai(one.label), shown=thai(one.shown)) for one in spec.points),
        lines=tuple(replace(one, label=thai(one.label)) for one in spec.lines),
        others=tuple(replace(one, labels=tuple(thai(label) for label in one.labels)) for one in spec.others),
        outlook=replace(spec.outlook, label=thai(spec.outlook.label)) if spec.outlook else None,
    )
