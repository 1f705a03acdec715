"""Names of files that Windows, Linux and macOS all take, whatever words they are made of."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
LONGEST_BYTES = 200
"""A name's bytes in UTF-8, so that an ending still fits into the 255 of a file system."""


def safe(name: str) -> str:
    """The name with nothing forbidden in it, no dot or space at its end, and not too long."""
    kept = " ".join(_FORBIDDEN.sub(" ", name).split())
    while len(kept.encode()) > LONGEST_BYTES:
        kept = kept[:-1]
    kept = kept.rstrip(". ")
    return f"_{kept}" if not kept or _RESERVED.fullmatch(kept) else kept
