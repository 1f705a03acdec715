"""How did the month go, by plan and by agency: a text to copy and a workbook."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from base.access import Action
from base.period import Month
from base.settings import read_settings
from base.words import Text
from exports import cited, formats, workbook
from exports import monthly as summary
from exports.view import View, citation
from kpi import papers
from kpi.papers import NewPaper, PaperRefused
from kpi.store import Build
from ui import agency, figures, monthly
from ui.context import Context, Help, Page

PAGE = Page(
    "monthly",
    Text("สรุปประจำเดือน", "Monthly summary"),
    Action.KPI_VIEW,
    ":material/calendar_month:",
    ("fy", "known_at", "basis"),
    Help(
        Text(
            "คัดลอกข้อความสรุปของเดือนไปส่งต่อ และดาวน์โหลดตารางรายแผนและรายหน่วยงาน",
            "Copy the summary of a month into a message, and download its tables by plan and by agency",
        ),
        Text("ไม่ต้องบันทึกข้อมูลที่หน้านี้", "Nothing is entered here"),
        Text("หลังวันที่ 5 ของเดือนถัดไป เมื่อรายงานครบกำหนด", "After the 5th of the month after, when reports are due"),
    ),
)


def render(ctx: Context) -> None:
    """The month, its text and its workbook."""
    year, known = ctx.ask.round.fiscal_year, ctx.ask.known_at
    with st.container(key="panel_monthly"):
        month = monthly.month([one for one in year.months if one.last_day < known.date()], ctx)
        if month is None:
            return
        key = (ctx.build.name, "monthly", str(month), repr(ctx.ask))
        monthly.summary(month, figures.asked_again(ctx.build, lambda build: _told(build, month, ctx).text(), key), ctx)
    with st.container(key="panel_monthly_file"):
        name = f"{formats.safe(summary.title(month))}.xlsx"
        monthly.file(month, name, partial(made, month, ctx), ctx)


def made(month: Month, ctx: Context) -> bytes:
    """The workbook, recorded; where something came in since the page was drawn it says what the page knew."""
    ctx.user.must(PAGE.needs)
    try:
        return _made(month, ctx)
    except PaperRefused:
        known = min(ctx.ask.known_at, ctx.build.last_recorded_at)
        return _made(month, replace(ctx, ask=replace(ctx.ask, known_at=known)))


def _made(month: Month, ctx: Context) -> bytes:
    told, title = (
        _told(ctx.build, month, replace(ctx, ask=papers.pinned(ctx.ask, build=ctx.build))),
        summary.title(month),
    )
    (tables, printed), shown = told.tables(), told.view
    paper = papers.issue(ctx.ledger, ctx.build, NewPaper(papers.WORKBOOK, title, shown.ask, printed), user=ctx.user)
    return workbook.workbook(
        title, tables, shown.filters, citation(shown), cited.numbered(paper, read_settings().public_url)
    )


def _told(build: Build, month: Month, ctx: Context) -> summary.Monthly:
    asked = summary.ask_of(ctx.ask, month)
    return summary.Monthly(View(build, asked, {}, lambda code: agency.may_read(code, ctx)), month)
