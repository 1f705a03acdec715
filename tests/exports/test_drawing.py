"""Drawn charts: both kinds, in both formats, with what stands beside the line."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from lxml import etree
from PIL import Image

from base import palette
from exports import drawing
from exports.content import Content
from exports.drawing import Look
from kpi import chart, measure
from kpi.chart import ChartSpec, Line, Outlook, Point
from kpi.model import Status, Unit
from kpi.store import Build

LONG = "สำนักงานคณะกรรมการพิเศษเพื่อประสานงานโครงการอันเนื่องมาจากพระราชดำริ"


def bars(*points: Point) -> ChartSpec:
    lines = (Line(Decimal(88), "เป้าหมายรอบที่ 1: 88", 0, len(points) - 1, True),)
    return ChartSpec("bar", "เบิกจ่าย", points, lines, Unit.PERCENT, "ร้อยละ", "สรุป")


def point(label: str, value: int | None, status: Status = Status.PASS, *, is_partial: bool = False) -> Point:
    return Point(label, None if value is None else Decimal(value), str(value or "–"), status, is_partial)


def picture(spec: ChartSpec, look: Look | None = None) -> Image.Image:
    return Image.open(io.BytesIO(drawing.draw(spec, "png", look or Look(dpi=80)))).convert("RGB")


def pixels(image: Image.Image, colour: str) -> int:
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    return int((np.abs(np.asarray(image).astype(int) - wanted).sum(axis=2) < 12).sum())


def test_a_bar_is_as_long_as_its_value_and_has_its_colour() -> None:
    drawn = picture(bars(point("ก", 90), point("ข", 45, Status.FAIL)))
    passed, failed = pixels(drawn, palette.COLOURS["pass"]), pixels(drawn, palette.COLOURS["fail"])
    assert 1.7 < passed / failed < 2.3
    assert pixels(drawn, palette.INK) > 100, "the dashed target line"


def test_a_partial_bar_is_hatched_and_says_so() -> None:
    whole, partial = picture(bars(point("ก", 90))), picture(bars(point("ก", 90, is_partial=True)))
    assert pixels(partial, palette.COLOURS["pass"]) < pixels(whole, palette.COLOURS["pass"]) * 0.97
    assert partial.size != picture(bars(point("ก", 90)), Look(dpi=80, is_titled=False)).size


def test_rows_grow_with_long_names_and_nothing_is_drawn_outside() -> None:
    short, tall = picture(bars(*[point("ก", 50)] * 8)), picture(bars(*[point(LONG, 50)] * 8))
    assert tall.height > short.height
    edge = np.asarray(tall)[:, [0, 1, -2, -1]]
    assert edge.min() == 255, "ink at the edge of the picture"


def test_a_gap_is_a_gap() -> None:
    points = tuple(point(f"เดือน {n}", None if n == 2 else 50) for n in range(5))
    spec = replace(bars(*points), kind="line", lines=())
    with_gap, without = picture(spec), picture(replace(spec, points=tuple(point(f"เดือน {n}", 50) for n in range(5))))
    assert pixels(with_gap, palette.BRAND) < pixels(without, palette.BRAND) * 0.7


@pytest.mark.slow
def test_every_kind_of_chart_is_drawn_in_both_formats(demo_build: Build, office: Content) -> None:
    asked = measure.ask(2564, 1, as_of=date(2021, 1, 31))
    series = measure.series(demo_build, "C1", "OFF", asked)
    ahead = Outlook(len(series) - 1, 5, Decimal("85.1"), Decimal(80), Decimal(90), "ประมาณการ")
    trend = chart.trend(series)
    assert trend is not None
    points = (*trend.points, *[point("ก.พ. 2564", None, Status.NO_DATA)] * (6 - len(series)))
    for spec in (chart.money(series), replace(trend, points=points, outlook=ahead), office.indicators[0].parts):
        assert spec is not None
        for digits in ("arabic", "thai"):
            assert drawing.draw(spec, "png", Look(dpi=50, digits=digits)).startswith(b"\x89PNG")  # type: ignore[arg-type]
        svg = etree.fromstring(drawing.draw(spec, "svg", Look(notes=("ที่มา: ทดสอบ",))))
        assert not svg.findall(".//{*}text"), "letters are paths: no reader needs the typeface"
        assert not svg.findall(".//{*}image")


def test_the_same_chart_has_the_same_bytes(office: Content) -> None:
    spec = office.indicators[0].trend
    assert spec is not None
    assert drawing.draw(spec, "svg") == drawing.draw(spec, "svg")


@pytest.mark.parametrize("label", ["=cmd|'/c calc'!A0", "<script>alert(1)</script>", "$\\frac{1$ _x_"])
def test_what_somebody_typed_is_drawn_as_text(label: str) -> None:
    assert b"script>" not in drawing.draw(bars(point(label, 50)), "svg")
