"""Papers issued: opened by the reference printed on them, with the figures they printed and what has moved since."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from base.thai import say_date, say_moment
from base.words import Text
from kpi import cite, papers, speak
from kpi.model import Figure
from kpi.papers import KIND_WORDS, KeptFigure, Paper
from ledger.papers import reference_of
from ui import figures, marks, names, session
from ui.context import Context
from ui.horizon import horizon
from ui.markup import heading, show, table, tag, text
from ui.receipts import definition_list

REFERENCE = Text("เลขที่อ้างอิงบนเอกสาร", "Reference on the paper")
EXAMPLE = Text("เช่น K7F3X9", "such as K7F3X9")
OPEN = Text("เปิดเอกสาร", "Open the paper")
MALFORMED = Text(
    "▼ เลขที่อ้างอิงมี 6 ตัวอักษรและตัวเลข กรุณาตรวจตัวอักษรบนเอกสารอีกครั้ง",
    "▼ A reference has 6 letters and digits; please check them on the paper again",
)
UNKNOWN = Text("▼ ไม่พบเอกสารเลขที่ {reference} ในระบบนี้", "▼ There is no paper {reference} in this system")
TITLE = Text("เอกสารเลขที่ {reference}", "Paper {reference}")
KIND, NAME = Text("ชนิดเอกสาร", "Kind"), Text("ชื่อเอกสาร", "Title")
AS_OF, KNOWN_AT = Text("ข้อมูล ณ วันที่", "As of"), Text("เท่าที่ทราบ ณ", "Known at")
ROUND, ABOUT = Text("รอบการประเมิน", "Round"), Text("เรื่องของ", "About")
STANDING, MADE = Text("สถานะข้อมูล", "Data"), Text("ออกเมื่อ", "Issued")
STATE, BY = Text("สถานะเอกสาร", "State of the paper"), Text("ผู้จัดทำ", "Made by")
BUILD, DIGEST = Text("ฐานข้อมูล", "Build"), Text("ลายนิ้วมือของตัวเลข (SHA-256)", "Digest of the figures (SHA-256)")
NOT_PASSED, REASON = (
    Text("ยังไม่ผ่านเมื่อเผยแพร่", "Not passed when published"),
    Text("เหตุผลที่เผยแพร่", "Reason for publishing"),
)
FINAL, DRAFT = Text("▲ ฉบับเผยแพร่", "▲ Published"), Text("◊ ฉบับร่าง", "◊ Draft")
SAME_VIEW = Text("เปิดหน้าเดียวกัน ณ วันและเวลาของเอกสาร", "Open the same page at the paper's day and moment")
FIGURES = Text("ตัวเลขในเอกสาร", "Figures of the paper")
NO_FIGURES = Text("เอกสารนี้ไม่มีค่าของตัวชี้วัด", "This paper has no figures")
AGREES = Text(
    "คำนวณซ้ำ ณ วันและเวลาของเอกสารตรงกัน {same} จาก {count} ค่า · เปลี่ยนไปจากที่พิมพ์ไว้ {moved} ค่า",
    "{same} of {count} agree when computed again at the paper's moment · {moved} have moved since",
)
HEADS = (
    Text("ตัวชี้วัด", "Indicator"),
    Text("ขอบเขต", "Scope"),
    Text("รอบ", "Round"),
    Text("ที่พิมพ์ไว้", "As printed"),
    Text("ปัจจุบัน", "Now"),
    Text("เปลี่ยนไป", "Moved"),
)
SHOWN = 40
MORE = Text("แสดง {shown} จาก {count} ค่า ค่าที่เปลี่ยนอยู่ด้านบน", "{shown} of {count} shown, those that moved first")
LIST = Text("เอกสารที่ออกแล้ว", "Papers issued")
COUNT = Text("{count} ฉบับ", "{count}")
NOTHING = Text(
    "ยังไม่มีเอกสาร เมื่อดาวน์โหลดหน้าใดหรือจัดทำชุดนำเสนอ เอกสารจะปรากฏที่นี่พร้อมเลขที่อ้างอิง",
    "No paper yet; whatever is downloaded or made appears here with its reference",
)
LIST_HEADS = (REFERENCE, MADE, KIND, NAME, AS_OF, BY, STATE, Text("เปลี่ยนหลังเผยแพร่", "Moved since"))
LISTED = 50
MOVED, STILL = Text("▼ {count} ค่า", "▼ {count} figures"), Text("▲ ไม่มี", "▲ none")


def asked(ctx: Context) -> Paper | None:
    """The paper of the reference that was typed or that the address names; a clear sentence where there is none."""
    heading(ctx.say(OPEN))
    with st.form(key="paper_form", border=False):
        row = st.container(horizontal=True, vertical_alignment="bottom")
        # Whatever was typed may stand here: it is looked up, and it is data.
        key = session.choice("paper", ("", session.given("paper"), session.chosen("paper")), "")
        typed = row.text_input(
            ctx.say(REFERENCE), max_chars=session.LONGEST, placeholder=ctx.say(EXAMPLE), key=key, width=240
        )
        row.form_submit_button(ctx.say(OPEN), type="primary", key="paper_open")
    if not typed.strip():
        return None
    reference = reference_of(typed)
    paper = papers.find(ctx.ledger, reference) if reference else None
    if paper is None:
        said = ctx.say(UNKNOWN, reference=reference) if reference else ctx.say(MALFORMED)
        show(tag("p", text(said), css="tt-warning", role="alert"))
    return paper


def told(paper: Paper, ctx: Context) -> None:
    """What the paper says of itself, and the way to the same view."""
    heading(ctx.say(TITLE, reference=paper.reference), paper.title)
    asked = paper.ask
    facts = [
        (KIND, ctx.say(KIND_WORDS[paper.kind]) if paper.kind in KIND_WORDS else paper.kind),
        (ROUND, asked.round.say(ctx.language)),
        *([(ABOUT, names.reporter(ctx.build, paper.track, ctx.language))] if paper.track not in (None, "OFF") else []),
        (AS_OF, say_date(asked.as_of, ctx.language)),
        (KNOWN_AT, say_moment(asked.known_at, ctx.language)),
        (STANDING, ctx.say(cite.OFFICIAL if asked.official else cite.PROVISIONAL)),
        (MADE, say_moment(paper.made_at, ctx.language)),
        (BY, names.person(ctx.build, paper.by, ctx.language)),
        (STATE, ctx.say(FINAL if paper.is_final else DRAFT)),
        *_overridden(paper),
        (BUILD, paper.build),
        (DIGEST, paper.digest),
    ]
    show(definition_list((ctx.say(label), value) for label, value in facts))
    if paper.page in ctx.links and paper.page != papers.PAGE:
        address = f"{ctx.links[paper.page].url_path}?{urlencode(papers.choices(paper), safe=':')}"
        show(tag("p", tag("a", text(ctx.say(SAME_VIEW)), href=address, css="tt-go")))


def _overridden(paper: Paper) -> list[tuple[Text, str]]:
    failed = [str(one["title"]) for one in paper.checks if not one["is_passed"]]
    return [(NOT_PASSED, ", ".join(failed)), (REASON, paper.reason)] if failed else []


def compared(paper: Paper, ctx: Context) -> None:
    """Every figure as it was printed, beside what it reads today; those that moved stand first."""
    heading(ctx.say(FIGURES))
    if not paper.figures:
        show(tag("p", text(ctx.say(NO_FIGURES)), css="tt-quiet"))
        return
    then, now = _again(paper, ctx)
    rows = sorted(zip(paper.figures, now, strict=True), key=lambda pair: _is_same(*pair))
    same = sum(_is_same(was, one) for was, one in zip(paper.figures, then, strict=True))
    moved = sum(not _is_same(was, one) for was, one in rows)
    count = f"{len(rows):,}"
    show(tag("p", text(ctx.say(AGREES, same=f"{same:,}", count=count, moved=f"{moved:,}")), role="status"))
    cells = [_row(was, one, ctx) for was, one in rows[:SHOWN]]
    show(table(ctx.say(FIGURES), [ctx.say(head) for head in HEADS], cells))
    if len(rows) > SHOWN:
        show(tag("p", text(ctx.say(MORE, shown=SHOWN, count=count)), css="tt-quiet"))


def _row(was: KeptFigure, now: Figure | None, ctx: Context) -> list[str]:
    name = now and speak.scope(ctx.build, now, ctx.language)
    moved = marks.difference(now, speak.moved(was.value, now.value, was.unit), was.ask) if now else speak.NOTHING
    is_same = _is_same(was, now)
    return [
        text(was.kpi),
        text(name or was.scope),
        text(was.ask.round.number),
        tag("span", marks.kept(was), css="tt-number"),
        tag("span", marks.digits(now, ctx.language) if now else text(speak.NOTHING), css="tt-number"),
        tag("span", text("▲ 0") if is_same else f"▼ {moved}", css="tt-number"),
    ]


def _is_same(was: KeptFigure, now: Figure | None) -> bool:
    return now is not None and was.says == (now.value, now.numerator, now.denominator, now.status)


def _again(paper: Paper, ctx: Context) -> tuple[Sequence[Figure | None], Sequence[Figure | None]]:
    """Its figures at its own moment, and as known now."""
    moment = horizon(ctx.build).known_now()
    key = (ctx.build.name, "paper", paper.reference)
    then = figures.asked_again(ctx.build, papers.again, (*key, "then"), paper)
    now = figures.asked_again(ctx.build, papers.again, (*key, moment.isoformat()), paper, moment)
    return then, now


def listed(ctx: Context) -> None:
    """The papers, newest first; of those that were published how many figures have moved since."""
    found = papers.every(ctx.ledger)
    heading(ctx.say(LIST), ctx.say(COUNT, count=f"{len(found):,}") if found else "")
    if not found:
        show(tag("p", text(ctx.say(NOTHING)), css="tt-quiet"))
        return
    rows = [
        [
            tag("a", text(one.reference), href=f"papers?paper={one.reference}", css="tt-go"),
            text(say_moment(one.made_at, ctx.language)),
            text(ctx.say(KIND_WORDS[one.kind]) if one.kind in KIND_WORDS else one.kind),
            text(one.title),
            text(say_date(one.ask.as_of, ctx.language)),
            text(names.person(ctx.build, one.by, ctx.language)),
            text(ctx.say(FINAL if one.is_final else DRAFT)),
            text(since(one, ctx)),
        ]
        for one in found[:LISTED]
    ]
    show(table(ctx.say(LIST), [ctx.say(head) for head in LIST_HEADS], rows))


def since(paper: Paper, ctx: Context) -> str:
    """How many figures of a published paper read differently now."""
    if not paper.is_final:
        return speak.NOTHING
    moment = horizon(ctx.build).known_now()
    key = (ctx.build.name, "moved", paper.reference, moment.isoformat())
    moved = figures.asked_again(ctx.build, papers.moved, key, paper, moment)
    return ctx.say(MOVED, count=len(moved)) if moved else ctx.say(STILL)
