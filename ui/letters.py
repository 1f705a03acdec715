"""Letters to late agencies on the screen: who is late, the register, one letter to copy and download, the mail log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from base.period import Month
from base.thai import say_date, say_moment
from base.words import Text
from kpi.board import Board, Overdue
from ledger.letters import Letter
from ledger.mailings import State, Step
from ui import months, names, session
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

LATE = Text("หน่วยงานที่ค้างส่งรายงาน", "Agencies that owe reports")
MONTH = Text("รายงานประจำเดือน", "Report of")
LATE_HEADS = (
    Text("หน่วยงาน", "Agency"),
    Text("เดือนที่ค้างส่ง", "Months owed"),
    Text("เกินกำหนด (วัน)", "Days late"),
    Text("แบบหนังสือ", "Kind"),
)
MEMO, LETTER = Text("บันทึกข้อความ", "Memo"), Text("หนังสือภายนอก", "Letter")
NOBODY = Text("ไม่มีหน่วยงานที่ค้างส่งรายงานในปีงบประมาณที่เลือก", "No agency owes a report of the chosen year")
MAKE = Text("ออกหนังสือ {count} ฉบับ", "Issue {count} letters")
WORKING = Text("กำลังจัดทำหนังสือ", "Writing the letters")
MADE = Text("ออกหนังสือใหม่ {new} ฉบับ วันนี้ออกไปแล้วก่อนหน้า {old} ฉบับ", "{new} letters issued; {old} had been issued today")
NONE_NEW = Text("ไม่มีหนังสือใหม่ วันนี้ออกครบแล้ว {old} ฉบับ", "No new letter: all {old} were issued today")

REGISTER = Text("ทะเบียนหนังสือติดตาม", "Register of letters")
REGISTER_HEADS = (
    Text("เลขทะเบียน", "Number"),
    Text("ลงวันที่", "Dated"),
    Text("หน่วยงาน", "Agency"),
    Text("เดือนที่ค้างส่ง", "Months owed"),
    Text("ผู้ออก", "Issued by"),
)
EMPTY = Text("ยังไม่มีหนังสือในทะเบียน", "No letter has been issued yet")
SHOWN = 20
NEWEST = Text("ล่าสุด {shown} จาก {count} ฉบับ", "the newest {shown} of {count}")
WHICH = Text("เลือกหนังสือ", "Choose a letter")
COPY = Text("ข้อความสำหรับคัดลอกไปส่งทางไลน์หรืออีเมล", "Text to copy into a message")
DOWNLOAD = Text("ดาวน์โหลดหนังสือ", "Download the letter")
DIGEST = Text("ลายนิ้วมือไฟล์ (SHA-256)", "File fingerprint (SHA-256)")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

MAILINGS = Text("การแจ้งเตือนตามวันทำการ", "Reminders")
MAILING_HEADS = (
    Text("วันที่แจ้ง", "Day"),
    Text("หน่วยงาน", "Agency"),
    Text("รายงานประจำเดือน", "Report of"),
    Text("ผล", "Outcome"),
)
NO_MAILING = Text("ยังไม่มีการแจ้งเตือน", "Nobody has been reminded yet")
STATES: dict[State, Text] = {
    State.BEGUN: Text("กำลังส่ง", "Being sent"),
    State.ACCEPTED: Text("ส่งอีเมลแล้ว", "E-mail sent"),
    State.REFUSED: Text("ปลายทางไม่รับอีเมล", "Refused"),
    State.FAILED: Text("ส่งอีเมลไม่สำเร็จ", "Failed"),
    State.LISTED: Text("แสดงข้อความให้คัดลอก", "Text listed"),
}
SHAPES = {State.BEGUN: "→", State.ACCEPTED: "▲", State.REFUSED: "▼", State.FAILED: "▼", State.LISTED: "◆"}
_SAID = "letters_said"


@dataclass(frozen=True, slots=True)
class Late:
    """One agency to be written to."""

    name: str
    owed: Sequence[Overdue]
    is_memo: bool


def month(board: Board, ctx: Context) -> Month | None:
    """The month that is chosen among those that somebody owes, the newest at first; None when nobody owes any."""
    owed = sorted({one.month for one in board.overdue}, reverse=True)
    heading(ctx.say(LATE))
    if not owed:
        show(tag("p", text(ctx.say(NOBODY)), css="tt-quiet"))
        return None
    return months.choose(MONTH, owed, ctx, width=220)


def late(lines: Sequence[Late], of: Month, ctx: Context) -> bool:
    """The late agencies with what each owes, and whether the button below them was pressed."""
    rows = [
        [
            text(one.name),
            text(", ".join(owed.month.say(ctx.language) for owed in one.owed)),
            tag("span", text(f"{max(owed.days_late for owed in one.owed):,}"), css="tt-number"),
            text(ctx.say(MEMO if one.is_memo else LETTER)),
        ]
        for one in lines
    ]
    show(table(f"{ctx.say(LATE)} {of.say(ctx.language)}", [ctx.say(head) for head in LATE_HEADS], rows))
    return st.button(ctx.say(MAKE, count=len(lines)), type="primary", icon=":material/draft:", key="letters_make")


def report(issue: Callable[[], tuple[int, int] | Text], ctx: Context) -> None:
    """Issue them, and show the page anew with what became of it."""
    with st.spinner(ctx.say(WORKING)):
        session.keep(_SAID, issue())
    st.rerun()


def said(ctx: Context) -> None:
    """What became of the last press of the button; said once."""
    found = session.kept(_SAID)
    session.keep(_SAID, None)
    if isinstance(found, Text):
        show(tag("p", "▼ ", text(ctx.say(found)), css="tt-warning", role="status"))
    elif found is not None:
        new, old = found
        words = ctx.say(MADE, new=new, old=old) if new else ctx.say(NONE_NEW, old=old)
        show(tag("p", "▲ ", text(words), css="tt-done", role="status"))


def register(letters: Sequence[Letter], ctx: Context) -> Letter | None:
    """The newest letters, and the one that is chosen."""
    newest = list(reversed(letters))
    note = ctx.say(NEWEST, shown=min(SHOWN, len(newest)), count=len(newest)) if len(newest) > SHOWN else ""
    heading(ctx.say(REGISTER), note)
    if not newest:
        show(tag("p", text(ctx.say(EMPTY)), css="tt-quiet"))
        return None
    people = names.positions(ctx.build, ctx.language)
    rows = [
        [
            text(one.number),
            text(say_date(one.on, ctx.language)),
            text(names.reporter(ctx.build, one.agency, ctx.language)),
            text(", ".join(Month.parse(month).say(ctx.language) for month in one.months)),
            text(people.get(one.by, one.by)),
        ]
        for one in newest[:SHOWN]
    ]
    show(table(ctx.say(REGISTER), [ctx.say(head) for head in REGISTER_HEADS], rows))
    by_number = {one.number: one for one in newest}
    number = st.selectbox(
        ctx.say(WHICH),
        list(by_number),
        format_func=labelled(lambda one: f"{one} {names.reporter(ctx.build, by_number[one].agency, ctx.language)}"),
        key=session.choice("id", list(by_number), newest[0].number),
    )
    return by_number[number]


def one(letter: Letter, words: str, copy: Callable[[], bytes], name: str, ctx: Context) -> None:
    """The text to copy, the file, and its fingerprint."""
    st.text_area(ctx.say(COPY), value=words, height=260, key=f"letter_text_{letter.number}")
    st.download_button(
        ctx.say(DOWNLOAD),
        data=copy,
        file_name=name,
        mime=DOCX,
        on_click="ignore",
        icon=":material/download:",
        key=f"letter_file_{letter.number}",
    )
    show(tag("p", text(f"{ctx.say(DIGEST)} {letter.sha256}"), css="tt-quiet"))


def mailings(steps: Sequence[Step], ctx: Context) -> None:
    """Who was reminded of what on which day."""
    heading(ctx.say(MAILINGS))
    if not steps:
        show(tag("p", text(ctx.say(NO_MAILING)), css="tt-quiet"))
        return
    rows = [
        [
            text(say_date(step.mailing.on, ctx.language)),
            text(names.reporter(ctx.build, step.mailing.agency, ctx.language)),
            text(Month.parse(step.mailing.period).say(ctx.language)),
            tag(
                "span",
                text(f"{SHAPES[step.state]} {ctx.say(STATES[step.state])}"),
                title=f"{step.mailing.address} {step.detail} {say_moment(step.at, ctx.language)}".strip(),
            ),
        ]
        for step in steps[:SHOWN]
    ]
    show(table(ctx.say(MAILINGS), [ctx.say(head) for head in MAILING_HEADS], rows))
