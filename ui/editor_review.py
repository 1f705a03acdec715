"""What a save would change and what must be mended first; then the save, its receipt, or why it was refused."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from base.access import NotAllowed
from base.words import Text
from etl import screen
from etl.findings import Finding, Severity
from etl.screen import Difference, Preview, Stale, Unchanged
from ledger import submissions
from ledger.store import LedgerFault
from ui import receipts
from ui.acting import why
from ui.context import Context
from ui.editor_draft import Draft
from ui.markup import heading, show, table, tag, text

THIRD = Text("3. ตรวจแล้วบันทึก", "3. Check and save")
CHANGES = Text("สิ่งที่จะเปลี่ยน {count} รายการ", "{count} change(s)")
HEADS = (Text("แถว", "Row"), Text("คอลัมน์", "Column"), Text("เดิม", "Before"), Text("ใหม่", "After"))
NO_CHANGE = Text("ยังไม่มีสิ่งใดเปลี่ยนจากฉบับล่าสุด", "Nothing differs from the latest version yet")
OUTDATED = Text(
    "มีการพิมพ์เพิ่มหลังจากดูครั้งก่อน กด “ดูสิ่งที่จะเปลี่ยน” อีกครั้งก่อนบันทึก",
    "Something was typed since; press “See what will change” again before saving",
)
FIX = Text("แก้ {count} จุดก่อนบันทึก", "Mend {count} place(s) before saving")
WARNINGS = Text("ข้อที่ควรตรวจสอบ {count} ข้อ (บันทึกได้หากถูกต้องแล้ว)", "{count} point(s) to look at (save if they are right)")
PLACE, WHAT, CODE = Text("ที่", "Place"), Text("สิ่งที่ต้องแก้", "What to do"), Text("รหัส", "Code")
SAVE = Text("บันทึกเป็นฉบับใหม่", "Save as a new version")
SAVED = Text("บันทึกเป็นฉบับที่ {version} แล้ว", "Saved as version {version}")
THEIRS = Text("สิ่งที่ฉบับที่ {version} เปลี่ยนไปจากที่ท่านเปิด", "What version {version} changed since you opened the form")
KEPT = Text(
    "สิ่งที่ท่านพิมพ์ยังอยู่ในตารางด้านบน นำไปวางบนฉบับล่าสุดแล้วตรวจอีกครั้งก่อนบันทึก",
    "What you typed is still in the table above; carry it over to the newest version and check again before saving",
)
CARRY = Text("นำสิ่งที่พิมพ์ไปวางบนฉบับล่าสุด", "Carry my typing over to the newest version")
MOST = 60
MORE = Text("และอีก {count} รายการ", "and {count} more")


def review(draft: Draft, ctx: Context, *, is_asked: bool) -> None:
    """Whatever there is to say about this draft: its changes, its faults, its receipt or its refusal."""
    heading(ctx.say(THIRD))
    if is_asked:
        _look(draft, ctx)
    if draft.refusal is not None:
        show(tag("p", "▼ ", text(ctx.say(draft.refusal)), css="tt-warning", role="alert"))
    if draft.stale is not None:
        _stale(draft, draft.stale, ctx)
    elif draft.outcome is not None and draft.preview is None:
        _receipt(draft, ctx)
    elif draft.preview is not None:
        _preview(draft, draft.preview, ctx)
    elif draft.looked is not None:
        show(tag("p", text(ctx.say(OUTDATED)), css="tt-quiet"))


def _look(draft: Draft, ctx: Context) -> None:
    draft.refusal = draft.stale = draft.outcome = None
    try:
        seen = screen.preview(ctx.ledger, draft.opened, draft.typed, ctx.user, is_nil=draft.is_nil)
    except (NotAllowed, LedgerFault) as fault:
        draft.refusal = why(fault)
        return
    draft.looked = (draft.typed, draft.is_nil, seen)


def _preview(draft: Draft, seen: Preview, ctx: Context) -> None:
    errors = [one for one in seen.findings if one[1].severity is Severity.ERROR]
    others = [one for one in seen.findings if one[1].severity is not Severity.ERROR]
    if errors:
        _findings(ctx.say(FIX, count=len(errors)), errors, draft, ctx, css="tt-outcome-fix", shape="▼ ")
    _differences(ctx.say(CHANGES, count=len(seen.differences)), seen.differences, draft, ctx)
    if others:
        _findings(ctx.say(WARNINGS, count=len(others)), others, draft, ctx, css="tt-outcome-look", shape="◆ ")
    is_ready = seen.is_valid and bool(seen.differences)
    if st.button(ctx.say(SAVE), type="primary", icon=":material/save:", key="editor_save", disabled=not is_ready):
        _save(draft, ctx)
        st.rerun()


def _save(draft: Draft, ctx: Context) -> None:
    """Save what was looked at; a refusal leaves every word on screen."""
    try:
        outcome = screen.save(ctx.ledger, draft.opened, draft.typed, ctx.user, is_nil=draft.is_nil)
    except Stale as stale:
        draft.stale, draft.looked = stale, None
        return
    except (Unchanged, NotAllowed, LedgerFault) as fault:
        draft.refusal = why(fault)
        return
    if outcome.version is None:
        _look(draft, ctx)
        return
    opened = screen.open_form(ctx.ledger, ctx.user, *draft.key[1:3], draft.opened.period)
    draft.start_from(opened, opened.start, is_nil=opened.is_nil)
    draft.outcome = outcome


def _stale(draft: Draft, stale: Stale, ctx: Context) -> None:
    show(
        tag("section", tag("h3", "▼ ", text(ctx.say(stale.text))), text(ctx.say(KEPT)), css="tt-outcome tt-outcome-fix")
    )
    _differences(ctx.say(THEIRS, version=stale.newest.version), stale.differences, draft, ctx)
    if st.button(ctx.say(CARRY), type="primary", icon=":material/merge:", key="editor_carry"):
        newest = screen.open_form(ctx.ledger, ctx.user, *draft.key[1:3], draft.opened.period)
        draft.start_from(newest, screen.rebase(draft.opened, draft.typed, newest), is_nil=draft.is_nil)
        _look(draft, ctx)
        st.rerun()


def _receipt(draft: Draft, ctx: Context) -> None:
    outcome = draft.outcome
    assert outcome is not None and outcome.submission_id is not None
    show(tag("h3", "▲ ", text(ctx.say(SAVED, version=outcome.version)), css="tt-h2"))
    with ctx.ledger.read() as connection:
        kept = submissions.by_id(connection, outcome.submission_id)
    if kept is not None:
        lines = receipts.of_submission(kept, receipts.state_of(outcome, ctx), ctx)
        if outcome.receipt:
            lines.append((ctx.say(receipts.HEAD), outcome.receipt.head))
        receipts.card(kept.submission_id, lines, ctx, digest=kept.sha256)


def _differences(title: str, differences: Sequence[Difference], draft: Draft, ctx: Context) -> None:
    if not differences:
        show(tag("p", text(ctx.say(NO_CHANGE)), css="tt-quiet"))
        return
    opened = draft.opened
    rows = [
        [text(ctx.say(one.row)), text(ctx.say(one.column))]
        + [text(one.say(side, opened.form, opened.register, ctx.language)) for side in ("before", "after")]
        for one in differences[:MOST]
    ]
    left = len(differences) - MOST
    more = tag("p", text(ctx.say(MORE, count=left)), css="tt-quiet") if left > 0 else ""
    body = table(title, [ctx.say(head) for head in HEADS], rows, css="tt-changes")
    show(tag("section", tag("h3", text(title)), body, more, css="tt-outcome tt-outcome-calm"))


def _findings(
    title: str, findings: Sequence[tuple[Text, Finding]], draft: Draft, ctx: Context, *, css: str, shape: str
) -> None:
    rows = [
        [text(_place(row, one, draft, ctx)), text(one.message(ctx.language)), text(one.code)] for row, one in findings
    ]
    body = table(title, [ctx.say(head) for head in (PLACE, WHAT, CODE)], rows)
    show(tag("section", tag("h3", shape, text(title)), body, css=f"tt-outcome {css}"))


def _place(row: Text, finding: Finding, draft: Draft, ctx: Context) -> str:
    if finding.field is None:
        return ctx.say(row)
    return f"{ctx.say(row)} · {ctx.say(draft.opened.form.field(finding.field).header)}"
