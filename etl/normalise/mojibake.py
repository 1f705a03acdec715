"""Thai that was read in the wrong encoding: recognised and mended as a suggestion, never silently applied."""

from __future__ import annotations

import re

_LATIN = re.compile("[\u0080-\u00ff\u0152-\u2122]")
_THAI_OF_UTF8 = re.compile("เ[ธน]")
_THAI = re.compile("[ก-ฺเ-๛]")
_CONSONANT = re.compile("[ก-ฮ]")
_BROKEN = re.compile("(?:^|[^ก-ฺ็-๎])[ัำิ-ฺ็-๎]|[็-๎]{3}|[เ-ไ](?![ก-ฮ])|[\u0e3b-\u0e3e\u0e5c-\u0e7f]")


def repair_mojibake(text: str) -> str | None:
    """The Thai that was probably meant, or None when the text is fine or cannot be told.

    Knows CP874 read as Latin-1, and UTF-8 read as Windows-874 or Latin-1.
    """
    has_thai = _THAI.search(text) is not None
    if _THAI_OF_UTF8.search(text):
        return _accepted(_decoded(text, "cp874", "utf-8"))
    if has_thai or _LATIN.search(text) is None:
        return None
    return _accepted(_decoded(text, "cp1252", "utf-8")) or _accepted(_decoded(text, "cp1252", "cp874"))


def _decoded(text: str, wrong: str, right: str) -> str | None:
    """`text` put back into the bytes it was read from in `wrong`, then read in `right`."""
    try:
        return b"".join(_byte(letter, wrong) for letter in text).decode(right)
    except UnicodeError:
        return None


def _byte(letter: str, encoding: str) -> bytes:
    """One character's byte; positions that the code page leaves open stand for themselves, as in Windows."""
    try:
        return letter.encode(encoding)
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def _accepted(text: str | None) -> str | None:
    """The text when it is well-formed Thai: at least two consonants, no stray mark, nothing else above ASCII."""
    if text is None or len(_CONSONANT.findall(text)) < 2 or _BROKEN.search(text):
        return None
    return text if all(letter.isascii() or _THAI.match(letter) for letter in text) else None
