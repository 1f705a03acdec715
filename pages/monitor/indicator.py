"""What is the value of this indicator, how did it come about, and which cells stand behind it?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from kpi import chart, definitions
from kpi.indicators import BY_CODE
from ui import charts, commentary, figures, filters, indicators, outlook, session, sources
from ui.context import Context, Help, Page
from ui.digits import labelled

PAGE = Page(
    "indicator",
    Text("ตัวชี้วัดรายตัว", "One indicator"),
    Action.KPI_VIEW,
    ":material/query_stats:",
    filters.ALL,
    Help(
        Text(
            "ดูว่าค่าหนึ่งค่าหมายถึงอะไร มาจากตัวตั้งและตัวหารใด เปลี่ยนอย่างไรในแต่ละเดือน และมาจากเซลล์ใดในไฟล์ใด",
            "See what one figure means, what was divided by what, how it moved by month, and which cells it rests on",
        ),
        Text("ไม่ต้องบันทึกข้อมูลที่หน้านี้ ค่าคำนวณจากแบบฟอร์มที่ส่งเข้ามา", "Nothing is entered here; it comes from forms"),
        Text("ค่าเปลี่ยนทันทีที่รับรองข้อมูลใหม่ จนกว่าจะปิดรอบ", "Figures move with accepted data until the round is frozen"),
    ),
)

INDICATOR = Text("ตัวชี้วัด", "Indicator")
SCOPE = Text("หน่วยที่วัด", "Measured for")


def render(ctx: Context) -> None:
    """The figure in words, its trend and its parts, its definition, and its sources."""
    code, scope = choose(ctx)
    figure = figures.one(ctx, code, scope)
    value, meaning = st.columns(2)
    with value, st.container(key="panel_value", height="stretch"):
        indicators.value(figure, ctx)
        commentary.about(figure, ctx)
    with meaning, st.container(key="panel_meaning", height="stretch"):
        indicators.meaning(definitions.kpi_of(figure), ctx)

    trend, parts = st.columns([7, 5])
    with trend, st.container(key="panel_trend", height="stretch"):
        charts.chart(chart.trend(figures.series(ctx, code, scope), ctx.language), ctx, "indicator_trend")
    with parts, st.container(key="panel_parts", height="stretch"):
        part, split = indicators.parts(definitions.kpi_of(figure), ctx)
        charts.chart(chart.parts(split, part, ctx.language), ctx, "indicator_parts")

    if outlook.is_wanted(code, scope, ctx):
        with st.container(key="panel_outlook"):
            outlook.outlook(scope, ctx)

    with st.container(key="panel_sources"):
        sources.show_sources(figures.sources(ctx, code, scope), ctx, f"sources_{code}_{scope}")


def choose(ctx: Context) -> tuple[str, str]:
    """Which indicator, measured for whom; both stand in the address."""
    with st.container(horizontal=True, key="choose_indicator"):
        code = st.selectbox(
            ctx.say(INDICATOR),
            list(BY_CODE),
            format_func=labelled(lambda of: f"{of} {ctx.say(definitions.asked_for(ctx.build, of, ctx.ask).name)}"),
            key=session.choice("kpi", list(BY_CODE), next(iter(BY_CODE))),
        )
        scopes = figures.scopes(ctx, code)
        scope = st.selectbox(
            ctx.say(SCOPE),
            list(scopes),
            format_func=labelled(scopes.__getitem__),
            key=session.choice("scope", list(scopes), next(iter(scopes))),
            width=320,
        )
    return code, scope
