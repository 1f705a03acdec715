"""The registers that are kept on a page: what a row of each says, in which words, and what it may say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import sqlalchemy as sa
from rapidfuzz import process

from base.period import Month
from base.words import Text
from ledger import reference

Kind = Literal["text", "month", "choice"]
Rows = Mapping[str, Mapping[str, str]]
_CODE = re.compile(r"[A-Z][A-Z0-9-]{0,11}")

NEEDS = Text("กรอก{field}", "Fill in: {field}")
BAD_CODE = Text(
    "ตั้งรหัสด้วยอักษรอังกฤษตัวใหญ่ ตัวเลข และ - ไม่เกิน 12 ตัว (พบ “{found}”)",
    "Make the code of capital letters, digits and -, at most 12 (found “{found}”)",
)
BAD_DAY = Text(
    "กรอกวันที่เป็น วัน/เดือน/ปี พ.ศ. เช่น 1/10/2564 (พบ “{found}”)", "Give a day such as 1/10/2564 (found “{found}”)"
)
NOT_A_CHOICE = Text(
    "เลือก{field}จากรายการ (พบ “{found}” ใกล้เคียงที่สุดคือ “{near}”)",
    "Choose from the list: {field} (found “{found}”, closest “{near}”)",
)
TOO_LONG = Text("{field}ยาวได้ไม่เกิน {most} ตัวอักษร", "{field}: at most {most} characters")
BAD_SPAN = Text("เดือนสุดท้ายต้องไม่มาก่อนเดือนแรก", "The last month may not come before the first")
LONGEST = 300


class RegisterRefused(ValueError):
    """A row that may not stand in its register; `text` says what to mend."""

    def __init__(self, text: Text, **blanks: object) -> None:
        own = {language: {name: _in(value, language) for name, value in blanks.items()} for language in ("th", "en")}
        self.text = Text(text.say("th", **own["th"]), text.say("en", **own["en"])) if blanks else text
        super().__init__(self.text.th)


def _in(value: object, language: str) -> object:
    return getattr(value, language) if isinstance(value, Text) else value


@dataclass(frozen=True, slots=True)
class Column:
    """One value of a row."""

    name: str
    title: Text
    kind: Kind = "text"
    is_required: bool = False
    choices: tuple[tuple[str, Text], ...] = ()
    """Value → word, where they are fixed."""
    table: str = ""
    """Another register whose codes are the choices."""


@dataclass(frozen=True, slots=True)
class Table:
    """One register: its name, what its key is called, its columns. The key's column is not among them."""

    code: str
    title: Text
    key: str
    key_title: Text
    columns: tuple[Column, ...]
    makes_key: tuple[str, ...] = ()
    """The columns that together are the key, where it is not typed."""
    is_day: bool = False
    """The key is a day."""
    is_ended_by_month: bool = False
    """A row ends with its last month of reporting and stays in the register."""


