"""The page on the screen as one workbook or one picture, under a reference that leads back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from base.settings import read_settings
from base.words import Text
from exports import cited, formats, page_picture, view, workbook
from kpi import papers
from kpi.model import Ask
from kpi.papers import NewPaper, PaperRefused
from ui import agency, digits, session
from ui.context import Context, Page

DOWNLOAD = Text("ดาวน์โหลด", "Download")
MEANS = {
    "xlsx": Text("ดาวน์โหลดหน้านี้เป็นไฟล์ตาราง พร้อมเลขที่อ้างอิง", "Download this page as tables, with a reference"),
    "png": Text("ดาวน์โหลดหน้านี้เป็นภาพเดียว พร้อมเลขที่อ้างอิง", "Download this page as one picture, with a reference"),
}
LABELS = {"xlsx": Text("ไฟล์ XLSX", "XLSX"), "png": Text("ภาพ PNG", "PNG")}
ICONS = {"xlsx": ":material/table_view:", "png": ":material/image:"}
MIMES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "png": "image/png"}
PINNED = {"as_of", "known_at", "basis"}
"""A page that listens to all of these shows the same again; another paper is opened in the list of papers."""


def control(page: Page, ctx: Context) -> None:
    """The buttons, on pages that have tables; a file is made only when its button is pressed."""
    if page.slug not in view.PAGES:
        return
    chosen = {name: session.chosen(name) for name in view.CHOICES if session.chosen(name)}
    with st.popover(ctx.say(DOWNLOAD), icon=":material/download:", key="download"):
        for form, label in LABELS.items():
            st.download_button(
                ctx.say(label),
                data=partial(made, page, ctx, chosen, form),
                file_name=f"{formats.safe(page.title.th)}.{form}",
                mime=MIMES[form],
                on_click="ignore",
                icon=ICONS[form],
                key=f"download_{form}",
                help=ctx.say(MEANS[form]),
            )


def made(page: Page, ctx: Context, chosen: Mapping[str, str], form: str) -> bytes:
    """The file, recorded. The right is asked again where the paper is issued."""
    ctx.user.must(page.needs)
    asked = papers.pinned(ctx.ask, build=ctx.build)
    try:
        return _made(page, ctx, asked, chosen, form)
    except PaperRefused:
        # Something came in since this page was drawn: the file says what the page knew.
        asked = replace(asked, known_at=min(asked.known_at, ctx.build.last_recorded_at))
        return _made(page, ctx, asked, chosen, form)


def _made(page: Page, ctx: Context, asked: Ask, chosen: Mapping[str, str], form: str) -> bytes:
    shown = view.View(ctx.build, asked, chosen, lambda code: agency.may_read(code, ctx))
    tables, printed = view.tables(page.slug, shown)
    place = (page.slug, dict(chosen)) if set(page.filters) >= PINNED else (papers.PAGE, {})
    kind = papers.IMAGE if form == "png" else papers.WORKBOOK
    new = NewPaper(kind, page.title.th, asked, printed, page=place[0], address=place[1])
    reference = cited.numbered(papers.issue(ctx.ledger, ctx.build, new, user=ctx.user), read_settings().public_url)
    if form == "png":
        kept = "thai" if digits.is_thai() else "arabic"
        return page_picture.draw(page.title.th, tables, shown, reference, kept, printed)
    return workbook.workbook(page.title.th, tables, shown.filters, view.citation(shown), reference)
