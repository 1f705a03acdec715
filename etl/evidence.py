"""What may be attached: the kind of a file by its content, and the refusal of whatever is hostile or unknown.

Evidence is kept byte for byte and handed out again, so that a file is only taken when it is one of five honest kinds
from its first byte to its last and carries nothing that runs. Nothing in it is ever opened or followed here.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from base.words import Text
from etl.gate import GateRefusal, package
from ledger.attachments import AttachmentRefused

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 120_000_000

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX, PPTX = (
    f"{_OFFICE}wordprocessingml.document",
    f"{_OFFICE}spreadsheetml.sheet",
    f"{_OFFICE}presentationml.presentation",
)
PHOTOS = (JPEG, PNG)

_PNG = b"\x89PNG\r\n\x1a\n"
_PDF_TAIL = 2048
_PDF_NAME_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_PDF_RUNS = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z])")
_PDF_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z])")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.S)
_MAX_STREAMS = 64 * 1024 * 1024
_JPEG_SIZES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
_PARTS = ((b"wordprocessingml.document.main+xml", DOCX), (b"presentationml.presentation.main+xml", PPTX))


def kind_of(data: bytes) -> str:
    """The media type of evidence, by its content alone. Raises AttachmentRefused with what to do."""
    if not data:
        raise AttachmentRefused(EMPTY)
    if len(data) > MAX_BYTES:
        raise _refusal(TOO_BIG, limit=MAX_BYTES // 1024 // 1024, size=f"{len(data) / 1024 / 1024:.1f}")
    if data.startswith(b"%PDF-"):
        _refuse_pdf(data)
        return PDF
    if data.startswith(_PNG):
        _refuse_size(*_png_size(data))
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        _refuse_size(*_jpeg_size(data))
        return JPEG
    if data.startswith(b"PK\x03\x04"):
        return _office_kind(data)
    raise AttachmentRefused(UNKNOWN)


def _refuse_pdf(data: bytes) -> None:
    """A PDF ends as one, is not locked, and neither runs nor carries anything."""
    if b"%%EOF" not in data[-_PDF_TAIL:]:
        raise AttachmentRefused(BROKEN)
    # The streams are searched as well: a comment that looks like one could hide what a reader still runs.
    plain = _named(data)
    if _PDF_LOCKED.search(plain):
        raise AttachmentRefused(LOCKED)
    if _PDF_RUNS.search(plain) or any(_PDF_RUNS.search(part) for part in _object_streams(data)):
        raise AttachmentRefused(RUNS)


def _named(data: bytes) -> bytes:
    """The bytes with the names written out: `/Java#53cript` is `/JavaScript`."""
    return _PDF_NAME_CODE.sub(lambda found: bytes([int(found[1], 16)]), data)


def _object_streams(data: bytes) -> list[bytes]:
    """The unpacked streams that hold objects, where names may hide; bounded in all."""
    found, left = [], _MAX_STREAMS
    for match in _STREAM.finditer(data):
        if b"/ObjStm" not in _named(data[max(0, match.start() - 400) : match.start()]):
            continue
        unpacker = zlib.decompressobj()
        try:
            part = unpacker.decompress(match[1], left)
        except zlib.error:
            continue
        left -= len(part)
        if left <= 0 or unpacker.unconsumed_tail:
            raise AttachmentRefused(BROKEN)
        found.append(_named(part))
    return found


def _png_size(data: bytes) -> tuple[int, int]:
    """Width and height; every chunk is whole and nothing follows the last one."""
    place, size = len(_PNG), (0, 0)
    while True:
        if place + 12 > len(data):
            raise AttachmentRefused(BROKEN)
        length, name = struct.unpack(">I4s", data[place : place + 8])
        if place == len(_PNG):
            if name != b"IHDR" or length != 13:
                raise AttachmentRefused(BROKEN)
            size = struct.unpack(">II", data[place + 8 : place + 16])
        place += 12 + length
        if name == b"IEND":
            break
    if place != len(data):
        raise AttachmentRefused(TRAILING)
    return size


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height from the first frame; the picture ends with its end marker."""
    if not data.rstrip(b"\x00").endswith(b"\xff\xd9"):
        raise AttachmentRefused(TRAILING if b"\xff\xd9" in data else BROKEN)
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
    raise AttachmentRefused(BROKEN)


