"""The register of Google Sheets: the account that reads them, every sheet with its state, what is said of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from base.access import Role
from base.settings import read_settings
from base.thai import say_moment
from base.words import Text
from etl.forms import FORMS
from etl.sheets.address import link
from etl.sheets.sentences import NEVER, STATE_NAMES, told_of
from ledger import sheets
from ledger.sheets import Reading, Registered, State
from ui import names
from ui.context import Context
from ui.markup import heading, show, table, tag, text

ACCOUNT = Text("บัญชีที่ใช้อ่านชีต", "The account that reads the sheets")
SHARE = Text(
    "ให้หน่วยงานแชร์ชีตแก่ {email} (สิทธิ์ดูอย่างเดียวก็พอ) แล้วลงทะเบียนลิงก์ด้านล่าง",
    "Agencies share their sheet with {email} (viewing is enough); then its link is registered below",
)
NO_ACCOUNT = Text(
    "ยังไม่ได้ตั้งค่าบัญชีบริการ งานอื่นของระบบใช้ได้ตามปกติ", "No service account is set; everything else works as usual"
)
HOW: tuple[Text, ...] = (
    Text(
        "เปิด Google Cloud สร้างโครงการใหม่ แล้วเปิดใช้ Google Sheets API และ Google Drive API",
        "Open Google Cloud, make a project, and switch on the Google Sheets API and the Google Drive API",
    ),
    Text(
        "สร้างบัญชีบริการ (ไม่ต้องให้สิทธิ์ใดในโครงการ) แล้วสร้างกุญแจชนิด JSON และดาวน์โหลดไฟล์",
        "Make a service account (it needs no role), then a key of type JSON, and download the file",
    ),
    Text(
        "ให้ผู้ดูแลระบบวางไฟล์ไว้ในเครื่องแม่ข่ายนอกโฟลเดอร์ของโปรแกรม ให้อ่านได้เฉพาะโปรแกรม",
        "The administrator puts the file on the server, outside the program's folder, readable by the program alone",
    ),
    Text(
        "ตั้งค่า TIDTAM_GOOGLE_KEY เป็นที่อยู่ของไฟล์ แล้วเปิดโปรแกรมใหม่",
        "Set TIDTAM_GOOGLE_KEY to the path of the file and restart the program",
    ),
    Text(
        "ให้หน่วยงานแชร์ชีตแก่อีเมลของบัญชีบริการ แล้วลงทะเบียนลิงก์ในหน้านี้",
        "Agencies share their sheets with the account's e-mail address; register the links on this page",
    ),
)
REGISTER = Text("ทะเบียนชีต", "Registered sheets")
COUNT = Text("{count} ชีต", "{count} sheet(s)")
NONE = Text("ยังไม่มีชีตในทะเบียน", "No sheet is registered yet")
HEADS = (
    Text("หน่วยงาน", "Agency"),
    Text("แบบฟอร์ม", "Form"),
    Text("สถานะ", "State"),
    Text("ดึงล่าสุด", "Last pull"),
    Text("แก้ไขล่าสุด", "Last change"),
    Text("รับเป็น", "Taken as"),
    Text("เปิดชีต", "Open"),
)
OPEN = Text("เปิดชีต", "Open the sheet")
OPEN_CELL = Text("เปิดเซลล์ {cell}", "Open cell {cell}")
MARKS: dict[State, str] = {
    State.WATCHED: "→",
    State.FROZEN: "■",
    State.WITH_ERRORS: "▼",
    State.EDITED_LATE: "▲",
    State.SENT_OTHERWISE: "■",
    State.NOT_KEPT: "▼",
    State.GONE: "✕",
    State.NO_ACCESS: "✕",
    State.FAILED: "✕",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One registered sheet with its last reading and pull."""

    sheet: Registered
    reading: Reading | None
    pulled_at: datetime | None


def lines(ctx: Context) -> list[Line]:
    """The sheets that this user may see: a reporter only the own agency's."""
    with ctx.ledger.read() as connection:
        known, last = sheets.registered(connection), sheets.readings(connection)
        pulled = sheets.last_pulls(connection)
    mine = ctx.user.scope if ctx.user.role in (Role.REPORTER, Role.GROUP_HEAD) else None
    return [
        Line(one, last.get(key), pulled.get(key)) for key, one in known.items() if mine is None or one.reporter == mine
    ]


def account(ctx: Context) -> None:
    """Whom the sheets are shared with; or how to get such an account. Nothing of the key is shown."""
    from etl.sheets.credential import account_of  # Google's libraries are only loaded where they are used
    from etl.sheets.faults import GoogleFault, Wrong

    heading(ctx.say(ACCOUNT))
    try:
        email = account_of(read_settings()).email
    except GoogleFault as fault:
        words = NO_ACCOUNT if fault.wrong is Wrong.NO_KEY else fault.text
        css = "tt-quiet" if fault.wrong is Wrong.NO_KEY else "tt-warning"
        show(tag("p", text(ctx.say(words)), css=css), tag("ol", *(tag("li", text(ctx.say(step))) for step in HOW)))
    else:
        show(tag("p", text(ctx.say(SHARE, email=email)), css="tt-prose"))


def register(found: Sequence[Line], ctx: Context) -> None:
    """Every sheet, with where it stands."""
    heading(ctx.say(REGISTER), ctx.say(COUNT, count=len(found)))
    if not found:
        show(tag("p", text(ctx.say(NONE)), css="tt-quiet"))
        return
    show(table(ctx.say(REGISTER), [ctx.say(head) for head in HEADS], [_row(line, ctx) for line in found]))


def _row(line: Line, ctx: Context) -> list[str]:
    reading = line.reading
    state = f"{MARKS[reading.state]} {ctx.say(STATE_NAMES[reading.state])}" if reading else ctx.say(NEVER)
    return [
        text(names.reporter(ctx.build, line.sheet.reporter, ctx.language)),
        text(ctx.say(FORMS[line.sheet.form].name)),
        text(state),
        text(_moment(line.pulled_at, ctx)),
        text(_moment(reading.modified if reading else None, ctx)),
        text((reading.submission if reading else None) or "–"),
        _open(link(line.sheet.spreadsheet, 0), ctx.say(OPEN)),
    ]


def _moment(moment: datetime | None, ctx: Context) -> str:
    return say_moment(moment, ctx.language) if moment else "–"


def _open(address: str, words: str) -> str:
    return tag("a", text(words), " ↗", href=address, target="_blank", rel="noopener noreferrer")


def details(line: Line, ctx: Context) -> None:
    """Everything that is said of one sheet, each finding with the way to its cell."""
    if line.reading is None:
        show(tag("p", text(ctx.say(NEVER)), css="tt-quiet"))
        return
    items = []
    for told in told_of(line.reading):
        way = ""
        if told.cell and told.sheet in line.reading.gids:
            address = link(line.sheet.spreadsheet, line.reading.gids[told.sheet], told.cell)
            way = " " + _open(address, ctx.say(OPEN_CELL, cell=told.cell))
        items.append(tag("li", text(ctx.say(told.text)), way))
    show(tag("ul", *items))
