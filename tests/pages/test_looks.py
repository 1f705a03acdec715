"""How things look: markup is escaped, colours can be read, charts say what their spec says."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import plotly.graph_objects as go
import pytest

from base import palette
from base.words import LANGUAGES, Language
from kpi import speak
from kpi.board import State
from kpi.chart import ChartSpec, Line, Outlook, Point
from kpi.model import Status, Unit
from ui import charts, filing, plot, style
from ui.dark import DARK, darkened
from ui.markup import table, tag, text

ROOT = Path(__file__).resolve().parents[2]
READABLE = 4.5
PAPER = "#ffffff"
HOSTILE = "<script>alert(\"1\")</script> & 'x'"


def test_data_never_becomes_markup() -> None:
    made = tag("p", text(HOSTILE), css='a"b', title=HOSTILE) + table(HOSTILE, [HOSTILE], [[text(HOSTILE)]])
    assert "<script" not in made
    assert made.count("&lt;script&gt;") == 6
    assert 'class="a&quot;b"' in made


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(theme: str) -> dict[str, str]:
    sheet = (ROOT / "ui" / "style.css").read_text("utf-8")
    begin = ":root {" if theme == "light" else ':root[data-theme="dark"] {'
    block = sheet.partition(begin)[2].partition("}")[0]
    return dict(re.findall(r"(--tt-[a-z-]+): (#[0-9a-f]{6})", block))


each_theme = pytest.mark.parametrize("theme", ["light", "dark"])


def streamlit_colours(theme: str) -> dict[str, str]:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"][theme]
    found: dict[str, str] = config | {f"sidebar {name}": value for name, value in config["sidebar"].items()}
    return found


@each_theme
def test_both_themes_name_the_same_colours(theme: str) -> None:
    assert colours(theme).keys() == colours("light").keys()
    ours, streamlit = colours(theme), streamlit_colours(theme)
    assert (ours["--tt-page"], ours["--tt-paper"], ours["--tt-ink"]) == (
        *(streamlit["backgroundColor"], streamlit["secondaryBackgroundColor"], streamlit["textColor"]),
    )


@each_theme
@pytest.mark.parametrize("name", ["pass", "fail", "calm", "none", "warn"])
def test_status_colours_can_be_read_on_their_ground_and_on_paper(name: str, theme: str) -> None:
    found = colours(theme)
    assert contrast(found[f"--tt-{name}"], found[f"--tt-{name}-bg"]) >= READABLE
    assert contrast(found[f"--tt-{name}"], found["--tt-paper"]) >= READABLE


@each_theme
def test_quiet_text_and_links_can_be_read_wherever_they_stand(theme: str) -> None:
    found, grounds = colours(theme), streamlit_colours(theme)
    for ground in (
        *(grounds["backgroundColor"], grounds["sidebar backgroundColor"], found["--tt-paper"], found["--tt-head-bg"]),
    ):
        for name in ("ink", "soft", "brand"):
            assert contrast(found[f"--tt-{name}"], ground) >= READABLE, (name, ground)
    assert contrast(found["--tt-ink"], found["--tt-part-bg"]) >= READABLE


@each_theme
@pytest.mark.parametrize("colour", [*palette.COLOURS.values(), palette.NO_COLOUR])
def test_digits_can_be_read_inside_a_bar_and_bars_on_paper(colour: str, theme: str) -> None:
    pair = (DARK[colour], DARK[PAPER]) if theme == "dark" else (colour, PAPER)
    assert contrast(*pair) >= READABLE


def test_every_colour_of_a_chart_has_a_partner_in_the_dark() -> None:
    drawn = [charts.figure(spec(kind)) for kind in ("line", "bar")]
    used = {
        colour for one in drawn for colour in re.findall(r'"((?:#[0-9a-f]{6})|(?:rgba?\([^)]*\)))"', trace_json(one))
    }
    assert used and used <= DARK.keys()
    dark = trace_json(darkened(drawn[0]))
    assert not any(f'"{light}"' in dark for light in used)


def trace_json(drawn: go.Figure) -> str:
    """What the figure itself says; the defaults of Plotly's template apart."""
    drawn.layout.template = None
    text: str = drawn.to_json()
    return text


