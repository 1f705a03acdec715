"""The cells behind a figure: file, sheet, cell, value, part played, who and when; and the workbooks themselves."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import streamlit as st

from base.access import Action, NotAllowed
from base.words import Text
from etl.sheets.address import link
from kpi.model import Source
from ledger import submissions
from ui import session, source_words
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

PAGE_SIZE = 15

TITLE = Text("ข้อมูลต้นทางของค่านี้", "The cells behind the figure")
COUNT = Text("{cells} รายการ จาก {files} ไฟล์", "{cells} entries from {files} file(s)")
NONE = Text("ยังไม่มีข้อมูลต้นทางสำหรับค่านี้", "Nothing stands behind this figure yet")
NOT_YOURS = Text("ตำแหน่งนี้ไม่มีสิทธิ์ดูข้อมูลต้นทางของหน่วยงานอื่น", "This position may not see what other agencies sent")
KINDS = {
    "values": Text("เซลล์ที่ให้ค่า", "Cells that give the value"),
    "all": Text("รวมเซลล์ที่ใช้เป็นเงื่อนไขการนับ", "With those that only decide what counts"),
}
PAGE = Text("หน้า", "Page")
PAGE_OF = Text("{number} จาก {count}", "{number} of {count}")
ORIGINAL = Text("ไฟล์ต้นฉบับ", "Original file")
DOWNLOAD = Text("ดาวน์โหลดต้นฉบับ", "Download the original")
AS_CSV = Text("ดาวน์โหลดรายการทั้งหมด (CSV)", "Download the whole list (CSV)")


def show_sources(sources: Sequence[Source], ctx: Context, key: str) -> None:
    """The table of sources with its downloads; says so when this position may not look."""
    if not ctx.user.may(Action.TRACE_VIEW):
        heading(ctx.say(TITLE))
        show(tag("p", text(ctx.say(NOT_YOURS)), css="tt-quiet"))
        return
    files = {source.submission for source in sources if source.submission}
    heading(ctx.say(TITLE), ctx.say(COUNT, cells=f"{len(sources):,}", files=len(files)) if sources else "")
    if not sources:
        show(tag("p", text(ctx.say(NONE)), css="tt-quiet"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = st.segmented_control(
            ctx.say(TITLE),
            list(KINDS),
            format_func=labelled(lambda kind: ctx.say(KINDS[kind])),
            key=session.choice("rows", list(KINDS), "values", is_quiet=True),
            label_visibility="collapsed",
            required=True,
        )
        wanted = [source for source in sources if which == "all" or source.role != "basis"]
        page = paged(len(wanted), ctx, key)
    shown = wanted[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    ways = _ways(shown, ctx)
    show(
        table(
            ctx.say(TITLE),
            [ctx.say(head) for head in source_words.HEADS],
            [_row(source, ctx, ways) for source in shown],
        )
    )
    _downloads(sources, ctx, key)


def paged(count: int, ctx: Context, key: str) -> int:
    """Which page of a long list to show, from 0; asks only when there is more than one, and the address keeps it."""
    pages = max(1, -(-count // PAGE_SIZE))
    if pages == 1:
        return 0
    numbers = [str(number) for number in range(1, pages + 1)]
    chosen = st.selectbox(
        ctx.say(PAGE),
        numbers,
        format_func=labelled(lambda number: ctx.say(PAGE_OF, number=number, count=pages)),
        key=session.choice(f"page.{key}", numbers, "1", is_quiet=True),
        width=140,
    )
    return int(chosen) - 1


def _ways(shown: Sequence[Source], ctx: Context) -> dict[tuple[str, str], tuple[str, int]]:
    """(submission, sheet) → spreadsheet and number of the sheet, for what came from Google Sheets."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    with ctx.ledger.read() as connection:
        for number in {source.submission for source in shown if source.submission and source.cell}:
            kept = submissions.by_id(connection, number)
            google = kept.layout.get("google") if kept else None
            for sheet, gid in (google or {}).get("gids", {}).items():
                found[number, sheet] = (google["spreadsheet"], gid)
    return found


def _cell(source: Source, cell: str, ways: dict[tuple[str, str], tuple[str, int]]) -> str:
    """The cell's address; of a Google Sheet as the way to it."""
    way = ways.get((source.submission or "", source.sheet or ""))
    if way is None or source.cell is None:
        return tag("code", text(cell))
    return tag("a", text(cell), " ↗", href=link(*way, source.cell), target="_blank", rel="noopener noreferrer")


def _row(source: Source, ctx: Context, ways: dict[tuple[str, str], tuple[str, int]]) -> list[str]:
    file, sheet, cell, value, *rest = source_words.words(source, ctx)
    return [
        text(file),
        text(sheet),
        _cell(source, cell, ways),
        text(value),
        *map(text, rest),
    ]


def _downloads(sources: Sequence[Source], ctx: Context, key: str) -> None:
    files = {
        source.submission: source
        for source in sources
        if source.submission and source.reporter and ctx.user.may_see_original_of(source.reporter)
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if files:
            number = st.selectbox(
                ctx.say(ORIGINAL),
                list(files),
                format_func=labelled(lambda one: f"{one} · {files[one].file}"),
                key=f"{key}_original",
                width=420,
            )
            chosen = files[number]
            st.download_button(
                ctx.say(DOWNLOAD),
                data=lambda: original(chosen, ctx),
                file_name=chosen.file or number,
                on_click="ignore",
                icon=":material/download:",
                key=f"{key}_download",
            )
        st.download_button(
            ctx.say(AS_CSV),
            data=lambda: as_csv(sources),
            file_name=f"{key}.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/table_view:",
            key=f"{key}_csv",
        )


def original(source: Source, ctx: Context) -> bytes:
    """The workbook as it was sent. The right is asked again here, where the bytes leave.

    Raises NotAllowed.
    """
    if not ctx.user.may_see_original_of(source.reporter or ""):
        raise NotAllowed(ctx.user, Action.ORIGINAL_DOWNLOAD)
    with ctx.ledger.read() as connection:
        return submissions.original(connection, source.sha256 or "") or b""


def as_csv(sources: Sequence[Source]) -> bytes:
    """The whole list for a spreadsheet; text that a spreadsheet would run as a formula is defused."""
    sink = io.StringIO()
    writer = csv.writer(sink)
    names = (
        "kind",
        "role",
        "item",
        "value",
        "raw",
        "submission",
        "file",
        "sheet",
        "cell",
        "reporter",
        "sent_by",
        "received_at",
        "version",
        "sha256",
    )
    writer.writerow(names)
    for source in sources:
        writer.writerow([_defused(str(getattr(source, name) or "")) for name in names])
    return sink.getvalue().encode("utf-8-sig")


def _defused(value: str) -> str:
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t") else value
