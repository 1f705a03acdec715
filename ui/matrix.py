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
from ui import cards, marks, moving, session
from ui.context import Context
from ui.markup import table, tag, text

CASCADED = Text("ตัวชี้วัดที่ถ่ายทอดแก่ผู้รับการประเมิน", "Cascaded indicators")
MONITORING = Text("ตัวชี้วัดติดตาม", "Monitoring measures")
Beside = Callable[[Figure], str]
Cell = Callable[[Figure, Sequence[Figure], Context], str]

TARGET = Text("เป้าหมาย{target}", "target {target}")
REMARKED = Text("* มีหมายเหตุ", "* with a remark")
MARKED = tag("span", "*", css="tt-mark")


def cascaded(figures: Sequence[Figure], ctx: Context) -> str:
    """One line per cascaded indicator, one column per assessee; how each value moved stands under it."""
    if not figures:
        return ""
    title = " · ".join([ctx.say(CASCADED), *cards.preliminary(figures, ctx)])
    lines = _table([list(group) for _, group in groupby(figures, key=lambda figure: figure.kpi)], title, ctx, _short)
    return tag("h2", text(ctx.say(CASCADED)), css="tt-unseen") + lines


def lines_table(figures: Sequence[Figure], title: str, ctx: Context, beside: Beside = lambda figure: "") -> str:
    """The table of `cascaded` under any title; `beside` gives the markup to put under a figure's value."""
    lines = [list(group) for _, group in groupby(figures, key=lambda figure: figure.kpi)]
    return _table(lines, title, ctx, lambda figure, line, ctx: _cell(figure, line, ctx) + beside(figure))


def _table(lines: Sequence[Sequence[Figure]], title: str, ctx: Context, cell: Cell) -> str:
    heads = [title, *(speak.scope(ctx.build, figure, ctx.language) for figure in lines[0])]
    rows = []
    for line in lines:
        cells = [cell(figure, line, ctx) for figure in line]
        notes = [ctx.say(REMARKED)] if any(MARKED in one for one in cells) else []
        rows.append([_line_head(line, ctx, notes), *cells])
    return table(ctx.say(CASCADED), heads, rows, css="tt-matrix")


def _short(figure: Figure, line: Sequence[Figure], ctx: Context) -> str:
    """Digits and status, and how the value moved; a remark of its own is only marked, the reason of none is said."""
    is_own = any(cards.remarks(other, ctx) != cards.remarks(figure, ctx) for other in line)
    said = cards.remarks(figure, ctx) if is_own else []
    if figure.value is None:
        return value_link(figure, ctx) + (tag("small", text(" · ".join(said))) if said else "")
    return value_link(figure, ctx, said) + _partial(figure, line, ctx) + moving.line(figure, ctx)


def _partial(figure: Figure, line: Sequence[Figure], ctx: Context) -> str:
    """The coverage of a partial value where its line does not say it for all."""
    if not speak.is_partial(figure) or cards.is_coverage_common(line):
        return ""
    return tag("small", text(ctx.say(cards.PARTIAL, share=speak.coverage_pct(figure))))


def monitoring(figures: Sequence[Figure], ctx: Context) -> str:
    """The monitoring measures of the Office as a strip of small tiles."""
    moved = tiles(figures, ctx, lambda figure: moving.line(figure, ctx))
    return tag("h2", text(ctx.say(MONITORING)), css="tt-unseen") + moved


def tiles(figures: Sequence[Figure], ctx: Context, beside: Beside = lambda figure: "") -> str:
    """Figures as small tiles side by side, each a link to its indicator; `beside` gives what stands under a value."""
    return tag("ul", *(tag("li", _tile(figure, ctx), beside(figure)) for figure in figures), css="tt-tiles")


def _tile(figure: Figure, ctx: Context) -> str:
    kpi = kpi_of(figure)
    name = tag("span", text(f"{kpi.code} {ctx.say(kpi.short)}"))
    value = marks.worded(figure, ctx, "b") if figure.value is not None else ""
    inside = " ".join((name, value, cards.state(figure, ctx)))
    part = f" {ctx.say(cards.PARTIAL, share=speak.coverage_pct(figure))}" if speak.is_partial(figure) else ""
    # What is seen, and the status where it is not: whoever speaks to the browser says what they see.
    spoken = f"{kpi.code} {ctx.say(kpi.short)} {marks.spoken(figure, ctx)}{part}"
    return _link(figure, inside, ctx, aria_label=spoken, **({"title": part.strip()} if part else {}))


def _line_head(line: Sequence[Figure], ctx: Context, notes: Sequence[str]) -> str:
    said = [] if line[0].target is None else [ctx.say(TARGET, target=speak.target(line[0], ctx.language))]
    return text(_name(line[0], ctx)) + tag("small", text(" · ".join([*said, *cards.said_once(line, ctx), *notes])))


def _name(figure: Figure, ctx: Context) -> str:
    kpi = kpi_of(figure)
    return f"{kpi.code} {ctx.say(kpi.short)} ({ctx.say(speak.UNIT_WORDS[kpi.unit])})"


def value_link(figure: Figure, ctx: Context, remarks: Sequence[str] = ()) -> str:
    """Digits and status of one figure as a link to its page; remarks are marked, and spoken with it."""
    number = marks.digits(figure, ctx.language, "b") if figure.value is not None else ""
    inside = " ".join((number + (MARKED if remarks else ""), cards.state(figure, ctx)))
    scope = speak.scope(ctx.build, figure, ctx.language)
    spoken = f"{figure.kpi} {scope} {marks.spoken(figure, ctx)}"
    hint = {"title": " · ".join(remarks)} if remarks else {}
    return _link(figure, inside, ctx, aria_label=" · ".join([spoken, *remarks]), **hint)


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
    css = "tt-go tt-partial" if speak.is_partial(figure) else "tt-go"
    return tag("a", inside, href=f"{cards.DETAIL}?{address}", css=css, **attributes)
