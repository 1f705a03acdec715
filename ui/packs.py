"""The committee's papers: whose, what they will say, the button that makes them, the files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from base.words import Text
from kpi.model import ASSESSEES
from ui import figures, session
from ui.context import Context
from ui.markup import heading, show, tag, text

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
MADE = "packs_made"

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


Steps = tuple[str, Sequence[Text], Iterator[File]]
"""The reference, what will be made in turn, and the files one after the other."""


def choose(ctx: Context) -> str:
    """The Office or one of its units; it stands in the address."""
    units = ctx.build.reference("units", ctx.ask.as_of, ctx.build.last_seq)
    return st.segmented_control(
        ctx.say(WHOSE),
        ASSESSEES,
        format_func=lambda one: units.get(one, {}).get(f"short_{ctx.language}") or one,
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
    question = f"{ctx.build.name} {track} {ctx.ask!r}"
    if st.button(ctx.say(MAKE), type="primary", icon=":material/present_to_all:", key="packs_make"):
        code, steps, files = start()
        bar, made = st.progress(0.0), []
        for place, step in enumerate(steps):
            bar.progress(place / len(steps), text=ctx.say(MAKING, what=ctx.say(step)))
            made.append(next(files))
        bar.empty()
        session.keep(MADE, Made(question, code, tuple(made)))
    found: Made | None = session.kept(MADE)
    if found is not None and found.question == question:
        _files(found, ctx)


def _files(made: Made, ctx: Context) -> None:
    heading(ctx.say(FILES), ctx.say(NUMBER, code=made.code))
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


def _zipped(files: Sequence[File]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as bundle:
        for one in files:
            bundle.writestr(one.name, one.data)
    return sink.getvalue()
