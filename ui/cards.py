"""Cards of figures. The title is a link, so a card opens by mouse, finger or keyboard; words come from `kpi.speak`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from base.thai import say_date
from base.words import Text
from kpi import speak
from kpi.indicators import BY_CODE
from kpi.model import Family, Figure
from ui.context import Context
from ui.markup import show, tag, text

COVERAGE = Text("ข้อมูล {received}/{expected} ฉบับ", "{received}/{expected} reports")
AT = Text("ณ {day}", "as of {day}")
DETAIL = "indicator"
"""The page that a figure opens."""


def family(figures: Sequence[Figure], kind: Family) -> list[Figure]:
    """The main figures of one family of indicators."""
    return [figure for figure in figures if BY_CODE[figure.kpi].family is kind and is_main(figure)]


def is_main(figure: Figure) -> bool:
    """False for a figure that is only shown beside another."""
    return BY_CODE[figure.kpi].is_main


def row(places: Sequence[DeltaGenerator], figures: Sequence[Figure], others: Sequence[Figure], ctx: Context) -> None:
    """One card in each place; of `others`, what belongs to an indicator stands in its card."""
    for place, figure in zip(places, figures, strict=False):
        kpi = BY_CODE[figure.kpi]
        said = [*coverage(figure, ctx), *remarks(figure, ctx)]
        with place, card(figure, f"{kpi.code} {kpi.short.say(ctx.language)}", ctx):
            inside = tag("div", value(figure, ctx), chip(figure, ctx))
            smaller = beside([other for other in others if other.kpi.startswith(figure.kpi)], ctx)
            show(tag("div", inside, smaller, css="tt-two"), meta(said, badge(figure, ctx)))


@contextmanager
def card(figure: Figure, title: str, ctx: Context) -> Iterator[None]:
    """A card that opens its indicator: draw the inside in the `with` block."""
    with st.container(key=f"card_{figure.kpi}_{figure.scope}", height="stretch"):
        st.page_link(ctx.links[DETAIL], label=title, query_params={"kpi": figure.kpi, "scope": figure.scope})
        yield


def value(figure: Figure, ctx: Context) -> str:
    """The value with its unit."""
    return tag("p", text(speak.value(figure, ctx.language)), css="tt-value")


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
    return [ctx.say(COVERAGE, received=figure.coverage.received, expected=figure.coverage.expected)]


def remarks(figure: Figure, ctx: Context) -> list[str]:
    """What must be said beside the value: reason or notes, and the day where it is not the page's."""
    said = [speak.reason(figure, ctx.language)] if speak.reason(figure, ctx.language) else []
    if figure.as_of != ctx.ask.as_of:
        said.append(ctx.say(AT, day=say_date(figure.as_of, ctx.language)))
    return said


def meta(said: Sequence[str], mark: str = "") -> str:
    """The small print of a card; empty when there is nothing to say."""
    return tag("p", mark, text(" · ".join(said)), css="tt-meta") if said or mark else ""


def beside(figures: Sequence[Figure], ctx: Context) -> str:
    """The smaller figures of the same indicator and unit, one line each."""
    lines = (
        tag(
            "li",
            tag("span", text(BY_CODE[figure.kpi].short.say(ctx.language))),
            tag("b", text(speak.display(figure) or speak.NOTHING)),
        )
        for figure in figures
    )
    inside = "".join(lines)
    return tag("ul", inside, css="tt-beside") if inside else ""
