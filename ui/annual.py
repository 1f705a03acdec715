"""The annual report on the screen: how far its numbers are, its photos and their consent, the button, the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from base.words import Text
from kpi.annual_texts import Photo
from ui import names, session
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

STATE = Text("สถานะของตัวเลข", "State of the figures")
NOTICE = {True: Text("◆ ตัวเลขเบื้องต้น", "◆ Provisional"), False: Text("▲ พ้นกำหนดส่งรายงานแล้ว", "▲ Past the deadline")}
SPAN = Text("ช่วงของรายงาน", "Span")
SPANS = {"year": Text("ทั้งปี", "Whole year"), "half": Text("ครึ่งปีแรก", "First half")}
HOLDS = Text(
    "ผลประจำปีที่หน่วยงานส่งแล้ว {rows} โครงการ จาก {agencies} หน่วยงาน · คำชี้แจงตัวชี้วัดที่ต่ำกว่าเป้าหมาย {comments} เรื่อง",
    "Annual results of {rows} projects by {agencies} agencies · {comments} comments on figures below their target",
)
PHOTOS = Text("ภาพผลงานสำคัญ", "Photos")
PHOTO_HEADS = (Text("คำบรรยายภาพ", "Caption"), Text("หน่วยงาน", "Agency"), Text("ในรายงาน", "In the report"))
PRINTED, LINKED, WITHHELD = (
    Text("▲ พิมพ์", "▲ printed"),
    Text("◆ พิมพ์เป็นที่อยู่เว็บ", "◆ as an address"),
    Text("▼ ไม่พิมพ์ ยังไม่มีความยินยอม", "▼ left out: no consent"),
)
NO_PHOTOS = Text("ยังไม่มีภาพ หน่วยงานแนบภาพพร้อมผลประจำปี", "No photo yet: agencies attach them to their annual results")
SHOWN = 12
PRINTABLE = Text("พิมพ์ได้ {may} จาก {count} ภาพ", "{may} of {count} may be printed")
MORE = Text("แสดง {shown} ภาพแรก ภาพที่ไม่พิมพ์อยู่ด้านบน", "the first {shown}, those left out on top")
MAKE = Text("จัดทำรายงาน", "Make the report")
HOW = Text(
    "ตาราง ตัวเลข และภาพจัดทำใหม่ทุกครั้ง ถ้าเลือกฉบับที่แก้ไขแล้ว ข้อความที่แก้ไขจะคงอยู่",
    "Tables, figures and photos are made anew; from an edited edition the words that people changed are kept",
)
OLD = Text("ฉบับที่แก้ไขแล้ว (ถ้ามี)", "The edited edition, if there is one")
LARGEST_MB = 20
WORKING = Text("กำลังจัดทำรายงานประจำปี", "Making the annual report")
MADE = Text("จัดทำแล้ว เลขที่อ้างอิง {code}", "Made under reference {code}")
KEPT = Text("คงข้อความที่แก้ไขไว้ {count} ส่วน", "{count} edited texts kept")
ABSENT = Text("ไฟล์ที่เลือกไม่มีส่วน {names} จึงไม่ได้ใส่", "Left out, the edited file no longer has: {names}")
DOWNLOAD = Text("ดาวน์โหลดรายงาน", "Download the report")
TEMPLATES = Text("แม่แบบเอกสารของสำนักงาน", "The office's templates")
TEMPLATES_HOW = Text(
    "ดาวน์โหลดแม่แบบ ปรับแบบอักษร สี และหัวกระดาษ แล้วให้ผู้ดูแลระบบวางไว้ในโฟลเดอร์แม่แบบโดยใช้ชื่อเดิม เอกสารฉบับต่อไปจะใช้แม่แบบนั้น",
    "Download one, restyle it, and have it put under its name into the folder of templates: the next paper uses it",
)
OWN, OURS = Text("ของสำนักงาน", "the office's own"), Text("ของระบบ", "the system's")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KEPT = "annual_made"


@dataclass(frozen=True, slots=True)
class Made:
    """What this session made last, and the question it answers."""

    question: str
    code: str
    name: str
    data: bytes
    kept: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """One template: what it is for, its file, and whether it is the office's own."""

    title: Text
    name: str
    is_own: bool
    data: bytes


