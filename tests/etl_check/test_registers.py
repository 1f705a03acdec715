"""The rules of the Office's own forms: projects, items, events and the budget ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.etl_check.desk import check, good, placed

Expected = list[tuple[str, str | None]]
Case = tuple[str, str, dict[str, Any], Expected]

ONE_ROW: list[Case] = [
    ("project", "projects", {}, []),
    ("project of no plan", "projects", {"item_code": "PLAN9"}, [("V44", "item_code")]),
    ("project of another group's plan", "projects", {"item_code": "PLAN3"}, [("V55", "item_code")]),
    ("agency in words", "projects", {"lead_agency": "กรมการจัดหางาน"}, []),
    ("unknown agency", "projects", {"lead_agency": "กรมอื่น"}, [("V03", "lead_agency")]),
    ("targets", "projects", {"province_targets": "PC50=100; PC57=๘๐"}, []),
    ("unreadable targets", "projects", {"province_targets": "เชียงใหม่ 100"}, [("V43", "province_targets")]),
    ("targets of nobody", "projects", {"province_targets": "XX=100"}, [("V03", "province_targets")]),
    ("dates", "projects", {"start_date": "01/10/2563", "end_date": "30/09/2563"}, [("V20", "end_date")]),
    ("added at the start", "projects", {"added_on": "01/10/2563"}, []),
    ("added later without its approval", "projects", {"added_on": "02/10/2563"}, [("V45", "add_approved_on")]),
    ("not approved yet", "projects", {"added_on": "02/10/2563", "add_approved": "ไม่ใช่"}, []),
    ("approval missing", "projects", {"add_approved": None}, [("V21", "add_approved")]),
    ("approval unclear", "projects", {"add_approved": "อาจจะ"}, [("E_YES_NO", "add_approved")]),
    ("code kept as a date", "projects", {"project_code": date(2021, 1, 5)}, [("E_CODE_FORMAT", "project_code")]),
    ("item", "items", {}, []),
    ("plan of the manual", "items", {"item_type": "แผน", "plan_no": 6}, []),
    ("plan no. 7", "items", {"item_type": "แผน", "plan_no": 7}, [("V07", "plan_no")]),
    ("one year", "items", {"start_year": 2564, "end_year": 2564}, []),
    ("years turned round", "items", {"start_year": 2565, "end_year": 2564}, [("V49", "end_year")]),
    ("Gregorian year", "items", {"start_year": 2021}, [("V12", "start_year")]),
    ("known parent", "items", {"parent_code": "PLAN1"}, []),
    ("its own form's parent", "items", {"predecessor_code": "PROP-01"}, []),
    ("unknown parent", "items", {"parent_code": "PLAN77"}, [("V44", "parent_code")]),
    ("event", "events", {}, []),
    ("first day", "events", {"event_on": "01/03/2564"}, []),
    ("last day", "events", {"event_on": "31/03/2564"}, []),
    ("the day before", "events", {"event_on": "28/02/2564"}, [("V37", "event_on")]),
    ("the day after", "events", {"event_on": "01/04/2564"}, [("V37", "event_on")]),
    ("Gregorian cycle", "events", {"cycle_fy": 2021}, [("V48", "cycle_fy")]),
    ("first cycle", "events", {"cycle_fy": 2550}, []),
    ("before the first cycle", "events", {"cycle_fy": 2549}, [("V48", "cycle_fy")]),
    ("unknown item", "events", {"item_code": "PLAN22"}, [("V44", "item_code")]),
    ("endorsed by nobody", "events", {"event_type": "เห็นชอบ"}, [("V47", "body")]),
    ("endorsed by the executive", "events", {"event_type": "เห็นชอบ", "body": "ป.ร.ง."}, []),
    ("body of another chain", "events", {"event_type": "เห็นชอบ", "body": "SC-OLD"}, [("V47", "body")]),
    ("no such body", "events", {"event_type": "เห็นชอบ", "body": "คณะอะไร"}, [("V35", "body")]),
    ("committee before the executive", "events", {"event_type": "เห็นชอบ", "body": "SC-INF"}, [("V46", "body")]),
    ("overridden with a reason", "events", {"event_type": "เห็นชอบ", "body": "SC-INF", "override_reason": "มติเร่งด่วน"},
     []),
    ("returned out of order is no approval", "events", {"event_type": "ส่งคืน", "body": "NC-INF"}, []),
    ("budget line", "ledger", {}, []),
    ("no money", "ledger", {"amount": 0}, [("V12", "amount")]),
    ("one satang", "ledger", {"amount": 0.01}, []),
    ("less than nothing", "ledger", {"amount": "(1,000)"}, [("V12", "amount")]),
    ("unknown unit", "ledger", {"unit": "กลุ่มใหม่"}, [("V35", "unit")]),
    ("day of another month", "ledger", {"effective_on": "01/04/2564"}, [("V37", "effective_on")]),
    ("reverses nothing known", "ledger", {"reverses": "X-9"}, [("V53", "reverses")]),
    ("reverses itself", "ledger", {"reverses": "A-1"}, [("V53", "reverses")]),
    ("disbursed without an allocation", "ledger", {"txn_type": "เบิกจ่าย"}, [("V50", "amount")]),
    ("paid from last year's reserve", "ledger", {"txn_type": "เบิกจ่าย", "from_carry_over": "ใช่"}, []),
    ("refund of nothing", "ledger", {"txn_type": "เบิกเกินส่งคืน"}, [("V51", "amount")]),
]  # fmt: skip


@pytest.mark.parametrize(("form", "changes", "expected"), [case[1:] for case in ONE_ROW], ids=[c[0] for c in ONE_ROW])
def test_one_row(form: str, changes: dict[str, Any], expected: Expected) -> None:
    assert check(form, [good(form, **changes)]).flatten("code", "cell") == placed(form, expected)


@pytest.mark.parametrize(
    ("form", "field"), [("projects", "project_code"), ("items", "item_code"), ("events", "cycle_fy")]
)
def test_one_key_twice(form: str, field: str) -> None:
    rows = [good(form), good(form)]
    assert check(form, rows).flatten("code", "cell") == placed(form, [("V10", f"{field}@12")])


def endorsed(body: str, day: str, **more: Any) -> dict[str, Any]:
    return good("events", event_type="เห็นชอบ", body=body, event_on=day, **more)


def test_the_whole_chain_in_order_within_one_form() -> None:
    rows = [endorsed("NC-INF", "12/03/2564"), endorsed("PS", "10/03/2564"), endorsed("SC-INF", "11/03/2564")]
    assert check("events", rows).flatten("code") == []


def test_the_national_committee_before_its_subcommittee() -> None:
    rows = [endorsed("PS", "10/03/2564"), endorsed("NC-INF", "11/03/2564"), endorsed("SC-INF", "12/03/2564")]
    report = check("events", rows)
    assert report.flatten("code", "cell") == placed("events", [("V46", "body@12")])
    assert "คณะอนุกรรมการประสานแผน" in report.findings[0].message()


def test_two_decisions_of_one_day_are_ordered_by_seq() -> None:
    rows = [endorsed("SC-INF", "10/03/2564", seq=2), endorsed("PS", "10/03/2564", seq=1)]
    assert check("events", rows).flatten("code") == []
    rows = [endorsed("SC-INF", "10/03/2564", seq=1), endorsed("PS", "10/03/2564", seq=2)]
    assert check("events", rows).flatten("code") == [("V46",)]


KEPT = {"item_code": "PLAN2", "cycle_fy": 2564, "event_type": "ENDORSED", "body": "PS", "event_on": date(2021, 2, 1)}


def test_an_endorsement_of_an_earlier_month_counts_until_it_is_taken_back() -> None:
    row = endorsed("SC-INF", "10/03/2564")
    assert check("events", [row], events=[KEPT]).flatten("code") == []
    assert check("events", [row], events=[{**KEPT, "cycle_fy": 2565}]).flatten("code") == [("V46",)]
    assert check("events", [row], events=[{**KEPT, "item_code": "PLAN1"}]).flatten("code") == [("V46",)]
    back = {**KEPT, "event_type": "RETURNED", "event_on": date(2021, 2, 2)}
    assert check("events", [row], events=[KEPT, back]).flatten("code") == [("V46",)]
    assert check("events", [row], events=[back, {**KEPT, "event_on": date(2021, 2, 3)}]).flatten("code") == []


def test_an_item_without_a_chain_still_needs_the_executive_before_a_committee() -> None:
    items = {"item_code": "PLAN5"}
    assert check("events", [endorsed("SC-DIS", "10/03/2564", **items)], reporter="DIS").flatten("code") == [("V46",)]


def line(txn: str, thb: float, document: str, **more: Any) -> dict[str, Any]:
    return good("ledger", txn_type=txn, amount=thb, doc_ref=document, **more)


def kept(txn: str, thb: str, document: str, **more: Any) -> dict[str, Any]:
    row = {"unit": "INF", "category": "operating", "txn_type": txn, "amount": Decimal(thb), "doc_ref": document}
    return row | {"reverses": None, "from_carry_over": None} | more


def test_disbursement_within_the_allocation_and_a_satang_over() -> None:
    year = [kept("allocate", "1000", "A-0")]
    assert check("ledger", [line("เบิกจ่าย", 1000, "D-1")], budget=year).flatten("code") == []
    over = check("ledger", [line("เบิกจ่าย", 1000.01, "D-1")], budget=year)
    assert over.flatten("code", "cell") == placed("ledger", [("V50", "amount")])
    assert over.is_valid


def test_a_reversed_line_counts_no_more() -> None:
    year = [kept("allocate", "1000", "A-0"), kept("disburse", "900", "D-0")]
    rows = [line("เบิกจ่าย", 900, "R-1", reverses="D-0"), line("เบิกจ่าย", 1000, "D-1")]
    assert check("ledger", rows, budget=year).flatten("code") == []


def test_later_months_and_other_years_do_not_count() -> None:
    rows = [line("เบิกจ่าย", 500, "D-1")]
    for period in ("2021-04", "2020-09"):
        year = [kept("allocate", "1000", "A-0", _period=period)]
        assert check("ledger", rows, budget=year).flatten("code") == [("V50",)]


def test_refunds_and_returns_within_what_there_is() -> None:
    year = [kept("allocate", "1000", "A-0"), kept("disburse", "600", "D-0")]
    assert check("ledger", [line("เบิกเกินส่งคืน", 600, "F-1")], budget=year).flatten("code") == []
    assert check("ledger", [line("เบิกเกินส่งคืน", 601, "F-1")], budget=year).flatten("code") == [("V51",)]
    assert check("ledger", [line("ส่งคืนงบประมาณ", 400, "B-1")], budget=year).flatten("code") == []
    assert check("ledger", [line("ส่งคืนงบประมาณ", 401, "B-1")], budget=year).flatten("code") == [("V52",)]


def test_budget_kept_at_the_office_is_not_asked_of_a_unit() -> None:
    year = [kept("allocate", "1000", "A-0", unit="OFF")]
    assert check("ledger", [line("เบิกจ่าย", 900, "D-1")], budget=year).flatten("code") == []


def test_one_document_twice() -> None:
    rows = [line("ได้รับจัดสรร", 10, "A-1"), line("ได้รับจัดสรร", 10, "A-1")]
    assert check("ledger", rows).flatten("code", "cell") == placed("ledger", [("V54", "doc_ref@12")])
    again = check("ledger", rows[:1], budget=[kept("allocate", "10", "A-1")])
    assert again.flatten("code", "cell") == placed("ledger", [("V54", "doc_ref")])
    for_two_units = [rows[0], line("ได้รับจัดสรร", 10, "A-1", unit="OLD")]
    assert check("ledger", for_two_units).flatten("code") == []


def test_a_document_of_the_same_form_may_be_reversed() -> None:
    rows = [line("ได้รับจัดสรร", 10, "A-1"), line("ได้รับจัดสรร", 10, "R-1", reverses="A-1")]
    assert check("ledger", rows).flatten("code") == []
