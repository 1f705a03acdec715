"""What is laid before the committee this round, as files to download?"""

from __future__ import annotations

import streamlit as st

from base.access import Action, NotAllowed
from base.settings import read_settings
from base.words import Text
from exports import formats, gather, packing
from exports.content import Content
from exports.reference import Reference
from kpi.papers import PACK, PaperRefused
from ledger.store import LedgerFault
from ui import digits, filters, packs
from ui.acting import why
from ui.context import Context, Help, Page

# Papers hold the words of every agency: for those who may see what stands behind a figure, not for reporters.
PAGE = Page(
    "packs",
    Text("เอกสารคณะกรรมการ", "Committee papers"),
    Action.TRACE_VIEW,
    ":material/co_present:",
    filters.ALL,
    Help(
        Text(
            "จัดทำสไลด์และเอกสารเสนอคณะกรรมการจากตัวเลขบนหน้าจอ พร้อมใช้โดยไม่ต้องแก้ไข",
            "Make the slides and papers for the committee from the figures on the screen, ready to use",
        ),
        Text(
            "เลือกรอบและวันที่ แล้วกดจัดทำเอกสาร ไม่ต้องกรอกตัวเลขใด",
            "Choose the round and the day and press the button; no figure is typed",
        ),
        Text(
            "จัดทำได้ทุกเมื่อ เอกสารระบุวันที่ของข้อมูลและยังเป็นข้อมูลเบื้องต้นจนกว่าจะปิดรอบ",
            "At any time; papers name their day, and are preliminary until the round is frozen",
        ),
    ),
)


def render(ctx: Context) -> None:
    """Whose papers, what they will say, the button and the files."""
    track = packs.choose(ctx)
    said = packs.asked(gather.content, track, ctx)
    with st.container(key="panel_preview"):
        packs.preview(said.title, said.headline, said.matters, ctx)
    with st.container(key="panel_make"):
        packs.make(track, lambda: start(track, ctx), ctx)
    with st.container(key="panel_publish"):
        found = packing.checked(ctx.ledger, ctx.build, said)
        packs.publish(track, found, lambda reason: final(track, reason, ctx), packs.last(PACK, track, ctx), ctx)


def start(track: str, ctx: Context) -> packs.Steps:
    """Record the paper under its reference, then draw its files one after the other."""
    url = read_settings().public_url
    return drawn(*packing.drafted(ctx.ledger, ctx.build, ctx.ask, track, ctx.user, url))


def final(track: str, reason: str, ctx: Context) -> packs.Steps | Text:
    """The same, published; or why it is not. The right is asked where the paper is issued."""
    url = read_settings().public_url
    try:
        return drawn(*packing.published(ctx.ledger, ctx.build, ctx.ask, track, ctx.user, url, reason=reason))
    except (NotAllowed, LedgerFault, PaperRefused) as fault:
        return why(fault)


def drawn(said: Content, printed: Reference) -> packs.Steps:
    """The reference, what is made in turn, and the files."""
    made = formats.pack(said, printed, digits="thai" if digits.is_thai() else "arabic")
    files = (packs.File(name, one.label, one.mime, data) for one, name, data in made)
    return printed.code, [one.label for one in formats.FORMATS], files
