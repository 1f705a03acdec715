"""What a zip must be before a reader may see it: an honest, plain, bounded .xlsx or .ods workbook."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from etl.gate.texts import GateRefusal
from etl.gate.xml_head import Forbidden, root_of

MAX_ENTRIES = 1_000
MAX_TOTAL = 200 * 1024 * 1024
MAX_ENTRY = 120 * 1024 * 1024
MAX_RATIO = 100
RATIO_ABOVE = 4 * 1024 * 1024
"""Small parts may shrink well honestly; the ratio counts only above this inflated size."""

ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error)

_ENCRYPTED_BIT = 0x1
_READ_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ODD_NAME = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:|[\x00-\x1f]")
_STRICT = "http://purl.oclc.org/ooxml/"
_CONTENT_TYPES = "[content_types].xml"
_MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject|macrosheet", re.I)
_SHEET_TYPE = re.compile(rb"spreadsheetml\.(?:sheet|template)\.main\+xml", re.I)
_MAX_TYPES = 4 * 1024 * 1024


def inspect(data: bytes) -> str:
    """The kind, "xlsx" or "ods". Raises GateRefusal unless `data` is such a package within every limit."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except ZIP_FAULTS as fault:
        raise GateRefusal("G_BROKEN_ZIP") from fault
    with archive:
        members = archive.infolist()
        _refuse_structure(members)
        _refuse_inflation(members)
        names = {member.filename.replace("\\", "/").lower(): member for member in members}
        kind = _kind(archive, names)
        for member in members:
            _refuse_content(archive, member)
    return kind


def _refuse_structure(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_ENTRIES:
        raise GateRefusal("G_ZIP_ENTRIES", count=str(len(members)), limit=str(MAX_ENTRIES))
    seen: set[str] = set()
    for member in members:
        name = member.filename.replace("\\", "/")
        if _ODD_NAME.search(name) or name.casefold() in seen:
            raise GateRefusal("G_ZIP_NAMES", part=printable(name))
        seen.add(name.casefold())
        if member.flag_bits & _ENCRYPTED_BIT:
            raise GateRefusal("G_ENCRYPTED")
        if member.compress_type not in _READ_METHODS:
            raise GateRefusal("G_BROKEN_PART", part=printable(name))


def _refuse_inflation(members: list[zipfile.ZipInfo]) -> None:
    total = 0
    for member in members:
        total += member.file_size
        is_steep = member.file_size > RATIO_ABOVE and member.file_size > MAX_RATIO * max(1, member.compress_size)
        if member.file_size > MAX_ENTRY or total > MAX_TOTAL or is_steep:
            raise GateRefusal("G_INFLATES", part=printable(member.filename))


def _kind(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> str:
    """What the package says it is; refused unless that is a workbook without macros."""
    if _CONTENT_TYPES not in names:
        return _without_content_types(archive, names)
    types = _read(archive, names[_CONTENT_TYPES], _MAX_TYPES).replace(b"\x00", b"")
    if b"sheet.binary" in types:
        raise GateRefusal("G_XLSB")
    if any(name.endswith("vbaproject.bin") for name in names) or _MACRO_TYPE.search(types):
        raise GateRefusal("G_MACRO")
    if _SHEET_TYPE.search(types):
        return "xlsx"
    for mark, kind in ((b"wordprocessingml", "Word"), (b"presentationml", "PowerPoint"), (b"visio", "Visio")):
        if mark in types:
            raise GateRefusal("G_NOT_SPREADSHEET", kind=kind)
    raise GateRefusal("G_BROKEN_PART", part="[Content_Types].xml")


def _without_content_types(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> str:
    """The kind "ods" for an OpenDocument spreadsheet; every other package is refused by what it is."""
    if "mimetype" in names:
        mimetype = _read(archive, names["mimetype"], 200)
        if b"opendocument.spreadsheet" in mimetype:
            _refuse_locked(archive, names)
            return "ods"
        if b"opendocument" in mimetype:
            raise GateRefusal("G_NOT_SPREADSHEET", kind="OpenDocument")
    if any(name.endswith((".iwa", "index.zip")) for name in names):
        raise GateRefusal("G_NOT_SPREADSHEET", kind="Numbers")
    if "xl/workbook.xml" in names:
        raise GateRefusal("G_BROKEN_PART", part="[Content_Types].xml")
    raise GateRefusal("G_NOT_SPREADSHEET", kind="ZIP")


def _refuse_locked(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> None:
    """An .ods with a password, with macros, or without content."""
    manifest = names.get("meta-inf/manifest.xml")
    if manifest is not None and b"encryption-data" in _read(archive, manifest, _MAX_TYPES):
        raise GateRefusal("G_ENCRYPTED")
    if any(name.startswith(("basic/", "scripts/")) and not name.endswith("/") for name in names):
        raise GateRefusal("G_MACRO")
    if "content.xml" not in names:
        raise GateRefusal("G_ODS")


def _refuse_content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Looks at the head of one part: no DOCTYPE anywhere, and not the Strict vocabulary."""
    try:
        with archive.open(member) as part:
            root = root_of(part)
    except Forbidden as fault:
        raise GateRefusal("G_XML_DTD", part=printable(member.filename)) from fault
    except ZIP_FAULTS as fault:
        raise GateRefusal("G_BROKEN_PART", part=printable(member.filename)) from fault
    if root is not None and root.startswith(_STRICT) and root.endswith("workbook"):
        raise GateRefusal("G_STRICT")


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    try:
        with archive.open(member) as part:
            return part.read(limit)
    except ZIP_FAULTS as fault:
        raise GateRefusal("G_BROKEN_PART", part=printable(member.filename)) from fault


def printable(name: str) -> str:
    """A member's name, short and without characters that would harm a sentence."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:80]
