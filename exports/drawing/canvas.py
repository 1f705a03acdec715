"""The frame of a drawn chart: title, summary, citation, and an axes of the right size between them."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

# matplotlib keeps its list of typefaces in a folder of its own; a service account may have no home to write to.
os.environ.setdefault("MPLCONFIGDIR", tempfile.gettempdir())

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from base.palette import BRAND, GRID, INK, SOFT
from exports import lines, typeface
from kpi.chart import PARTIAL, ChartSpec
from kpi.model import Unit

LOCK = threading.Lock()
"""matplotlib is not safe in several threads at once."""
POINTS_PER_INCH = 72
LEADING = 1.55
"""Line height in ems: room for a tone mark above a vowel, and a vowel below."""
SIDE_IN = 0.18
MARK_PT = 8


@cache
def prepare() -> None:
    """Make Sarabun known to matplotlib, once per process; call it under LOCK."""
    for path in (typeface.REGULAR, typeface.BOLD, typeface.ITALIC):
        font_manager.fontManager.addfont(path)
    mpl.rcParams.update(
        {
            "font.family": typeface.DRAWN,
            "svg.fonttype": "path",
            "svg.hashsalt": "tidtam",
            "axes.unicode_minus": False,
            # A dollar sign in a name is a dollar sign.
            "text.parse_math": False,
            "hatch.linewidth": 0.9,
        }
    )


class Frame:
    """Title, summary and notes of one picture, broken into lines for its width."""

    def __init__(self, spec: ChartSpec, width_in: float, size_pt: float, is_titled: bool, notes: Sequence[str]) -> None:
        self.spec, self.width_in, self.size_pt = spec, width_in, size_pt
        self.title_pt, self.note_pt = size_pt * 1.4, size_pt * 0.82
        partial = [PARTIAL.say()] if spec.is_partial else []
        summary = [" · ".join([*([spec.summary] if is_titled else []), *partial])] if is_titled or partial else []
        self.title = self._broken([spec.title], self.title_pt, is_bold=True) if is_titled else []
        self.summary = self._broken([*summary], self.size_pt)
        self.notes = self._broken(list(notes), self.note_pt)
        self.unit = 0 if spec.unit is Unit.MONTH else 1

    def _broken(self, texts: list[str], size_pt: float, *, is_bold: bool = False) -> list[str]:
        room = (self.width_in - 2 * SIDE_IN) * POINTS_PER_INCH / size_pt
        return [line for text in texts for line in lines.wrap(text, room, lambda t: lines.width_em(t, is_bold))]

    def line_in(self, size_pt: float) -> float:
        """The height of one line."""
        return size_pt * LEADING / POINTS_PER_INCH

    @property
    def above_in(self) -> float:
        return 0.1 + len(self.title) * self.line_in(self.title_pt) + self.line_in(self.size_pt)

    @property
    def below_in(self) -> float:
        return 0.1 + len(self.summary) * self.line_in(self.size_pt) + len(self.notes) * self.line_in(self.note_pt)

    @property
    def margins_in(self) -> float:
        """What everything but the axes with its labels takes."""
        return self.above_in + self.below_in

    def open(self, height_in: float) -> tuple[Figure, Axes]:
        """A figure with its words in place; `set_box` gives the axes their place."""
        self.height_in = height_in
        figure = Figure(figsize=(self.width_in, height_in), facecolor="white")
        top = height_in - 0.1
        for line in self.title:
            self._write(figure, line, top, self.title_pt, color=INK, weight="bold")
            top -= self.line_in(self.title_pt)
        bottom = self.below_in - 0.02
        for texts, size, colour in ((self.summary, self.size_pt, INK), (self.notes, self.note_pt, SOFT)):
            for line in texts:
                self._write(figure, line, bottom, size, color=colour)
                bottom -= self.line_in(size)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(GRID)
        axes.set_axisbelow(True)
        axes.tick_params(length=0, colors=SOFT, labelsize=self.size_pt * 0.9)
        return figure, axes

    def _write(self, figure: Figure, text: str, top_in: float, size_pt: float, **style: Any) -> None:
        # One text per line: matplotlib sets the lines of one text at uneven distances where marks differ.
        baseline = top_in - size_pt * 1.12 / POINTS_PER_INCH
        figure.text(SIDE_IN / self.width_in, baseline / self.height_in, text, size=size_pt, va="baseline", **style)

    def set_box(self, axes: Axes, left_in: float, under_in: float) -> None:
        """The axes fill what is left: `left_in` for labels at the left, `under_in` for those below."""
        bottom = self.below_in + under_in
        axes.set_position(
            (
                left_in / self.width_in,
                bottom / self.height_in,
                (self.width_in - left_in - 0.3) / self.width_in,
                (self.height_in - self.above_in - bottom) / self.height_in,
            )
        )

    def box_in(self, axes: Axes) -> tuple[float, float]:
        """Width and height of the axes in inches."""
        box = axes.get_position()
        return box.width * self.width_in, box.height * self.height_in


def top_of(spec: ChartSpec) -> float:
    """Room above the highest value and line; a percentage always shows its whole hundred."""
    highest = max(
        [float(point.value) for point in spec.points if point.value is not None]
        + [float(line.value) for line in spec.lines]
        + [float(value) for other in spec.others for value in other.values if value is not None]
        + ([float(spec.outlook.high)] if spec.outlook else []),
        default=0,
    )
    return max(highest, 100 if spec.unit is Unit.PERCENT else 1) * 1.12


def ticks(axis: object, spec: ChartSpec, digits_like: str) -> None:
    """Whole numbers with commas, in the digits of the chart's own words."""
    is_thai = any("๐" <= letter <= "๙" for letter in digits_like)
    axis.set_major_locator(MaxNLocator(5, integer=True))  # type: ignore[attr-defined]
    axis.set_major_formatter(  # type: ignore[attr-defined]
        FuncFormatter(lambda value, _: lines.digits(f"{value:,.0f}", "thai" if is_thai else "arabic"))
    )


def dash(is_target: bool) -> dict[str, Any]:
    """The line of a target, or the fainter one of a reference that is no target."""
    return {"color": INK if is_target else SOFT, "linewidth": 1.5, "linestyle": (0, (5, 3) if is_target else (1, 2))}


__all__ = ["BRAND", "LOCK", "Frame", "dash", "prepare", "ticks", "top_of"]
