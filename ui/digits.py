"""Thai digits in place of Arabic ones, where the reader asked for them: in whatever is printed, never in what names.

Codes, receipt numbers, fingerprints, cells, file names and addresses stay as they are, or nobody could look them up.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from base.thai import thai_digits
from base.words import Text
from ui import session

T = TypeVar("T")

DIGITS = Text("เลข", "Digits")
KINDS = {"arabic": "123", "thai": "๑๒๓"}

_FILES = r"xlsx|xlsm|xls|ods|csv|pdf|pptx|docx|html|zip|png|svg|json"
_PIECE = re.compile(
    rf"(?P<name>\S+\.(?:{_FILES})(?![a-z])"  # a file, in whatever letters
    r"|[\w.:/#-]*[A-Za-z_][A-Za-z0-9._:/#?=&-]*"  # C1, S000020, build-000001668-49ab0703, P-001, 3:9f2c…
    r"|\d+(?:-\d+){2,})"  # 64-2-011
    r"|(?P<digits>[0-9]+)",
    re.ASCII,
)


_known: ContextVar[bool | None] = ContextVar("thai_digits", default=None)


def look() -> None:
    """Ask the session again: in every run, once the choice has been drawn."""
    _known.set(None)


def is_thai() -> bool:
    """Whether the reader asked for Thai digits; English is never printed with them. Asked once, not at every word."""
    known = _known.get()
    if known is None:
        known = session.chosen("digits") == "thai" and session.chosen("lang") != "en"
        _known.set(known)
    return known


def shown(words: str) -> str:
    """The words with the digits the reader chose."""
    return in_thai(words) if is_thai() else words


def labelled(say: Callable[[T], str]) -> Callable[[T], str]:
    """What a list says of each of its choices (`format_func`), with the digits the reader chose."""
    # Asked once for a list of hundreds of days, which are then said as they are.
    return (lambda one: in_thai(say(one))) if is_thai() else say


def in_thai(words: str) -> str:
    """Every number in Thai digits; what is a name stays.

    `"C1 ร้อยละ 12.50"` → `"C1 ร้อยละ ๑๒.๕๐"`.
    """
    return _PIECE.sub(lambda piece: piece[0] if piece["name"] else thai_digits(piece[0]), words)
