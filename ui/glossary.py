"""Definitions and terms: one indicator in full, the table of all of them, and the glossary."""

from __future__ import annotations

import streamlit as st

from base.setting_words import answer
from base.thai import in_thai_order, say_date
from base.words import Text
from etl.forms import FORMS
from kpi import glossary as book
from kpi import speak
from kpi.glossary import Decided, Definition
from kpi.model import Family, Kpi
from ui import figures, session
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

ONE = Text("นิยามของตัวชี้วัด", "Definition of an indicator")
EVERY = Text("ตัวชี้วัดทั้งหมด", "Every indicator")
COUNT = Text("{count} ตัว", "{count}")
WHICH = Text("ตัวชี้วัด", "Indicator")
DEFINITION, FORMULA = Text("นิยาม", "Definition"), Text("สูตร", "Formula")
OVER = Text("{above} หารด้วย {below}", "{above} over {below}")
UNIT, SOURCE = Text("หน่วย", "Unit"), Text("อ้างอิงคู่มือ ข้อ", "Section of the manual")
TARGET = Text("เป้าหมาย", "Target")
TARGET_OF = Text("รอบที่ {number}: ไม่น้อยกว่า {target}", "round {number}: at least {target}")
DATA = Text("ข้อมูลที่ใช้", "Data needed")
VERSION = Text("รุ่นของนิยาม", "Version in force")
SINCE = Text("รุ่นที่ {version} มีผลตั้งแต่ {day}", "version {version}, in force from {day}")
FIRST = Text("รุ่นที่ {version}", "version {version}")
DECIDED = Text("ข้อไม่ชัดเจนที่ตัดสินแล้ว", "Ambiguities decided")
BY_DEFAULT = Text("ค่าเริ่มต้น", "default")
CHANGED = Text("เปลี่ยนจากค่าเริ่มต้น", "changed from the default")
FOR_ALL = Text("ตัดสินไว้คงที่ในนิยาม", "decided once for all in the definition")
HEADS = (WHICH, FORMULA, UNIT, TARGET, SOURCE, Text("รุ่น", "Version"))
FAMILIES: dict[Family, Text] = {
    Family.CASCADED: Text("ถ่ายทอดสู่ผู้อำนวยการและหัวหน้ากลุ่ม", "cascaded to Director and heads"),
    Family.OFFICE: Text("ของสำนักงาน", "of the Office"),
    Family.MONITORING: Text("ติดตาม ไม่ใช่ตัวชี้วัดของคู่มือ", "monitoring, not of the manual"),
}

TERMS = Text("อภิธานศัพท์", "Glossary")
TERMS_COUNT = Text("{count} คำ", "{count} terms")
SECTION = Text("หมวด", "Section")
ALL, EVERY_SECTION = "all", Text("ทุกหมวด", "Every section")
TERM_HEADS = (Text("คำ", "Thai"), Text("ภาษาอังกฤษ", "English"), Text("หมวด", "Section"), Text("ที่มา", "From"))
OF_MANUAL, OF_SYSTEM = Text("คู่มือ", "Manual"), Text("ระบบ", "System")


def one(ctx: Context) -> None:
    """One indicator, chosen by the reader and kept in the address."""
    found = {one.kpi.code: one for one in figures.definitions(ctx)}
    heading(ctx.say(ONE))
    code = st.selectbox(
        ctx.say(WHICH),
        list(found),
        format_func=labelled(lambda code: _name(found[code].kpi, ctx)),
        key=session.choice("kpi", list(found), next(iter(found))),
        label_visibility="collapsed",
    )
    definition = found[code]
    facts, decided = st.columns([7, 5])
    with facts:
        lines = (tag("dt", text(ctx.say(label))) + tag("dd", value) for label, value in _facts(definition, ctx))
        show(tag("dl", *lines, css="tt-facts"))
    with decided:
        show(tag("h3", text(ctx.say(DECIDED)), css="tt-h3"), _decisions(definition, ctx))


