"""Many figures in little room: the cascaded indicators × assessees, and the monitoring measures as tiles.

Each value is a link to its indicator. What all values of a line have in common is said once, at the line's head.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from base.words import Text
from kpi import speak
from kpi.definitions import kpi_of
from kpi.model import Figure
from ui import cards, session
from ui.context import Context
from ui.markup import show, table, tag, text

CASCADED = Text("ตัวชี้วัดที่ถ่ายทอดแก่ผู้รับการประเมิน", "Indicators cascaded to the assessees")
MONITORING = Text("ตัวชี้วัดติดตาม", "Monitoring measures")
Beside = Callable[[Figure], str]

TARGET = Text("เป้าหมาย{target}", "target {target}")


def cascaded(figures: Sequence[Figure], ctx: Context) -> None:
    """One line per cascaded indicator, one column per assessee."""
    if figures:
        title = " · ".join([ctx.say(CASCADED), *cards.preliminary(figures, ctx)])
        lines = lines_table(figures, title, ctx)
        show(tag("h2", text(ctx.say(CASCADED)), css="tt-unseen"), lines)


def lines_table(figures: Sequence[Figure], title: str, ctx: Context, beside: Beside = lambda figure: "") -> str:
    """The table of `cascaded` under any title; `beside` gives the markup to put under a figure's value."""
    lines = [list(group) for _, group in groupby(figures, key=lambda figure: figure.kpi)]
    heads = [title, *(speak.scope(ctx.build, figure, ctx.language) for figure in lines[0])]
    rows = [[_line_head(line, ctx), *(_cell(figure, line, ctx) + beside(figure) for figure in line)] for line in lines]
    return table(ctx.say(CASCADED), heads, rows, css="tt-matrix")


def monitoring(figures: Sequence[Figure], ctx: Context) -> None:
    """The monitoring measures of the Office as a strip of small tiles."""
    show(tag("h2", text(ctx.say(MONITORING)), css="tt-unseen"), tiles(figures, ctx))


def tiles(figures: Sequence[Figure], ctx: Context) -> str:
    """Figures as small tiles side by side, each a link to its indicator."""
    return tag("ul", *(tag("li", _tile(figure, ctx)) for figure in figures), css="tt-tiles")


def _tile(figure: Figure, ctx: Context) -> str:
    kpi = kpi_of(figure)
    shown = speak.value(figure, ctx.language)
    name = tag("span", text(f"{kpi.code} {ctx.say(kpi.short)}"))
    inside = name + (tag("b", text(shown)) if figure.value is not None else "") + cards.state(figure, ctx)
    spoken = f"{kpi.code} {ctx.say(kpi.name)} {shown} {speak.status(figure, ctx.language)}"
    return _link(figure, inside, ctx, aria_label=spoken)


def _line_head(line: Sequence[Figure], ctx: Context) -> str:
    said = [] if line[0].target is None else [ctx.say(TARGET, target=speak.target(line[0], ctx.language))]
    return text(_name(line[0], ctx)) + tag("small", text(" · ".join([*said, *cards.said_once(line, ctx)])))


def _name(figure: Figure, ctx: Context) -> str:
    kpi = kpi_of(figure)
    return f"{kpi.code} {ctx.say(kpi.short)} ({ctx.say(speak.UNIT_WORDS[kpi.unit])})"


def value_link(figure: Figure, ctx: Context) -> str:
    """Digits and status of one figure as a link to its page."""
    shown = speak.display(figure, ctx.language)
    inside = (tag("b", text(shown)) if shown is not None else "") + cards.state(figure, ctx)
    scope = speak.scope(ctx.build, figure, ctx.language)
    spoken = f"{figure.kpi} {scope} {speak.value(figure, ctx.language)} {speak.status(figure, ctx.language)}"
    return _link(figure, inside, ctx, aria_label=spoken)


def _cell(figure: Figure, line: Sequence[Figure], ctx: Context) -> str:
    """Digits and status, with the remark that only this figure needs."""
    remarks = cards.remarks(figure, ctx)
    is_own = any(cards.remarks(other, ctx) != remarks for other in line)
    return "".join(
        (
            value_link(figure, ctx),
            tag("small", text(" · ".join(remarks))) if is_own and remarks else "",
        )
    )


def _link(figure: Figure, inside: str, ctx: Context, **attributes: str) -> str:
    address = session.address(kpi=figure.kpi, scope=figure.scope, round=str(figure.ask.round.number))
    return tag("a", inside, href=f"{cards.DETAIL}?{address}", css="tt-go", **attributes)
