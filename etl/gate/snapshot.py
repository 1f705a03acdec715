"""Snapshots of Google Sheets: what Google answered as canonical JSON, the same answer always in the same bytes."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from typing import Any

from etl.gate.texts import GateRefusal

KIND = "google"
NAME = "tidtam-google-sheet.json"
FORMAT = "tidtam google sheet 1"
MAX_JSON_BYTES = 96 * 1024**2
_GZIP_WITH_NAME = b"\x1f\x8b\x08\x08"
_NAME_AT = 10
"""Where the name stands in the header of a gzip file."""


def canonical_json(value: object) -> bytes:
    """The same value always in the same bytes: sorted, without spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def packed(answer: dict[str, Any]) -> bytes:
    """The snapshot of an answer; no moment and no machine is written into it."""
    sink = io.BytesIO()
    with gzip.GzipFile(filename=NAME, mode="wb", compresslevel=9, fileobj=sink, mtime=0) as archive:
        archive.write(canonical_json({"format": FORMAT, "answer": answer}))
    return sink.getvalue()


def is_snapshot(data: bytes) -> bool:
    """Whether these bytes call themselves a snapshot."""
    return data.startswith(_GZIP_WITH_NAME) and data[_NAME_AT:].startswith(NAME.encode() + b"\0")


def unpacked(data: bytes) -> dict[str, Any]:
    """The answer in a snapshot. Raises GateRefusal: damaged, too large, or of another format."""
    inflater = zlib.decompressobj(wbits=31)
    try:
        text = inflater.decompress(data, MAX_JSON_BYTES)
        if inflater.unconsumed_tail:
            raise GateRefusal("G_TOO_LARGE")
        content = json.loads(text.decode("utf-8", "surrogatepass"))
        if not inflater.eof or content["format"] != FORMAT or not isinstance(content["answer"], dict):
            raise GateRefusal("G_UNREADABLE")
    except (zlib.error, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise GateRefusal("G_UNREADABLE") from fault
    answer: dict[str, Any] = content["answer"]
    return answer
