"""Parts of a slide about one indicator: the value with what stands behind it, its charts, its notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pptx.enum.text import MSO_ANCHOR

from base.palette import INK, SOFT, colour, tint
from base.words import Text
from exports import comments
from exports.content import Indicator
from exports.slides import charts, fit, months
from exports.slides.deck import Box, Line, Page
from kpi import speak
from kpi.chart import PARTIAL, ChartSpec
from kpi.chart import Line as TargetLine
from kpi.indicators import BY_CODE
from kpi.model import Status

TARGET = Text("เป้าหมาย {target}", "Target {target}")
COVERAGE = Text("ความครอบคลุมข้อมูล: {coverage}", "Coverage: {coverage}")
DEFINITION = Text("นิยาม: {text}", "Definition: {text}")
SOURCE = Text("อ้างอิงคู่มือ: ข้อ {source} · รุ่นของนิยาม {version}", "Manual: section {source} · version {version}")
MADE = Text("{what}: {number}", "{what}: {number}")
GAP = 0.25
HEAD_IN = 0.38
COMMENT_PT, COMMENT_IN = 20, 1.5
"""The largest type of a commentary, and the most height that it takes from the charts."""
BAND = "#f4f7fb"
MOST_BARS = 8
"""Names that fit beside their bars at a size that can be read across a room."""
FIRST = Text("{count} อันดับที่ต้องติดตามก่อน", "the {count} to look at first")


def value(page: Page, box: Box, one: Indicator, names: Mapping[str, str]) -> None:
    """The value in its status's colour; beside it what was divided by what, target, coverage, remarks."""
    tone = one.figure.status
    page.fill(box, tint(tone))
    page.fill(Box(box.left, box.top, 0.09, box.height), colour(tone))
    left = Box(box.left + 0.25, box.top + 0.06, 4.6, box.height - 0.12)
    number = fit.size_for(one.value, (left.width, box.height - 0.58), 54, 24, is_bold=True)
    state = f"{one.shape} {one.status}"
    if one.figure.target is not None:
        state = f"{state} · {TARGET.say(target=one.target)}"
    page.write(
        left,
        [
            Line(one.value, number, True, INK),
            Line(state, fit.size_for(state, (left.width, 0.42), 22, 12, is_bold=True), True, colour(tone)),
        ],
        anchor=MSO_ANCHOR.MIDDLE,
    )
    right = Box(left.left + left.width + 0.2, box.top + 0.08, box.width - left.width - 0.65, box.height - 0.16)
    said = _beside(one)
    size = fit.size_for("\n".join(said), (right.width, right.height), 24, 14)
    shown = fit.shortened("\n".join(said), (right.width, right.height), size)
    page.write(right, [Line(text, size, colour=INK) for text in shown.split("\n")], anchor=MSO_ANCHOR.MIDDLE)


def _beside(one: Indicator) -> list[str]:
    said = [MADE.say(what=what, number=number) for what, number in one.made_of]
    small = [
        f"{BY_CODE[figure.kpi].short.th} {speak.value(figure)}" for figure in one.smaller if figure.value is not None
    ]
    covered = [COVERAGE.say(coverage=one.coverage)] if one.coverage else []
    tail = [*covered, *([one.remarks] if one.remarks else [])]
    return said + ([" · ".join(small)] if small else []) + ([" · ".join(tail)] if tail else [])


def charts_of(page: Page, box: Box, one: Indicator) -> None:
    """Its course over the months, and beside it its parts."""
    course, parts = one.trend, one.parts
    assert course is not None  # only an indicator with a value has a slide
    width = box.width if parts is None else (box.width - GAP) * 0.53
    _titled(page, Box(box.left, box.top, width, box.height), course)
    if parts is not None:
        _titled(page, Box(box.left + width + GAP, box.top, box.width - width - GAP, box.height), parts)


