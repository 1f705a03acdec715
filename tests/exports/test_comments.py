"""What the Office writes about figures below their target stands in every paper, or that nobody has written it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from base.access import Role, User
from base.commentary import Key
from base.words import Text
from etl import commentary as office
from etl.commentary import Plan
from exports import brief, comments, gather, pack_workbook, slides, view, workbook
from exports.content import Content
from exports.reference import Reference
from kpi import commentary, measure
from kpi.model import Ask
from kpi.store import Build
from tests.exports.test_pages import words_of
from tests.exports.test_slides import REFERENCE, words
from tests.kpi.history import History

STEWARD = User("steward", Role.STEWARD, Text("ฝ่ายบริหารทั่วไป", "steward"), "GEN")
AT = datetime(2021, 4, 20, 9)
CAUSE, REMEDY, ACTION = "จัดซื้อจัดจ้างล่าช้า", "เร่งลงนามสัญญา", "ลงนามสัญญา =1+1 <b>"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Ask]:
    """Two units below the target of C1; one of them explained, with an action that is overdue."""
    history = History(tmp_path_factory.mktemp("told"))
    spent = {"INF": 50, "OLD": 40, "DIS": 90}
    given = [(unit, "allocate", date(2020, 10, 5), 100) for unit in spent]
    history.budget("2020-10", *given, *((unit, "disburse", date(2020, 10, 9), baht) for unit, baht in spent.items()))
    plan = Plan(ACTION, "INF", date(2021, 3, 15))
    key = Key.parse("C1:INF:2021-02")
    office.write(history.ledger, STEWARD, key, "ข้อความเดิม", "วิธีเดิม", plan=plan, at=datetime(2021, 3, 5))
    office.write(history.ledger, STEWARD, Key.parse("C1:INF:2021-03"), CAUSE, REMEDY, at=datetime(2021, 4, 8))
    build = history.build()
    history.ledger.close()
    return build, measure.ask(2564, 1, as_of=date(2021, 3, 31), known_at=AT, now=AT)


@pytest.fixture(scope="module")
def said(told: tuple[Build, Ask]) -> Content:
    return gather.content(*told)


def test_every_figure_below_its_target_is_explained_or_said_to_lack_it(said: Content, told: tuple[Build, Ask]) -> None:
    below = commentary.off_target(said.figures)
    assert [one.figure for one in said.comments] == list(below) and len(below) >= 3
    lacking = {(one.figure.kpi, one.figure.scope) for one in said.comments if one.is_lacking}
    assert lacking == {(one.kpi, one.scope) for one in commentary.missing(*told)}
    lines = {one.figure.scope: comments.lines(one) for one in said.comments if one.figure.kpi == "C1"}
    assert lines["INF"][:2] == [f"สาเหตุ: {CAUSE}", f"แนวทางแก้ไข: {REMEDY}"]
    assert lines["INF"][2].startswith(f"การดำเนินการ: {ACTION} (") and "15 มี.ค. 2564 · เกินกำหนด 16 วัน" in lines["INF"][2]
    assert lines["OLD"] == ["ยังไม่มีคำชี้แจงของเดือนมีนาคม 2564"]
    assert {one.figure.scope for one in gather.content(*told, "OLD").comments} == {"OLD"}
    earlier = replace(told[1], known_at=datetime(2021, 4, 1))
    (then,) = [one for one in gather.content(told[0], earlier, "INF").comments if one.figure.kpi == "C1"]
    assert comments.lines(then)[:2] == [
        "ยังไม่มีคำชี้แจงของเดือนมีนาคม 2564",
        "สาเหตุ (ข้อความของเดือนกุมภาพันธ์ 2564): ข้อความเดิม",
    ]


@pytest.mark.slow
def test_the_slide_its_notes_and_the_brief_say_it(told: tuple[Build, Ask]) -> None:
    own = gather.content(*told, "INF")
    deck = Presentation(io.BytesIO(slides.draw(own, REFERENCE)))
    title = next(one.title for one in own.indicators if one.kpi.code == "C1")
    (slide,) = [one for one in deck.slides if title in words(one)]
    notes = slide.notes_slide.notes_text_frame.text
    for text in (CAUSE, REMEDY, ACTION):
        assert text in words(slide) and text in notes
    assert CAUSE in words_of(brief.pdf(own, REFERENCE))


def test_long_words_leave_room_for_the_charts_and_one_page_for_the_brief(told: tuple[Build, Ask]) -> None:
    own = gather.content(*told, "INF")
    long = tuple(replace(one, cause="ล่าช้ามาก " * 300, actions=one.actions * 9) for one in own.comments)
    indicators = tuple(
        replace(one, comment=next((said for said in long if said.figure == one.figure), None)) for one in own.indicators
    )
    crowded = replace(own, comments=long, indicators=indicators)
    deck = Presentation(io.BytesIO(slides.draw(crowded, REFERENCE)))
    for slide in deck.slides:
        assert all(shape.height > 1_200_000 for shape in slide.shapes if shape.has_chart), "a chart can be read"
    assert brief.pdf(crowded, REFERENCE).startswith(b"%PDF")


@pytest.mark.parametrize("page", ["pack", "commentary", "indicator"])
def test_the_workbooks_have_a_sheet_for_it_and_one_for_the_actions(
    told: tuple[Build, Ask], said: Content, page: str
) -> None:
    made = pack_workbook.draw(said, REFERENCE) if page == "pack" else _page(told, page)
    book = load_workbook(io.BytesIO(made))
    rows = {tuple(row[:1] + row[2:3]): row for row in book["คำชี้แจงและแนวทางแก้ไข"].iter_rows(values_only=True)}
    row = next(row for row in rows.values() if CAUSE in row)
    assert row[0] == "C1" and row[3] == 50 and REMEDY in row
    assert any("ยังไม่มีคำชี้แจงของเดือนมีนาคม 2564" in row for row in rows.values())
    (cell,) = [cell for row in book["การดำเนินการที่ติดตาม"].iter_rows() for cell in row if cell.value == ACTION]
    assert cell.data_type == "s"
    assert 16 in [one.value for one in book["การดำเนินการที่ติดตาม"][cell.row]]


def _page(told: tuple[Build, Ask], page: str) -> bytes:
    shown = view.View(*told, {"kpi": "C1"})
    tables, _ = view.tables(page, shown)
    return workbook.workbook("หน้า", tables, shown.filters, view.citation(shown), Reference("K7F3X9", "http://x/r/K"))
