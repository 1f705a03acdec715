"""One source in words: where it stands, what it says, which part it plays, who sent it and when."""

from __future__ import annotations

import re
from datetime import date, datetime

from base.period import Month
from base.thai import say_date, say_moment
from base.words import Language, Text
from kpi.model import Source, SourceKind
from ui import names
from ui.context import Context

HEADS = (
    Text("ไฟล์ หรือรายการ", "File or entry"),
    Text("แผ่นงาน", "Sheet"),
    Text("เซลล์", "Cell"),
    Text("ค่า", "Value"),
    Text("ใช้เป็น", "Part played"),
    Text("ผู้ส่ง", "Sent by"),
    Text("รับเมื่อ", "Received"),
)
ROLES = {
    "+numerator": Text("ตัวตั้ง (บวก)", "Numerator (+)"),
    "-numerator": Text("ตัวตั้ง (ลบ)", "Numerator (−)"),
    "+denominator": Text("ตัวหาร (บวก)", "Denominator (+)"),
    "-denominator": Text("ตัวหาร (ลบ)", "Denominator (−)"),
    "basis": Text("เงื่อนไขการนับ", "Condition"),
}
KINDS = {
    SourceKind.CELL: Text("ไม่มีช่องในไฟล์", "No cell in the file"),
    SourceKind.ENTRY: Text("บันทึกบนหน้าจอ", "Typed on screen"),
    SourceKind.RECEIPT: Text("ใบรับรายงาน", "Receipt"),
    SourceKind.DECISION: Text("คำสั่ง/การอนุมัติ", "Decision"),
    SourceKind.REFERENCE: Text("ทะเบียนอ้างอิง", "Register"),
}
TYPED = Text("บันทึกบนหน้าจอ ฉบับที่ {version}", "Typed on screen, version {version}")
NOTHING = "–"

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def words(source: Source, ctx: Context) -> list[str]:
    """The seven columns of one source, as plain text."""
    return [
        file(source, ctx),
        source.sheet or NOTHING,
        source.cell or ctx.say(KINDS[source.kind]),
        value(source, ctx.language),
        ctx.say(ROLES[source.role]) if source.role in ROLES else source.role,
        names.person(ctx.build, source.sent_by, ctx.language) if source.sent_by else NOTHING,
        say_moment(source.received_at, ctx.language) if source.received_at else NOTHING,
    ]


def file(source: Source, ctx: Context) -> str:
    """The file a source stands in; of an entry that it was typed on screen, and in which version."""
    if source.kind is SourceKind.ENTRY and source.version:
        return ctx.say(TYPED, version=source.version)
    return source.file or item(source, ctx)


def item(source: Source, ctx: Context) -> str:
    """What a source without a file is about: `DOE:2021-04` becomes the agency and the month, `PLAN1:S4` the plan."""
    code, _, rest = source.item.partition(":")
    name = names.reporter(ctx.build, code, ctx.language)
    what = Month.parse(rest).say(ctx.language) if _MONTH.fullmatch(rest) else rest
    return " · ".join(part for part in (name, what) if part)


def value(source: Source, language: Language) -> str:
    """As it stood in the file; where a number or date was read from other characters, what it was read as."""
    read_as = said(source.value, language)
    if source.raw is None or source.raw == source.value:
        return read_as
    is_measure = source.value is not None and (_NUMBER.fullmatch(source.value) or _DATE.fullmatch(source.value))
    return f"{source.raw} → {read_as}" if is_measure else source.raw


def said(text: str | None, language: Language) -> str:
    """A stored value for the reader: dates, moments and months in Buddhist years, the rest as it is."""
    if not text:
        return NOTHING
    if _MOMENT.fullmatch(text):
        return say_moment(datetime.fromisoformat(text), language)
    if _DATE.fullmatch(text):
        return say_date(date.fromisoformat(text), language)
    start, dots, end = text.partition("..")
    if dots and _MONTH.fullmatch(start):
        return f"{Month.parse(start).say(language)} – {Month.parse(end).say(language) if end else ''}".rstrip()
    return text
