"""The overview's content as one plain Plotly Dash page: the parts Dash offers, figures cached, nothing clever.

It asks the same build the same questions as the overview. `gunicorn benchmarks.peers.dash_plain:server` serves it,
with TIDTAM_DATA; what it needs stands in dash.txt.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dash import Dash, Input, Output, dash_table, dcc, html

from base.period import FiscalYear, Month
from base.settings import read_settings
from base.thai import say_date
from etl.building.shelf import Shelf
from kpi import board, measure, speak
from kpi.indicators import BY_CODE
from kpi.model import ASSESSEES, OFFICE, Ask, Family, Figure, Status
from kpi.store import Build

COLOURS = {Status.PASS: "#1b7f4b", Status.FAIL: "#b3261e"}
CARD = {"border": "1px solid #ccc", "borderRadius": "6px", "padding": "8px", "flex": "1", "minWidth": "150px"}
LINE = {"display": "flex", "flexWrap": "wrap", "gap": "8px", "marginBottom": "8px"}


def newest() -> Build:
    path = Shelf(read_settings().builds_dir).pointed()
    assert path is not None, "the build is made before the page is served"
    return Build.open(path)


@lru_cache(64)
def every(name: str, ask: Ask) -> tuple[Figure, ...]:
    return tuple(figure for figure in measure.every(newest(), ask) if BY_CODE[figure.kpi].is_main)


@lru_cache(64)
def owed(name: str, ask: Ask) -> list[dict[str, object]]:
    late = board.board(newest(), ask.round.fiscal_year, ask.known_at).overdue
    return [
        {"หน่วยงาน": one.name.th, "เดือน": one.month.say("th"), "เกินกำหนด (วัน)": one.days_late}
        for one in sorted(late, key=lambda one: -one.days_late)
    ]


def card(figure: Figure, *, says_scope: bool = False) -> html.Div:
    kpi = BY_CODE[figure.kpi]
    parts = [
        html.Small(figure.scope) if says_scope else None,
        html.Div(f"{kpi.code} {kpi.short.th}", title=kpi.name.th),
        html.Strong(speak.value(figure, "th"), style={"fontSize": "1.6em"}),
        html.Div(speak.status(figure, "th"), style={"color": COLOURS.get(figure.status, "#555")}),
    ]
    if figure.coverage.expected:
        parts.append(html.Small(f"ข้อมูล {figure.coverage.received}/{figure.coverage.expected} ฉบับ"))
    return html.Div([part for part in parts if part], style=CARD)


def table(rows: list[dict[str, object]]) -> dash_table.DataTable:
    columns = [{"name": name, "id": name} for name in (rows[0] if rows else ())]
    return dash_table.DataTable(rows, columns, sort_action="native", page_size=20)


def choice(name: str, label: str, part: object) -> html.Div:
    return html.Div([html.Label(label, htmlFor=name), part], style={"minWidth": "180px"})


def days(year: int) -> list[dict[str, str]]:
    last = Month.of(FiscalYear(year).end).shift(1).last_day
    return [{"label": say_date(day, "th"), "value": str(day)} for day in (last - timedelta(n) for n in range(396))]


def layout() -> html.Div:
    asked = newest().rows("SELECT DISTINCT fy FROM submission WHERE status = 'valid' ORDER BY fy DESC")
    years = [row[0] for row in asked]
    rounds = [{"label": f"รอบที่ {number}", "value": number} for number in (1, 2)]
    choices = [
        choice("fy", "ปีงบประมาณ", dcc.Dropdown(years, years[0], id="fy", clearable=False)),
        choice("round", "รอบ", dcc.RadioItems(rounds, 2, id="round", inline=True)),
        choice("as_of", "ข้อมูล ณ", dcc.Dropdown(days(years[0]), id="as_of", placeholder="สิ้นรอบ")),
        choice("known", "เท่าที่ทราบ", dcc.Dropdown(days(years[0]), id="known", placeholder="ขณะนี้")),
        choice("basis", "สถานะ", dcc.RadioItems(["ทางการ", "ชั่วคราว"], "ทางการ", id="basis", inline=True)),
    ]
    return html.Div([html.H1("ภาพรวมผู้บริหาร"), html.Div(choices, style=LINE), html.Div(id="page")])


app = Dash(__name__, title="ภาพรวม", compress=True)
app.layout = layout
server = app.server


@app.callback(Output("as_of", "options"), Output("known", "options"), Input("fy", "value"), prevent_initial_call=True)
def offer_days(year: int) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    return days(year), days(year)


@app.callback(
    Output("page", "children"),
    *(Input(name, "value") for name in ("fy", "round", "as_of", "known", "basis")),
)
def page(year: int, number: int, as_of: str | None, known: str | None, basis: str) -> list[object]:
    build = newest()
    hour = datetime.now().replace(minute=0, second=0, microsecond=0)
    known_at = (
        datetime.combine(date.fromisoformat(known), time(23, 59, 59)) if known else max(hour, build.last_recorded_at)
    )
    day = date.fromisoformat(as_of) if as_of else None
    ask = measure.ask(year, number, as_of=day, known_at=known_at, official=basis != "ชั่วคราว", now=known_at)
    figures = every(build.name, ask)
    parts: list[object] = [html.H2("ตัวชี้วัดที่ถ่ายทอดแก่ผู้รับการประเมิน")]
    for code in [code for code, one in BY_CODE.items() if one.family is Family.CASCADED and one.is_main]:
        line = {figure.scope: figure for figure in figures if figure.kpi == code}
        parts.append(html.Div([card(line[scope], says_scope=True) for scope in ASSESSEES], style=LINE))
    for family, title in ((Family.OFFICE, "ตัวชี้วัดของสำนักงาน"), (Family.MONITORING, "ตัวชี้วัดติดตาม")):
        own = [figure for figure in figures if BY_CODE[figure.kpi].family is family and figure.scope == OFFICE]
        parts += [html.H2(title), html.Div([card(figure) for figure in own], style=LINE)]
    failing = [
        {
            "ตัวชี้วัด": BY_CODE[figure.kpi].short.th,
            "ผู้รับการประเมิน": figure.scope,
            "ผล": speak.value(figure, "th"),
            "เป้าหมาย": speak.target(figure, "th"),
        }
        for figure in figures
        if figure.status is Status.FAIL
    ]
    lists = (("ตัวชี้วัดที่ต่ำกว่าเกณฑ์", failing), ("หน่วยงานที่ค้างส่งรายงาน", owed(build.name, ask)))
    sides = [html.Div([html.H3(title), table(rows)], style={"flex": "1"}) for title, rows in lists]
    cited = f"ข้อมูล ณ {say_date(ask.as_of, 'th')} · ฐานข้อมูล {build.name}"
    return [*parts, html.Div(sides, style=LINE), html.Footer(cited, id="cited")]
