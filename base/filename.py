"""Names of files that Windows, Linux and macOS all take, whatever words they are made of."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
LONGEST_BYTES = 200
"""A name's bytes in UTF-8, so that an ending still fits into the 255 of a file system."""

SARA_AM = "\u0e33"


def safe(name: str) -> str:
    """The name with nothing forbidden in it, no dot or space at its end, and not too long."""
    kept = " ".join(_FORBIDDEN.sub(" ", name).split())
    kept = _cut(kept).rstrip(". ")
    return f"_{kept}" if not kept or _RESERVED.fullmatch(kept) else kept


def _cut(name: str) -> str:
    """As much of a name as its bytes allow, and no letter without the marks above and below it."""
    end = len(name.encode()[:LONGEST_BYTES].decode(errors="ignore"))
    while end and end < len(name) and (unicodedata.category(name[end]) == "Mn" or name[end] == SARA_AM):
        end -= 1
    return name[:end]
