"""Twelve months on a slide: nothing runs into anything, and only months at which a target is due are judged by it."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from base.palette import colour
from exports import slides
from exports.content import Content
from exports.slides import months
from kpi.chart import ChartSpec, Line, Point
from kpi.model import Status, Unit
from tests.exports.test_slides import REFERENCE

NAMES = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."]
VALUES = [7, 19, 33, 48, 62, 86, 20, 71, 77, 83, 90, 99]


@pytest.fixture
def year() -> ChartSpec:
    points = tuple(
        Point(f"{name} {2563 if at < 3 else 2564}", Decimal(value), f"{value}.00", Status.FAIL)
        for at, (name, value) in enumerate(zip(NAMES, VALUES, strict=True))
    )
    lines = (Line(Decimal(88), "เป้าหมายรอบที่ 1: 88", 0, 5, True), Line(Decimal(100), "เป้าหมายรอบที่ 2: 100", 6, 11, True))
    return ChartSpec("line", "ก: สะสมถึงสิ้นเดือน", points, lines, Unit.PERCENT, "ร้อยละ", "")


def drawn(office: Content, spec: ChartSpec) -> Any:
    """The slide of C1 with this course, and its chart."""
    c1 = replace(next(one for one in office.indicators if one.kpi.code == "C1"), trend=spec, parts=None)
    file = Presentation(io.BytesIO(slides.draw(replace(office, indicators=(c1,)), REFERENCE)))
    return next((slide, shape.chart) for slide in file.slides for shape in slide.shapes if shape.has_chart)


def test_only_ends_of_rounds_and_the_last_month_are_judged(year: ChartSpec) -> None:
    judged = [at for at, one in enumerate(months.due(year).points) if one.status is Status.FAIL]
    assert judged == [5, 11]
    early = replace(year, points=year.points[:4])
    assert [one.status for one in months.due(early).points] == [Status.NO_TARGET] * 3 + [Status.FAIL]


def test_twelve_months_have_room(office: Content, year: ChartSpec) -> None:
    slide, chart = drawn(office, year)
    assert list(chart.plots[0].categories) == NAMES
    said = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert "ต.ค. 2563 – ก.ย. 2564" in said, "the years are told once, above the chart"
    unlisted = [one.find(qn("c:idx")).get("val") for one in chart._chartSpace.iter(qn("c:legendEntry"))]
    assert unlisted == ["0"], "the legend names the targets alone"
    fills = [chart.plots[0].series[0].points[at].marker.format.fill.fore_color.rgb for at in (0, 5)]
    assert [f"#{fill}".lower() for fill in fills] == [colour("no_target").lower(), colour("fail").lower()]


def test_digits_stand_below_where_a_line_runs_above(office: Content, year: ChartSpec) -> None:
    assert months.below(year, Decimal(15)) == [5, 6, 10, 11], "under a target, or in a valley"
    _, chart = drawn(office, year)
    labels = chart.plots[0].series[0]._element.iter(qn("c:dLbl"))
    placed = {int(one.find(qn("c:idx")).get("val")): one.find(qn("c:dLblPos")).get("val") for one in labels}
    assert placed[5] == placed[11] == "b" and 0 not in placed


def test_digits_of_neighbours_leave_room_between_them(year: ChartSpec) -> None:
    wide = replace(year, points=tuple(replace(one, shown="100.00") for one in year.points))
    sizes = [months.digits_pt(one, 5.6) for one in (replace(year, points=year.points[:6]), year, wide)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] == months.DIGITS_PT > sizes[2]
