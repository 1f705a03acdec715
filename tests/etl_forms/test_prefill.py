"""What a fresh template already holds: the reporter's own projects and the last cumulative figures."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from base.period import FiscalYear, Month
from etl.forms import FORMS
from etl.prefill import prefill
from etl.reference import Register
from etl.rows import Row, to_ipc
from ledger import submissions
from ledger.canonical import sha256
from ledger.store import Ledger
from ledger.submissions import NewSubmission

PROJECTS: tuple[Row, ...] = (
    {
        "project_code": "64-2-001",
        "item_code": "PLAN2",
        "project_name": "โครงการที่หนึ่ง",
        "lead_agency": "DOE",
        "wg": "INF",
        "province_targets": "PC50=100",
        "target": Decimal(1000),
        "target_unit": "คน",
        "budget_planned": Decimal("500000.00"),
        "strategy": "ยุทธศาสตร์ที่ 1",
    },
    {
        "project_code": "64-4-001",
        "item_code": "PLAN4",
        "project_name": "โครงการที่สอง",
        "lead_agency": "DSD",
        "wg": "OLD",
    },
)
OCTOBER: Row = {
    "project_code": "64-2-001",
    "project_name": "โครงการที่หนึ่ง",
    "province": "10",
    "result_month": Decimal(120),
    "result_cum": Decimal(120),
    "progress_pct": Decimal(12),
    "status": "in_progress",
    "budget_alloc": Decimal("480000.00"),
    "budget_disb": Decimal("90000.00"),
    "result_text": "จัดอบรมแล้ว 3 รุ่น",
}


def keep(ledger: Ledger, form: str, reporter: str, period: str, *rows: Row) -> None:
    data = f"{form}{reporter}{period}{rows}".encode()
    stream = to_ipc(FORMS[form], rows, range(11, 11 + len(rows)), [{} for _ in rows])
    with ledger.write("steward", at=datetime(2020, 11, 2)) as writer:
        new = NewSubmission(
            *("valid", form, reporter, period, "2564.1", not rows, "cli", "f.xlsx", len(data), sha256(data)),
            *(data, stream, len(rows), {}, datetime(2020, 11, 2)),
        )
        submissions.keep(writer, new)


@pytest.fixture
def registered(ledger: Ledger) -> Ledger:
    keep(ledger, "projects", "INF", "FY2564", *PROJECTS)
    return ledger


def filled(ledger: Ledger, reporter: str, month: Month, form: str = "progress") -> tuple[Row, ...]:
    with ledger.read() as connection:
        register = Register.load(connection, FiscalYear(2564))
        return prefill(connection, FORMS[form], reporter, month, register).rows


def test_a_first_month_starts_from_the_register(registered: Ledger) -> None:
    (row,) = filled(registered, "DOE", Month(2020, 10))
    assert (row["row_no"], row["plan_no"], row["project_code"], row["province"]) == (1, 2, "64-2-001", "00")
    assert (row["target"], row["budget_alloc"], row["strategy"]) == (1000, Decimal(500000), "ยุทธศาสตร์ที่ 1")
    assert "result_cum" not in row


def test_a_centre_gets_the_projects_that_name_it_with_its_own_target(registered: Ledger) -> None:
    (row,) = filled(registered, "PC50", Month(2020, 10))
    assert (row["lead_agency"], row["target"], row["province"]) == ("DOE", 100, "50")
    assert row["budget_alloc"] is None, "the whole project's budget is not the centre's"
    assert filled(registered, "PC57", Month(2020, 10)) == ()


def test_later_months_carry_the_last_figures_but_not_the_months_result(registered: Ledger) -> None:
    keep(registered, "progress", "DOE", "2020-10", OCTOBER)
    keep(registered, "progress", "DOE", "2020-11")
    (row,) = filled(registered, "DOE", Month(2020, 12))
    for code in ("result_cum", "progress_pct", "status", "budget_alloc", "budget_disb", "province"):
        assert row[code] == OCTOBER[code], code
    assert row.get("result_month") is None
    assert row.get("result_text") is None


def test_a_new_fiscal_year_starts_from_nothing(registered: Ledger) -> None:
    keep(registered, "progress", "DOE", "2020-09", OCTOBER)
    (row,) = filled(registered, "DOE", Month(2020, 10))
    assert "result_cum" not in row


def test_a_month_sent_before_comes_back_as_it_was_sent(registered: Ledger) -> None:
    keep(registered, "progress", "DOE", "2020-10", OCTOBER)
    (row,) = filled(registered, "DOE", Month(2020, 10))
    assert {code: row[code] for code in OCTOBER} == OCTOBER


@pytest.mark.slow
def test_other_forms_start_from_their_latest_version_or_empty(registered: Ledger) -> None:
    assert filled(registered, "GEN", Month(2020, 10), "ledger") == ()
    keep(registered, "ledger", "GEN", "2020-10", {"unit": "INF", "amount": Decimal("1.00")})
    keep(registered, "ledger", "GEN", "2020-10", {"unit": "OLD", "amount": Decimal("2.00")})
    (row,) = filled(registered, "GEN", Month(2020, 10), "ledger")
    assert (row["unit"], row["amount"]) == ("OLD", Decimal("2.00"))
    assert filled(registered, "GEN", Month(2020, 11), "ledger") == ()
