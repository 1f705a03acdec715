"""Cards of figures. The title is a link, so a card opens by mouse, finger or keyboard; words come from `kpi.speak`."""

from __future__ import annotations

from collections.abc import Sequence

from base.thai import say_date
from base.words import Text
from kpi import speak
from kpi.definitions import kpi_of
from kpi.indicators import BY_CODE
from kpi.model import PLANS, Family, Figure, Status, Unit
from ui import figures, marks, moving, session
from ui.context import Context
from ui.markup import headed, panel, tag, text

COVERAGE = Text("ข้อมูล {received}/{expected} ฉบับ", "{received}/{expected} reports")
PARTIAL = Text("ครอบคลุมร้อยละ {share}", "coverage {share} %")
LOWEST = Text("ต่ำสุด: แผน {plan}", "Lowest: plan {plan}")
AT = Text("ณ {day}", "as of {day}")
DETAIL = "indicator"
"""The page that a figure opens."""


def family(figures: Sequence[Figure], kind: Family) -> list[Figure]:
    """The main figures of one family of indicators."""
    return [figure for figure in figures if BY_CODE[figure.kpi].family is kind and is_main(figure)]


def is_main(figure: Figure) -> bool:
    """False for a figure that is only shown beside another."""
    return BY_CODE[figure.kpi].is_main


def said_once(line: Sequence[Figure], ctx: Context) -> list[str]:
    """What holds for every figure of a line, to be said at its head: no target, the coverage, a remark."""
    said = []
    if any(figure.status is Status.NO_TARGET for figure in line):
        said.append(f"{speak.SHAPE[Status.NO_TARGET]} {speak.STATUS_WORDS[Status.NO_TARGET].say(ctx.language)}")
    if is_coverage_common(line):
        said += coverage(line[0], ctx)
    common = {tuple(remarks(figure, ctx)) for figure in line}
    if len(common) == 1:
        said += [remark for remark in common.pop() if remark != speak.status(line[0], ctx.language)]
    return said


def is_coverage_common(line: Sequence[Figure]) -> bool:
    """Whether the same reports stand behind every figure of a line."""
    return len({figure.coverage for figure in line}) == 1


def head(title: Text, figures: Sequence[Figure], ctx: Context, *more: str) -> str:
    """A heading over figures, with what holds for all of them."""
    return headed(ctx.say(title), " · ".join([*said_once(figures, ctx), *preliminary(figures, ctx), *more]))


def state(figure: Figure, ctx: Context) -> str:
    """The status chip in a line of many; that the manual sets no target stands at the line's head instead."""
    return "" if figure.status is Status.NO_TARGET else chip(figure, ctx)


def preliminary(figures: Sequence[Figure], ctx: Context) -> list[str]:
    """The word for a group of figures that may all still move."""
    return [ctx.say(speak.PRELIMINARY)] if figures and all(figure.is_preliminary for figure in figures) else []


def row(figures: Sequence[Figure], others: Sequence[Figure], ctx: Context) -> str:
    """The Office's indicators, a card each; of `others`, what belongs to an indicator stands in its card."""
    smaller = [[other for other in others if other.kpi.startswith(figure.kpi)] for figure in figures]
    # Wider where more must be said.
    widths = [
        1.75 if len(some) > 1 else 1.7 if some else 1.3 if remarks(figure, ctx) else 1.05
        for figure, some in zip(figures, smaller, strict=True)
    ]
    made = []
    for figure, some in zip(figures, smaller, strict=True):
        said = meta([*coverage(figure, ctx), *remarks(figure, ctx)])
        own = value(figure, ctx) + state(figure, ctx) + moving.line(figure, ctx) + said
        made.append(
            _card(figure, ctx, tag("div", tag("div", own), beside(some, ctx, lowest(figure, ctx)), css="tt-two"))
        )
    return tag("div", *made, css="tt-cards", style=f"--widths: {' '.join(f'{width}fr' for width in widths)}")


def _card(figure: Figure, ctx: Context, inside: str) -> str:
    """A card that opens its indicator."""
    kpi, link = kpi_of(figure), f"{DETAIL}?{session.address(kpi=figure.kpi, scope=figure.scope)}"
    title = tag("a", text(f"{kpi.code} {kpi.short.say(ctx.language)}"), href=link, css="tt-way tt-whole")
    return panel(f"card_{figure.kpi}_{figure.scope}", title, inside)


def value(figure: Figure, ctx: Context) -> str:
    """The value with its unit."""
    is_partial = " tt-partial" if speak.is_partial(figure) else ""
    return tag("p", marks.worded(figure, ctx), css=f"tt-value{is_partial}")


def chip(figure: Figure, ctx: Context) -> str:
    """The status: shape, word, colour."""
    shape = tag("span", text(speak.SHAPE[figure.status]), " ", aria_hidden="true")
    return tag("span", shape, text(speak.status(figure, ctx.language)), css=f"tt-chip tt-{figure.status}")


def badge(figure: Figure, ctx: Context) -> str:
    """The mark of a figure that may still move; empty for a final one."""
    return tag("span", text(ctx.say(speak.PRELIMINARY)), css="tt-badge") if figure.is_preliminary else ""


def coverage(figure: Figure, ctx: Context) -> list[str]:
    """How many of the expected reports stand behind a figure; nothing when none are expected."""
    if not figure.coverage.expected:
        return []
    said = [ctx.say(COVERAGE, received=figure.coverage.received, expected=figure.coverage.expected)]
    return said + ([ctx.say(PARTIAL, share=speak.coverage_pct(figure))] if speak.is_partial(figure) else [])


def lowest(figure: Figure, ctx: Context) -> str:
    """The plan that pulls a percentage down, as a line of `beside`; nothing where the plans do not differ."""
    found = figures.of_scopes(ctx, figure.kpi, PLANS) if figure.unit is Unit.PERCENT else []
    known = [(one.value, one.scope, one) for one in found if one.value is not None]
    if len({value for value, _, _ in known}) < 2:
        return ""
    least = min(known)[2]
    who = ctx.say(LOWEST, plan=PLANS.index(least.scope) + 1)
    return tag("li", tag("span", text(who)), marks.digits(least, ctx.language, "b"))


def remarks(figure: Figure, ctx: Context) -> list[str]:
    """What must be said beside the value: reason or notes, and the day where it is not the page's."""
    said = [speak.reason(figure, ctx.language)] if speak.reason(figure, ctx.language) else []
    if figure.as_of != ctx.ask.as_of:
        said.append(ctx.say(AT, day=say_date(figure.as_of, ctx.language)))
    return said


def meta(said: Sequence[str], mark: str = "") -> str:
    """The small print of a card; empty when there is nothing to say."""
    return tag("p", mark, text(" · ".join(said)), css="tt-meta") if said or mark else ""


def beside(figures: Sequence[Figure], ctx: Context, *more: str) -> str:
    """The smaller figures of the same indicator and unit, one line each, and other lines already made."""
    lines = (
        tag(
            "li",
            tag("span", text(kpi_of(figure).short.say(ctx.language))),
            marks.digits(figure, ctx.language, "b"),
        )
        for figure in figures
    )
    inside = "".join([*lines, *more])
    return tag("ul", inside, css="tt-beside") if inside else ""
