"""The committee's papers: whose, what they will say, the button that makes them, the files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from base.access import Action
from base.words import Text
from kpi import publishing
from kpi.checklist import Check
from kpi.model import ASSESSEES
from ui import figures, papers, session
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

WHOSE = Text("เอกสารของ", "Papers of")
WILL_SAY = Text("สิ่งที่เอกสารจะนำเสนอ", "What the papers will say")
MATTERS = Text("ประเด็นเสนอที่ประชุม", "Matters for the meeting")
MAKE = Text("จัดทำเอกสาร", "Make the papers")
HOW = Text(
    "ระบบจัดทำไฟล์จากตัวเลขชุดเดียวกับหน้าจอ พร้อมเลขที่อ้างอิงและคิวอาร์โค้ดที่เปิดกลับมายังตัวเลขชุดเดิม",
    "The files are made from the figures on the screen, with a reference and a QR code that lead back to them",
)
MAKING = Text("กำลังจัดทำ {what}", "Making {what}")
FILES = Text("เอกสารที่จัดทำแล้ว", "The papers")
NUMBER = Text("เลขที่อ้างอิง {code}", "Reference {code}")
ALL_IN_ONE = Text("ดาวน์โหลดทั้งชุด (ZIP)", "Download all (ZIP)")
PUBLISH = Text("เผยแพร่เอกสาร", "Publish the papers")
PUBLISH_HOW = Text(
    "รายการตรวจก่อนเผยแพร่ของฉบับร่างล่าสุด หากยังไม่ผ่านต้องระบุเหตุผล และเหตุผลจะพิมพ์ไว้บนเอกสาร",
    "The list for the last draft. What is not passed needs a reason, which is printed on the papers",
)
CHECK_HEADS = (Text("รายการตรวจ", "Asked"), Text("ผล", "Answer"))
REASON = Text("เหตุผลที่เผยแพร่ (จำเป็น เพราะยังไม่ผ่านทุกข้อ)", "Reason to publish (required: not everything is passed)")
WHO = Text(
    "ผู้อำนวยการ หัวหน้ากลุ่ม และฝ่ายบริหารทั่วไปเป็นผู้เผยแพร่เอกสาร ตำแหน่งนี้จัดทำฉบับร่างได้",
    "The Director, group heads and General Administration publish papers; this position makes drafts",
)
PUBLISHED = Text("ฉบับเผยแพร่ล่าสุด {code} · ค่าที่เปลี่ยนหลังเผยแพร่: ", "Last published {code} · figures moved since: ")
MADE, TURN = "packs_made", "packs_turn"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class File:
    """One file of the pack."""

    name: str
    label: Text
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Made:
    """What this session made last, and the question it answers."""

    question: str
    code: str
    files: tuple[File, ...]
    is_final: bool


Steps = tuple[str, Sequence[Text], Iterator[File]]
"""The reference, what will be made in turn, and the files one after the other."""


def choose(ctx: Context) -> str:
    """The Office or one of its units; it stands in the address."""
    units = ctx.build.reference("units", ctx.ask.as_of, ctx.build.last_seq)
    return st.segmented_control(
        ctx.say(WHOSE),
        ASSESSEES,
        format_func=labelled(lambda one: units.get(one, {}).get(f"short_{ctx.language}") or one),
        key=session.choice("unit", ASSESSEES, ASSESSEES[0]),
        required=True,
    )


def asked(answer: Callable[..., T], track: str, ctx: Context) -> T:
    """What the papers of a track say, kept by build and question like every other answer."""
    return figures.asked_again(ctx.build, answer, (ctx.build.name, "papers", track, repr(ctx.ask)), ctx.ask, track)


def preview(title: str, headline: str, matters: Sequence[str], ctx: Context) -> None:
    """The first lines of the papers, as they will be printed."""
    heading(ctx.say(WILL_SAY))
    points = tag("ol", *(tag("li", text(one)) for one in matters))
    show(
        tag("p", tag("b", text(title))),
        tag("p", text(headline)),
        tag("h3", text(ctx.say(MATTERS)), css="tt-h3"),
        points,
    )


def make(track: str, start: Callable[[], Steps], ctx: Context) -> None:
    """The button; while it works the reader sees which file is being made."""
    heading(ctx.say(MAKE), ctx.say(HOW))
    if st.button(ctx.say(MAKE), type="primary", icon=":material/present_to_all:", key="packs_make"):
        _draw(track, start(), ctx, is_final=False)
    found: Made | None = session.kept(MADE)
    if found is not None and found.question == _question(track, ctx):
        _files(found, ctx)


def publish(
    track: str, checks: Sequence[Check], start: Callable[[str], Steps | Text], last: Sequence[str], ctx: Context
) -> None:
    """The list before publishing, and the button of whoever may; `last`: what is said of the paper published last."""
    heading(ctx.say(PUBLISH), ctx.say(PUBLISH_HOW))
    rows = [
        [text(f"{'▲' if one.is_passed else '▼'} {ctx.say(one.title)}"), text(ctx.say(one.detail))] for one in checks
    ]
    show(table(ctx.say(PUBLISH), [ctx.say(head) for head in CHECK_HEADS], rows))
    for line in last:
        show(tag("p", line, css="tt-quiet"))
    if not ctx.user.may(Action.PAPER_PUBLISH):
        show(tag("p", text(ctx.say(WHO)), css="tt-quiet"))
        return
    turn = session.kept(TURN, 0)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reason = ""
        if not all(one.is_passed for one in checks):
            reason = st.text_input(ctx.say(REASON), key=f"packs_reason_{turn}", max_chars=300, width=520)
        is_sent = st.button(ctx.say(PUBLISH), icon=":material/verified:", key="packs_publish")
    if is_sent:
        answer = start(reason)
        if isinstance(answer, Text):
            show(tag("p", text(f"▼ {ctx.say(answer)}"), css="tt-warning", role="alert"))
            return
        _draw(track, answer, ctx, is_final=True)
        session.keep(TURN, turn + 1)
        st.rerun()


def _question(track: str, ctx: Context) -> str:
    return f"{track} {ctx.ask!r}"


def _draw(track: str, steps_of: Steps, ctx: Context, *, is_final: bool) -> None:
    code, steps, files = steps_of
    bar, made = st.progress(0.0), []
    for place, step in enumerate(steps):
        bar.progress(place / len(steps), text=ctx.say(MAKING, what=ctx.say(step)))
        made.append(next(files))
    bar.empty()
    session.keep(MADE, Made(_question(track, ctx), code, tuple(made), is_final))


def _files(made: Made, ctx: Context) -> None:
    state = ctx.say(papers.FINAL if made.is_final else papers.DRAFT)
    heading(ctx.say(FILES), f"{ctx.say(NUMBER, code=made.code)} · {state}")
    with st.container(horizontal=True):
        for place, one in enumerate(made.files):
            st.download_button(
                ctx.say(one.label),
                data=one.data,
                file_name=one.name,
                mime=one.mime,
                on_click="ignore",
                icon=":material/download:",
                key=f"packs_file_{place}",
            )
        if len(made.files) > 1:
            st.download_button(
                ctx.say(ALL_IN_ONE),
                data=lambda: _zipped(made.files),
                file_name=f"{made.files[0].name.rpartition('.')[0]}.zip",
                mime="application/zip",
                on_click="ignore",
                icon=":material/folder_zip:",
                key="packs_all",
            )


def last(kind: str, track: str, ctx: Context) -> list[str]:
    """One line of markup about the paper of this track and round that was published last; none where there is none."""
    paper = publishing.newest_final(ctx.ledger, kind, track, ctx.ask)
    if paper is None:
        return []
    link = tag("a", text(ctx.say(PUBLISHED, code=paper.reference)), href=f"papers?paper={paper.reference}", css="tt-go")
    return [link + text(papers.since(paper, ctx))]


def _zipped(files: Sequence[File]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as bundle:
        for one in files:
            bundle.writestr(one.name, one.data)
    return sink.getvalue()
