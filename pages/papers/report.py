"""How far are the numbers of the year, which photos may be printed, and the annual report itself?"""

from __future__ import annotations

from functools import partial

import streamlit as st

from base.access import Action, NotAllowed
from base.settings import SettingFault, read_settings
from base.words import Text
from exports.annual import gather, issue
from exports.annual.document import ReportRefused
from exports.letters.office import templates
from kpi.model import Ask
from kpi.papers import PaperRefused
from ledger.store import LedgerFault
from ui import annual, figures
from ui.acting import why
from ui.context import Context, Help, Page

PAGE = Page(
    "report",
    Text("รายงานประจำปี", "Annual report"),
    Action.TRACE_VIEW,
    ":material/menu_book:",
    ("fy", "known_at", "basis"),
    Help(
        Text(
            "จัดทำรายงานประจำปีจากผลที่หน่วยงานส่ง ดูว่าตัวเลขเป็นที่สุดแล้วหรือยัง และภาพใดพิมพ์ได้",
            "Make the annual report from what the agencies sent; see whether it is final, which photos may be printed",
        ),
        Text(
            "หน่วยงานส่งผลประจำปีและภาพพร้อมความยินยอม เจ้าหน้าที่แก้ไขข้อความในไฟล์แล้วนำกลับมาจัดทำซ้ำได้โดยข้อความไม่หาย",
            "Agencies send annual results and photos with consent; words edited in the file survive the next edition",
        ),
        Text("จัดทำช่วงเดือนกันยายนถึงตุลาคมของทุกปี", "In September and October of every year"),
    ),
)


def render(ctx: Context) -> None:
    """The state of the numbers, the photos, the button and the file, the templates."""
    with st.container(key="panel_annual_state"):
        year = ctx.ask.round.fiscal_year
        asked = gather.ask(year, ctx.ask.known_at, official=ctx.ask.official, round_number=annual.span(ctx))
        told = figures.asked_again(ctx.build, gather.year, (ctx.build.name, "annual", repr(asked)), asked)
        agencies = {one.agency for one in told.annual.rows}
        counts = len(told.annual.rows), len(agencies), len(told.comments)
        annual.state(told.september, told.is_provisional, counts, ctx)
    with st.container(key="panel_annual_make"):
        annual.make(repr(asked), partial(_made, asked, ctx), ctx)
    with st.container(key="panel_annual_photos"):
        annual.photos(told.annual.photos, ctx)
    with st.container(key="panel_annual_templates"):
        folder = read_settings().papers_dir
        annual.templates([annual.Template(*one) for one in templates(folder)], ctx)


def _made(asked: Ask, ctx: Context, old: bytes | None) -> annual.Made | Text:
    """The report, or why there is none. The right is asked where the paper is issued."""
    settings = read_settings()
    try:
        made = issue.report(
            *(ctx.ledger, ctx.build, asked),
            user=ctx.user,
            public_url=settings.public_url,
            papers_dir=settings.papers_dir,
            old=old,
        )
    except (NotAllowed, ReportRefused, PaperRefused, SettingFault, LedgerFault) as fault:
        return why(fault)
    edition = made.edition
    return annual.Made(repr(asked), made.reference.code, made.file_name, edition.data, edition.kept, edition.absent)
