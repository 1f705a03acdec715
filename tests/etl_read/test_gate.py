"""Every refusal of the gate, from files made here; the sentence begins with what to do."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable

import pytest

from etl.gate import GATE_TEXTS, MAX_BYTES, GateRefusal, sniff
from etl.gate.package import MAX_ENTRIES
from tests.etl_read.files import (
    SHEET_XML,
    STRINGS_XML,
    TYPES_XML,
    WORKBOOK_XML,
    altered,
    packed,
    parts_of,
    small,
    with_part,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">%s</Types>'
DTD = b'<!DOCTYPE x [<!ENTITY a "b">]>'


def after_declaration(extra: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(b"?>", b"?>" + extra, 1)


def twice() -> bytes:
    target = io.BytesIO(small())
    with warnings.catch_warnings(), zipfile.ZipFile(target, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(SHEET_XML.upper(), b"<x/>")
    return target.getvalue()


def strict() -> bytes:
    change = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    return altered(small(), WORKBOOK_XML, lambda xml: xml.replace(*change))


def bad_checksum() -> bytes:
    data = bytearray(small())
    start = data.index(b"PK\x03\x04")
    name_length, extra_length = struct.unpack_from("<HH", data, start + 26)
    data[start + 30 + name_length + extra_length + 5] ^= 0xFF
    return bytes(data)


def sized_as(size: int) -> bytes:
    """A package whose directory claims that its first part inflates to `size` bytes."""
    data = bytearray(small())
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, size)
    return bytes(data)


def locked() -> bytes:
    data = bytearray(small())
    place = data.index(b"PK\x01\x02") + 8
    data[place] |= 1
    return bytes(data)


def utf16(xml: bytes) -> bytes:
    text = xml.decode().replace("UTF-8", "UTF-16").replace("?>", "?><!DOCTYPE sst>", 1)
    return text.encode("utf-16")


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "G_EMPTY"),
    "too big": (lambda: b"a" * (MAX_BYTES + 1), "G_TOO_BIG"),
    "picture named .xlsx": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "G_NOT_SPREADSHEET"),
    "photo": (lambda: b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 64, "G_NOT_SPREADSHEET"),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3", "G_NOT_SPREADSHEET"),
    "rtf": (lambda: b"{\\rtf1 abc}", "G_NOT_SPREADSHEET"),
    "program": (lambda: b"MZ\x90\0\x03" + b"\0" * 64, "G_NOT_SPREADSHEET"),
    "noise": (lambda: bytes(range(256)) * 4, "G_UNKNOWN_TYPE"),
    "web page named .xls": (lambda: b"\r\n<HTML><table><tr><td>1</td></tr></table></HTML>", "G_HTML"),
    "page with a doctype": (lambda: b"<!DOCTYPE html>\n<html></html>", "G_HTML"),
    "xml 2003": (lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "G_XML_SHEET"),
    "other ole": (lambda: OLE + b"\0" * 600, "G_UNKNOWN_TYPE"),
    "encrypted": (lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "G_ENCRYPTED"),
    "encrypted member": (locked, "G_ENCRYPTED"),
    "truncated": (lambda: small()[:-200], "G_BROKEN_ZIP"),
    "beginning only": (lambda: small()[:300], "G_BROKEN_ZIP"),
    "bad checksum": (bad_checksum, "G_BROKEN_PART"),
    "other zip": (lambda: packed({"a.txt": b"a"}), "G_NOT_SPREADSHEET"),
    "word": (lambda: packed({TYPES_XML: TYPES % b"wordprocessingml.document.main+xml"}), "G_NOT_SPREADSHEET"),
    "xlsb": (lambda: packed({TYPES_XML: TYPES % b"sheet.binary.macroEnabled.main"}), "G_XLSB"),
    "no known content": (lambda: packed({TYPES_XML: TYPES % b""}), "G_BROKEN_PART"),
    "locked ods": (
        lambda: packed(
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "META-INF/manifest.xml": b"<manifest><encryption-data/></manifest>",
            }
        ),
        "G_ENCRYPTED",
    ),
    "opendocument text": (
        lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "G_NOT_SPREADSHEET",
    ),
    "numbers": (lambda: packed({"Index/Document.iwa": b"x"}), "G_NOT_SPREADSHEET"),
    "macros by part": (lambda: with_part(small(), "xl/vbaProject.bin", b"x"), "G_MACRO"),
    "macros by type": (
        lambda: altered(small(), TYPES_XML, lambda xml: xml.replace(b"</Types>", b"<!--macroEnabled--></Types>")),
        "G_MACRO",
    ),
    "strict": (strict, "G_STRICT"),
    "doctype in a sheet": (lambda: altered(small(), SHEET_XML, after_declaration(DTD)), "G_XML_DTD"),
    "doctype in texts": (lambda: altered(small(), STRINGS_XML, after_declaration(b"<!DOCTYPE sst>")), "G_XML_DTD"),
    "doctype in UTF-16": (lambda: altered(small(), STRINGS_XML, utf16), "G_XML_DTD"),
    "doctype in a part nobody names": (lambda: with_part(small(), "a.bin", DTD + b"<x/>"), "G_XML_DTD"),
    "doctype far down": (
        lambda: altered(small(), SHEET_XML, after_declaration(b"<!--" + b"a" * 300_000 + b"-->" + DTD)),
        "G_XML_DTD",
    ),
    "many parts": (
        lambda: packed(parts_of(small()) | {f"a{n}.txt": b"" for n in range(MAX_ENTRIES)}),
        "G_ZIP_ENTRIES",
    ),
    "two names in another case": (twice, "G_ZIP_NAMES"),
    "name that climbs": (lambda: with_part(small(), "../../etc/passwd", b"x"), "G_ZIP_NAMES"),
    "name from the root": (lambda: with_part(small(), "/etc/passwd", b"x"), "G_ZIP_NAMES"),
    "bomb by ratio": (lambda: with_part(small(), "xl/media/a.bin", b"\0" * (8 * 1024 * 1024)), "G_INFLATES"),
    "bomb by one size": (lambda: sized_as(121 * 1024 * 1024), "G_INFLATES"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_not_to_be_read_is_refused_by_its_own_code(name: str) -> None:
    make, code = REFUSED[name]
    with pytest.raises(GateRefusal) as caught:
        sniff(make())
    assert caught.value.code == code
    assert "{" not in caught.value.text.th + caught.value.text.en


def test_honest_files_pass() -> None:
    assert sniff(small()) == "xlsx"
    assert sniff(with_part(small(), "xl/media/a.bin", b"\0" * (3 * 1024 * 1024))) == "xlsx", "small parts shrink well"
    assert sniff(with_part(small(), "xl/media/photo.png", b"\x89PNG\r\n")) == "xlsx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp874"])
def test_delimited_text_passes_in_every_encoding_that_is_read(encoding: str) -> None:
    assert sniff("จังหวัด,จำนวน (คน),1\nเชียงใหม่,12,2\n".encode(encoding)) == "csv"


def test_a_header_that_looks_like_a_signature_is_still_text() -> None:
    assert sniff(b"BMI,name\n22,a\n") == "csv"


def test_the_size_is_said_in_megabytes() -> None:
    with pytest.raises(GateRefusal) as caught:
        sniff(b"a" * (21 * 1024 * 1024))
    assert caught.value.text.th.startswith("ลดขนาดไฟล์ให้ไม่เกิน 20 MB")
    assert "21.0 MB" in caught.value.text.en


def test_every_text_is_a_pair_that_begins_with_an_instruction() -> None:
    verbs = ("แนบ", "ลด", "ส่ง", "เปิด", "คัดลอก", "เลือก", "ยกเลิก", "บันทึก", "ลบ")
    for code, text in GATE_TEXTS.items():
        assert re.fullmatch("G_[A-Z_]+", code)
        assert text.th.startswith(verbs), code
        assert not re.search("[ก-๛]", text.en), code
        assert sorted(re.findall(r"{\w+}", text.th)) == sorted(re.findall(r"{\w+}", text.en)), code