def _refuse_size(width: int, height: int) -> None:
    if not width or not height:
        raise AttachmentRefused(BROKEN)
    if width * height > MAX_PIXELS:
        raise _refusal(TOO_MANY_PIXELS, width=width, height=height)


def _office_kind(data: bytes) -> str:
    """A document, workbook or presentation, whose package the gate finds honest and without macros."""
    try:
        package.inspect(data)
        return XLSX
    except GateRefusal as refusal:
        if refusal.params.get("kind") not in ("Word", "PowerPoint"):
            raise AttachmentRefused(_OF_GATE.get(refusal.code, refusal.text)) from refusal
    # The gate stops at a document that is no workbook: what it would still have looked at is looked at here.
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml")[: 4 * 1024 * 1024]
        if any("activex" in name.lower() or "embeddings/ole" in name.lower() for name in archive.namelist()):
            raise AttachmentRefused(RUNS)
        if archive.testzip() is not None:
            raise AttachmentRefused(BROKEN)
    for mark, kind in _PARTS:
        if mark in types:
            return kind
    raise AttachmentRefused(UNKNOWN)


def _refusal(text: Text, **blanks: object) -> AttachmentRefused:
    return AttachmentRefused(Text(text.say("th", **blanks), text.say("en", **blanks)))


EMPTY = Text("แนบไฟล์ใหม่อีกครั้ง ไฟล์นี้ไม่มีข้อมูล (0 ไบต์)", "Attach the file again: this one is empty (0 bytes)")
TOO_BIG = Text(
    "ลดขนาดไฟล์ให้ไม่เกิน {limit} MB (ไฟล์นี้มีขนาด {size} MB)", "Reduce the file to {limit} MB or less (it is {size} MB)"
)
TOO_MANY_PIXELS = Text(
    "ลดขนาดภาพก่อนแนบ (ภาพนี้กว้าง {width} สูง {height} พิกเซล)", "Make the picture smaller (it is {width} × {height} pixels)"
)
UNKNOWN = Text(
    "แนบไฟล์ชนิด PDF, JPEG, PNG, .docx, .xlsx หรือ .pptx เท่านั้น เนื้อไฟล์นี้เป็นชนิดอื่น แม้ชื่อไฟล์จะลงท้ายแบบใด",
    "Attach a PDF, JPEG, PNG, .docx, .xlsx or .pptx: the content of this file is another kind, whatever its name says",
)
BROKEN = Text("แนบไฟล์ใหม่อีกครั้ง (ไฟล์นี้เสียหายหรือส่งมาไม่ครบ)", "Attach the file again: it is damaged or incomplete")
TRAILING = Text(
    "บันทึกภาพใหม่แล้วแนบอีกครั้ง (มีข้อมูลอื่นต่อท้ายภาพนี้)", "Save the picture anew and attach it again: other data follows it"
)
LOCKED = Text("ยกเลิกรหัสผ่านของไฟล์แล้วแนบใหม่", "Remove the password of the file and attach it again")
RUNS = Text(
    "บันทึกเป็น PDF ธรรมดาแล้วแนบใหม่ (ไฟล์นี้มีคำสั่งหรือไฟล์อื่นฝังอยู่ภายใน)",
    "Save it as a plain PDF and attach that: this file carries commands or other files",
)
_OF_GATE = {
    "G_MACRO": RUNS,
    "G_ENCRYPTED": LOCKED,
    "G_BROKEN_ZIP": BROKEN,
    "G_NOT_SPREADSHEET": UNKNOWN,
    "G_ODS": UNKNOWN,
}
"""The gate speaks to somebody who sends a workbook; here its refusals are said of any file."""
