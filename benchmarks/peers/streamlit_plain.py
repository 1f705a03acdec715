"""The overview's content as one plain Streamlit page: the parts Streamlit offers, figures cached, nothing clever.

It asks the same build the same questions as the overview; only the way it is drawn differs. Run with TIDTAM_DATA.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pandas as pd
import streamlit as st

from base.period import FiscalYear, Month
from base.settings import read_settings
from base.thai import say_date
from etl import build as builds
from kpi import board, measure, speak
from kpi.indicators import BY_CODE
from kpi.model import ASSESSEES, OFFICE, Ask, Family, Figure, Status
from kpi.store import Build
from ledger.store import Ledger

st.set_page_config(page_title="ภาพรวม", layout="wide")


@st.cache_resource
def open_ledger() -> Ledger:
    settings = read_settings()
    return Ledger.open(settings.ledger_url, settings.audit_key)


@st.cache_data
def years(build_path: str) -> list[int]:
    build = Build.open(builds.current(open_ledger(), read_settings().builds_dir))
    return [row[0] for row in build.rows("SELECT DISTINCT fy FROM submission WHERE status = 'valid' ORDER BY fy DESC")]


@st.cache_data
def every(name: str, ask: Ask) -> tuple[Figure, ...]:
    return measure.every(build, ask)


@st.cache_data
def owed(name: str, ask: Ask) -> pd.DataFrame:
    late = board.board(build, ask.round.fiscal_year, ask.known_at).overdue
    return pd.DataFrame(
        [
            {"หน่วยงาน": one.name.th, "เดือน": one.month.say("th"), "เกินกำหนด (วัน)": one.days_late}
            for one in sorted(late, key=lambda one: -one.days_late)
        ]
    )


def say_day(day: date | None) -> str:
    return say_date(day, "th") if day else "ล่าสุด"


def show(figure: Figure) -> None:
    kpi = BY_CODE[figure.kpi]
    st.metric(
        f"{kpi.code} {kpi.short.th}",
        speak.value(figure, "th"),
        speak.status(figure, "th"),
        delta_color="off" if figure.status not in (Status.PASS, Status.FAIL) else "normal",
        help=kpi.name.th,
    )
    if figure.coverage.expected:
        st.caption(f"ข้อมูล {figure.coverage.received}/{figure.coverage.expected} ฉบับ")


ledger = open_ledger()
path = builds.current(ledger, read_settings().builds_dir)
build = Build.open(path)

st.title("ภาพรวมผู้บริหาร")
places = st.columns(5)
with places[0]:
    year = st.selectbox("ปีงบประมาณ", years(str(path)), key="fy")
with places[1]:
    number = st.segmented_control("รอบ", [1, 2], default=2, format_func=lambda n: f"รอบที่ {n}", key="round")
with places[2]:
    last = Month.of(FiscalYear(year).end).shift(1).last_day
    days: list[date] = [last - timedelta(days=back) for back in range(396)]
    as_of = st.selectbox(
        "ข้อมูล ณ", [None, *days], format_func=lambda d: say_date(d, "th") if d else "สิ้นรอบ", key="as_of"
    )
with places[3]:
    known = st.selectbox(
        "เท่าที่ทราบ", [None, *days], format_func=lambda d: say_date(d, "th") if d else "ขณะนี้", key="known"
    )
with places[4]:
    basis = st.segmented_control("สถานะ", ["ทางการ", "ชั่วคราว"], default="ทางการ", key="basis")

hour = datetime.now().replace(minute=0, second=0, microsecond=0)
known_at = datetime.combine(known, time(23, 59, 59)) if known else max(hour, build.last_recorded_at)
ask = measure.ask(year, number or 2, as_of=as_of, known_at=known_at, official=basis != "ชั่วคราว", now=known_at)
figures = [figure for figure in every(path.stem, ask) if BY_CODE[figure.kpi].is_main]

st.header("ตัวชี้วัดที่ถ่ายทอดแก่ผู้รับการประเมิน")
for kpi in [code for code, one in BY_CODE.items() if one.family is Family.CASCADED and one.is_main]:
    line = {figure.scope: figure for figure in figures if figure.kpi == kpi}
    for place, scope in zip(st.columns(len(ASSESSEES)), ASSESSEES, strict=True):
        with place:
            st.caption(scope)
            show(line[scope])

for family, title in ((Family.OFFICE, "ตัวชี้วัดของสำนักงาน"), (Family.MONITORING, "ตัวชี้วัดติดตาม")):
    st.header(title)
    of_office = [figure for figure in figures if BY_CODE[figure.kpi].family is family and figure.scope == OFFICE]
    for start in range(0, len(of_office), 6):
        for place, figure in zip(st.columns(6), of_office[start : start + 6], strict=False):
            with place:
                show(figure)

left, right = st.columns(2)
with left:
    st.subheader("ตัวชี้วัดที่ต่ำกว่าเกณฑ์")
    failing = [figure for figure in figures if figure.status is Status.FAIL]
    st.dataframe(
        pd.DataFrame(
            [
                {
                    "ตัวชี้วัด": BY_CODE[figure.kpi].short.th,
                    "ผู้รับการประเมิน": figure.scope,
                    "ผล": speak.value(figure, "th"),
                    "เป้าหมาย": speak.target(figure, "th"),
                }
                for figure in failing
            ]
        ),
        hide_index=True,
    )
with right:
    st.subheader("หน่วยงานที่ค้างส่งรายงาน")
    st.dataframe(owed(path.stem, ask), hide_index=True)
st.caption(f"ข้อมูล ณ {say_date(ask.as_of, 'th')} · ฐานข้อมูล {build.name}", help="การอ้างอิง")
