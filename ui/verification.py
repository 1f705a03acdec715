"""Checking a receipt: the number against the ledger, a file against the fingerprint that was recorded."""

from __future__ import annotations

import hashlib

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from base.words import Text
from etl.receipt import STATUS_NAMES
from ledger import decisions, submissions
from ledger.submissions import Submission
from ui import receipts, session
from ui.context import Context
from ui.markup import show, tag, text

NUMBER = Text("เลขที่ใบรับ", "Receipt number")
EXAMPLE = Text("เช่น S000123", "such as S000123")
FILE = Text("ไฟล์ที่ต้องการเทียบ (ไม่บังคับ ไฟล์จะไม่ถูกบันทึก)", "The file to compare (optional; it is not kept)")
CHECK = Text("ตรวจสอบ", "Check")
ASK = Text("กรอกเลขที่ใบรับแล้วกดตรวจสอบ", "Give the receipt number and check it")
UNKNOWN = Text(
    "▼ ไม่พบใบรับเลขที่ {number} ตรวจเลขที่บนใบรับอีกครั้ง หรือเป็นใบรับของหน่วยงานอื่น",
    "▼ There is no receipt {number}, or it is another agency's; please check the number",
)
SAME = Text("▲ ไฟล์ {name} ตรงกับไฟล์ที่สำนักงานรับไว้ทุกประการ", "▲ {name} is byte for byte the file that was received")
OTHER = Text(
    "▼ ไฟล์ {name} ไม่ใช่ไฟล์ที่สำนักงานรับไว้ตามใบรับนี้ ({found} ต่างจาก {kept})",
    "▼ {name} is not the file of this receipt ({found} is not {kept})",
)
RETURNED = Text("ส่งคืนให้แก้ไข: {reason}", "Returned: {reason}")
STATES = {"accept": STATUS_NAMES["accepted"], "lock": STATUS_NAMES["accepted"]}


def asked(ctx: Context) -> tuple[str, UploadedFile | None]:
    """The number (also from the address: a printed QR leads here) and the file to compare."""
    with st.form(key="verify_form", border=False):
        given = session.given("id").upper()
        number = st.text_input(
            ctx.say(NUMBER), value=given, max_chars=16, placeholder=ctx.say(EXAMPLE), key="verify_id"
        )
        file = st.file_uploader(ctx.say(FILE), key="verify_file")
        st.form_submit_button(ctx.say(CHECK), type="primary", key="verify")
    session.note("id", number.strip().upper())
    return number.strip().upper(), file


def answer(number: str, file: UploadedFile | None, ctx: Context) -> None:
    """The receipt as recorded, and whether the file is its file."""
    if not number:
        show(tag("p", text(ctx.say(ASK)), css="tt-quiet"))
        return
    kept = _mine(number, ctx)
    if kept is None:
        show(tag("p", text(ctx.say(UNKNOWN, number=number)), role="alert"))
        return
    if file is not None:
        found = hashlib.sha256(file.getvalue()).hexdigest()
        words = SAME if found == kept.sha256 else OTHER
        show(tag("p", text(ctx.say(words, name=file.name, found=found[:12], kept=kept.sha256[:12])), role="status"))
    receipts.card(number, receipts.of_submission(kept, _state(kept, ctx), ctx), ctx, digest=kept.sha256)


def _mine(number: str, ctx: Context) -> Submission | None:
    """The submission of this number if this reader may know of it: a reporter only the own agency's."""
    with ctx.ledger.read() as connection:
        kept = submissions.by_id(connection, number)
    return kept if kept is not None and ctx.user.sees(kept.reporter) else None


def _state(kept: Submission, ctx: Context) -> str:
    if kept.status != "valid":
        return ctx.say(STATUS_NAMES[kept.status])
    with ctx.ledger.read() as connection:
        said = [
            one for one in decisions.of_submission(connection, kept.submission_id) if one.kind in (*STATES, "return")
        ]
    if not said:
        return ctx.say(STATUS_NAMES["under_review"])
    last = said[-1]
    return ctx.say(RETURNED, reason=last.reason) if last.kind == "return" else ctx.say(STATES[last.kind])
