"""Slides before a meeting: 16:9, large type, no widgets. Every slide is on the page at once; a small script turns them.

The address keeps the slide and, for a screen that nobody minds, the seconds after which the next one comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st

from base.words import Text
from kpi import cite
from ui import figures, session
from ui.context import Context
from ui.horizon import horizon
from ui.markup import show, tag, text

HERE = Path(__file__).parent
LOOK_EVERY = "10s"
SECONDS = range(5, 601)
"""How long a slide may stay on a screen that turns them by itself."""

SLIDES = Text("สไลด์ประกอบการประชุม ใช้ปุ่มลูกศรเพื่อเปลี่ยนหน้า", "Slides; the arrow keys turn them")
SLIDE = Text("หน้า {number} จาก {count}", "{number} of {count}")
LEAVE = Text("ออก", "Leave")


@dataclass(frozen=True, slots=True)
class Slide:
    """One view: a title that says the finding, and markup under it."""

    title: str
    body: str


def number(name: str, allowed: Sequence[int], default: int) -> int:
    """A whole number of the address, kept there; the default where it is none of those allowed."""
    given = session.given(name)
    found = int(given) if given.isdecimal() and int(given) in allowed else default
    session.note(name, str(found) if found != default else "")
    return found


def deck(kicker: str, slides: Sequence[Slide], leave: str, ctx: Context) -> None:
    """Fill the screen with the slides; `kicker` stands over every title, `leave` is the address of the way out."""
    start = number("slide", range(1, len(slides) + 1), 1)
    seconds = number("seconds", SECONDS, 0)
    drawn = (_slide(one, place, slides, kicker, ctx, is_shown=place == start) for place, one in enumerate(slides, 1))
    out = tag("a", text(ctx.say(LEAVE)), " ✕", href=leave, css="tt-go tt-leave")
    said = {"role": "region", "aria_label": ctx.say(SLIDES), "data_seconds": str(seconds)}
    show(tag("style", (HERE / "deck.css").read_text("utf-8")))
    show(tag("div", *drawn, out, css="tt-deck", **said))
    st.html(f"<script>{script()}</script>", unsafe_allow_javascript=True)
    if seconds:
        _watch(ctx)


def _slide(one: Slide, place: int, slides: Sequence[Slide], kicker: str, ctx: Context, *, is_shown: bool) -> str:
    mark = tag("strong", "◆ ", text(ctx.say(cite.SAMPLE)), css="tt-sample") if ctx.build.has_demo else ""
    head = tag("header", tag("p", text(kicker)), mark)
    progress = text(ctx.say(SLIDE, number=place, count=len(slides)))
    foot = tag("footer", tag("p", text(figures.cited(ctx))), tag("p", progress, css="tt-turn"))
    bar = tag("span", css="tt-done-part", style=f"width:{100 * place / len(slides):.2f}%")
    hidden = {} if is_shown else {"hidden": ""}
    title = tag("h1", text(one.title), tabindex="-1")
    return tag("section", head, title, tag("div", one.body, css="tt-body"), foot, bar, css="tt-slide", **hidden)


@lru_cache(maxsize=1)
def script() -> str:
    """The script of the deck; no data reaches it."""
    return (HERE / "deck.js").read_text("utf-8")


@st.fragment(run_every=LOOK_EVERY)
def _watch(ctx: Context) -> None:
    """On a screen that nobody minds: the whole page again once there is something newer to show."""
    is_older = ctx.ledger.last_fact_seq() != ctx.build.last_seq
    is_past = not session.chosen("known_at") and horizon(ctx.build).known_now() != ctx.ask.known_at
    if is_older or is_past:
        st.rerun()
