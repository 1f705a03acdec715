"""A copy of a file with its personal data covered: only the text changes, every other byte of content stays."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.sax.saxutils import escape, unescape

from etl.gate import snapshot
from etl.gate.package import ZIP_FAULTS
from etl.gate.text import decode
from etl.privacy.search import masked_text

_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_XML = (".xml", ".rels", ".vml")
_QUOTES = {"&quot;": '"', "&apos;": "'"}
_NUMERIC = re.compile(r"&#(\d{1,7}|x[0-9A-Fa-f]{1,6});")


def masked_file(data: bytes, kind: str) -> bytes | None:
    """The masked copy of an .xlsx, .ods or .csv file or of a snapshot; None where text cannot be changed in its place.

    Whoever keeps the copy reads it again first: what is split over several pieces of text is not covered here.
    """
    if kind == "csv":
        text, encoding = decode(data)
        mark = b"\xef\xbb\xbf" if encoding == "utf-8-sig" else b""
        return mark + masked_text(text).encode("utf-8")
    if kind == snapshot.KIND:
        return snapshot.packed(_covered_values(snapshot.unpacked(data)))
    if kind not in ("xlsx", "ods"):
        return None
    sink = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(sink, "w") as copy:
            for member in source.infolist():
                content = source.read(member)
                if member.filename.lower().endswith(_XML):
                    content = _masked_part(content)
                copy.writestr(member, content)
    except (*ZIP_FAULTS, UnicodeDecodeError):
        return None
    return sink.getvalue()


def _covered_values(value: Any) -> Any:
    """Every text of a JSON value masked; a number that is somebody's becomes masked text."""
    if isinstance(value, dict):
        if isinstance(number := value.get("numberValue"), int | float):
            text = f"{number:.0f}"
            return value if masked_text(text) == text else {"stringValue": masked_text(text)}
        return {name: _covered_values(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_covered_values(one) for one in value]
    return masked_text(value) if isinstance(value, str) else value


def _masked_part(content: bytes) -> bytes:
    """One XML part; a part in another encoding than UTF-8 raises UnicodeDecodeError."""
    return _TEXT.sub(_covered, content.decode("utf-8")).encode("utf-8")


def _covered(found: re.Match[str]) -> str:
    plain = _NUMERIC.sub(lambda code: chr(int(code[1].replace("x", "0x"), 0)), unescape(found[0], _QUOTES))
    masked = masked_text(plain)
    return found[0] if masked == plain else escape(masked)
