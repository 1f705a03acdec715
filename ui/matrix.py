"""Many figures in little room: the cascaded indicators × assessees, and the monitoring measures as tiles.

Each value is a link to its indicator. What all values of a line have in common is said once, at the line's head.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from base.words import Text
from kpi import speak
from kpi.indicators import BY_CODE
from kpi.model import Figure, Status
from ui import cards, session
from ui.context import Context
from ui.markup import heading, show, table, tag, text

CASCADED = Text("ตัวชี้วัดที่ถ่ายทอดแก่ผู้รับการประเมิน", "Indicators cascaded to the assessees")
MONITORING = Text("ตัวชี้วัดติดตาม", "Monitoring measures")
TARGET = Text("เป้าหมาย{target}", "target {target}")


def cascaded(figures: Sequence[Figure], ctx: Context) -> None:
    """One line per cascaded indicator, one column per assessee."""
    lines = [list(group) for _, group in groupby(figures, key=lambda figure: figure.kpi)]
    if not lines:
        return
    is_preliminary = all(figure.is_preliminary for figure in figures)
    title = " · ".join([ctx.say(CASCADED), *([ctx.say(speak.PRELIMINARY)] if is_preliminary else [])])
    heads = [title, *(speak.scope(ctx.build, figure, ctx.language) for figure in lines[0])]
    rows = [[_line_head(line, ctx), *(_cell(figure, line, ctx) for figure in line)] for line in lines]
    show(tag("h2", text(ctx.say(CASCADED)), css="tt-unseen"), table(ctx.say(CASCADED), heads, rows, css="tt-matrix"))


def monitoring(figures: Sequence[Figure], ctx: Context) -> None:
    """The monitoring measures of the Office as a strip of small tiles."""
    said = _said_once(figures, ctx)
    if figures and all(figure.is_preliminary for figure in figures):
        said.append(ctx.say(speak.PRELIMINARY))
    heading(ctx.say(MONITORING), " · ".join(said))
    show(tag("ul", *(tag("li", _tile(figure, figures, ctx)) for figure in figures), css="tt-tiles"))


def _tile(figure: Figure, line: Sequence[Figure], ctx: Context) -> str:
    kpi = BY_CODE[figure.kpi]
    word = speak.status(figure, ctx.language)
    is_said = figure.status is Status.NO_TARGET and _is_common(line, "status")
    status = speak.SHAPE[figure.status] if is_said else f"{speak.SHAPE[figure.status]} {word}"
    inside = (
        tag("span", text(f"{kpi.code} {ctx.say(kpi.short)}")),
        tag("b", text(speak.value(figure, ctx.language))),
        tag("span", text(status), css=f"tt-chip tt-{figure.status}"),
    )
    spoken = f"{kpi.code} {ctx.say(kpi.name)} {speak.value(figure, ctx.language)} {word}"
    return _link(figure, "".join(inside), ctx, aria_label=spoken)


def _line_head(line: Sequence[Figure], ctx: Context) -> str:
    said = [] if line[0].target is None else [ctx.say(TARGET, target=speak.target(line[0], ctx.language))]
    return text(_name(line[0], ctx)) + tag("small", text(" · ".join([*said, *_said_once(line, ctx)])))


def _said_once(line: Sequence[Figure], ctx: Context) -> list[str]:
    """What holds for every figure of a line: no target, the same coverage, the same remark."""
    said = []
    if line and _is_common(line, "status") and line[0].status is Status.NO_TARGET:
        said.append(f"{speak.SHAPE[Status.NO_TARGET]} {speak.status(line[0], ctx.language)}")
    if line and _is_common(line, "coverage"):
        said += cards.coverage(line[0], ctx)
    remarks = {tuple(cards.remarks(figure, ctx)) for figure in line}
    if len(remarks) == 1:
        said += [remark for remark in remarks.pop() if remark != speak.status(line[0], ctx.language)]
    return said


def _is_common(figures: Sequence[Figure], name: str) -> bool:
    return len({getattr(figure, name) for figure in figures}) == 1


def _name(figure: Figure, ctx: Context) -> str:
    kpi = BY_CODE[figure.kpi]
    return f"{kpi.code} {ctx.say(kpi.short)} ({ctx.say(speak.UNIT_WORDS[kpi.unit])})"


def _cell(figure: Figure, line: Sequence[Figure], ctx: Context) -> str:
    """Digits and status; a word that the whole line shares stands at the line's head."""
    shape, word = speak.SHAPE[figure.status], speak.status(figure, ctx.language)
    is_said = figure.status is Status.NO_TARGET and _is_common(line, "status")
    chip = tag("span", text(shape if is_said else f"{shape} {word}"), css=f"tt-chip tt-{figure.status}")
    shown = speak.display(figure)
    scope = speak.scope(ctx.build, figure, ctx.language)
    spoken = f"{figure.kpi} {scope} {speak.value(figure, ctx.language)} {word}"
    remarks = cards.remarks(figure, ctx)
    is_own = any(cards.remarks(other, ctx) != remarks for other in line)
    return "".join(
        (
            _link(figure, (tag("b", text(shown)) if shown is not None else "") + chip, ctx, aria_label=spoken),
            tag("small", text(" · ".join(remarks))) if is_own and remarks else "",
        )
    )


def _link(figure: Figure, inside: str, ctx: Context, **attributes: str) -> str:
    address = session.address(kpi=figure.kpi, scope=figure.scope)
    return tag("a", inside, href=f"{cards.DETAIL}?{address}", css="tt-go", **attributes)
