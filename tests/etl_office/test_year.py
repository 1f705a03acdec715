"""Forms of the year: review steps and their evidence (R-36), photos, the annual report, evaluations."""

from __future__ import annotations

from datetime import date

import pytest

from etl.cells import CellValue
from etl.forms.annual import ANNUAL
from etl.forms.evaluations import EVALUATIONS
from etl.forms.milestones import MILESTONES
from etl.forms.review import REVIEW
from tests.etl_office.desk import Answer, Row, check

STEP: Row = {"step_no": 1, "done_on": "15/01/2564", "evidence": "ตารางที่ ๒"}
COMPILED: Row = {"step": "REPORT_COMPILED", "done_on": "30/09/2564"}
SUBMITTED: Row = {"step": "เสนอรายงานต่อผู้บริหาร", "done_on": "15/10/2564"}
CIRCULATED: Row = {"step": "แจ้งเวียนรายงานประจำปี", "done_on": "29/10/2564"}


def review(*rows: Row, reporter: str = "INF") -> Answer:
    return check(REVIEW, *rows, reporter=reporter)


@pytest.mark.parametrize("reporter", ["INF", "OLD", "DIS", "GEN", "OFF"])
def test_a_step_with_date_and_evidence_is_done(reporter: str) -> None:
    assert review(STEP, reporter=reporter).found == []


def test_a_step_is_not_done_without_evidence() -> None:
    assert review({**STEP, "evidence": None}).found == [("V68", "evidence")]
    assert review({**STEP, "evidence": "-"}).found == [("V68", "evidence")]


def test_evidence_is_not_a_date() -> None:
    assert review({**STEP, "done_on": None}).found == [("V69", "done_on")]


def test_a_step_that_is_still_open_is_accepted() -> None:
    assert review({"step_no": 3, "process_name": "งานสารบรรณ"}).found == []


@pytest.mark.parametrize(("step", "codes"), [(1, []), (5, []), (6, ["V07"]), (0, ["V12"])])
def test_there_are_five_steps(step: int, codes: list[str]) -> None:
    assert review({**STEP, "step_no": step}).codes == codes


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5])
def test_only_shared_evidence_of_the_office_applies_to_all(step: int) -> None:
    row = {**STEP, "step_no": step, "applies_to_all": "ใช่"}
    expected = [] if step in (1, 2, 4) else [("V70", "applies_to_all")]
    assert review(row, reporter="OFF").found == expected
    assert review(row, reporter="INF").found == [("V70", "applies_to_all")]
    assert review({**row, "applies_to_all": "ไม่ใช่"}).found == []


def test_another_order_of_the_steps_is_asked_about() -> None:
    second = {**STEP, "step_no": 2}
    assert review(STEP, {**second, "done_on": "14/01/2564"}).found == [("V71", "done_on")]
    assert review(STEP, second).found == []
    optional = {**STEP, "step_no": 5, "done_on": "14/01/2564"}
    assert review(STEP, optional).found == []


def test_a_date_outside_the_year_is_asked_about() -> None:
    assert review({**STEP, "done_on": "01/10/2563"}).found == review({**STEP, "done_on": "30/09/2564"}).found == []
    for day in ("30/09/2563", "01/10/2564"):
        answer = review({**STEP, "done_on": day})
        assert answer.found == [("V72", "done_on")] and answer.report.is_valid


def annual(**cells: CellValue) -> Answer:
    return check(ANNUAL, {"project_code": "64-2-001", "narrative": "จัดอบรมครบทุกรุ่น", **cells}, reporter="DLPW")


def test_a_photo_needs_its_caption_and_an_answer_on_consent() -> None:
    photo = "https://www.mol.go.th/"
    assert annual(photo=photo).found == [("V73", "photo_caption"), ("V73", "photo_consent")]
    assert annual(photo=photo, photo_caption="อบรม").found == [("V73", "photo_consent")]
    assert annual(photo=photo, photo_caption="อบรม", photo_consent="ไม่ใช่").found == []
    assert annual().found == []


def test_annual_results_are_of_registered_projects() -> None:
    assert annual(project_code="64-2-999").found == [("V08", "project_code")]


def milestones(*rows: Row) -> Answer:
    return check(MILESTONES, *rows, reporter="OFF")


