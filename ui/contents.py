"""What stands in one submission: its warnings with their explanations, its first rows, and the file itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from base.access import Action, NotAllowed
from base.period import fiscal_year_of, parse_period
from base.words import Text
from etl.answers import Place
from etl.explained import NO_CELL
from etl.findings import Finding, Severity
from etl.forms import FORMS
from etl.forms.model import Form
from etl.reference import Register
from etl.rows import from_ipc
from etl.shown import Shown, shown
from ledger import decisions, submissions
from ledger.submissions import Submission
from ui.context import Context
from ui.markup import show, table, tag, text

NOTICED = Text("สิ่งที่ระบบสังเกตพบ {count} ข้อ", "{count} point(s) noticed")
NOTHING_NOTICED = Text("▲ ไม่มีคำเตือน", "▲ No warnings")
HEADS = (Text("ช่อง", "Cell"), Text("สิ่งที่พบ", "What was found"), Text("คำชี้แจงของผู้ส่ง", "The sender's explanation"))
NOT_EXPLAINED = Text("◆ ยังไม่ชี้แจง", "◆ Not explained")
ROWS = Text("ข้อมูลในรายงาน {shown} จาก {count} แถว", "{shown} of {count} rows")
ROW_NO = Text("แถว", "Row")
NIL = Text("รายงานว่าไม่มีความคืบหน้าเพิ่มเติมในเดือนนี้", "Reports that nothing moved in this month")
DOWNLOAD = Text("ดาวน์โหลดไฟล์ที่ส่งมา", "Download the file as sent")
WHOLE_FILE = Text("ทั้งไฟล์", "Whole file")
SHOWN_ROWS = 30


def findings(kept: Submission, ctx: Context) -> None:
    """The warnings and notes of a submission, each with the explanation its sender gave."""
    explained = explanations(kept, ctx)
    rows = []
    for stored in kept.findings:
        place = (stored.sheet, stored.cell, stored.field)
        finding = Finding(stored.code, Severity(stored.severity), *place, stored.params)
        answer = explained.get((stored.code, stored.cell or NO_CELL))
        needs_answer = finding.severity is Severity.WARNING
        words = answer or (ctx.say(NOT_EXPLAINED) if needs_answer else "–")
        where = tag("code", text(finding.place or ctx.say(WHOLE_FILE)))
        rows.append([where, text(finding.message(ctx.language)), text(words)])
    if rows:
        show(table(ctx.say(NOTICED, count=len(rows)), [ctx.say(head) for head in HEADS], rows, css="tt-caption"))
    else:
        show(tag("p", text(ctx.say(NOTHING_NOTICED)), css="tt-quiet"))


def explanations(kept: Submission, ctx: Context) -> dict[Place, str]:
    """What its sender has explained: code and cell → the words; the newest count."""
    with ctx.ledger.read() as connection:
        said = decisions.of_submission(connection, kept.submission_id)
    return {
        (one.payload.get("code", ""), one.payload.get("cell", "")): one.reason or ""
        for one in said
        if one.kind == "explain"
    }


def rows(kept: Submission, ctx: Context) -> None:
    """The first rows as the form's own columns, with the row numbers of the sender's sheet."""
    form = FORMS[kept.form or ""]
    with ctx.ledger.read() as connection:
        data = submissions.rows(connection, kept.submission_id)
        register = Register.load(connection, fiscal_year_of(parse_period(kept.period or "")))
    lines = from_ipc(data).to_pylist() if data else []
    if not lines:
        show(tag("p", text(ctx.say(NIL)), css="tt-quiet"))
        return
    used = [field for field in form.stored_fields if any(line[field.code] is not None for line in lines)]
    first = [
        (line["_row"], tuple(shown(field, line[field.code], register) for field in used)) for line in lines[:SHOWN_ROWS]
    ]
    table_of(form, [field.code for field in used], first, len(lines), ctx)


def table_of(
    form: Form, columns: Sequence[str], rows: Sequence[tuple[int, Sequence[Shown]]], count: int, ctx: Context
) -> None:
    """Rows as the form's own columns: `columns` are field codes; each row is its number in the sheet and its cells."""
    heads = [ctx.say(ROW_NO), *(ctx.say(form.field(code).header) for code in columns)]
    body = [[text(number), *(text(_said(cell)) for cell in cells)] for number, cells in rows]
    show(table(ctx.say(ROWS, shown=len(body), count=count), heads, body, css="tt-rows tt-caption"))


def download(kept: Submission, ctx: Context) -> None:
    """The file itself, for whoever may have it."""
    if ctx.user.may_see_original_of(kept.reporter or ""):
        st.download_button(
            ctx.say(DOWNLOAD),
            data=lambda: original(kept, ctx),
            file_name=kept.file_name,
            on_click="ignore",
            icon=":material/download:",
            key=f"original_{kept.submission_id}",
        )


def original(kept: Submission, ctx: Context) -> bytes:
    """The bytes as sent; the right is asked again here, where they leave. Raises NotAllowed."""
    if not ctx.user.may_see_original_of(kept.reporter or ""):
        raise NotAllowed(ctx.user, Action.ORIGINAL_DOWNLOAD)
    with ctx.ledger.read() as connection:
        return submissions.original(connection, kept.sha256) or b""


def _said(cell: Shown) -> str:
    if cell is None:
        return ""
    return f"{cell:f}".rstrip("0").rstrip(".") if isinstance(cell, Decimal) and "." in str(cell) else str(cell)
