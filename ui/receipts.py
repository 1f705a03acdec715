"""A receipt: what was received, when and in which state, the file's fingerprint, the head of the audit chain."""

from __future__ import annotations

from collections.abc import Iterable

import segno
import streamlit as st

from base.period import parse_period
from base.thai import say_moment
from base.words import Text
from etl.forms import FORMS
from etl.receipt import AFTER_FREEZE, STATUS_NAMES, Outcome
from ledger.submissions import Submission
from ui import names
from ui.context import Context
from ui.markup import show, tag, text

TITLE = Text("ใบรับรายงาน {number}", "Receipt {number}")
FORM = Text("แบบฟอร์ม", "Form")
REPORTER = Text("หน่วยงานที่รายงาน", "Reporter")
PERIOD = Text("งวดรายงาน", "Period")
VERSION = Text("ฉบับที่", "Version")
RECEIVED = Text("รับเมื่อ", "Received")
RECORDED = Text("บันทึกเมื่อ", "Recorded")
ROWS = Text("จำนวนแถว", "Rows")
STATE = Text("สถานะ", "State")
FILE = Text("ไฟล์", "File")
DIGEST = Text("ลายนิ้วมือไฟล์ (SHA-256)", "File fingerprint (SHA-256)")
HEAD = Text("หัวบันทึกตรวจสอบ", "Head of the audit chain")
QR = Text("คิวอาร์โค้ดของเลขที่ใบรับและลายนิ้วมือไฟล์", "QR code of the receipt number and the file's fingerprint")
DOWNLOAD = Text("ดาวน์โหลดใบรับสำหรับพิมพ์", "Download the receipt for printing")
FREEZE = Text("การปิดรอบ", "Freeze of the round")
AFTER_FREEZE_SAYS = Text(
    "รับหลังปิดรอบ ค่าที่ปิดรอบไว้ไม่เปลี่ยนตามฉบับนี้", "Received after the freeze: the frozen figures do not follow this version"
)
ON_TIME, LATE = Text("ตรงเวลา", "on time"), Text("ล่าช้า", "late")
SENDER = Text("ผู้ส่ง", "Sent by")

Facts = list[tuple[str, str]]
PRINT_CSS = (
    "body{font-family:Sarabun,'TH Sarabun New',sans-serif;margin:2cm;line-height:1.6}h2{font-size:1.3rem}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#444}"
    "dd{margin:0;overflow-wrap:anywhere}"
)


def facts(
    ctx: Context, *, form: str, reporter: str, period: str, version: int | None, row_count: int, state: str
) -> Facts:
    """The lines that say which report this is."""
    return [
        (ctx.say(FORM), ctx.say(FORMS[form].name) if form in FORMS else form),
        (ctx.say(REPORTER), names.reporter(ctx.build, reporter, ctx.language)),
        (ctx.say(PERIOD), parse_period(period).say(ctx.language)),
        (ctx.say(VERSION), str(version or "–")),
        (ctx.say(ROWS), f"{row_count:,}"),
        (ctx.say(STATE), state),
    ]


def of_submission(kept: Submission, state: str, ctx: Context) -> Facts:
    """The lines of a submission that the ledger holds."""
    about = facts(
        ctx,
        form=kept.form or "",
        reporter=kept.reporter or "",
        period=kept.period or "",
        version=kept.version,
        row_count=kept.row_count,
        state=state,
    )
    return [
        *about,
        (ctx.say(FILE), kept.file_name),
        (ctx.say(SENDER), names.person(ctx.build, kept.submitted_by, ctx.language)),
        (ctx.say(RECEIVED), say_moment(kept.received_at, ctx.language)),
        (ctx.say(RECORDED), say_moment(kept.recorded_at, ctx.language)),
        *([(ctx.say(FREEZE), ctx.say(AFTER_FREEZE_SAYS))] if _came_after_freeze(kept) else []),
        (ctx.say(DIGEST), kept.sha256),
    ]


def _came_after_freeze(kept: Submission) -> bool:
    return any(one.code == AFTER_FREEZE for one in kept.findings)


def card(number: str, lines: Facts, ctx: Context, *, digest: str) -> None:
    """The receipt on the page, and the same receipt as a page of its own for printing and filing."""
    body = markup(number, lines, ctx)
    show(body)
    st.download_button(
        ctx.say(DOWNLOAD),
        data=lambda: printable(number, body, digest, ctx),
        file_name=f"receipt-{number}.html",
        mime="text/html",
        on_click="ignore",
        icon=":material/print:",
        key=f"receipt_{number}",
    )


def state_of(outcome: Outcome, ctx: Context) -> str:
    """The state of what was received, and whether it came in time."""
    state = ctx.say(STATUS_NAMES[outcome.status])
    return f"{state} · {ctx.say(LATE if outcome.receipt.is_late else ON_TIME)}" if outcome.receipt else state


def markup(number: str, lines: Facts, ctx: Context) -> str:
    """The receipt as markup: escaped data only."""
    return tag("section", tag("h2", text(ctx.say(TITLE, number=number))), definition_list(lines), css="tt-receipt")


def definition_list(lines: Iterable[tuple[str, str]]) -> str:
    """Label and value, line by line."""
    return facts_list((label, text(value)) for label, value in lines)


def facts_list(lines: Iterable[tuple[str, str]]) -> str:
    """Label and markup, line by line."""
    return tag("dl", *(tag("dt", text(label)) + tag("dd", inside) for label, inside in lines), css="tt-facts")


def printable(number: str, body: str, digest: str, ctx: Context) -> bytes:
    """The receipt as a whole HTML page with a QR code; opens in any browser, needs no network."""
    code = segno.make(f"{number} {digest}", error="m").svg_inline(scale=4)
    label = tag("figure", code, role="img", aria_label=ctx.say(QR))
    head = f'<meta charset="utf-8"><title>{text(number)}</title><style>{PRINT_CSS}</style>'
    return f'<!DOCTYPE html><html lang="{ctx.language}"><head>{head}</head><body>{body}{label}</body></html>'.encode()