def test_every_state_has_a_shape_a_word_and_a_style() -> None:
    sheet = (ROOT / "ui" / "style.css").read_text("utf-8")
    for state in State:
        assert f".tt-{state}" in sheet
        assert state in filing.SHAPES and state in filing.SHORT
    for status in Status:
        assert f".tt-{status}" in sheet
        assert speak.SHAPE[status]


@pytest.mark.parametrize("language", LANGUAGES)
def test_script_and_sheet_are_whole(language: Language) -> None:
    script = style.script(language)
    assert "{language}" not in script and "{words}" not in script
    words = json.loads(re.search(r"Object\.entries\((\{.*?\})\)", script)[1])  # type: ignore[index]
    assert words["Upload" if language == "th" else "เลือกไฟล์"] == ("เลือกไฟล์" if language == "th" else "Upload")
    sheet = style.sheet(language)
    assert sheet.count("{") == sheet.count("}")


def spec(kind: str) -> ChartSpec:
    points = (
        Point("ต.ค. 2563", Decimal("40"), "40.00", Status.FAIL),
        Point("พ.ย. 2563", None, "–", Status.NO_DATA),
        Point("ธ.ค. 2563", Decimal("90.5"), "90.50", Status.PASS),
    )
    return ChartSpec(kind, "ชื่อ", points, (Line(Decimal(88), "เป้าหมาย 88", 0, 2, True),), Unit.PERCENT, "ร้อยละ", "สรุป")  # type: ignore[arg-type]


def test_a_line_leaves_a_gap_where_nothing_is_known() -> None:
    drawn = charts.figure(spec("line"))
    (trace,) = drawn.data
    assert list(trace.y) == [40.0, None, 90.5]
    assert trace.connectgaps is False
    assert list(trace.text) == ["40.00", "", "90.50"]
    assert list(trace.marker.symbol) == ["triangle-down", "diamond", "triangle-up"]
    assert drawn.layout.annotations[0].text == "เป้าหมาย 88"
    assert -10 < drawn.layout.yaxis.range[0] <= 0 and drawn.layout.yaxis.range[1] > 100
    assert drawn.layout.font.family.startswith("Sarabun")


def test_an_estimate_is_drawn_apart_from_what_is_known() -> None:
    ahead = Outlook(2, 3, Decimal("95.5"), Decimal("91"), Decimal("121"), "ประมาณการ 95.5")
    known = spec("line")
    later = Point("ม.ค. 2564", None, "ประมาณการ 95.5", Status.NO_DATA)
    drawn = charts.figure(replace(known, points=(*known.points, later), outlook=ahead))
    cone, estimate, line = drawn.data
    assert list(line.y) == [40.0, None, 90.5, None], "an estimate is no point of the line"
    assert list(estimate.y) == [90.5, 95.5] and estimate.line.dash == "dot"
    assert list(cone.y) == [90.5, 121.0, 91.0, 90.5]
    assert drawn.layout.yaxis.range[1] > 121
    assert list(drawn.layout.xaxis.categoryarray)[0] == "ต.ค.<br>2563", "months in their order, not in that of drawing"


def test_bars_read_from_the_top_and_carry_shapes() -> None:
    drawn = charts.figure(spec("bar"))
    (trace,) = drawn.data
    assert list(trace.y) == ["ธ.ค. 2563", "พ.ย. 2563", "ต.ค. 2563"]
    assert trace.text[0] == f"{speak.SHAPE[Status.PASS]} 90.50"


def test_no_english_buttons_on_charts() -> None:
    assert plot.CONFIG["displayModeBar"] is False
