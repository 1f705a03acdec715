"""Opening the next fiscal year on the screen: what will be made, what a person still says, and the one press."""

from __future__ import annotations

import streamlit as st

from base.words import Text
from etl import open_year
from etl.commands.year import WAYS
from etl.open_year import Opening, OpeningRefused, PlanStep, Successor, Way
from ui import names
from ui.acting import act, form_key
from ui.context import Context
from ui.digits import labelled, shown
from ui.markup import code, heading, show, table, tag, text

PLANS, AGENCIES = Text("แผนที่จะสร้าง", "Plans to be made"), Text("หน่วยงานที่จะคัดลอก", "Agencies to be copied")
PLAN_HEADS = (
    Text("แผน", "Plan"),
    Text("วิธี", "How"),
    Text("ปีก่อน", "The year before"),
    Text("ปีใหม่", "The new year"),
)
SPAN = Text("{first}–{last}", "{first}–{last}")
COUNT = Text("{count} แห่ง", "{count}")
NEW_PLAN = Text("แผนฉบับใหม่ต่อจาก {plan}", "The plan that follows {plan}")
NAME_TH, NAME_EN = Text("ชื่อภาษาไทย", "Name in Thai"), Text("ชื่อภาษาอังกฤษ", "Name in English")
END = Text("ปีสิ้นสุด พ.ศ.", "Ends in (BE)")
LEAVING = Text("หน่วยงานที่เลิกรายงานตั้งแต่ปีใหม่", "Agencies that report no more in the new year")
NOBODY = Text("ไม่มี", "none")
KEEP = Text("ใช้ค่ากำหนดเฉพาะปีก่อนต่อในปีใหม่: {names}", "Keep the settings of the year before: {names}")
NO_SETTING = Text("ปีก่อนไม่มีค่ากำหนดเฉพาะปี", "The year before has no settings of its own")
HOLIDAYS = Text("วันหยุดของปีใหม่ในทะเบียน {count} วัน", "{count} days off of the new year are in the register")
NO_HOLIDAY = Text("◆ ยังไม่มีวันหยุดของปีใหม่ในทะเบียน", "◆ The register has no days off of the new year yet")
STAYS = Text(
    "ปีก่อนหน้าไม่เปลี่ยน แถวใหม่มีผลตั้งแต่วันแรกของปีงบประมาณ เปิดแล้วแก้ไขต่อได้ที่หน้าทะเบียน",
    "Earlier years stay as they are: the new rows hold from the year's first day, and can be changed in the registers",
)
NEXT = Text(
    "หลังเปิดปี กลุ่มงานส่งทะเบียนแผนและทะเบียนโครงการของปีใหม่ แล้วดาวน์โหลดแบบฟอร์มของปีใหม่ได้",
    "Then the groups send the registers of plans and projects of the new year, and its forms can be downloaded",
)
SURE = Text("ตรวจรายการข้างต้นแล้ว", "I have checked the above")
OPEN = Text("เปิด{year}", "Open {year}")
DONE = Text("เปิด{year}แล้ว แผน {plans} ฉบับ หน่วยงาน {agencies} แห่ง", "{year} is open: {plans} plans, {agencies} agencies")


def plan(ctx: Context) -> tuple[Opening | None, dict[str, Successor], list[str]]:
    """What will be made, with what the person says of it; None where that cannot be."""
    with ctx.ledger.read() as connection:
        year = open_year.next_year(connection)
        usual = open_year.preview(connection, year)
    with st.container(key="panel_year_said"):
        heading(year.say(ctx.language), ctx.say(STAYS))
        ended = [one for one in usual.plans if one.way is Way.SUCCEEDED]
        said = {one.code: _successor(one, ctx) for one in ended}
        reporting = [
            code for code, row in usual.agencies.items() if row.get("report_from") and not row.get("report_to")
        ]
        leaving = st.multiselect(
            ctx.say(LEAVING),
            reporting,
            format_func=labelled(lambda one: names.reporter(ctx.build, one, ctx.language)),
            placeholder=ctx.say(NOBODY),
            key=form_key("year_leaving", ctx),
        )
    try:
        with ctx.ledger.read() as connection:
            return open_year.preview(connection, year, said, leaving), said, leaving
    except OpeningRefused as refused:
        show(tag("p", "▼ ", text(ctx.say(refused.text)), css="tt-warning", role="alert"))
        return None, said, leaving


