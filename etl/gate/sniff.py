"""What kind of file these bytes are: "xlsx", "xls", "ods", "csv", "google", or a refusal with its own sentence."""

from __future__ import annotations

import re

from etl.gate import package, snapshot
from etl.gate.text import decode
from etl.gate.texts import GateRefusal

MAX_BYTES = 20 * 1024 * 1024
_HEAD = 4096

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_BEGINS_WORKBOOK = b"\x09\x08\x10\x00\x00\x06\x05\x00"
"""A file that was cut short has lost its directory, but not its beginning."""
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"Rar!", "RAR"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
    (b"ID;P", "SYLK"),
    (b"PAR1", "Parquet"),
)
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|div|style)\b", re.I | re.S)
_XML = re.compile(r"\s*<(?:\?xml|\w+:|[A-Za-z!])")


def sniff(data: bytes) -> str:
    """The kind of file: "xlsx", "xls", "ods", "csv" or "google" (our own snapshot).

    Looks at the content only, in bounded time and memory.

    Raises GateRefusal for everything that is not to be read.
    """
    refuse_size(len(data))
    if data.startswith(b"PK"):
        return package.inspect(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    if snapshot.is_snapshot(data):
        return snapshot.KIND
    for signature, kind in _SIGNATURES:
        if data.startswith(signature) and not _is_plain_text(data, signature):
            raise GateRefusal("G_NOT_SPREADSHEET", kind=kind)
    if data.startswith(_BIFF):
        raise GateRefusal("G_XLS")
    _refuse_markup(data)
    return "csv"


def refuse_size(size: int) -> None:
    """Raises GateRefusal when a file of `size` bytes is empty or larger than MAX_BYTES."""
    if size == 0:
        raise GateRefusal("G_EMPTY")
    if size > MAX_BYTES:
        megabytes = f"{size / 1024 / 1024:.1f}"
        raise GateRefusal("G_TOO_BIG", limit=str(MAX_BYTES // 1024 // 1024), size=megabytes)


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _ole_kind(data: bytes) -> str:
    """The kind "xls" for an OLE container with a workbook stream and no macros. Raises GateRefusal for any other."""
    if _utf16("EncryptedPackage") in data:
        raise GateRefusal("G_ENCRYPTED")
    if _utf16("_VBA_PROJECT") in data:
        raise GateRefusal("G_MACRO")
    if _utf16("Workbook") in data or _utf16("Book") in data or _BEGINS_WORKBOOK in data:
        return "xls"
    for stream, kind in (("WordDocument", "Word"), ("PowerPoint Document", "PowerPoint")):
        if _utf16(stream) in data:
            raise GateRefusal("G_NOT_SPREADSHEET", kind=kind)
    raise GateRefusal("G_UNKNOWN_TYPE")


def _is_plain_text(data: bytes, signature: bytes) -> bool:
    """Short signatures (BM, MZ …) also begin honest headers of a CSV file: those have line breaks and no NUL."""
    if len(signature) > 2 or not signature.isalpha():
        return False
    head = data[:_HEAD]
    return b"\x00" not in head and (b"," in head or b"\t" in head or b";" in head)


def _refuse_markup(data: bytes) -> None:
    """Refuses web pages, XML and binary files; what is left is delimited text."""
    text = decode(data)[0][:_HEAD]
    if _HTML.match(text):
        raise GateRefusal("G_HTML")
    if _XML.match(text):
        raise GateRefusal("G_XML_SHEET")
