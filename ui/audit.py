"""The audit chain on the screen: what to look for, the rows found with before and after, and the last verification."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from base.clock import now
from base.period import Month
from base.thai import say_moment
from base.words import Text
from ledger import trail
from ledger.store import Head
from ledger.trail import Change, Entry, Search
from ledger.trail_words import KINDS, field
from ledger.verified import Verdict
from ui import names, session
from ui.context import Context
from ui.digits import labelled
from ui.markup import code, heading, show, table, tag, text
from ui.source_words import said
from ui.sources import PAGE_SIZE, paged

SEARCH = Text("ค้นหา", "Search")
WORDS = Text("คำที่ค้น", "Words")
LIKE = Text("รหัส เลขที่ หรือข้อความ", "a code, a number or words")
WHO = Text("ผู้ทำรายการ", "Who")
KIND = Text("การกระทำ", "Action")
SINCE, UNTIL = Text("ตั้งแต่เดือน", "From"), Text("ถึงเดือน", "To")
ANY = Text("ทั้งหมด", "Any")
FOUND = Text("รายการที่พบ", "Rows found")
COUNT = Text("{count} รายการ ล่าสุดอยู่บน", "{count} rows, newest first")
NONE = Text("ไม่พบรายการตามเงื่อนไขที่เลือก ให้ลดเงื่อนไขลง", "No row answers; ask for less")
HEADS = (
    Text("เวลาและลำดับที่", "When and no."),
    Text("ผู้ทำรายการและการกระทำ", "Who and action"),
    Text("สิ่งที่เปลี่ยน", "Object"),
    Text("ก่อน → หลัง", "Before → after"),
)
SYSTEM = Text("ระบบ", "System")
SAMPLE = Text("ตัวอย่าง", "sample")
NOTHING = "–"
SHOWN_CHANGES = 3
MORE = Text("อีก {count} ค่า", "{count} more")
VERIFIED = Text("การตรวจสอบทะเบียน", "Verification")
NEVER = Text("ยังไม่เคยตรวจสอบจากหน้านี้", "Not verified from this page yet")
SOUND = Text("▲ ครบถ้วนและไม่ถูกแก้ไข {rows} รายการ", "▲ Whole and unaltered: {rows} rows")
FAULTY = Text(
    "▼ พบความผิดปกติ {count} แห่ง ให้หยุดใช้งาน สำเนาฐานข้อมูลนี้ไว้เป็นหลักฐาน แล้วกู้คืนจากข้อมูลสำรองล่าสุดที่ตรวจผ่าน",
    "▼ {count} fault(s) found: stop using it, keep a copy as evidence, and restore the last backup that verifies",
)
CHECKED = Text("ตรวจเมื่อ {moment} โดย {who}", "Checked {moment} by {who}")
HEAD = Text("รหัสตรวจสอบ (เก็บไว้นอกระบบเพื่อเทียบภายหลัง)", "Head (keep it elsewhere to compare later)")
VERIFY, WORKING = Text("ตรวจสอบเดี๋ยวนี้", "Verify now"), Text("กำลังตรวจสอบ", "Verifying")


def asked(ctx: Context) -> Search:
    """What the reader looks for; every choice stands in the address."""
    with ctx.ledger.read() as connection:
        actors, kinds, begun = trail.actors(connection), trail.kinds(connection), trail.first_day(connection)
    months = _months(begun or now().date())
    heading(ctx.say(SEARCH))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = session.choice("words", ("", session.given("words"), session.chosen("words")), "", is_quiet=True)
        words = st.text_input(ctx.say(WORDS), key=key, max_chars=session.LONGEST, placeholder=ctx.say(LIKE), width=220)
        who = _select("who", WHO, {one: _person(one, ctx) for one in actors}, ctx, 240)
        kind = _select("kind", KIND, {one: kind_name(one, ctx) for one in kinds}, ctx, 220)
        since = _select("first", SINCE, {str(one): one.say(ctx.language) for one in months}, ctx, 140)
        until = _select("last", UNTIL, {str(one): one.say(ctx.language) for one in months}, ctx, 140)
    first = Month.parse(since).first_day if since else None
    return Search(words.strip(), who, kind, first, Month.parse(until).last_day if until else None)


def _select(name: str, label: Text, values: dict[str, str], ctx: Context, width: int) -> str:
    named = {"": ctx.say(ANY)} | values
    key = session.choice(name, list(named), "", is_quiet=True)
    return st.selectbox(ctx.say(label), list(named), format_func=labelled(named.__getitem__), key=key, width=width)


def _months(begun: date) -> list[Month]:
    """Every month from the first row to now, the newest first."""
    month, first, found = Month.of(now().date()), Month.of(begun), []
    while month >= first:
        found.append(month)
        month = month.shift(-1)
    return found


def kind_name(kind: str, ctx: Context) -> str:
    """What a kind of action is called; the code itself where it has no words."""
    return ctx.say(KINDS[kind]) if kind in KINDS else kind


def found(wanted: Search, ctx: Context) -> int:
    """The rows that answer, a page of them at a time; gives how many there are."""
    with ctx.ledger.read() as connection:
        total = trail.count(connection, wanted)
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
            heading(ctx.say(FOUND), ctx.say(COUNT, count=f"{total:,}") if total else "", is_narrow=True)
            page = paged(total, ctx, "trail")
        entries = trail.find(connection, wanted, skip=page * PAGE_SIZE, limit=PAGE_SIZE)
    if not entries:
        show(tag("p", text(ctx.say(NONE)), css="tt-quiet"))
        return 0
    show(table(ctx.say(FOUND), [ctx.say(head) for head in HEADS], [_row(one, ctx) for one in entries], css="tt-trail"))
    return total


def _row(one: Entry, ctx: Context) -> list[str]:
    mark = f" ◆ {text(ctx.say(SAMPLE))}" if one.is_demo else ""
    return [
        tag("span", text(say_moment(one.recorded_at, ctx.language)), css="tt-line") + tag("small", code(one.seq), mark),
        text(_person(one.actor, ctx)) + tag("small", text(kind_name(one.kind, ctx))),
        tag("code", code(one.subject or NOTHING)),
        _changed(one.changes, ctx),
    ]


def _person(actor: str, ctx: Context) -> str:
    return ctx.say(SYSTEM) if actor == "system" else names.person(ctx.build, actor, ctx.language)


def _changed(changes: Sequence[Change], ctx: Context) -> str:
    """The first few changes, and the others behind a word that opens them."""
    if not changes:
        return NOTHING
    lines = [tag("li", _change(one, ctx)) for one in changes]
    first, rest = lines[:SHOWN_CHANGES], lines[SHOWN_CHANGES:]
    more = tag("summary", text(ctx.say(MORE, count=f"{len(rest):,}")))
    opened = tag("details", more, tag("ul", *rest)) if rest else ""
    return tag("div", tag("ul", *first), opened, css="tt-todo tt-changes")


def _change(one: Change, ctx: Context) -> str:
    before, after = (NOTHING if value is None else said(value, ctx.language) for value in (one.before, one.after))
    was = f"{code(before)} → " if one.before is not None else ""
    return f"{code(field(one.name, ctx.language))}: {was}{tag('b', code(after))}"


def verification(verdict: Verdict | None, head: Head, ctx: Context) -> bool:
    """The last verdict with its time, the head to keep, and whether the button was pressed."""
    heading(ctx.say(VERIFIED))
    if verdict is None:
        show(tag("p", text(ctx.say(NEVER)), css="tt-quiet"))
    else:
        is_sound = verdict.count == 0
        words = SOUND.filled(rows=f"{verdict.head.seq:,}") if is_sound else FAULTY.filled(count=f"{verdict.count:,}")
        moment, who = say_moment(verdict.at, ctx.language), names.person(ctx.build, verdict.by, ctx.language)
        faults = tag("ul", *(tag("li", text(ctx.say(one))) for one in verdict.faults))
        css = "tt-done" if is_sound else "tt-warning"
        show(
            tag("p", text(ctx.say(words)), css=css, role="status"),
            "" if is_sound else faults,
            tag("p", text(ctx.say(CHECKED, moment=moment, who=who)), css="tt-quiet"),
        )
    show(tag("p", text(ctx.say(HEAD)), tag("br"), tag("code", code(head), css="tt-code"), css="tt-quiet"))
    return st.button(ctx.say(VERIFY), icon=":material/verified_user:", key="audit_verify")
