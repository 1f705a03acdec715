"""Freshness and quality: the whole in a few facts, every agency, why files were refused, what was warned of."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from base.clock import now
from base.thai import say_moment
from base.words import Text
from etl.noticed import Noticed
from kpi import quality, speak
from kpi.model import Coverage
from kpi.quality import AgencyQuality
from ui import figures, names, sources
from ui.context import Context
from ui.markup import heading, show, table, tag, text

WHOLE = Text("ภาพรวม", "The whole")
SO_FAR = Text("รายงานรายเดือนตั้งแต่ต้นปีงบประมาณ", "monthly reports of the fiscal year so far")
LAST_MONTH = Text("เดือนล่าสุดที่มีข้อมูล", "Last month with data")
COVERAGE = Text("ความครอบคลุม", "Coverage")
WARNED_ROWS = Text("แถวที่มีคำเตือน", "Rows with a warning")
UNPROVEN = Text("แถวที่ไม่มีลิงก์หลักฐาน", "Rows without evidence")
BUILD = Text("ชุดข้อมูล", "Build")
RECORDED = Text("บันทึกล่าสุด {moment}", "last recorded {moment}")
AGE = Text("{days} วันก่อน", "{days} d ago")
TODAY = Text("วันนี้", "today")
PERCENT = Text("ร้อยละ {pct}", "{pct} %")
NEVER = Text("ยังไม่มี", "none yet")

AGENCIES = Text("หน่วยงาน", "Agencies")
ORDER = Text("เรียงจากข้อมูลเก่าที่สุด", "oldest data first")
NO_AGENCY = Text("ยังไม่มีรายงานที่ถึงกำหนดในปีงบประมาณที่เลือก", "No report of the chosen fiscal year has fallen due yet")
HEADS = (
    Text("หน่วยงาน", "Agency"),
    Text("เดือนล่าสุด", "Last month"),
    Text("ได้รับ/ถึงกำหนด", "Received/due"),
    Text("แถว", "Rows"),
    Text("มีคำเตือน (ร้อยละ)", "Warned (%)"),
    Text("ไม่มีหลักฐาน", "Unproven"),
)
REFUSED = Text("ไฟล์ที่ไม่ผ่านการตรวจ", "Files that failed the checks")
REFUSED_COUNT = Text("{refused} จาก {sent} ฉบับ", "{refused} of {sent}")
NONE_REFUSED = Text("ไม่มีไฟล์ที่ไม่ผ่านการตรวจในปีงบประมาณที่เลือก", "No file of the chosen fiscal year failed the checks")
REFUSED_HEADS = (Text("รหัส", "Code"), Text("สิ่งที่ต้องแก้ไข", "What to mend"), Text("ไฟล์", "Files"), Text("ช่อง", "Cells"))
WARNED = Text("คำเตือนในรายงานที่นับได้", "Warnings in the reports that count")
OPEN = Text("ยังไม่ชี้แจง {count} ข้อ", "{count} not explained")
NONE_WARNED = Text("ไม่มีคำเตือนในรายงานที่นับได้", "No report that counts carries a warning")
WARNED_HEADS = (
    *REFUSED_HEADS[:1],
    Text("สิ่งที่ควรตรวจสอบ", "What to look at"),
    *REFUSED_HEADS[2:],
    Text("ยังไม่ชี้แจง", "Open"),
)


def whole(ctx: Context) -> None:
    """Last month, coverage, rows with warnings and without evidence, age of the build."""
    found, fresh = figures.quality(ctx), quality.freshness(ctx.build)
    last = max((one.last_month for one in found if one.last_month), default=None)
    rows = sum(one.rows for one in found)
    received, expected = (sum(getattr(one.coverage, name) for one in found) for name in ("received", "expected"))
    days = (now() - fresh.last_recorded_at).days
    age = ctx.say(AGE, days=f"{days:,}") if days else ctx.say(TODAY)
    recorded = ctx.say(RECORDED, moment=say_moment(fresh.last_recorded_at, ctx.language))
    facts = (
        (LAST_MONTH, last.say(ctx.language) if last else ctx.say(NEVER), ""),
        (COVERAGE, _share(received, expected, ctx), f"{received:,}/{expected:,}"),
        (WARNED_ROWS, *_of(sum(one.warned_rows for one in found), rows, ctx)),
        (UNPROVEN, *_of(sum(one.unproven_rows for one in found), rows, ctx)),
        (BUILD, age, recorded),
    )
    heading(ctx.say(WHOLE), ctx.say(SO_FAR))
    tiles = (
        tag("li", tag("small", text(ctx.say(label))), tag("b", text(value)), tag("small", text(note)))
        for label, value, note in facts
    )
    show(tag("ul", *tiles, css="tt-states"))


def agencies(ctx: Context) -> None:
    """Every agency, the oldest data first."""
    found = figures.quality(ctx)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        heading(ctx.say(AGENCIES), ctx.say(ORDER), is_narrow=True)
        page = sources.paged(len(found), ctx, "agencies")
    if not found:
        show(tag("p", text(ctx.say(NO_AGENCY)), css="tt-quiet"))
        return
    rows = [_agency(one, ctx) for one in found[page * sources.PAGE_SIZE :][: sources.PAGE_SIZE]]
    show(table(ctx.say(AGENCIES), [ctx.say(head) for head in HEADS], rows))


def refused(ctx: Context) -> None:
    """Why files were refused, the most frequent reason first."""
    found = figures.intake(ctx)
    heading(ctx.say(REFUSED), ctx.say(REFUSED_COUNT, refused=f"{found.refused:,}", sent=f"{found.sent:,}"))
    if not found.reasons:
        show(tag("p", "▲ ", text(ctx.say(NONE_REFUSED)), css="tt-quiet"))
        return
    _codes(REFUSED, REFUSED_HEADS, found.reasons, ctx, "refused")


def warned(ctx: Context) -> None:
    """The warnings of what counts, the least explained first."""
    found = figures.intake(ctx).warnings
    heading(ctx.say(WARNED), ctx.say(OPEN, count=f"{sum(one.unexplained for one in found):,}"))
    if not found:
        show(tag("p", "▲ ", text(ctx.say(NONE_WARNED)), css="tt-quiet"))
        return
    _codes(WARNED, WARNED_HEADS, found, ctx, "warned")


def _codes(title: Text, heads: Sequence[Text], found: Sequence[Noticed], ctx: Context, key: str) -> None:
    page = sources.paged(len(found), ctx, key)
    rows = [
        [
            tag("code", text(one.code)),
            text(one.to_do(ctx.language)),
            *(_number(count) for count in (one.submissions, one.cells, one.unexplained)[: len(heads) - 2]),
        ]
        for one in found[page * sources.PAGE_SIZE :][: sources.PAGE_SIZE]
    ]
    show(table(ctx.say(title), [ctx.say(head) for head in heads], rows))


def _agency(one: AgencyQuality, ctx: Context) -> list[str]:
    return [
        text(names.short(ctx.build, one.agency, ctx.ask.as_of, ctx.language)),
        tag("span", text(one.last_month.say(ctx.language) if one.last_month else ctx.say(NEVER)), css="tt-line"),
        _coverage(one.coverage),
        _number(one.rows),
        tag("span", text(_pct(one.warned_pct)), css="tt-number"),
        _number(one.unproven_rows),
    ]


def _coverage(coverage: Coverage) -> str:
    is_whole = coverage.received >= coverage.expected
    words = f"{'▲' if is_whole else '◆'} {coverage.received}/{coverage.expected}"
    return tag("span", text(words), css=f"tt-chip {'tt-pass' if is_whole else 'tt-late'}")


def _number(count: int) -> str:
    return tag("span", text(f"{count:,}"), css="tt-number")


def _pct(value: Fraction | None) -> str:
    return speak.NOTHING if value is None else f"{speak.rounded(value, 2):,}"


def _share(part: int, every: int, ctx: Context) -> str:
    """Never rounded up to 100."""
    if not every:
        return speak.NOTHING
    return ctx.say(PERCENT, pct=f"{speak.rounded(Fraction(part * 100, every), 2, is_truncated=True):,}")


def _of(part: int, every: int, ctx: Context) -> tuple[str, str]:
    return _share(part, every, ctx), f"{part:,}/{every:,}"
