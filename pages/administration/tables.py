"""What tables are there, and how are all of them taken away?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.settings import read_settings
from base.words import Text
from exports import everything
from ui import tables
from ui.context import Context, Help, Page

PAGE = Page(
    "tables",
    Text("ส่งออกตารางทั้งหมด", "Export all tables"),
    Action.TABLE_EXPORT,
    ":material/database:",
    (),
    Help(
        Text(
            "ดาวน์โหลดตารางทุกตารางของฐานข้อมูล เพื่อวิเคราะห์ต่อหรือเก็บไว้นอกระบบ",
            "Download every table of the database, to analyse it elsewhere or to keep it",
        ),
        Text("ฝ่ายบริหารทั่วไปหรือผู้ดูแลระบบ ทุกครั้งมีเลขที่อ้างอิง", "General Administration; each file gets a reference"),
        Text("เมื่อมีผู้ขอข้อมูล หรือสิ้นปีงบประมาณ", "When data is asked for, or at the end of the year"),
    ),
)
FORMS: dict[everything.Form, Text] = {
    "xlsx": Text("ดาวน์โหลดไฟล์ XLSX", "Download as XLSX"),
    "parquet": Text("ดาวน์โหลดไฟล์ Parquet (ZIP)", "Download as Parquet (ZIP)"),
}


def render(ctx: Context) -> None:
    """Every table with its rows, and both files."""
    with st.container(key="panel_tables"):
        tables.listed(everything.counts(ctx.build), ctx)
        with st.container(horizontal=True):
            for form, words in FORMS.items():
                st.download_button(
                    ctx.say(words),
                    data=lambda form=form: made(form, ctx),
                    file_name=f"tidtam.{everything.ENDING[form]}",
                    on_click="ignore",
                    icon=":material/download:",
                    key=f"tables_{form}",
                )


def made(form: everything.Form, ctx: Context) -> bytes:
    """The file, made when its button is pressed; the right is asked again where it is made."""
    return everything.export(ctx.ledger, ctx.build, ctx.user, form, ctx.ask, read_settings().public_url)[1]
