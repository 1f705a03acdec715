"""One indicator in words: its value with what was divided by what, its definition, and its parts."""

from __future__ import annotations

from base.words import Text
from kpi import speak
from kpi.definitions import kpi_of
from kpi.model import Figure, Kpi
from kpi.parts import made_of
from kpi.parts import of as split
from ui import cards, figures, marks
from ui.context import Context
from ui.markup import heading, show, tag, text
from ui.receipts import definition_list, facts_list

TARGET = Text("เป้าหมาย", "Target")
COVERAGE = Text("ความครอบคลุมข้อมูล", "Coverage")
COVERAGE_SAID = Text("ได้รับ {received} จาก {expected} ฉบับ", "{received} of {expected} submissions received")
AS_OF = Text("ข้อมูล ณ", "As of")
REASON = Text("หมายเหตุ", "Note")
VERSION = Text("รุ่นของนิยาม", "Definition version")
SOURCE = Text("อ้างอิงคู่มือ", "Place in the manual")
SOURCE_SAID = Text("ข้อ {source}", "section {source}")
MONITORING = Text("ตัวชี้วัดติดตาม (ไม่ใช่ตัวชี้วัดของคู่มือ)", "Monitoring measure (not a KPI of the manual)")
DEFINITION = Text("นิยามและวิธีคำนวณ", "Definition and formula")
NUMERATOR = Text("ตัวตั้ง", "Numerator")
DENOMINATOR = Text("ตัวหาร", "Denominator")


def value(figure: Figure, ctx: Context) -> None:
    """The value, its status, and what it is made of."""
    kpi = kpi_of(figure)
    heading(f"{kpi.code} {ctx.say(kpi.name)}", speak.scope(ctx.build, figure, ctx.language))
    parts: tuple[marks.Part, marks.Part] = ("numerator", "denominator")
    lines = [
        (ctx.say(what), marks.amount(figure, part)) for (what, _), part in zip(made_of(figure), parts, strict=False)
    ]
    lines.append((ctx.say(TARGET), text(speak.target(figure, ctx.language))))
    if figure.coverage.expected:
        lines.append(
            (
                ctx.say(COVERAGE),
                text(ctx.say(COVERAGE_SAID, received=figure.coverage.received, expected=figure.coverage.expected)),
            )
        )
    if speak.reason(figure, ctx.language):
        lines.append((ctx.say(REASON), text(speak.reason(figure, ctx.language))))
    show(
        tag("p", marks.worded(figure, ctx), css="tt-value"),
        tag("p", cards.chip(figure, ctx), cards.badge(figure, ctx), css="tt-status"),
        facts_list(lines),
    )


def meaning(kpi: Kpi, ctx: Context) -> None:
    """What the indicator means and where the manual says so."""
    heading(ctx.say(DEFINITION))
    lines = [(ctx.say(NUMERATOR), ctx.say(kpi.numerator))]
    if kpi.denominator.th:
        lines.append((ctx.say(DENOMINATOR), ctx.say(kpi.denominator)))
    lines += [(ctx.say(SOURCE), ctx.say(SOURCE_SAID, source=kpi.source)), (ctx.say(VERSION), kpi.version)]
    show(tag("p", text(ctx.say(kpi.definition)), css="tt-prose"), definition_list(lines))


def parts(kpi: Kpi, ctx: Context) -> tuple[Text, list[tuple[str, Figure]]]:
    """What a bar stands for, and the figures to compare: plans or units, or the agencies that need attention most."""
    part, found = split(kpi, figures.every(ctx))
    return part, [(speak.scope(ctx.build, figure, ctx.language), figure) for figure in found]