def _titled(page: Page, box: Box, spec: ChartSpec) -> None:
    # The slide's own title names the indicator.
    said = f"{spec.title.rpartition(': ')[2]} ({spec.unit_label})"
    if spec.kind == "bar" and len(spec.points) > MOST_BARS:
        # Worst first: the rest are in the workbook of the pack.
        spec = replace(spec, points=spec.points[:MOST_BARS], lines=tuple(map(_first_bars, spec.lines)))
        said = f"{said} · {FIRST.say(count=MOST_BARS)}"
    if span := months.span(spec):
        said = f"{said} · {span}"
    if spec.is_partial:
        said = f"{said} · {PARTIAL.th}"
    size = fit.size_for(said, (box.width, HEAD_IN), 20, 11, is_bold=True)
    shown = fit.shortened(said, (box.width, HEAD_IN), size, is_bold=True)
    page.write(Box(box.left, box.top, box.width, HEAD_IN), [Line(shown, size, True, SOFT)])
    charts.chart(page, box.below(HEAD_IN, 0.02), spec)


def comment(page: Page, box: Box, said: Sequence[str]) -> float:
    """Cause, remedy and actions at the foot of the box; gives the inches used. The whole of it is in the notes."""
    room = box.width - 0.4
    height = min(sum(fit.height_in(text, room, COMMENT_PT) for text in said) + 0.16, COMMENT_IN)
    spot = Box(box.left, box.top + box.height - height, box.width, height)
    page.fill(spot, BAND)
    inner = Box(spot.left + 0.2, spot.top + 0.08, room, spot.height - 0.16)
    size = fit.size_for("\n".join(said), (room, inner.height), COMMENT_PT, 14)
    shown = fit.shortened("\n".join(said), (room, inner.height), size)
    page.write(inner, [Line(text, size, colour=INK) for text in shown.split("\n")], anchor=MSO_ANCHOR.MIDDLE)
    return height + GAP / 2


def _first_bars(line: TargetLine) -> TargetLine:
    return replace(line, last=min(line.last, MOST_BARS - 1))


def about(one: Indicator) -> list[str]:
    """The speaker's notes: the finding, what was divided by what, the definition and its place in the manual."""
    return [
        one.title,
        *(MADE.say(what=what, number=number) for what, number in one.made_of),
        TARGET.say(target=one.target),
        *([COVERAGE.say(coverage=one.coverage)] if one.coverage else []),
        *([one.remarks] if one.remarks else []),
        *(comments.lines(one.comment) if one.comment else []),
        DEFINITION.say(text=one.kpi.definition.th),
        SOURCE.say(source=one.kpi.source, version=one.kpi.version),
    ]


def cards(page: Page, box: Box, found: Sequence[Indicator]) -> float:
    """A card per indicator side by side; gives the height used."""
    height, gap = 1.75, 0.2
    width = (box.width - gap * (max(len(found), 1) - 1)) / max(len(found), 1)
    for place, one in enumerate(found):
        spot = Box(box.left + place * (width + gap), box.top, width, height)
        _card(page, spot, one)
    return height if found else 0.0


def _card(page: Page, box: Box, one: Indicator) -> Any:
    tone: Status = one.figure.status
    page.fill(box, tint(tone))
    page.fill(Box(box.left, box.top, 0.07, box.height), colour(tone))
    inner = Box(box.left + 0.2, box.top + 0.06, box.width - 0.3, box.height - 0.12)
    name, state = f"{one.kpi.code} {one.kpi.short.th}", f"{one.shape} {one.status}"
    return page.write(
        inner,
        [
            Line(name, fit.size_for(name, (inner.width, 0.4), 20, 12), False, SOFT),
            Line(one.value, fit.size_for(one.value, (inner.width, 0.75), 44, 20, True), True, INK),
            Line(state, fit.size_for(state, (inner.width, 0.38), 20, 11, True), True, colour(tone)),
        ],
        anchor=MSO_ANCHOR.MIDDLE,
    )