def every(ctx: Context) -> None:
    """The table of all indicators."""
    found = figures.definitions(ctx)
    heading(ctx.say(EVERY), ctx.say(COUNT, count=len(found)))
    rows = [
        [
            text(_name(one.kpi, ctx)) + tag("small", text(ctx.say(FAMILIES[one.kpi.family]))),
            text(_formula(one.kpi, ctx)),
            text(speak.UNIT_WORDS[one.kpi.unit].say(ctx.language)),
            text(_targets(one, ctx)),
            text(one.kpi.source),
            text(one.kpi.version),
        ]
        for one in found
    ]
    show(table(ctx.say(EVERY), [ctx.say(head) for head in HEADS], rows, css="tt-projects"))


def terms(ctx: Context) -> None:
    """The glossary in Thai order, or a section of it."""
    names = {ALL: ctx.say(EVERY_SECTION)} | {key: ctx.say(words) for key, words in book.SECTIONS.items()}
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        heading(ctx.say(TERMS), ctx.say(TERMS_COUNT, count=len(book.terms())), is_narrow=True)
        section = st.selectbox(
            ctx.say(SECTION),
            list(names),
            format_func=labelled(names.__getitem__),
            key=session.choice("kind", list(names), next(iter(book.SECTIONS))),
            width=290,
        )
    found = [one for one in book.terms() if section in (ALL, one.section)]
    order = {name: place for place, name in enumerate(in_thai_order(one.words.th for one in found))}
    rows = [
        [
            text(one.words.th),
            text(one.words.en),
            text(names[one.section]),
            text(ctx.say(OF_MANUAL if one.is_of_manual else OF_SYSTEM)),
        ]
        for one in sorted(found, key=lambda one: order[one.words.th])
    ]
    show(table(ctx.say(TERMS), [ctx.say(head) for head in TERM_HEADS], rows))


def _name(kpi: Kpi, ctx: Context) -> str:
    return f"{kpi.code} {ctx.say(kpi.name)}"


def _formula(kpi: Kpi, ctx: Context) -> str:
    above, below = ctx.say(kpi.numerator), ctx.say(kpi.denominator)
    return ctx.say(OVER, above=above, below=below) if below else above


def _targets(one: Definition, ctx: Context) -> str:
    said = [ctx.say(TARGET_OF, number=number, target=target) for number, target in one.targets]
    return " · ".join(said) or speak.NOTHING


def _facts(one: Definition, ctx: Context) -> list[tuple[Text, str]]:
    kpi = one.kpi
    since = one.in_force_since
    version = ctx.say(FIRST, version=kpi.version)
    if since:
        version = ctx.say(SINCE, version=kpi.version, day=say_date(since, ctx.language))
    forms = ", ".join(ctx.say(FORMS[code].name) if code in FORMS else code for code in kpi.data)
    return [
        (DEFINITION, text(ctx.say(kpi.definition))),
        (FORMULA, text(_formula(kpi, ctx))),
        (UNIT, text(speak.UNIT_WORDS[kpi.unit].say(ctx.language))),
        (TARGET, text(_targets(one, ctx))),
        (SOURCE, text(kpi.source)),
        (DATA, text(forms)),
        (VERSION, text(version)),
    ]


def _decisions(one: Definition, ctx: Context) -> str:
    """Every ambiguity with the way it is read, then those that need no setting."""
    lines = [tag("li", _decided(each, ctx)) for each in one.decided]
    if one.undecidable:
        lines.append(tag("li", text(f"{', '.join(one.undecidable)}: {ctx.say(FOR_ALL)}")))
    return tag("div", tag("ul", *lines), css="tt-todo") if lines else tag("p", speak.NOTHING, css="tt-quiet")


def _decided(one: Decided, ctx: Context) -> str:
    question = text(f"{one.setting.ambiguity} {ctx.say(one.setting.question)}: ")
    words = answer(one.setting.name, one.value, one.value if one.is_default else one.setting.default)
    return question + text(f"{ctx.say(words)} ({ctx.say(BY_DEFAULT if one.is_default else CHANGED)})")
