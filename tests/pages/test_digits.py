"""Thai digits: in every number that is printed, in no code, and on every page."""

from __future__ import annotations

import ast
import os
import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

import ui
from tests.pages import screen
from tests.pages.conftest import walk
from tests.pages.test_every_page import FIRST, PAGES, WRITTEN_BY_OTHERS, address
from tests.pages.test_looks import spec
from ui import charts, plot
from ui.digits import in_thai

ARABIC = re.compile(r"[0-9]")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("C1 ร้อยละ 12.50", "C1 ร้อยละ ๑๒.๕๐"),
        ("5 พ.ย. 2563 เวลา 10.30 น.", "๕ พ.ย. ๒๕๖๓ เวลา ๑๐.๓๐ น."),
        ("1,996 วัน · 12/12 ฉบับ · ข้อ 10.2(1)", "๑,๙๙๖ วัน · ๑๒/๑๒ ฉบับ · ข้อ ๑๐.๒(๑)"),
        ("ฐานข้อมูล build-000001668-49ab0703 ใบรับ S000020", "ฐานข้อมูล build-000001668-49ab0703 ใบรับ S000020"),
        ("64-2-011 โครงการ 3", "64-2-011 โครงการ ๓"),
        ("รายงาน_2564-08_กกจ.xlsx แถว 7 ช่อง D12", "รายงาน_2564-08_กกจ.xlsx แถว ๗ ช่อง D12"),
        ("http://tidtam.go.th/?fy=2564", "http://tidtam.go.th/?fy=2564"),
        ("1668:9f2c0d", "1668:9f2c0d"),
    ],
)
def test_numbers_turn_and_names_stay(words: str, said: str) -> None:
    assert in_thai(words) == said


@pytest.mark.parametrize("kind", ["line", "bar"])
def test_a_chart_and_its_axis_turn_too(kind: str) -> None:
    drawn = plot.in_thai(charts.figure(spec(kind)))
    assert not any(ARABIC.search(str(label)) for trace in drawn.data for label in trace.text)
    axis = drawn.layout.yaxis if kind == "line" else drawn.layout.xaxis
    assert list(axis.ticktext)[:2] == ["๐", "๒๐"] and axis.tickvals[1] == 20
    assert len(axis.ticktext) <= plot.MOST_TICKS
    assert "%{x}" in drawn.data[0].hovertemplate or "%{y}" in drawn.data[0].hovertemplate


SOME = FIRST if os.environ.get("TIDTAM_DRILL") == "1" else random.Random(5).sample(sorted(FIRST), 5)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("path", sorted({*SOME, next(one for one in PAGES if one.startswith("indicator"))}))
def test_no_page_prints_an_arabic_digit(server: str, walker: Page, path: str) -> None:
    walk(walker, f"{address(server, path, 'th')}&digits=thai")
    texts = screen.visible(
        walker, without=f"{WRITTEN_BY_OTHERS}, code, .tt-digest, [data-testid=stDataFrame], [data-testid=stTextInput] *"
    )
    left = [words for words in texts if words != "123" and in_thai(words) != words]
    assert left == []
    assert any(re.search("[๐-๙]", words) for words in texts)
    assert "digits=thai" in walker.url


CACHED = {"cache", "lru_cache", "cache_data", "cache_resource"}
READERS = {"shown", "is_thai", "session", "query_params", "session_state"}


def test_nothing_kept_for_everybody_depends_on_who_reads() -> None:
    """Words kept by a cache are shared by all sessions: the reader's digits are put in after they leave it."""
    found = []
    for file in Path(ui.__file__).parent.rglob("*.py"):
        for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(one, ast.FunctionDef) and CACHED & set(_names(*one.decorator_list)):
                found += [f"{file.name}:{one.name}: {name}" for name in READERS & set(_names(*one.body))]
    assert found == []


def _names(*nodes: ast.AST) -> list[str]:
    every = [inner for node in nodes for inner in ast.walk(node)]
    return [one.id for one in every if isinstance(one, ast.Name)] + [
        one.attr for one in every if isinstance(one, ast.Attribute)
    ]
