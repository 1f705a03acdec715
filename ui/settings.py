"""Targets and settings of a fiscal year on the screen: every key, its value now, who set it; and how one is changed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from base.ambiguities import SETTINGS
from base.clock import now
from base.period import FiscalYear
from base.setting import Setting
from base.setting_words import answer
from base.thai import say_date
from base.words import Text
from kpi import recording, speak
from kpi.definitions import Entry
from kpi.indicators import BY_CODE
from kpi.preview import Shift
from ui import marks, names, session
from ui.context import Context
from ui.digits import shown
from ui.horizon import horizon
from ui.markup import code, heading, show, table, tag, text
from ui.sources import PAGE_SIZE, paged

YEAR = Text("ปีงบประมาณ พ.ศ.", "Fiscal year (BE)")
TARGETS = Text("เป้าหมาย", "Targets")
KEPT = Text("ค่ากำหนด", "Settings")
COUNT = Text("{count} ข้อ ต่างจากค่าเริ่มต้น {changed} ข้อ", "{count}, {changed} not at the default")
HEADS = (Text("ข้อ", "Question"), Text("ค่าในปีนี้", "Value this year"), Text("ผู้กำหนดและเหตุผล", "Set by and why"))
TARGET_HEADS = (Text("ตัวชี้วัดและรอบ", "Indicator and round"), Text("ไม่น้อยกว่า", "At least"), HEADS[2])
ROUND = Text("รอบที่ {number}", "round {number}")
BY_PROGRAM = Text("ค่าเริ่มต้นของระบบ", "The program's default")
BY_MANUAL = Text("ตามคู่มือ", "as in the manual")
SET_BY = Text("{who} เมื่อ {day}", "{who} on {day}")
ONLY_THIS, EVERY_YEAR = Text("เฉพาะปีนี้", "this year only"), Text("ทุกปีตั้งแต่ {day}", "every year from {day}")
CHANGED = Text("ต่างจากค่าเริ่มต้น", "not the default")
MOVES = Text("ตัวเลขที่จะเปลี่ยน", "Figures that would move")
MOVES_COUNT = Text("{count} ค่า", "{count}")
NO_MOVE = Text("ไม่มีตัวเลขของรอบใดเปลี่ยน", "No figure of any round would move")
MOVE_HEADS = (
    Text("ตัวชี้วัด", "Indicator"),
    Text("ขอบเขต", "Scope"),
    Text("รอบ", "Round"),
    Text("ปัจจุบัน", "Now"),
    Text("หลังเปลี่ยน", "Then"),
)
FROZEN = Text("ปิดรอบแล้ว ค่าที่เก็บไว้ {display} ไม่เปลี่ยน", "frozen: {display} stays")
SHOWN = 40
MORE = Text("และอีก {count} ค่า", "and {count} more")
AHEAD = 2
"""Fiscal years after this one whose settings may be recorded already."""


def year(ctx: Context) -> FiscalYear:
    """The fiscal year whose targets and settings are looked at; the address keeps it."""
    this = FiscalYear.of(now().date()).year_be
    latest = horizon(ctx.build).latest_round.fiscal_year.year_be
    known = {*horizon(ctx.build).years, latest, latest + 1, *range(this, this + AHEAD + 1)}
    years = [str(one) for one in sorted(known, reverse=True)]
    key = session.choice("of_year", years, str(latest))
    return FiscalYear(int(st.selectbox(ctx.say(YEAR), years, format_func=shown, key=key, width=160)))


def targets(of: FiscalYear, ctx: Context) -> dict[str, Entry]:
    """Every target in force at the end of the year, and who set it."""
    found = recording.standing(ctx.build, "targets", of.end)
    heading(ctx.say(TARGETS), of.say(ctx.language))
    rows = [
        [text(target_name(key, ctx)), text(one.value or ""), text(_by(one, BY_MANUAL, ctx))]
        for key, one in found.items()
    ]
    show(table(ctx.say(TARGETS), [ctx.say(head) for head in TARGET_HEADS], rows))
    return found


def target_name(key: str, ctx: Context) -> str:
    """`C1:2` in words."""
    kpi, _, number = key.partition(":")
    return f"{kpi} {ctx.say(BY_CODE[kpi].short)} {ctx.say(ROUND, number=number)}" if kpi in BY_CODE else key


def settings(of: FiscalYear, ctx: Context) -> None:
    """Every setting with its question in words, its value this year, and who set it when and why."""
    found = recording.of_year(ctx.build, of)
    changed = [name for name, (value, _) in found.items() if value != SETTINGS[name].default]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        heading(ctx.say(KEPT), ctx.say(COUNT, count=len(found), changed=len(changed)), is_narrow=True)
        page = paged(len(found), ctx, "settings")
    order = [*changed, *(name for name in found if name not in changed)]
    rows = [_row(SETTINGS[name], *found[name], ctx) for name in order[page * PAGE_SIZE :][:PAGE_SIZE]]
    show(table(ctx.say(KEPT), [ctx.say(head) for head in HEADS], rows, css="tt-register"))


def _row(setting: Setting, value: str, entry: Entry | None, ctx: Context) -> list[str]:
    mark = tag("small", "◆ ", text(ctx.say(CHANGED))) if value != setting.default else ""
    return [
        text(ctx.say(setting.question)) + tag("small", tag("code", code(setting.name))),
        text(value_of(setting, value, ctx)) + mark,
        text(_by(entry, BY_PROGRAM, ctx)),
    ]


def value_of(setting: Setting, value: str, ctx: Context) -> str:
    """A value as an answer to the setting's question."""
    return ctx.say(answer(setting.name, value, setting.default))


