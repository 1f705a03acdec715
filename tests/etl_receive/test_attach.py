"""`python -m etl attach`: evidence by its content, hostile files refused, originals handed out as they came."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import Workbook

from etl.evidence import DOCX, JPEG, MAX_BYTES, PDF, PNG, PPTX, XLSX, kind_of
from ledger.__main__ import main as ledger_main
from ledger.attachments import AttachmentRefused
from tests.etl_receive.command import Command
from tests.etl_receive.desk import saved
from tests.etl_receive.test_commands import AT, filled, one_sentence


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 2, height: int = 1) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 7)) + chunk(b"IEND", b"")


def jpeg(width: int = 4, height: int = 3) -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"JF" + frame + b"\xff\xda\x00\x02data\xff\xd9"


def pdf(*extra: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n" + b"\n".join(extra) + b"\ntrailer <<>>\n%%EOF\n"


def packed(names: bytes) -> bytes:
    return b"2 0 obj <</Type /ObjStm>> stream\n" + zlib.compress(names) + b"\nendstream endobj"


def office(kind: str, *more: str) -> bytes:
    types = f'<Types><Override ContentType="{kind}.main+xml"/></Types>'
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        for name in ("word/document.xml", *more):
            archive.writestr(name, "<w/>")
    return sink.getvalue()


GOOD = {
    "pdf": (pdf(), PDF),
    "a packed pdf": (pdf(packed(b"1 0 <</Type /Page>>")), PDF),
    "png": (png(), PNG),
    "jpeg": (jpeg(), JPEG),
    "docx": (office(DOCX), DOCX),
    "pptx": (office(PPTX), PPTX),
    "xlsx": (saved(Workbook()), XLSX),
}
BAD = {
    "nothing": b"",
    "a page of the web": b"<html><script>alert(1)</script></html>",
    "a program": b"MZ" + b"\x00" * 100,
    "text": "รายงานการประชุม".encode(),
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512,
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "half a pdf": pdf()[:-8],
    "a pdf that runs": pdf(b"3 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj"),
    "a pdf that runs in disguise": pdf(b"3 0 obj <</S /Java#53cript>> endobj"),
    "a pdf that runs behind a comment": pdf(b"%stream\n3 0 obj <</S /JavaScript>> endobj\n%endstream"),
    "a pdf that runs, packed": pdf(packed(b"3 0 <</S /JavaScript>>")),
    "a pdf that starts a program": pdf(b"3 0 obj <</S /Launch /F (cmd.exe)>> endobj"),
    "a pdf with a file in it": pdf(b"3 0 obj <</Type /EmbeddedFile>> endobj"),
    "a locked pdf": pdf(b"trailer <</Encrypt 5 0 R>>"),
    "half a picture": png()[:-6],
    "a picture with a program behind it": png() + b"MZ\x90",
    "a photo with a zip behind it": jpeg() + b"PK\x03\x04",
    "a photo of nothing": jpeg(0, 0),
    "a picture that unpacks to 10 GB": png(100_000, 100_000),
    "a document with macros": office(DOCX, "word/vbaProject.bin"),
    "a document with a control": office(DOCX, "word/activeX/activeX1.bin"),
    "a document that climbs": office(DOCX, "../../etc/passwd"),
    "a plain zip": office("text/plain"),
    "a damaged zip": office(DOCX)[:-30],
}


@pytest.mark.parametrize("name", GOOD)
def test_evidence_is_known_by_its_content(name: str) -> None:
    data, expected = GOOD[name]
    assert kind_of(data) == expected


@pytest.mark.parametrize("name", BAD)
def test_what_is_hostile_or_unknown_is_refused(name: str) -> None:
    with pytest.raises(AttachmentRefused) as refused:
        kind_of(BAD[name])
    assert refused.value.text.th and refused.value.text.en


def test_the_size_is_limited() -> None:
    body = b"%PDF-1.7\n%%EOF\n"
    assert kind_of(body.replace(b"\n%%EOF", b"\n" + b" " * (MAX_BYTES - len(body)) + b"%%EOF")) == PDF
    with pytest.raises(AttachmentRefused, match="20 MB"):
        kind_of(body.replace(b"\n%%EOF", b"\n" + b" " * (MAX_BYTES - len(body) + 1) + b"%%EOF"))


@pytest.fixture
def report(command: Command) -> str:
    return str(command.run("submit", filled(command), *AT, "--json").json[0]["id"])


def attach(command: Command, report: str, data: bytes, *more: str) -> Any:
    path = command.file("หลักฐาน.bin", data)
    return command.run("attach", report, path, "--caption", "ภาพการอบรม", *more)


@pytest.mark.slow
def test_a_file_is_kept_listed_built_and_handed_out(command: Command, report: str, tmp_path: Path) -> None:
    made = attach(command, report, png(), "--row", "11", "--as", "agency.DSD", "--json")
    assert made.code == 0, made.err
    photo = made.json
    assert (photo["media_type"], photo["row"], photo["has_consent"]) == (PNG, 11, False)
    minutes = attach(command, report, pdf(), "--consent", "--json").json
    assert minutes["has_consent"]
    assert command.run("attachment", "list", report, "--json").json == [photo, minutes]
    assert "ยังไม่มีคำยินยอม" in command.run("attachment", "list", report).out
    path = tmp_path / "out.png"
    assert command.run("attachment", "save", photo["id"], "-o", path).code == 0
    assert path.read_bytes() == png()
    build = duckdb.connect(command.run("build", "--json").json["path"], read_only=True)
    kept = build.execute("SELECT attachment_id, submission_id, row_no, caption FROM attachment ORDER BY seq").fetchall()
    assert kept == [(photo["id"], report, 11, "ภาพการอบรม"), (minutes["id"], report, None, "ภาพการอบรม")]
    build.close()
    assert ledger_main(["verify"]) == 0


@pytest.mark.slow
def test_what_may_not_be_attached_is_one_sentence(command: Command, report: str) -> None:
    for data, more, named in (
        (b"MZ\x90", (), "PDF, JPEG, PNG"),
        (png(), ("--row", "99"), "99"),
        (png(), ("--as", "agency.DOE"), "ไม่มีสิทธิ์"),
        (png(), ("--as", "viewer"), "ไม่มีสิทธิ์"),
    ):
        assert named in one_sentence(attach(command, report, data, *more))
    assert "S000999" in one_sentence(attach(command, "S000999", png()))
    assert "none.png" in one_sentence(command.run("attach", report, "none.png", "--caption", "ภาพ"))
    assert attach(command, report, png()).code == 0
    assert "ไม่ต้องแนบซ้ำ" in one_sentence(attach(command, report, png()))
    (photo,) = command.run("attachment", "list", report, "--json").json
    words = ("attachment", "save", photo["id"], "-o", command.data_dir / "x.png")
    assert "ไม่มีสิทธิ์" in one_sentence(command.run(*words, "--as", "agency.DOE"))
    assert "A000999" in one_sentence(command.run("attachment", "save", "A000999", "-o", "x.png"))