def _successor(one: PlanStep, ctx: Context) -> Successor:
    """The fields of a plan that follows one that ended, filled in as they would be."""
    was = ctx.say(SPAN, first=one.before["start_year"], last=one.before["end_year"])
    with st.expander(f"{ctx.say(NEW_PLAN, plan=one.code)} ({was})"):
        thai = st.text_input(ctx.say(NAME_TH), one.after["name_th"], max_chars=300, key=form_key(f"th_{one.code}", ctx))
        english = st.text_input(
            ctx.say(NAME_EN), one.after["name_en"], max_chars=300, key=form_key(f"en_{one.code}", ctx)
        )
        first = int(one.after["start_year"])
        ends = [str(year) for year in range(first, first + open_year.LONGEST_PLAN)]
        end = st.selectbox(
            ctx.say(END),
            ends,
            index=ends.index(one.after["end_year"]),
            format_func=shown,
            key=form_key(f"end_{one.code}", ctx),
        )
    return Successor(int(end), thai, english)


def made(opening: Opening, ctx: Context) -> None:
    """The plans and agencies that the press will record."""
    heading(ctx.say(PLANS), opening.year.say(ctx.language))
    rows = [
        [
            tag("code", code(one.code)),
            text(ctx.say(WAYS[one.way])),
            *(_named(row, ctx) for row in (one.before, one.after)),
        ]
        for one in opening.plans
    ]
    show(table(ctx.say(PLANS), [ctx.say(head) for head in PLAN_HEADS], rows, css="tt-register"))
    heading(ctx.say(AGENCIES), ctx.say(COUNT, count=len(opening.agencies)))
    off = ctx.say(HOLIDAYS, count=opening.holidays) if opening.holidays else ctx.say(NO_HOLIDAY)
    leaving = ", ".join(names.reporter(ctx.build, one, ctx.language) for one in opening.leaving) or "–"
    show(
        tag("p", text(f"{ctx.say(LEAVING)}: {leaving}")),
        tag("p", text(off), css="tt-quiet"),
        tag("p", text(ctx.say(NEXT)), css="tt-quiet"),
    )


def _named(row: dict[str, str], ctx: Context) -> str:
    span = ctx.say(SPAN, first=row["start_year"], last=row["end_year"])
    return text(row[f"name_{ctx.language}"]) + tag("small", text(span))


def press(opening: Opening, said: dict[str, Successor], leaving: list[str], ctx: Context) -> None:
    """Checked, then opened: in one transaction, with exactly what was shown."""
    keeps = False
    if opening.settings:
        held = ", ".join(opening.settings)
        keeps = st.checkbox(ctx.say(KEEP, names=held), key=form_key("year_settings", ctx))
    else:
        show(tag("p", text(ctx.say(NO_SETTING)), css="tt-quiet"))
    is_sure = st.checkbox(ctx.say(SURE), key=form_key("year_sure", ctx))
    name = ctx.say(OPEN, year=opening.year.say(ctx.language))
    if st.button(name, type="primary", disabled=not is_sure, key=form_key("year_open", ctx)):
        act(lambda: _opened(opening, said, leaving, keeps, ctx))


def _opened(shown: Opening, said: dict[str, Successor], leaving: list[str], keeps: bool, ctx: Context) -> Text:
    done = open_year.open_year(ctx.ledger, ctx.user, shown.year, successors=said, leaving=leaving, keeps_settings=keeps)
    counts = {"plans": len(done.plans), "agencies": len(done.agencies)}
    return Text(*(DONE.say(language, year=done.year.say(language), **counts) for language in ("th", "en")))