def _by(entry: Entry | None, unset: Text, ctx: Context) -> str:
    if entry is None or entry.by == "system":
        return ctx.say(unset)
    span = EVERY_YEAR if entry.key.startswith("*:") or entry.table == "targets" else ONLY_THIS
    day = say_date(entry.effective_from, ctx.language)
    who = names.person(ctx.build, entry.by, ctx.language)
    by = ctx.say(SET_BY, who=who, day=say_date(entry.recorded_at.date(), ctx.language))
    return " · ".join(filter(None, (by, ctx.say(span, day=day), entry.reason)))


def moves(shifts: Sequence[Shift], ctx: Context) -> None:
    """Every figure that the change would move: as it is, as it would be, and what was frozen of it."""
    heading(ctx.say(MOVES), ctx.say(MOVES_COUNT, count=len(shifts)))
    if not shifts:
        show(tag("p", "▲ ", text(ctx.say(NO_MOVE)), css="tt-quiet"))
        return
    rows = [_move(one, ctx) for one in shifts[:SHOWN]]
    show(table(ctx.say(MOVES), [ctx.say(head) for head in MOVE_HEADS], rows))
    if len(shifts) > SHOWN:
        show(tag("p", text(ctx.say(MORE, count=len(shifts) - SHOWN)), css="tt-quiet"))


def _move(one: Shift, ctx: Context) -> list[str]:
    was, then = (
        f"{text(speak.SHAPE[each.status])} {said} {text(speak.status(each, ctx.language))}"
        for each, said in (
            (one.before, marks.worded(one.before, ctx)),
            # No mark: it is not so, it would be.
            (one.after, text(speak.value(one.after, ctx.language))),
        )
    )
    kept = ctx.say(FROZEN, display=one.frozen.display or speak.NOTHING) if one.frozen else ""
    round_ = one.before.ask.round
    return [
        text(f"{one.before.kpi} {ctx.say(BY_CODE[one.before.kpi].short)}"),
        text(speak.scope(ctx.build, one.before, ctx.language)),
        text(f"{round_.fiscal_year.year_be}/{round_.number}"),
        was,
        then + (tag("small", text(kept)) if kept else ""),
    ]
