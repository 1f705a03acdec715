"""What is said of a sheet: its state, and what happened to it without touching the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from base.period import Month, Period, parse_period
from base.words import Text
from etl.findings import Finding, Severity
from etl.sheets.faults import SENTENCES, Wrong
from ledger.sheets import Reading, State

STATE_NAMES: dict[State, Text] = {
    State.WATCHED: Text("รอวันปิดรับ", "waits for the cut-off"),
    State.FROZEN: Text("รับเป็นรายงานแล้ว", "taken as a report"),
    State.WITH_ERRORS: Text("ปิดรับแล้วแต่ต้องแก้ไข", "cut off, but must be mended"),
    State.EDITED_LATE: Text("แก้ไขหลังปิดรับ", "edited after the cut-off"),
    State.SENT_OTHERWISE: Text("ส่งทางอื่นแล้ว", "sent by another way"),
    State.NOT_KEPT: Text("ระบบไม่เก็บ", "not kept"),
    State.GONE: Text("ไม่พบชีต", "not found"),
    State.NO_ACCESS: Text("ไม่มีสิทธิ์เปิด", "no access"),
    State.FAILED: Text("ดึงไม่สำเร็จ", "could not be pulled"),
}
NEVER = Text("ยังไม่เคยดึง", "never pulled")

SAID: dict[State, Text] = {
    State.WATCHED: Text(
        "ระบบอ่านและเก็บสำเนาแล้ว จะรับเป็นรายงาน{period}เมื่อพ้นกำหนดส่ง",
        "Read and kept; it is taken as the report{period} when the deadline has passed",
    ),
    State.FROZEN: Text("รับเป็นรายงาน{period}แล้ว เลขที่ {submission}", "Taken as the report{period}, number {submission}"),
    State.WITH_ERRORS: Text(
        "แก้ข้อผิดพลาดในชีต ระบบจะรับเมื่อดึงครั้งต่อไป (พ้นกำหนดแล้วแต่รายงาน{period}ยังไม่ผ่านการตรวจ เลขที่ {submission})",
        "Mend the errors in the sheet; the next pull takes it (the report{period} is past its deadline with errors: "
        "{submission})",
    ),
    State.EDITED_LATE: Text(
        "ติดต่อหน่วยงานว่าต้องการแก้รายงาน{period}หรือไม่ (ชีตถูกแก้ไขหลังปิดรับ ข้อมูลที่รับไว้เลขที่ {submission} ไม่เปลี่ยน)",
        "Ask the agency whether the report{period} should change (the sheet was edited after the cut-off; "
        "{submission} stays as it is)",
    ),
    State.SENT_OTHERWISE: Text(
        "ไม่ต้องทำอะไรเพิ่ม (หน่วยงานส่งรายงาน{period}ทางอื่นแล้ว เลขที่ {submission} ใหม่กว่าชีต)",
        "Nothing to do (the agency sent the report{period} by another way, {submission}, newer than the sheet)",
    ),
    State.NOT_KEPT: Text(
        "แก้ชีตตามรายการที่พบ แล้วดึงอีกครั้ง (ระบบไม่เก็บชีตนี้)",
        "Mend the sheet as listed and pull again (this one was not kept)",
    ),
}
NOTES: dict[str, Text] = {
    "renamed": Text(
        "ไม่ต้องทำอะไรเพิ่ม (ชื่อไฟล์เปลี่ยนจาก “{old}” เป็น “{new}” ทะเบียนยึดรหัสของชีต จึงไม่มีผลต่อข้อมูล)",
        "Nothing to do (renamed from “{old}” to “{new}”; the register goes by the sheet's own number)",
    ),
    "locale": Text(
        "ไม่ต้องทำอะไรเพิ่ม (ภูมิภาคของชีตเปลี่ยนจาก {old} เป็น {new} ระบบอ่านค่าจริงของเซลล์ จึงไม่มีผลต่อข้อมูล)",
        "Nothing to do (the locale changed from {old} to {new}; the values themselves are read, not how they look)",
    ),
    "moved": Text(
        "ไม่ต้องทำอะไรเพิ่ม (ย้ายคอลัมน์ {columns} ระบบอ่านตามหัวคอลัมน์ จึงไม่มีผลต่อข้อมูล)",
        "Nothing to do (columns moved: {columns}; they are read by their headers)",
    ),
    "binned": Text(
        "ขอให้หน่วยงานกู้คืนชีตจากถังขยะภายใน 30 วัน (ชีตนี้อยู่ในถังขยะหรือไม่อยู่ในรายการไฟล์ของบัญชี)",
        "Ask the agency to restore the sheet from the bin within 30 days (it is in the bin or no longer listed)",
    ),
    "busy": Text(
        "ดึงอีกครั้งในภายหลัง (ชีตถูกแก้ไขอยู่ขณะที่ระบบอ่าน จึงยังไม่รับ)",
        "Pull again later (the sheet was being edited while it was read, so it was not taken)",
    ),
}


def said_period(period: Period) -> tuple[str, str]:
    """A period inside a sentence, in Thai and in English."""
    if isinstance(period, Month):
        return f"เดือน{period.say(full=True)}", period.say("en")
    return f"ปีงบประมาณ {period.year_be}", period.say("en")


def said_of(reading: Reading, period: Mapping[str, str]) -> tuple[Text, ...]:
    """Everything to say of a reading but its findings. `period`: how its period is said, in `th` and `en`."""
    if reading.wrong:
        fault = NOTES[reading.wrong] if reading.wrong in NOTES else SENTENCES[Wrong(reading.wrong)]
        return (fault.filled(detail="–"),)
    blanks = {"submission": reading.submission or ""}
    own = SAID[reading.state]
    state = Text(own.th.format(period=period["th"], **blanks), own.en.format(period=period["en"], **blanks))
    return (state, *(NOTES[one["note"]].filled(**one) for one in reading.notes))


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence about a sheet, and the cell that it is about."""

    text: Text
    sheet: str | None = None
    cell: str | None = None


def told_of(reading: Reading) -> list[Told]:
    """Everything to say of a reading: where it stands, what happened, what was found and where."""
    period = {"th": "", "en": ""}
    if reading.period:
        th, en = said_period(parse_period(reading.period))
        period = {"th": th, "en": f" of {en}"}
    told = [Told(text) for text in said_of(reading, period)]
    for one in reading.findings:
        found = Finding(one.code, Severity(one.severity), one.sheet, one.cell, one.field, one.params)
        place = f"{found.place}: " if found.place else ""
        told.append(Told(Text(place + found.message(), place + found.message("en")), one.sheet, one.cell))
    return told
