"""What a press of a button did, said once on the page that is drawn anew after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import streamlit as st

from base.words import Text
from ui import session
from ui.context import Context
from ui.markup import show, tag, text

_SAID, _TURN = "acting_said", "acting_turn"


def said(ctx: Context) -> None:
    """What became of the last action, once."""
    told = session.kept(_SAID)
    if told is not None:
        is_done, words = told
        mark, css = ("▲", "tt-done") if is_done else ("▼", "tt-warning")
        show(tag("p", f"{mark} ", text(ctx.say(words)), css=css, role="status" if is_done else "alert"))
        session.keep(_SAID, None)


def act(do: Callable[[], Text]) -> NoReturn:
    """Do it and draw the page anew with what `do` says, or with why it was refused.

    A fault that carries no sentence for people goes on to whoever handles those.
    """
    try:
        told = True, do()
    except Exception as fault:
        words = getattr(fault, "text", None)
        if not isinstance(words, Text):
            raise
        told = False, words
    session.keep(_SAID, told)
    if told[0]:
        session.keep(_TURN, turn() + 1)
    st.rerun()


def form_key(name: str, ctx: Context) -> str:
    """The key of a form or of a widget in it: another one after every action, and in the other language."""
    return f"{name}_{ctx.language}_{turn()}"


def turn() -> int:
    """How many actions of this session were done: the keys of a form carry it, so that a done form is empty again."""
    done: int = session.kept(_TURN, 0)
    return done
