"""The provinces as a map of local shapes, as a ranked list, and as a table; told apart by pattern and rank, too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from base.words import Text
from kpi import speak
from kpi.provinces import BY_WORDS, PARTS, By, Province
from ui import charts, session
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text
from ui.plot import plot

SHAPES = Path(__file__).resolve().parent.parent / "data" / "reference" / "provinces.geojson"
HEIGHT = 610
NORTH_SOUTH = 1.03
"""How much longer a degree of latitude is than one of longitude at the middle of the country."""
LISTED, NAMED = 12, 5

BANDS: tuple[tuple[int, Text, str, str], ...] = (
    (90, Text("ตั้งแต่ 90", "90 and more"), "#1f7a52", ""),
    (75, Text("75 ถึงต่ำกว่า 90", "75 to under 90"), "#7fb79b", "/"),
    (50, Text("50 ถึงต่ำกว่า 75", "50 to under 75"), "#e0b45c", "x"),
    (0, Text("ต่ำกว่า 50", "under 50"), "#b23a32", "."),
)
"""From how many per cent, words, colour and pattern of the map; a band is a way to read the map, never a target."""
NO_VALUE = Text("ยังไม่มีข้อมูล", "No data")
BLANK = "#eef1f5"

MEASURE = Text("สิ่งที่เปรียบเทียบ", "Compared by")
MAP = Text("แผนที่: {what} (ร้อยละ)", "Map: {what} (%)")
LIST = Text("เรียงจากมากไปน้อย", "Highest first")
COUNT = Text("มีข้อมูล {count} จาก {total} จังหวัด", "{count} of {total} provinces have data")
LOWEST = Text("ต่ำที่สุด", "Lowest")
NOTHING = Text(
    "ยังไม่มีจังหวัดใดที่มีข้อมูลของสิ่งที่เลือก ณ วันที่เลือก",
    "No province has data of the chosen measure by the chosen day",
)
TABLE = Text("ตารางทุกจังหวัด", "All provinces")
SUMMARY = Text(
    "สูงสุด {best} ร้อยละ {best_value} · ต่ำสุด {worst} ร้อยละ {worst_value}",
    "Highest {best} {best_value} % · lowest {worst} {worst_value} %",
)
HEADS = (
    Text("ลำดับ", "Rank"),
    Text("จังหวัด", "Province"),
    Text("ภาค", "Region"),
    Text("ร้อยละ", "%"),
    Text("ที่มาของค่า", "Made of"),
)


def choose(ctx: Context) -> By:
    """What to compare by; kept in the address."""
    chosen = st.segmented_control(
        ctx.say(MEASURE),
        [by.value for by in By],
        format_func=labelled(lambda one: ctx.say(BY_WORDS[By(one)])),
        key=session.choice("measure", [by.value for by in By], By.ON_TIME.value),
        label_visibility="collapsed",
        required=True,
    )
    return By(chosen)


def drawn(found: Sequence[Province], by: By, ctx: Context) -> None:
    """The map with its legend and a summary in words."""
    known = [one for one in found if one.value is not None]
    heading(ctx.say(MAP, what=ctx.say(BY_WORDS[by])), ctx.say(COUNT, count=len(known), total=len(found)))
    if not known:
        show(tag("p", "◊ ", text(ctx.say(NOTHING)), css="tt-quiet"))
    plot(figure(found, ctx), ctx, "provinces_map")
    if known:
        best, worst = known[0], known[-1]
        said = {"best": best.name.say(ctx.language), "worst": worst.name.say(ctx.language)}
        values = {"best_value": shown(best), "worst_value": shown(worst)}
        show(tag("p", text(ctx.say(SUMMARY, **said, **values)), css="tt-quiet"))


def ranking(found: Sequence[Province], ctx: Context) -> None:
    """The highest as a list of bars, and the lowest below it."""
    known = [one for one in found if one.value is not None]
    heading(ctx.say(LIST))
    if not known:
        show(tag("p", text(ctx.say(NOTHING)), css="tt-quiet"))
        return
    split = LISTED if len(known) > LISTED + NAMED else len(known)
    show(_bars(known[:split], ctx))
    if known[split:]:
        show(tag("h3", text(ctx.say(LOWEST)), css="tt-h3"), _bars(known[-NAMED:], ctx))


def whole(found: Sequence[Province], by: By, ctx: Context) -> None:
    """Every province with what its value is made of."""
    with st.expander(ctx.say(TABLE), key="provinces_table"):
        rows = [
            [
                text(one.rank or speak.NOTHING),
                text(one.name.say(ctx.language)),
                text(one.region),
                tag("span", text(shown(one)), css="tt-number"),
                text(_made_of(one, by, ctx)),
            ]
            for one in found
        ]
        show(table(ctx.say(TABLE), [ctx.say(head) for head in HEADS], rows))


def shown(one: Province) -> str:
    """The digits of a province's value; never rounded up to 100."""
    if one.value is None:
        return speak.NOTHING
    return f"{speak.rounded(one.value, 2, is_truncated=one.value < 100):,}"


