"""A picture's own words: title, citation, address and figures, read back out of the file by another program."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from exports import drawing, page_picture, picture_text, sheet, view
from exports.content import Content
from kpi import speak
from kpi.model import Ask, Figure
from kpi.store import Build
from tests.exports.test_slides import HOSTILE, REFERENCE


def read(png: bytes) -> dict[str, Any]:
    """The text of a picture as Pillow reads it, once every point of it was read as well."""
    with Image.open(io.BytesIO(png)) as picture:
        picture.load()
        return {**picture.text}


def held(png: bytes) -> dict[tuple[Any, ...], str | None]:
    """The figures of a picture: (indicator, scope, year, round, day) → digits."""
    found = [json.loads(line) for line in read(png)["Figures"].splitlines()]
    return {(one["kpi"], one["scope"], one["fy"], one["round"], one["as_of"]): one["display"] for one in found}


def key(one: Figure) -> tuple[Any, ...]:
    round_ = one.ask.round
    return one.kpi, one.scope, round_.fiscal_year.year_be, round_.number, one.ask.as_of.isoformat()


@pytest.mark.parametrize("typed", [*HOSTILE, "ก\0ข\nค"])
def test_what_somebody_typed_stays_text(office: Content, typed: str) -> None:
    spec = office.indicators[0].trend
    assert spec is not None
    made = drawing.draw(replace(spec, title=typed), "png", drawing.Look(notes=("ที่มา", "เลขที่อ้างอิง 7F3K9X"), dpi=40))
    told = read(made)
    assert told["Title"] == typed.replace("\0", "") and told["Description"] == "ที่มา\nเลขที่อ้างอิง 7F3K9X"
    assert set(told) - {"Software"} == {"Title", "Description", "Figures"}


def test_a_chart_holds_the_figure_of_every_point(office: Content) -> None:
    spec = office.indicators[0].trend
    assert spec is not None
    points = [one for one in spec.points if one.figure is not None]
    found = held(drawing.draw(spec, "png", drawing.Look(digits="thai", dpi=40)))
    assert list(found.values()) == [one.shown for one in points] and len(found) == len(points) > 3


@pytest.mark.slow
def test_a_page_and_a_sheet_hold_what_they_print(demo_build: Build, asked: Ask) -> None:
    shown = view.View(demo_build, asked)
    tables, printed = view.tables("rounds", shown)
    told = sheet.gather(demo_build, asked, "INF")
    for made, figures in (
        (page_picture.draw("ผลรายรอบ", tables, shown, REFERENCE, "thai", printed), printed),
        (sheet.sheet(told, REFERENCE, "png", "thai"), told.figures),
    ):
        assert held(made) == {key(one): speak.display(one) for one in figures}
        assert read(made)["URL"] == REFERENCE.url and REFERENCE.code in read(made)["Description"]


def test_nothing_is_added_that_was_not_said(office: Content) -> None:
    spec = office.indicators[0].trend
    assert spec is not None
    bare = drawing.draw(replace(spec, points=tuple(replace(one, figure=None) for one in spec.points)), "png")
    assert "Figures" not in read(bare) and picture_text.lines(()) == []
