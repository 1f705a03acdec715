"""Who did what to which object when, and is the record whole and unaltered?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.settings import read_settings
from base.words import Text
from exports import audit as workbook
from exports import cited, view
from kpi import papers
from kpi.papers import NewPaper
from ledger import trail, verified
from ledger.trail import Search
from ui import audit, names
from ui.context import Context, Help, Page

PAGE = Page(
    "audit",
    Text("ประวัติการทำรายการ", "Audit trail"),
    Action.AUDIT_VIEW,
    ":material/manage_search:",
    (),
    Help(
        Text(
            "ค้นหาว่าใครทำรายการใดเมื่อใด ค่าก่อนและหลังเป็นเท่าใด และตรวจว่าทะเบียนไม่ถูกแก้ไขภายหลัง",
            "Find who did what and when, with before and after, and verify that the record was not altered",
        ),
        Text("ไม่ต้องบันทึกข้อมูล ระบบบันทึกทุกรายการเอง", "Nothing is entered; the system records every action"),
        Text("เมื่อมีข้อสงสัย และอย่างน้อยเดือนละครั้ง", "Whenever in doubt, and at least once a month"),
    ),
)
AS_XLSX = Text("ดาวน์โหลดรายการที่พบ (XLSX)", "Download the rows found (XLSX)")


def render(ctx: Context) -> None:
    """What to look for; the rows found, with the workbook; the last verification."""
    with st.container(key="panel_search"):
        wanted = audit.asked(ctx)
    with st.container(key="panel_trail"):
        if audit.found(wanted, ctx):
            st.download_button(
                ctx.say(AS_XLSX),
                data=lambda: made(wanted, ctx),
                file_name="audit.xlsx",
                on_click="ignore",
                icon=":material/table_view:",
                key="audit_xlsx",
            )
    with st.container(key="panel_verified"):
        with ctx.ledger.read() as connection:
            last = verified.last(connection)
        if audit.verification(last, ctx.ledger.head(), ctx):
            with st.spinner(ctx.say(audit.WORKING)):
                verified.check(ctx.ledger, ctx.user)
            st.rerun()


def made(wanted: Search, ctx: Context) -> bytes:
    """The workbook of a search, recorded as a paper. The right is asked again here, where the bytes leave."""
    ctx.user.must(Action.AUDIT_VIEW)
    asked = papers.pinned(ctx.ask, build=ctx.build)
    paper = papers.issue(ctx.ledger, ctx.build, NewPaper(papers.WORKBOOK, PAGE.title.th, asked, ()), user=ctx.user)
    with ctx.ledger.read() as connection:
        entries = trail.find(connection, wanted, limit=workbook.MOST)
    reference = cited.numbered(paper, read_settings().public_url)
    citation = view.citation(view.View(ctx.build, asked))
    return workbook.draw(entries, wanted, lambda one: names.person(ctx.build, one, "th"), citation, reference)
