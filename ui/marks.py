"""Figures in markup. Whoever shows a figure asks here, so every number on a page says which figure it is.

With the marks a page can be held against `python -m kpi` for the same round, day and moment (tests/pages/test_numbers).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, Protocol

from base.words import Language, Text
from kpi import speak
from kpi.model import Ask, Figure, Unit
from kpi.papers import KeptFigure
from kpi.rounds import FrozenFigure
from ui.context import Context
from ui.markup import tag, text

Part = Literal["numerator", "denominator"]
"""What of a figure is shown where it is not its value."""


class _Asked(Protocol):
    """A figure as it is now, or as a paper kept it."""

    @property
    def kpi(self) -> str: ...
    @property
    def scope(self) -> str: ...
    @property
    def ask(self) -> Ask: ...


def marks(figure: _Asked) -> dict[str, str]:
    """The attribute that says which figure an element shows, of which question."""
    return {"data_figure": f"{figure.kpi} {figure.scope} {_question(figure.ask)}"}


def _question(asked: Ask) -> str:
    """`2564:2 2021-09-30 2021-10-06T00:00:00 official`."""
    round_ = f"{asked.round.fiscal_year.year_be}:{asked.round.number}"
    basis = "official" if asked.official else "provisional"
    return f"{round_} {asked.as_of.isoformat()} {asked.known_at.isoformat()} {basis}"


def digits(figure: Figure, language: Language, element: str = "span", **attributes: str) -> str:
    """The digits of a value without its unit, marked; `–` where there is none."""
    shown = speak.display(figure, language)
    return text(speak.NOTHING) if shown is None else tag(element, text(shown), **marks(figure), **attributes)


def state(figure: Figure, language: Language) -> str:
    """The shape of the status with the digits, marked; with the status in words where there is no value."""
    is_known = figure.value is not None
    return text(f"{speak.SHAPE[figure.status]} ") + (
        digits(figure, language) if is_known else text(speak.status(figure, language))
    )


def worded(figure: Figure, ctx: Context, element: str = "span", **attributes: str) -> str:
    """The value with its unit, marked; `–` where there is none."""
    marked = marks(figure) if figure.value is not None else {}
    return tag(element, text(speak.value(figure, ctx.language)), **marked, **attributes)


def amount(figure: Figure, part: Part) -> str:
    """What was divided, or by what: a count or baht, marked."""
    found: Fraction | None = getattr(figure, part)
    shown = text(speak.amount(found))
    return shown if found is None else tag("span", shown, data_part=part, **marks(figure))


def made_again(figure: _Asked, shown: str, part: Part | None = None) -> str:
    """Digits that were made before, by a chart or on a paper, marked with the figure that they show."""
    marked = {"data_part": part} | marks(figure) if part else marks(figure)
    return text(shown) if shown == speak.NOTHING else tag("span", text(shown), **marked)


def difference(figure: Figure, change: Fraction | None, was: Ask | FrozenFigure) -> str:
    """How much a value moved since another question, or since a freeze, marked with both; `–` where nobody knows."""
    if change is None:
        return text(speak.NOTHING)
    since = {"data_since": _question(was)} if isinstance(was, Ask) else {"data_frozen": was.frozen_at.isoformat()}
    shown = text(speak.difference(change, figure.unit))
    return tag("span", shown, data_part="difference", **marks(figure), **since)


def kept(figure: KeptFigure) -> str:
    """A figure as a paper kept it, digits only, marked with the paper's own question."""
    return made_again(figure, figure.display or speak.NOTHING)


def frozen(figure: FrozenFigure, asked: Ask, language: Language) -> str:
    """A figure as a freeze of the asked round kept it, with the shape of its status, marked with that freeze."""
    words = speak.STATUS_WORDS[figure.status].say(language)
    shown = speak.month(figure.value).say(language) if figure.unit is Unit.MONTH and figure.value else figure.display
    named = {"data_figure": f"{figure.kpi} {figure.scope} {_question(asked)}"}
    marked = named | {"data_frozen": figure.frozen_at.isoformat()} if shown else {}
    return text(f"{speak.SHAPE[figure.status]} ") + tag("span", text(shown or words), **marked)


def spoken(figure: Figure, ctx: Context) -> str:
    """The value and its status in words, for a label that is heard and not seen."""
    return f"{speak.value(figure, ctx.language)} {speak.status(figure, ctx.language)}"


def within(sentence: Text, ctx: Context, **inside: str) -> str:
    """A sentence as text, with markup made here at its blanks."""
    return text(ctx.say(sentence)).format(**inside)
