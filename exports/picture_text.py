"""What a picture says, once more as text inside the file: where it comes from, and every figure in it under its key.

A PNG has room for that (iTXt, PNG 11.3.4.5): a picture that was cut out of its page still says what it shows, and its
figures are read back from the file as those of `python -m kpi values` are.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Sequence

from kpi import speak
from kpi.model import Figure

SIGNATURE = b"\x89PNG\r\n\x1a\n"
TITLE, CITED, LINK, FIGURES = "Title", "Description", "URL", "Figures"
HEADER_BYTES = len(SIGNATURE) + 25
"""The signature and the IHDR chunk, which must come first."""


def told(png: bytes, title: str, cited: str, link: str, figures: Iterable[Figure]) -> bytes:
    """The same picture with its title, its citation, the address that opens it, and its figures, one JSON line each."""
    words = ((TITLE, title), (CITED, cited), (LINK, link), (FIGURES, "\n".join(lines(figures))))
    chunks = b"".join(_chunk(keyword, text) for keyword, text in words if text)
    return png[:HEADER_BYTES] + chunks + png[HEADER_BYTES:]


def lines(figures: Iterable[Figure]) -> Sequence[str]:
    """Each figure once: indicator, scope, year, round, day, and its digits (null where there is no value)."""
    found = {}
    for one in figures:
        round_ = one.ask.round
        key = {"kpi": one.kpi, "scope": one.scope, "fy": round_.fiscal_year.year_be, "round": round_.number}
        line = key | {"as_of": one.ask.as_of.isoformat(), "display": speak.display(one)}
        found[tuple(line.values())] = json.dumps(line, ensure_ascii=False)
    return list(found.values())


def _chunk(keyword: str, text: str) -> bytes:
    """An international text chunk: keyword, not compressed, no language, UTF-8 without the NUL that would end it."""
    body = b"iTXt" + keyword.encode("ascii") + b"\0\0\0\0\0" + text.replace("\0", "").encode()
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
