"""The page on the screen as one workbook, under a reference that leads back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from base.settings import read_settings
from base.words import Text
from exports import cited, formats, view, workbook
from kpi import papers
from kpi.papers import NewPaper, Paper, PaperRefused
from ui import agency, session
from ui.context import Context, Page

LABEL = Text("ไฟล์ XLSX", "XLSX")
MEANS = Text("ดาวน์โหลดหน้านี้เป็นไฟล์ตาราง พร้อมเลขที่อ้างอิง", "Download this page as tables, with a reference")
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PINNED = {"as_of", "known_at", "basis"}
"""A page that listens to all of these shows the same again; another paper is opened in the list of papers."""


def control(page: Page, ctx: Context) -> None:
    """The button, on pages that have tables; the workbook is made only when it is pressed."""
    if page.slug not in view.PAGES:
        return
    chosen = {name: session.chosen(name) for name in view.CHOICES if session.chosen(name)}
    st.download_button(
        ctx.say(LABEL),
        data=lambda: made(page, ctx, chosen),
        file_name=f"{formats.safe(page.title.th)}.xlsx",
        mime=MIME,
        on_click="ignore",
        icon=":material/table_view:",
        key="download_page",
        help=ctx.say(MEANS),
    )


def made(page: Page, ctx: Context, chosen: Mapping[str, str]) -> bytes:
    """The workbook, recorded. The right is asked again where the paper is issued."""
    ctx.user.must(page.needs)
    asked = papers.pinned(ctx.ask)
    try:
        return _made(page, ctx, chosen, view.View(ctx.build, asked, chosen, lambda code: agency.may_read(code, ctx)))
    except PaperRefused:
        # Something came in since this page was drawn: the file says what the page knew.
        asked = replace(asked, known_at=min(asked.known_at, ctx.build.last_recorded_at))
        return _made(page, ctx, chosen, view.View(ctx.build, asked, chosen, lambda code: agency.may_read(code, ctx)))


def _made(page: Page, ctx: Context, chosen: Mapping[str, str], shown: view.View) -> bytes:
    tables, printed = view.tables(page.slug, shown)
    paper = _issued(page, ctx, chosen, shown, printed)
    reference = cited.numbered(paper, read_settings().public_url)
    return workbook.workbook(page.title.th, tables, shown.filters, view.citation(shown), reference)


def _issued(page: Page, ctx: Context, chosen: Mapping[str, str], shown: view.View, printed: view.Figures) -> Paper:
    place = (page.slug, dict(chosen)) if set(page.filters) >= PINNED else (papers.PAGE, {})
    new = NewPaper(papers.WORKBOOK, page.title.th, shown.ask, printed, page=place[0], address=place[1])
    return papers.issue(ctx.ledger, ctx.build, new, user=ctx.user)