def figure(found: Sequence[Province], ctx: Context) -> go.Figure:
    """The provinces as filled outlines; the lowest few carry their rank."""
    by_code = {one.code: one for one in found}
    known = [one for one in found if one.value is not None]
    drawn = go.Figure([_outline(by_code[code], rings, ctx) for code, rings in shapes().items() if code in by_code])
    drawn.add_traces(_legend(ctx))
    for one in known[:1] + known[-NAMED:]:
        x, y = _middle(shapes()[one.code])
        drawn.add_annotation(
            x=x, y=y, text=str(one.rank), showarrow=False, font={"size": 13, "color": charts.INK}, bgcolor="#ffffff"
        )
    drawn.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 4, "b": 4},
        font={"family": charts.FONT, "size": 14, "color": charts.INK},
        plot_bgcolor="#ffffff",
        paper_bgcolor="#ffffff",
        dragmode=False,
        legend={"x": 0.62, "y": 0.1, "font": {"size": 13}, "itemclick": False, "itemdoubleclick": False},
        hoverlabel={"font": {"family": charts.FONT, "size": 14}},
    )
    drawn.update_xaxes(visible=False, fixedrange=True)
    drawn.update_yaxes(visible=False, fixedrange=True, scaleanchor="x", scaleratio=NORTH_SOUTH)
    return drawn


@cache
def shapes() -> dict[str, list[list[list[float]]]]:
    """Province → its outlines as (longitude, latitude)."""
    features = json.loads(SHAPES.read_text())["features"]
    return {one["properties"]["code"]: [part[0] for part in one["geometry"]["coordinates"]] for one in features}


def band(one: Province) -> int | None:
    """Which band of the map a province is in; None without a value."""
    if one.value is None:
        return None
    return next((place for place, (least, *_) in enumerate(BANDS) if one.value >= least), len(BANDS) - 1)


def _outline(one: Province, rings: Sequence[Sequence[Sequence[float]]], ctx: Context) -> go.Scatter:
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings:
        x += [*(point[0] for point in ring), None]
        y += [*(point[1] for point in ring), None]
    place = band(one)
    name = one.name.say(ctx.language)
    said = f"{name} {shown(one)}" if place is not None else f"{name}: {ctx.say(NO_VALUE)}"
    return go.Scatter(x=x, y=y, text=said, hoverinfo="text", hoveron="fills", showlegend=False, **_look(place))


def _look(place: int | None) -> dict[str, object]:
    colour, pattern = (BLANK, "") if place is None else BANDS[place][2:4]
    look: dict[str, object] = {
        "mode": "lines",
        "fill": "toself",
        "fillcolor": colour,
        "line": {"color": "#8493a6", "width": 0.7},
    }
    if pattern:
        look["fillpattern"] = {"shape": pattern, "fgcolor": "#ffffff", "bgcolor": colour, "size": 6, "solidity": 0.25}
    return look


def _legend(ctx: Context) -> list[go.Scatter]:
    places: list[tuple[int | None, Text]] = [(place, words) for place, (_, words, *_) in enumerate(BANDS)]
    return [
        go.Scatter(x=[None], y=[None], name=ctx.say(words), hoverinfo="skip", **_look(place))
        for place, words in [*places, (None, NO_VALUE)]
    ]


def _middle(rings: Sequence[Sequence[Sequence[float]]]) -> tuple[float, float]:
    """The middle of the largest outline's box: near enough for a label of two digits."""
    ring = max(rings, key=len)
    xs, ys = [point[0] for point in ring], [point[1] for point in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _bars(known: Sequence[Province], ctx: Context) -> str:
    lines = (
        tag(
            "li",
            tag("span", text(f"{one.rank}. {one.name.say(ctx.language)}")),
            tag("span", tag("span", style=_width(one)), tag("b", text(shown(one))), css="tt-progress"),
        )
        for one in known
    )
    return tag("ol", *lines, css="tt-ranking")


def _width(one: Province) -> str:
    return f"width:{min(100, max(0, int(one.value or 0)))}%"


def _made_of(one: Province, by: By, ctx: Context) -> str:
    if one.value is None:
        return ctx.say(NO_VALUE)
    return ctx.say(PARTS[by], above=speak.amount(one.above), below=speak.amount(one.below))