NAMES = (
    Column("name_th", Text("ชื่อภาษาไทย", "Name in Thai"), is_required=True),
    Column("name_en", Text("ชื่อภาษาอังกฤษ", "Name in English"), is_required=True),
)
SHORT_NAMES = (
    Column("short_th", Text("ชื่อย่อภาษาไทย", "Short name in Thai"), is_required=True),
    Column("short_en", Text("ชื่อย่อภาษาอังกฤษ", "Short name in English"), is_required=True),
)
CODE = Text("รหัส", "Code")
AGENCIES = Table(
    "agencies",
    Text("หน่วยงานและเดือนที่รายงาน", "Agencies and reporting months"),
    "code",
    CODE,
    (
        *NAMES,
        *SHORT_NAMES,
        Column(
            "kind",
            Text("ประเภท", "Kind"),
            "choice",
            True,
            (
                ("ministry", Text("หน่วยงานของกระทรวง", "agency of the Ministry")),
                ("province", Text("ศูนย์ประสานงานจังหวัด", "provincial centre")),
            ),
        ),
        Column("province_code", Text("จังหวัด", "Province"), "choice", table="provinces"),
        Column("report_from", Text("รายงานตั้งแต่เดือน", "Reports from"), "month"),
        Column("report_to", Text("รายงานถึงเดือน", "Reports until"), "month"),
        Column("owner", Text("รายงานผ่านหน่วยงาน", "Reports through"), "choice", table="agencies"),
    ),
    is_ended_by_month=True,
)
BODIES = Table(
    "bodies",
    Text("คณะและผู้พิจารณา", "Bodies"),
    "code",
    CODE,
    (
        *NAMES,
        *SHORT_NAMES,
        Column(
            "track",
            Text("สายงาน", "Track"),
            "choice",
            choices=tuple((number, Text(f"สายที่ {number}", f"track {number}")) for number in ("1", "2", "3")),
        ),
        Column("aliases", Text("ชื่ออื่นที่ใช้ในไฟล์ (คั่นด้วย |)", "Other names in files (separated by |)")),
    ),
)
CHAINS = Table(
    "chains",
    Text("ลำดับการเห็นชอบแผน", "Chains of endorsement"),
    "key",
    Text("แผนและคณะ", "Plan and body"),
    (
        Column("item_code", Text("แผน", "Plan"), "choice", True, table="plans"),
        Column("body", Text("คณะ", "Body"), "choice", True, table="bodies"),
        Column(
            "order",
            Text("ลำดับที่", "Place"),
            "choice",
            True,
            tuple((str(number), Text(f"ลำดับที่ {number}", f"no. {number}")) for number in range(1, 10)),
        ),
    ),
    makes_key=("item_code", "body"),
)
HOLIDAYS = Table(
    "holidays",
    Text("วันหยุดราชการ", "Public holidays"),
    "day",
    Text("วันที่", "Day"),
    (
        *NAMES,
        Column(
            "kind",
            Text("ชนิด", "Kind"),
            "choice",
            True,
            (
                ("annual", Text("วันหยุดประจำปี", "annual")),
                ("substitute", Text("วันหยุดชดเชย", "substitute")),
                ("special", Text("วันหยุดกรณีพิเศษ", "special")),
            ),
        ),
        Column(
            "basis",
            Text("ที่มา", "Basis"),
            "choice",
            True,
            (
                ("announced", Text("ประกาศแล้ว", "announced")),
                ("expected", Text("คาดการณ์", "expected")),
            ),
        ),
    ),
    is_day=True,
)
KEPT: dict[str, Table] = {one.code: one for one in (AGENCIES, BODIES, CHAINS, HOLIDAYS)}
"""The registers that a page keeps; the others are loaded by `python -m etl reference`."""


def choices_of(connection: sa.Connection, column: Column) -> dict[str, Text]:
    """Value → word for everything a column of choices may say."""
    if not column.table:
        return dict(column.choices)
    rows = reference.current(connection, column.table)
    return {code: Text(row["name_th"], row["name_en"]) for code, row in rows.items()}


def checked(connection: sa.Connection, table: Table, key: str, values: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The key and the row as they may be recorded. Raises RegisterRefused with what to mend."""
    row = {column.name: _checked(connection, column, values.get(column.name, "").strip()) for column in table.columns}
    if table.makes_key:
        key = ":".join(row[name] for name in table.makes_key)
    elif table.is_day:
        _must_be_day(key)
    elif not _CODE.fullmatch(key):
        raise RegisterRefused(BAD_CODE, found=key)
    first, last = row.get("report_from", ""), row.get("report_to", "")
    if last and (not first or Month.parse(last) < Month.parse(first)):
        raise RegisterRefused(BAD_SPAN)
    return key, {table.key: key, **row}


def _checked(connection: sa.Connection, column: Column, value: str) -> str:
    if not value:
        if column.is_required:
            raise RegisterRefused(NEEDS, field=column.title)
        return ""
    if len(value) > LONGEST:
        raise RegisterRefused(TOO_LONG, field=column.title, most=LONGEST)
    if column.kind == "choice":
        known = choices_of(connection, column)
        if value not in known:
            near = process.extractOne(value, list(known))
            raise RegisterRefused(NOT_A_CHOICE, field=column.title, found=value, near=near[0] if near else "–")
    if column.kind == "month":
        try:
            Month.parse(value)
        except ValueError as fault:
            raise RegisterRefused(NOT_A_CHOICE, field=column.title, found=value, near="2020-10") from fault
    return value


def _must_be_day(key: str) -> None:
    try:
        date.fromisoformat(key)
    except ValueError as fault:
        raise RegisterRefused(BAD_DAY, found=key) from fault