def span(ctx: Context) -> int:
    """The round at whose end the report stands: 2 for the year, 1 for its first half."""
    chosen = st.segmented_control(
        ctx.say(SPAN),
        list(SPANS),
        format_func=labelled(lambda one: ctx.say(SPANS[one])),
        key=session.choice("kind", list(SPANS), "year"),
        required=True,
    )
    return 1 if chosen == "half" else 2


def state(sentence: str, is_provisional: bool, counts: tuple[int, int, int], ctx: Context) -> None:
    """Whether the numbers are final, and how much there is to print: projects, agencies, comments."""
    heading(ctx.say(STATE))
    rows, agencies, comments = (f"{count:,}" for count in counts)
    show(
        tag("p", tag("b", text(ctx.say(NOTICE[is_provisional]))), " ", text(sentence), css="tt-prose"),
        tag("p", text(ctx.say(HOLDS, rows=rows, agencies=agencies, comments=comments)), css="tt-quiet"),
    )


def photos(found: Sequence[Photo], ctx: Context) -> None:
    """Every photo, and whether the people in it agreed to its being printed."""
    note = [ctx.say(PRINTABLE, may=sum(one.may_be_printed for one in found), count=len(found))] if found else []
    note += [ctx.say(MORE, shown=SHOWN)] if len(found) > SHOWN else []
    heading(ctx.say(PHOTOS), " · ".join(note))
    if not found:
        show(tag("p", text(ctx.say(NO_PHOTOS)), css="tt-quiet"))
        return
    rows = [
        [
            text(one.caption or one.project_code),
            text(names.reporter(ctx.build, one.agency, ctx.language)),
            text(ctx.say((LINKED if one.link else PRINTED) if one.may_be_printed else WITHHELD)),
        ]
        for one in sorted(found, key=lambda one: one.may_be_printed)[:SHOWN]
    ]
    show(table(ctx.say(PHOTOS), [ctx.say(head) for head in PHOTO_HEADS], rows))


def make(question: str, write: Callable[[bytes | None], Made | Text], ctx: Context) -> None:
    """The edited edition, the button, and the file that was made for this question."""
    heading(ctx.say(MAKE), ctx.say(HOW))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        old = st.file_uploader(ctx.say(OLD), type=["docx"], max_upload_size=LARGEST_MB, width=420, key="annual_old")
        is_asked = st.button(ctx.say(MAKE), type="primary", icon=":material/menu_book:", key="annual_make")
    if is_asked:
        with st.spinner(ctx.say(WORKING)):
            answer = write(old.getvalue() if old else None)
        if isinstance(answer, Text):
            show(tag("p", text(f"▼ {ctx.say(answer)}"), css="tt-warning", role="alert"))
            return
        session.keep(_KEPT, answer)
    found: Made | None = session.kept(_KEPT)
    if found is not None and found.question == question:
        _file(found, ctx)


def _file(made: Made, ctx: Context) -> None:
    said = [ctx.say(MADE, code=made.code)]
    said += [ctx.say(KEPT, count=len(made.kept))] if made.kept else []
    said += [ctx.say(ABSENT, names=", ".join(made.absent))] if made.absent else []
    show(tag("p", text(f"▲ {' · '.join(said)}"), css="tt-done", role="status"))
    st.download_button(
        ctx.say(DOWNLOAD),
        data=made.data,
        file_name=made.name,
        mime=DOCX,
        on_click="ignore",
        icon=":material/download:",
        key="annual_file",
    )


def templates(found: Sequence[Template], ctx: Context) -> None:
    """Every template with whose it is; those that can be restyled are handed out."""
    heading(ctx.say(TEMPLATES), ctx.say(TEMPLATES_HOW))
    with st.container(horizontal=True):
        for place, one in enumerate(found):
            label = f"{ctx.say(one.title)} ({ctx.say(OWN if one.is_own else OURS)})"
            st.download_button(
                label, data=one.data, file_name=one.name, on_click="ignore", key=f"annual_template_{place}"
            )
