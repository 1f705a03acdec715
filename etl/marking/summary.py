"""What the first sheet of a marked copy says: whose file, how to send it again, and every finding with its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from base.thai import say_moment
from base.words import Text
from etl.findings import Finding, Severity
from etl.findings.rule import SEVERITY_NAMES
from etl.marking.addresses import Place, ranges_of
from etl.marking.marks import MOST_CELLS, cells_of

NUMBER = Text("เลขที่รับ", "Number")
FORM = Text("แบบฟอร์ม", "Form")
FILE = Text("ไฟล์ที่ส่ง", "File")
RECEIVED = Text("ได้รับเมื่อ", "Received")
RETURNED = Text("เหตุผลที่ส่งคืน", "Why it was returned")
RESULT = Text("ผลการตรวจ", "Result")
AGAIN = Text("วิธีส่งใหม่", "How to send it again")
NOTHING = Text("ไม่พบข้อที่ต้องแก้ไข", "Nothing to mend was found")
STEPS = (
    Text("1. แก้ช่องที่ระบายสีในไฟล์นี้ คลิกที่ช่องในตารางด้านล่างเพื่อไปยังช่องนั้น แล้วชี้ที่ช่องเพื่ออ่านคำอธิบาย", "1. Mend the coloured cells"),
    Text("2. บันทึกไฟล์ แล้วส่งไฟล์นี้อีกครั้งที่หน้า “นำเข้าไฟล์” ด้วยแบบฟอร์มและงวดเดิม", "2. Save the file and send it"),
    Text("3. ไม่ต้องลบแผ่นงานนี้ สี หรือความคิดเห็นของระบบ ระบบไม่อ่านส่วนเหล่านี้", "3. Leave this sheet as it is"),
)
COPY = Text(
    "ไฟล์นี้เป็นสำเนา .xlsx ของค่าในไฟล์ที่ส่ง (ไฟล์เดิมใส่เครื่องหมายไม่ได้ สูตรจึงเหลือเพียงค่าที่คำนวณไว้) แก้แล้วส่งสำเนานี้ได้",
    "This is an .xlsx copy of the values of the file that was sent, formulas by their values; mend and send it",
)
HEADS = (
    Text("ลำดับ", "No."),
    Text("แผ่นงาน", "Sheet"),
    Text("ช่อง", "Cell"),
    Text("สิ่งที่พบ", "Found"),
    Text("สิ่งที่ต้องทำ", "What to do"),
    Text("ระดับ", "Severity"),
    Text("รหัส", "Code"),
)
WHOLE_FILE, NO_CELL = Text("ทั้งไฟล์", "whole file"), "–"
COUNTED = Text("{name} {count} ข้อ", "{name} {count}")
MANY = Text("{ranges} และอื่น ๆ รวม {count} ช่อง", "{ranges} and others, {count} in all")
MOST_RANGES = 12

_ORDER = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class About:
    """Whose file it is, as the summary says it."""

    submission_id: str
    file_name: str
    received_at: datetime
    form: str
    """Form, reporter and period for a reader."""
    returned: str = ""
    """The reason of the last return, empty when it was not returned."""
    is_copy: bool = False
    """Whether the values were copied because the file itself cannot be marked."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table; `target` is where its link leads: a sheet and a range, or None."""

    sheet: str
    cells: str
    found: str
    to_do: str
    severity: Severity
    code: str
    target: tuple[str, str] | None


def facts(about: About, findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Label and value of what stands above the table."""
    counts = Counter(finding.severity for finding in findings)
    said = [COUNTED.th.format(name=SEVERITY_NAMES[one].th, count=counts[one]) for one in Severity if counts[one]]
    lines = [
        (FORM.th, about.form),
        (NUMBER.th, about.submission_id),
        (FILE.th, about.file_name),
        (RECEIVED.th, say_moment(about.received_at)),
        (RESULT.th, " · ".join(said) or NOTHING.th),
    ]
    return [*lines, (RETURNED.th, about.returned)] if about.returned else lines


def steps(about: About) -> list[str]:
    """What the sender does now."""
    return [step.th for step in STEPS] + ([COPY.th] if about.is_copy else [])


def lines_of(findings: Sequence[Finding]) -> list[Line]:
    """The findings, the gravest first; the same words about several cells of a sheet are one row."""
    alike: dict[tuple[str | None, str, str, str], list[Finding]] = {}
    for finding in findings:
        to_do, found = finding.parts()
        alike.setdefault((finding.sheet, finding.code, to_do, found), []).append(finding)
    lines = [_line(group, to_do, found) for (_, _, to_do, found), group in alike.items()]
    return sorted(lines, key=lambda line: _ORDER[line.severity])


def _line(group: Sequence[Finding], to_do: str, found: str) -> Line:
    first = group[0]
    places = [place for finding in group for place in cells_of(finding)[:MOST_CELLS]]
    target = None
    if first.sheet is not None:
        target = (first.sheet, ranges_of(places)[0] if places else "A1")
    sheet = first.sheet if first.sheet is not None else WHOLE_FILE.th
    return Line(sheet, _said(places), found or NO_CELL, to_do, first.severity, first.code, target)


def _said(places: Sequence[Place]) -> str:
    ranges = ranges_of(places)
    if len(ranges) > MOST_RANGES:
        return MANY.th.format(ranges=", ".join(ranges[:MOST_RANGES]), count=f"{len(places):,}")
    return ", ".join(ranges) or NO_CELL
