"""Text as it was meant: hidden characters off, Thai marks in order, spaces plain. Never NFKC, which breaks ำ."""

from __future__ import annotations

import re
import unicodedata

from base.thai import arabic_digits
from etl.normalise.model import Normal

_HIDDEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200d\u2060-\u2064\ufeff\ufff9-\ufffb]")
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_LINE_END = re.compile(" *(?:\r\n|[\n\r\x85\u2028\u2029]) *")
_SPACE = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_SUSPECT = re.compile(
    "[\x00-\x1f\x7f-\xa0\u00ad\u034f\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000"
    "\ud800-\udfff\uf700-\uf71a\ufeff\ufff9-\ufffb]|  |เเ|ํ|ำ[็-์]|[็-์][ัิ-ฺ็]|([ัิ-ฺ็-๎])\\1"
)

_PRIVATE = str.maketrans(
    dict(
        zip(
            map(chr, range(0xF700, 0xF71B)),
            "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู",
            strict=True,
        )
    )
)
"""Old Windows fonts kept shifted Thai marks in a private area; each is an ordinary mark."""

_SPLIT_AM = re.compile("\u0e4d([\u0e47-\u0e4c]*)\u0e32")
_MARKS = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]{2,}")
_VOWELS = frozenset("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47")
_AM = "\u0e33"
_ROUNDS = 8


def text_of(value: str) -> Normal:
    """Cleaned text (None when nothing is left), with W_BIDI when direction marks were taken out."""
    text, had_bidi = _cleaned(value)
    return Normal(text or None, ("W_BIDI",) if had_bidi else ())


def clean(value: str) -> str:
    """The text of `text_of` alone."""
    return _cleaned(value)[0]


def plain(value: str) -> str:
    """One line of cleaned text with Thai digits as 0–9: what numbers, dates and words are looked for in."""
    return " ".join(arabic_digits(clean(value)).split())


def comparable(value: str) -> str:
    """What two spellings of one label share: cleaned, Thai digits as 0–9, no spaces, lower case."""
    return "".join(arabic_digits(clean(value)).split()).casefold()


def _cleaned(value: str) -> tuple[str, bool]:
    if _SUSPECT.search(value) is None and unicodedata.is_normalized("NFC", value):
        return value.strip(), False
    text = _HIDDEN.sub("", _BIDI.sub("", _CONTROL.sub("", value))).translate(_PRIVATE)
    text = _LINE_END.sub("\n", _SPACE.sub(" ", text))
    return _in_order(text).strip(), _BIDI.search(value) is not None


def _in_order(text: str) -> str:
    """Repairs the order of Thai marks until nothing changes any more."""
    for _ in range(_ROUNDS):
        before = text
        text = _SPLIT_AM.sub(r"\1" + _AM, text.replace("เเ", "แ"))
        text = unicodedata.normalize("NFC", _MARKS.sub(_sorted_marks, text))
        if text == before:
            break
    return text


def _sorted_marks(found: re.Match[str]) -> str:
    """The marks on one consonant as they are typed: vowel, tone, then ำ, each once in a row."""
    marks = sorted(found[0], key=_rank)
    return "".join(mark for mark, before in zip(marks, ["", *marks], strict=False) if mark != before)


def _rank(mark: str) -> int:
    if mark == _AM:
        return 2
    return 0 if mark in _VOWELS else 1
