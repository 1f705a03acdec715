"""Sending workbooks in two steps: drop and check, then confirm what was understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from base.access import NotAllowed
from base.words import Text
from etl import answers, receive
from etl.gate.sniff import MAX_BYTES
from etl.preview import preview
from ledger.decisions import DecisionRefused
from ledger.store import LedgerFault
from ui import checked, outcomes, session
from ui.acting import again, why
from ui.checked import Answer, Checked
from ui.context import Context
from ui.markup import label, show, tag, text
from ui.outcomes import Sent

TYPES = ("xlsx", "xlsm", "xls", "ods", "csv")

LARGEST_MB = MAX_BYTES // 1024**2
"""What the gate takes: a larger file is refused in the browser already, before it is carried here."""

DROP = Text("ไฟล์รายงานที่กรอกแล้ว", "Completed workbooks")
CHECK = Text("ตรวจไฟล์", "Check the files")
CHECKING = Text("กำลังตรวจ {name} ({number}/{count})", "Checking {name} ({number}/{count})")
SENDING = Text("กำลังนำเข้า {name} ({number}/{count})", "Sending {name} ({number}/{count})")
CONFIRM = Text("ยืนยันการนำเข้า", "Confirm the upload")
CONFIRM_HOW = Text(
    "นำเข้า {count} ไฟล์ ก่อนกดปุ่มนี้ระบบยังไม่บันทึกรายงานใด", "{count} file(s) will be sent; no report is recorded until then"
)
WITH_ERRORS = Text(
    "มี {count} ไฟล์ที่ยังต้องแก้ นำเข้าได้เพื่อรับไฟล์ที่ทำเครื่องหมายช่องที่ต้องแก้ แต่ยังไม่นับเป็นการส่งรายงาน",
    "{count} file(s) still need mending: sending them gives the marked copies back, but they do not count as reports",
)
LEFT_OUT = Text("ไม่นำเข้า {count} ไฟล์ที่ระบบไม่รับ", "{count} file(s) that cannot be taken are left out")
NOTHING_TO_SEND = Text(
    "ไม่มีไฟล์ที่นำเข้าได้ แก้ไฟล์ตามรายการข้างต้นแล้วเลือกไฟล์ใหม่", "Nothing can be sent; mend the files above and choose them again"
)


def drop(ctx: Context) -> Sequence[UploadedFile]:
    """Choose files and have them checked; gives the files that were checked and not sent yet."""
    files = st.file_uploader(
        ctx.say(DROP), type=list(TYPES), accept_multiple_files=True, max_upload_size=LARGEST_MB, key="upload_files"
    )
    known = _checked(ctx)
    open_files = [file for file in files or () if file.file_id not in _sent_ids()]
    fresh = [file for file in open_files if file.file_id not in known]
    if st.button(ctx.say(CHECK), type="primary" if fresh else "secondary", disabled=not fresh, key="upload_check"):
        _one_by_one(fresh, CHECKING, lambda file: _keep(_check(file, Checked(file.name, file.file_id), ctx), ctx), ctx)
        again()
    return [file for file in open_files if file.file_id in known]


def confirm(files: Sequence[UploadedFile], ctx: Context) -> None:
    """What was understood of each file and what is still to answer; then the button that sends them all."""
    known = _checked(ctx)
    for number, file in enumerate(files, 1):
        answer = checked.card(known[file.file_id], number, ctx)
        if answer is not None:
            _answer(files, known[file.file_id], answer, ctx)
            again()
    ready = [file for file in files if (seen := known[file.file_id].seen) is not None and seen.is_sendable]
    _say_what_is_sent(files, ready, ctx)
    if ready and st.button(ctx.say(CONFIRM), type="primary", icon=":material/check:", key="upload_confirm"):
        _one_by_one(ready, SENDING, lambda file: _send(file, known[file.file_id], ctx), ctx)
        again()


def results(ctx: Context) -> None:
    """What became of the files that this session sent."""
    outcomes.show_all(session.kept("sent", ()), ctx)


def _say_what_is_sent(files: Sequence[UploadedFile], ready: Sequence[UploadedFile], ctx: Context) -> None:
    known = _checked(ctx)
    wrong = [file for file in ready if (seen := known[file.file_id].seen) is not None and seen.errors]
    said = [ctx.say(CONFIRM_HOW, count=len(ready)) if ready else ctx.say(NOTHING_TO_SEND)]
    said += [ctx.say(WITH_ERRORS, count=len(wrong))] if wrong else []
    said += [ctx.say(LEFT_OUT, count=len(files) - len(ready))] if 0 < len(ready) < len(files) else []
    show(*(tag("p", text(one), css="tt-prose") for one in said))


def _one_by_one(files: Sequence[UploadedFile], words: Text, do: Callable[[UploadedFile], None], ctx: Context) -> None:
    """Each file in turn, with the bar before it."""
    bar = st.progress(0.0)
    for number, file in enumerate(files, 1):
        said = ctx.say(words, name=file.name, number=number, count=len(files))
        bar.progress((number - 0.5) / len(files), text=label(said))
        do(file)
    bar.empty()


def _check(file: UploadedFile, said: Checked, ctx: Context) -> Checked:
    try:
        seen = preview(ctx.ledger, file.getvalue(), file.name, user=ctx.user, **said.beside)
    except (NotAllowed, LedgerFault) as fault:
        return replace(said, seen=None, refusal=why(fault))
    return replace(said, seen=seen, refusal=None)


def _answer(files: Sequence[UploadedFile], said: Checked, answer: Answer, ctx: Context) -> None:
    """Remember the headers, take what was said beside the file, and check again whatever that may change."""
    reporter = said.seen.reporter if said.seen else None
    refusal = None
    try:
        if answer.headers and reporter:
            answers.remember_headers(ctx.ledger, ctx.user, reporter, answer.headers)
    except (NotAllowed, DecisionRefused, LedgerFault) as fault:
        refusal = why(fault)
    known = _checked(ctx)

    def is_touched(file: UploadedFile) -> bool:
        one = known[file.file_id]
        is_alike = bool(answer.headers and one.seen and one.seen.reporter == reporter and one.seen.unknown)
        return file.file_id == said.upload_id or is_alike

    def again(file: UploadedFile) -> None:
        one = known[file.file_id]
        if file.file_id != said.upload_id:
            _keep(_check(file, one, ctx), ctx)
            return
        _keep(replace(_check(file, replace(one, asked=answer.asked), ctx), not_remembered=refusal), ctx)

    _one_by_one([file for file in files if is_touched(file)], CHECKING, again, ctx)


def _send(file: UploadedFile, said: Checked, ctx: Context) -> None:
    """Send one file once, however often the button is pressed."""
    if file.file_id in _sent_ids():
        return
    beside = said.beside
    try:
        outcome = receive.submit(ctx.ledger, file.getvalue(), file.name, user=ctx.user, channel="upload", **beside)
        sent = Sent(file.name, file.file_id, outcome)
    except (NotAllowed, LedgerFault) as fault:
        sent = Sent(file.name, file.file_id, None, why(fault))
    session.keep("sent", (*session.kept("sent", ()), sent))


def _sent_ids() -> set[str]:
    return {one.upload_id for one in session.kept("sent", ())}


def _checked(ctx: Context) -> dict[str, Checked]:
    """What this user had checked in this session, by upload; another position sees nothing of it."""
    kept: dict[str, Checked] = session.kept(f"checked_{ctx.user.code}", {})
    return kept


def _keep(one: Checked, ctx: Context) -> None:
    session.keep(f"checked_{ctx.user.code}", _checked(ctx) | {one.upload_id: one})
