"""Choices, several choices, and yes or no: matched by code, Thai or English label, or alias after cleaning."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.cells import CellValue
from etl.forms.model import Choice
from etl.normalise.clean import comparable, plain
from etl.normalise.model import Normal
from etl.normalise.plain_text import as_text
from etl.normalise.words import missing_word

_DESTROYED = "?"
_SEPARATOR = re.compile(r"[,;/\n|]|\s+และ\s*")
_YES = frozenset(map(comparable, ("ใช่", "มี", "yes", "y", "true", "1", "✓", "✔", "☑", "√", "/")))
_NO = frozenset(map(comparable, ("ไม่ใช่", "ไม่", "ไม่มี", "no", "n", "false", "0", "☐", "✗", "✘")))


def choice_of(value: CellValue, choices: tuple[Choice, ...]) -> Normal:
    """The code of the choice that the cell names, or E_CHOICE."""
    text = as_text(value)
    if text is None:
        return Normal(None)
    if (code := _spellings(choices).get(comparable(text))) is not None:
        return Normal(code)
    return _nothing(text) or Normal(None, ("E_CHOICE",))


def choices_of(value: CellValue, choices: tuple[Choice, ...]) -> Normal:
    """The codes of every choice that the cell names, joined by commas in the order of the form, or E_CHOICE."""
    whole = choice_of(value, choices)
    if not whole.has_error:
        return whole
    spellings = _spellings(choices)
    text = as_text(value) or ""
    named = {spellings.get(comparable(part)) for part in _SEPARATOR.split(text) if part.strip()}
    if not named or None in named:
        return Normal(None, ("E_CHOICE",))
    return Normal(",".join(choice.code for choice in choices if choice.code in named))


def yes_no_of(value: CellValue) -> Normal:
    """True or False for ใช่, ไม่ใช่, yes, no, 1, 0, TRUE, FALSE and a tick; else E_YES_NO."""
    if value is None or isinstance(value, bool):
        return Normal(value)
    text = as_text(value)
    if text is None:
        return Normal(None)
    key = comparable(text)
    if key in _YES:
        return Normal(True)
    if key in _NO:
        return Normal(False)
    return _nothing(text) or Normal(None, ("E_YES_NO",))


def _nothing(text: str) -> Normal | None:
    """The value of a word that says "nothing". A question mark says none: CP874 makes one of every tick."""
    return None if text.strip() == _DESTROYED else missing_word(plain(text))


@lru_cache(maxsize=64)
def _spellings(choices: tuple[Choice, ...]) -> dict[str, str]:
    return {
        comparable(spelling): choice.code
        for choice in reversed(choices)
        for spelling in (*choice.aliases, choice.label.en, choice.label.th, choice.code)
    }
