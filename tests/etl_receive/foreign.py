"""Files that nobody here wrote, sent through the command line: what became of each kind.

`python -m tests.etl_receive.foreign > docs/intake-outcomes.md` writes the page.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.findings import CATALOGUE
from etl.people import user
from etl.receipt import STATUS_NAMES, Outcome
from etl.receive import submit
from tests.etl_receive.desk import Desk, open_desk

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
KINDS = {
    "xlsx": "สมุดงาน .xlsx",
    "xls": "สมุดงาน .xls",
    "ods": "สมุดงาน .ods",
    "xlsb": "สมุดงาน .xlsb",
    "text": "ข้อความหรือ .csv",
    "zip": "ไฟล์ ZIP อื่น",
    "broken-zip": "ZIP ที่เสียหาย",
    "broken-ole": "OLE ที่เสียหาย",
    "ole-other": "OLE อื่น",
    "ole-encrypted-ooxml": "สมุดงานที่มีรหัสผ่าน",
    "raw-biff": "Excel ก่อนรุ่น 95",
    "binary-other": "ข้อความ UTF-16 ไม่มีเครื่องหมาย",
    "xml/html-text": "XML หรือหน้าเว็บ",
    "docx": "เอกสาร Word",
    "png": "รูปภาพ",
    "empty": "ไฟล์ว่าง",
}
NOTES = {
    "normal": "ปกติ",
    "corrupt": "เสียหาย",
    "fuzz": "สุ่มทำลาย",
    "macro": "มีมาโคร",
    "encrypted": "มีรหัสผ่าน",
    "date1904": "นับวันจากปี 1904",
    "huge-dimension": "ประกาศขนาดใหญ่ผิดปกติ",
    "external-links": "เชื่อมไฟล์ภายนอก",
    "wrong-type": "นามสกุลไม่ตรงเนื้อไฟล์",
}
_HEAD = """\
# ผลการรับไฟล์แปลกปลอม

เอกสารนี้สร้างด้วย `python -m tests.etl_receive.foreign` จากไฟล์ {count} ไฟล์ที่ผู้อื่นทำขึ้นเพื่อทดสอบโปรแกรมอ่านสมุดงาน ห้ามแก้ไขด้วยมือ
ทุกไฟล์ส่งผ่านช่องทางเดียวกับแบบฟอร์มจริง ไม่มีไฟล์ใดถูกเก็บ: ระบบจดเพียงลายนิ้วมือ ชื่อ ขนาด และเหตุที่ไม่รับ

{count} workbooks that other people made to try their readers on, sent like any form. None was kept: only its hash,
name, size and the reason stand in the ledger.

| เนื้อไฟล์ | สภาพ | จำนวน | ผล | รหัส | ข้อความ |
| --- | --- | ---: | --- | --- | --- |
"""


@dataclass(frozen=True)
class Foreign:
    """One file, and what the index says that it is."""

    path: Path
    kind: str
    note: str


def files() -> list[Foreign]:
    """Every file of the corpus; none where the folder is absent."""
    index = CORPUS / "INDEX.csv"
    if not index.is_file():
        return []
    with index.open(encoding="utf-8") as lines:
        return [Foreign(CORPUS / row["path"], row["kind"], row["note"]) for row in csv.DictReader(lines)]


def sent(desk: Desk, one: Foreign) -> Outcome:
    """The file sent by the administrator, with nothing said beside it."""
    with desk.ledger.read() as connection:
        sender = user(connection, "admin")
    return submit(desk.ledger, one.path.read_bytes(), one.path.name, user=sender)


def row(one: Foreign, outcome: Outcome) -> tuple[str, str, str, str]:
    """(content, state, status, code) of one file."""
    return (KINDS[one.kind], NOTES[one.note], STATUS_NAMES[outcome.status].th, outcome.findings[0].code)


def page(rows: Iterable[tuple[str, str, str, str]]) -> str:
    """The whole page, in Markdown."""
    counted = Counter(rows)
    return _HEAD.format(count=counted.total()) + "".join(_lines(counted))


def _lines(counted: Counter[tuple[str, str, str, str]]) -> Iterator[str]:
    for (kind, note, status, code), count in sorted(counted.items()):
        sentence = CATALOGUE[code].text.th.replace("{", "‹").replace("}", "›")
        yield f"| {kind} | {note} | {count} | {status} | {code} | {sentence} |\n"


if __name__ == "__main__":
    os.environ.setdefault("TIDTAM_DATA", tempfile.mkdtemp())
    with tempfile.TemporaryDirectory() as folder:
        here = open_desk(Path(folder))
        sys.stdout.write(page(row(one, sent(here, one)) for one in files()))
        here.ledger.close()
