"""Whatever stands in the cells: a report comes back, every sentence can be said, and valid rows can be kept."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.period import parse_period
from etl import rows
from etl.cells import Cell
from etl.check import Context, Earlier, Lookup, check_sheet
from etl.findings import Report
from etl.forms import FORMS
from tests.etl_check.desk import GOOD, PERIODS, REPORTERS, layout_of, register, sheet_of

THAI_WORDS = st.sampled_from(
    ["-", "ไม่มี", "รวม", "ใช่", "๑,๐๐๐", "5 ม.ค. 64", "85%", "เห็นชอบ", "PS", "PLAN1", "=1+1", "อื่น ๆ"]
)
VALUES = st.one_of(
    st.none(),
    THAI_WORDS,
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2600, 1, 1)),
    st.datetimes(datetime(1900, 1, 1), datetime(2600, 1, 1)),
    st.times(time(0), time(23, 59)),
)


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(GOOD))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_cells(code: str, data: Any) -> None:
    form = FORMS[code]
    names = st.sampled_from([field.code for field in form.fields])
    changed = st.dictionaries(names, VALUES, max_size=6)
    typed = [GOOD[code] | row for row in data.draw(st.lists(changed, min_size=1, max_size=4))]
    sheet = sheet_of(
        form, [{name: Cell(1, 1, value) for name, value in row.items() if value is not None} for row in typed]
    )
    context = Context(
        form, layout_of(form), REPORTERS[code], parse_period(PERIODS[code]), Lookup(register()), Earlier()
    )
    checked = check_sheet(context, sheet)
    report = Report.of(checked.findings)
    assert all(finding.message("th") and finding.message("en") for finding in report.findings)
    if report.is_valid:
        values, raw = [line.values for line in checked.lines], [line.raw for line in checked.lines]
        kept = rows.from_ipc(rows.to_ipc(form, values, [line.number for line in checked.lines], raw))
        assert kept.num_rows == len(checked.lines)
