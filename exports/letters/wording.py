"""What a letter says, in words: plain strings with Arabic digits, the same for the file and for the text to copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from base.period import Month
from base.thai import MONTH_FULL_TH, buddhist_year, thai_digits
from base.words import Text
from exports.letters.late import LateAgency
from exports.letters.office import Office
from kpi.board import Overdue, State

NBSP = "\u00a0"
PLENTY = 4
"""From this many months on the lines are short and stand two beside each other, so that the letter keeps one page."""

SUBJECT = Text(
    "ขอให้เร่งรัดการส่งรายงานผลการดำเนินงานรายเดือน ปีงบประมาณ พ.ศ.{nbsp}{year}",
    "Overdue monthly reports, fiscal year {nbsp}{year}",
)
AS_ASKED = Text(
    "ตามที่{sender} {ministry_office} ได้กำหนดให้หน่วยงานที่เกี่ยวข้องรายงานผลการดำเนินงานตามแผนส่งเสริม คุ้มครอง "
    "และพัฒนาคุณภาพชีวิตแรงงานนอกระบบ แรงงานสูงอายุ และแรงงานคนพิการ เป็นประจำทุกเดือน ภายในวันที่{nbsp}5 "
    "ของเดือนถัดไป นั้น",
    "As {sender}, {ministry_office}, has asked for monthly reports by the{nbsp}5th of the month after",
)
FOUND = Text(
    "{sender}ได้ตรวจสอบข้อมูลในระบบติดตามผลการดำเนินงาน ณ วันที่ {day} แล้ว พบว่า{who}ยังค้างส่งรายงานดังกล่าว จำนวน {count} เดือน ดังนี้",
    "{sender} found on {day} that {who} owes {count} reports",
)
WHO_OUTSIDE, WHO_INSIDE = "หน่วยงานของท่าน", "หน่วยงานในสังกัดของท่าน"
LINE_LONG = Text(
    "{number}. เดือน{month} ครบกำหนดวันที่ {due} เกินกำหนด {days} วัน{state}",
    "{number}. {month}, due {due}, {days} days late{state}",
)
LINE_SHORT = Text("{number}. {month} เกินกำหนด {days} วัน", "{number}. {month}, {days} days late")
STATES = {
    State.REJECTED: " (ไฟล์ที่ส่งไม่ผ่านการตรวจ)",
    State.RETURNED: " (ส่งคืนให้แก้ไข)",
}
PLEASE = Text(
    "จึงเรียนมาเพื่อโปรดพิจารณามอบหมายผู้เกี่ยวข้องจัดส่งรายงานที่ค้างส่งผ่านระบบติดตามผลการดำเนินงาน ภายในวันที่ {reply} "
    "หากได้จัดส่งก่อนได้รับหนังสือฉบับนี้แล้ว ขออภัยมา ณ โอกาสนี้{thanks}",
    "Please send what is owed by {reply}{thanks}",
)
THANKS = " จะขอบคุณยิ่ง"
REGISTER = Text("ทะเบียนหนังสือติดตามที่ {number}", "Register of letters no. {number}")
SAMPLE = "ข้อมูลตัวอย่าง"
EMAIL = "ไปรษณีย์อิเล็กทรอนิกส์"


@dataclass(frozen=True, slots=True)
class Wording:
    """The blanks of the template of a letter, filled."""

    kind: str
    number: str
    """`ที่`: the prefix; the number itself is given by the office's register of correspondence."""
    register: str
    unit_line: str
    """Of a memo: ส่วนราชการ."""
    address: tuple[str, ...]
    date: str
    subject: str
    to: str
    as_asked: str
    found: str
    lines: tuple[str, ...]
    please: str
    signer_name: str
    signer_title: str
    foot: tuple[str, ...]
    """Bottom left: whose matter it is, telephone, e-mail."""
    sample: str
    """Said where demonstration data stands in the figures."""

    def as_json(self) -> dict[str, Any]:
        """As the register keeps it."""
        return asdict(self)


def wording(agency: LateAgency, office: Office, *, on: date, reply_by: date, register: str, is_sample: bool) -> Wording:
    """Everything that the letter to one agency says, digits as the office writes them."""
    is_memo = agency.contact.kind == "memo"
    contact_lines = [
        f"โทร. {office.phone}" if office.phone else "",
        f"{EMAIL} {office.email}" if office.email else "",
    ]
    found = FOUND.say(
        sender=office.sender, day=long_date(on), who=WHO_INSIDE if is_memo else WHO_OUTSIDE, count=len(agency.owed)
    )
    made = Wording(
        kind=agency.contact.kind,
        number=office.number_prefix,
        register=REGISTER.say(number=register),
        unit_line=" ".join(part for part in (office.sender, office.unit, contact_lines[0]) if part),
        address=(office.sender, *office.address),
        date=long_date(on),
        subject=SUBJECT.say(nbsp=NBSP, year=agency.owed[0].month.fiscal_year.year_be),
        to=agency.contact.attention,
        as_asked=AS_ASKED.say(sender=office.sender, ministry_office=office.ministry_office, nbsp=NBSP),
        found=found,
        lines=lines(agency.owed),
        please=PLEASE.say(reply=long_date(reply_by), thanks="" if is_memo else THANKS),
        signer_name=office.signer_name,
        signer_title=office.signer_title,
        foot=tuple(line for line in (office.unit, *contact_lines) if line),
        sample=SAMPLE if is_sample else "",
    )
    return _in_thai_digits(made) if office.thai_digits else made


def lines(owed: Sequence[Overdue]) -> tuple[str, ...]:
    """One line per month that is owed; many months stand two to a line, parted by a tab."""
    if len(owed) < PLENTY:
        return tuple(
            LINE_LONG.say(
                number=number,
                month=_month(one.month),
                due=long_date(one.due.date()),
                days=one.days_late,
                state=STATES.get(one.state, ""),
            )
            for number, one in enumerate(owed, 1)
        )
    short = [
        LINE_SHORT.say(number=number, month=_month(one.month), days=one.days_late) for number, one in enumerate(owed, 1)
    ]
    return tuple("\t".join(short[start : start + 2]) for start in range(0, len(short), 2))


def long_date(day: date) -> str:
    """`5 เมษายน 2564` that no line end may part."""
    return f"{day.day}{NBSP}{MONTH_FULL_TH[day.month - 1]}{NBSP}{buddhist_year(day.year)}"


def _month(month: Month) -> str:
    return month.say(full=True).replace(" ", NBSP)


def _in_thai_digits(made: Wording) -> Wording:
    """Thai digits everywhere but in e-mail addresses, which have none."""
    told: dict[str, Any] = {
        name: tuple(_digits(line) for line in value) if isinstance(value, tuple) else _digits(value)
        for name, value in made.as_json().items()
    }
    return Wording(**told)


def _digits(text: str) -> str:
    return text if "@" in text else thai_digits(text)


def plain(made: Wording) -> str:
    """The letter as text to copy into LINE or an e-mail."""
    told = [line.replace("\t", "\n") for line in made.lines]
    parts = [
        f"เรื่อง {made.subject}",
        f"เรียน {made.to}",
        made.found,
        *told,
        made.please,
        made.signer_title,
        *made.foot,
    ]
    return "\n".join([*parts, *([made.sample] if made.sample else [])]).replace(NBSP, " ")