def test_the_annual_report_takes_its_steps_in_order() -> None:
    assert milestones(COMPILED, SUBMITTED, CIRCULATED).found == []
    assert milestones(CIRCULATED, COMPILED, SUBMITTED).found == [], "the order of the rows does not matter"
    early = {**SUBMITTED, "done_on": "29/09/2564"}
    assert milestones(COMPILED, early, CIRCULATED).found == [("V20", "done_on")]
    assert milestones(COMPILED, {**SUBMITTED, "done_on": "30/09/2564"}).found == []


def test_a_step_before_is_recorded_too() -> None:
    answer = milestones(COMPILED, CIRCULATED)
    assert answer.found == [("V74", "step")] and answer.report.is_valid
    assert milestones(COMPILED, SUBMITTED).found == []


def test_a_step_is_recorded_once() -> None:
    assert milestones(COMPILED, COMPILED).codes == ["V10"]


def test_the_annual_report_is_of_september_and_later() -> None:
    assert milestones({**COMPILED, "done_on": "31/08/2564"}).found == [("V72", "done_on")]
    assert milestones({**COMPILED, "done_on": "01/09/2564"}).found == []


def event(event_type: str, day: date, body: str | None = None, item: str = "PLAN2", seq: int = 1) -> Row:
    values: Row = {
        "item_code": item,
        "cycle_fy": 2564,
        "event_type": event_type,
        "event_on": day,
        "body": body,
        "seq": seq,
    }
    return values


SEPTEMBER, OCTOBER = date(2020, 9, 10), date(2020, 10, 22)
COURSE: tuple[Row, ...] = (
    event("DRAFTED", date(2020, 7, 20)),
    event("REVIEW_MEETING", date(2020, 8, 20)),
    event("ENDORSED", SEPTEMBER, "PS"),
    event("CIRCULATED", date(2020, 9, 11)),
    event("COMPILED", date(2020, 9, 25)),
    event("ENDORSED", date(2020, 10, 8), "SC-INF"),
    event("ENDORSED", OCTOBER, "NC-INF"),
    event("DISTRIBUTED", date(2020, 10, 26)),
)


def evaluation(step: str, day: str, *events: Row, **cells: CellValue) -> Answer:
    row = {"item_code": "PLAN2", "cycle_fy": 2564, "step": step, "evaluated_on": day, "evaluator_position": "หัวหน้ากลุ่ม"}
    return check(EVALUATIONS, {**row, **cells}, events=events)


@pytest.mark.parametrize(
    ("step", "before", "day"),
    [
        ("S1", "19/07/2563", "20/07/2563"),
        ("S2", "09/09/2563", "10/09/2563"),
        ("S3", "24/09/2563", "25/09/2563"),
        ("S4", "21/10/2563", "22/10/2563"),
        ("S5", "29/09/2564", "30/09/2564"),
        ("S6", "31/08/2564", "01/09/2564"),
    ],
)
def test_a_step_is_evaluated_after_it_is_completed(step: str, before: str, day: str) -> None:
    answer = evaluation(step, before, *COURSE)
    assert answer.found == [("V75", "step")] and answer.report.is_valid
    assert evaluation(step, day, *COURSE).found == []


def test_a_plan_that_was_sent_back_is_not_endorsed() -> None:
    returned = event("RETURNED", OCTOBER, "NC-INF", seq=2)
    assert evaluation("S4", "30/10/2563", *COURSE, returned).codes == ["V75"]
    again = event("ENDORSED", date(2020, 10, 29), "NC-INF")
    assert evaluation("S4", "30/10/2563", *COURSE, returned, again).found == []


def test_events_of_another_item_or_cycle_say_nothing() -> None:
    assert evaluation("S1", "30/07/2563", event("DRAFTED", date(2020, 7, 20), item="PLAN3")).codes == ["V75"]
    assert evaluation("S1", "30/07/2563", *COURSE, cycle_fy=2565).codes == ["V75"]


def test_the_cycle_is_a_fiscal_year() -> None:
    assert evaluation("S1", "30/07/2563", *COURSE, cycle_fy=2020).found == [("V48", "cycle_fy")]


def test_an_item_and_step_is_evaluated_once() -> None:
    row = {
        "item_code": "PLAN2",
        "cycle_fy": 2564,
        "step": "1",
        "evaluated_on": "20/07/2563",
        "evaluator_position": "ผอ.",
    }
    assert check(EVALUATIONS, row, {**row, "evaluated_on": "21/07/2563"}, events=COURSE).codes == ["V10"]
    assert check(EVALUATIONS, row, {**row, "step": "S2", "evaluated_on": "10/09/2563"}, events=COURSE).found == []
