"""Which encoding a text file is in: UTF-8, UTF-16 or CP874, decided by what decodes, never guessed by statistics."""

from __future__ import annotations

import codecs
import re

from etl.gate.texts import GateRefusal

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SAMPLE = 4096
_NUL_SHARE = 0.3
_NUL_MARGIN = 10


def decode(data: bytes) -> tuple[str, str]:
    """The text of a text file and the encoding it was in ("utf-8", "utf-16", "cp874" …).

    Raises GateRefusal: G_UNKNOWN_TYPE for binary data, G_ENCODING for text in no encoding that is read.
    """
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            break
        return text, encoding
    is_marked = any(data.startswith(bom) for bom, _ in _BOMS)
    raise GateRefusal("G_UNKNOWN_TYPE" if _is_binary(data) and not is_marked else "G_ENCODING")


def _candidates(data: bytes) -> tuple[str, ...]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return (encoding,)
    if (guess := _utf16_without_bom(data)) is not None:
        return (guess,)
    return ("utf-8", "cp874")


def _utf16_without_bom(data: bytes) -> str | None:
    """ASCII punctuation and digits in UTF-16 leave a NUL in every second byte."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = max(1, int(len(sample) / 2 * _NUL_SHARE))
    if len(data) % 2 or max(odd, even) < enough:
        return None
    if even * _NUL_MARGIN < odd:
        return "utf-16-le"
    return "utf-16-be" if odd * _NUL_MARGIN < even else None


def _is_binary(data: bytes) -> bool:
    head = data[:_SAMPLE]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return controls > 0
