"""One mistake is told once: what follows from it is not told again, and what is no data is not read as such."""

from __future__ import annotations

from typing import Any

import pytest

from etl.cells import Cell, Sheet, Workbook
from etl.forms import FORMS
from etl.heading import read_heading
from etl.normalise import choice_of, yes_no_of
from tests.etl_check.desk import check, good, placed
from tests.etl_office.desk import check as check_of_the_office

DECIDED: list[dict[str, Any]] = [
    {"event_on": f"{day}/03/2564", "event_type": "เห็นชอบ", "body": body}
    for day, body in ((2, "PS"), (3, "SC-INF"), (4, "NC-INF"))
]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"body": None}, "V47", "body"),
        ({"event_on": "31/02/2564"}, "E_DATE_INVALID", "event_on"),
        ({"event_type": "ตามสมควร"}, "E_CHOICE", "event_type"),
        ({"item_code": "PLAN99"}, "V44", "item_code"),
        ({"cycle_fy": 2021}, "V48", "cycle_fy"),
    ],
)
def test_the_order_of_the_bodies_is_not_judged_while_a_decision_is_unclear(
    changes: dict[str, Any], code: str, field: str
) -> None:
    rows = [good("events", **row) for row in DECIDED]
    rows[0] = good("events", **(DECIDED[0] | changes))
    assert check("events", rows).flatten("code", "cell") == placed("events", [(code, field)])


def test_an_unclear_decision_on_one_plan_says_nothing_of_another() -> None:
    unclear = good("events", **(DECIDED[0] | {"item_code": "PLAN1", "body": None}))
    early = good("events", **DECIDED[1])
    assert check("events", [unclear, early]).flatten("code") == [("V47",), ("V46",)]


def test_a_project_known_by_its_name_is_not_missing_as_well() -> None:
    report = check("progress", [good("progress", project_code=None)])
    assert report.flatten("code", "cell") == placed("progress", [("V80", "project_code")])


def test_steps_are_not_missed_while_one_cannot_be_read() -> None:
    first = {"step": "?", "done_on": "08/10/2564", "evidence": "ก"}
    second = {"step": "เสนอผู้บริหาร", "done_on": "14/10/2564", "evidence": "ข"}
    assert check_of_the_office(FORMS["milestones"], first, second, reporter="OFF").codes == ["E_CHOICE"]


def test_a_question_mark_is_no_answer() -> None:
    """CP874 has no tick and writes a question mark in its place: neither yes nor nothing."""
    assert yes_no_of("?").codes == ("E_YES_NO",)
    assert choice_of(" ? ", FORMS["ledger"].field("category").choices).codes == ("E_CHOICE",)
    assert yes_no_of("-").value is None and not yes_no_of("-").has_error


def test_a_header_of_the_table_is_no_label_above_it() -> None:
    headers = ["หน่วยงาน", "ประเภทงบ", "ประเภทรายการ", "วันที่", "จำนวนเงิน"]
    cells = {(3, number): Cell(3, number, text) for number, text in enumerate(headers, 1)}
    label = {(1, 1): Cell(1, 1, "ประจำเดือน"), (1, 2): Cell(1, 2, "พ.ย. 2563")}
    book = Workbook("xlsx", (Sheet("รายงาน", {**cells, **label}),))
    assert read_heading(book, FORMS["ledger"]).labels.keys() == {"month"}
    alone = Workbook("xlsx", (Sheet("รายงาน", {place: cell for place, cell in cells.items() if place[1] < 3}),))
    assert "reporter" in read_heading(alone, FORMS["ledger"]).labels


@pytest.mark.parametrize(
    "row",
    [
        {"amount": Cell(1, 1, 5000, formula="=SUM(E11:E12)")},
        {"amount": Cell(1, 1, 5000, formula="of:=SUBTOTAL(9;E11)")},
        {"unit": "1,000.00", "category": "รวมทั้งสิ้น"},
        {"unit": "(1)", "category": "(2)", "txn_type": "(3)"},
    ],
)
def test_what_adds_up_or_numbers_the_table_is_no_data(row: dict[str, Any]) -> None:
    assert check("ledger", [row, good("ledger")]).findings == ()


@pytest.mark.parametrize("row", [{"amount": Cell(1, 1, 5000, formula="=E11*2")}, {"amount": 5000}])
def test_a_lone_figure_is_data(row: dict[str, Any]) -> None:
    assert {one.code for one in check("ledger", [good("ledger"), row]).findings} == {"V21"}
