"""Sending workbooks: the template to fill, the files to drop, and for each file the fixes first or the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from base.access import NotAllowed
from base.words import Text
from etl import receive
from etl.findings import Finding, Severity
from etl.receipt import STATUS_NAMES
from ledger import submissions
from ledger.store import LedgerFault
from ui import marked, receipts, session
from ui.context import Context
from ui.markup import heading, show, table, tag, text

TYPES = ("xlsx", "csv")

DROP = Text("ไฟล์รายงานที่กรอกแล้ว", "Completed workbooks")
CONFIRM = Text("ยืนยันการนำเข้า", "Confirm the upload")
CHECKING = Text("กำลังตรวจ {name} ({number}/{count})", "Checking {name} ({number}/{count})")
RESULTS = Text("ผลการนำเข้า", "Results")
FIX = Text("แก้ {count} จุดใน {name} แล้วส่งใหม่", "Mend {count} place(s) in {name} and send it again")
REFUSED = Text("ระบบไม่รับ {name}", "{name} was not taken")
TAKEN = Text("รับ {name} แล้ว", "{name} was received")
SENT_BEFORE = Text("{name} เคยส่งไว้แล้ว ระบบไม่บันทึกซ้ำ", "{name} had been sent before; nothing was recorded twice")
WARNINGS = Text(
    "ข้อที่ควรตรวจสอบ {count} ข้อ (ไม่ต้องส่งใหม่หากถูกต้องแล้ว)",
    "{count} point(s) to look at (no need to resend if they are right)",
)
HEADS = (Text("ช่อง", "Cell"), Text("สิ่งที่ต้องแก้", "What to do"), Text("รหัส", "Code"))
WHOLE_FILE = Text("ทั้งไฟล์", "Whole file")
ON_TIME, LATE = Text("ตรงเวลา", "on time"), Text("ล่าช้า", "late")
TITLES = {"accepted": TAKEN, "under_review": TAKEN, "duplicate": SENT_BEFORE}


@dataclass(frozen=True, slots=True)
class Sent:
    """One file of this session and what became of it."""

    name: str
    upload_id: str
    """Streamlit's mark of this very upload: a second press of the button finds it and sends nothing."""
    outcome: receive.Outcome | None
    refusal: Text | None = None


def drop(ctx: Context) -> None:
    """Choose files and confirm; each file is sent once, however often the button is pressed."""
    with st.form(key="upload_form", border=False, enter_to_submit=False):
        files = st.file_uploader(ctx.say(DROP), type=list(TYPES), accept_multiple_files=True, key="upload_files")
        is_confirmed = st.form_submit_button(ctx.say(CONFIRM), type="primary", key="upload_confirm")
    if is_confirmed and files:
        _send_all(files, ctx)


def results(ctx: Context) -> None:
    """What became of the files of this session, newest first."""
    sent: Sequence[Sent] = session.kept("sent", ())
    if sent:
        heading(ctx.say(RESULTS))
    for one in reversed(sent):
        _result(one, ctx)


def _send_all(files: Sequence[UploadedFile], ctx: Context) -> None:
    bar = st.progress(0.0)
    for number, file in enumerate(files, 1):
        bar.progress((number - 1) / len(files), text=ctx.say(CHECKING, name=file.name, number=number, count=len(files)))
        before: tuple[Sent, ...] = session.kept("sent", ())
        if file.file_id not in {one.upload_id for one in before}:
            session.keep("sent", (*before, _send(file, ctx)))
    bar.empty()


def _send(file: UploadedFile, ctx: Context) -> Sent:
    try:
        outcome = receive.submit(ctx.ledger, file.getvalue(), file.name, user=ctx.user, channel="upload")
    except (NotAllowed, LedgerFault) as fault:
        return Sent(file.name, file.file_id, None, fault.text)
    return Sent(file.name, file.file_id, outcome)


def _result(sent: Sent, ctx: Context) -> None:
    outcome = sent.outcome
    if outcome is None or outcome.status not in TITLES or outcome.submission_id is None:
        _to_fix(sent, ctx)
        return
    show(tag("h3", "▲ ", text(ctx.say(TITLES[outcome.status], name=sent.name)), css="tt-h2"))
    with ctx.ledger.read() as connection:
        kept = submissions.by_id(connection, outcome.submission_id)
    if kept is not None:
        lines = receipts.of_submission(kept, state_of(outcome, ctx), ctx)
        if outcome.receipt:
            lines.append((ctx.say(receipts.HEAD), outcome.receipt.head))
        receipts.card(kept.submission_id, lines, ctx, digest=kept.sha256)
    _warnings(outcome.findings if outcome.receipt else (), ctx)


def state_of(outcome: receive.Outcome, ctx: Context) -> str:
    """The state of what was received, and whether it came in time."""
    state = ctx.say(STATUS_NAMES[outcome.status])
    return f"{state} · {ctx.say(LATE if outcome.receipt.is_late else ON_TIME)}" if outcome.receipt else state


def _to_fix(sent: Sent, ctx: Context) -> None:
    """The fixes first: which cell, what to do; the code last, for whoever calls for help."""
    findings = sent.outcome.findings if sent.outcome else ()
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    is_content = sent.outcome is not None and sent.outcome.status == "with_errors"
    title = ctx.say(FIX if is_content else REFUSED, name=sent.name, count=len(errors))
    refusal = tag("p", text(ctx.say(sent.refusal))) if sent.refusal else ""
    rows = table(title, [ctx.say(head) for head in HEADS], [_finding(one, ctx) for one in errors]) if errors else ""
    show(tag("section", tag("h3", "▼ ", text(title)), refusal, rows, css="tt-outcome tt-outcome-fix"))
    if is_content and sent.outcome and sent.outcome.submission_id:
        marked.download(sent.outcome.submission_id, ctx)
    _warnings(findings, ctx)


def _warnings(findings: Sequence[Finding], ctx: Context) -> None:
    others = [finding for finding in findings if finding.severity is not Severity.ERROR]
    if others:
        title = ctx.say(WARNINGS, count=len(others))
        rows = table(title, [ctx.say(head) for head in HEADS], [_finding(one, ctx) for one in others])
        show(tag("section", tag("h3", "◆ ", text(title)), rows, css="tt-outcome tt-outcome-look"))


def _finding(finding: Finding, ctx: Context) -> list[str]:
    place = finding.place or ctx.say(WHOLE_FILE)
    return [tag("code", text(place)), text(finding.message(ctx.language)), text(finding.code)]
