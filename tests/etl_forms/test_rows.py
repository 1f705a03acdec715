"""Rows as Arrow: what goes in comes out, exactly, and the same rows give the same bytes."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest

from etl import rows
from etl.forms import FORMS
from etl.forms.model import FieldType

LINE = {
    "unit": "INF",
    "category": "operating",
    "txn_type": "disburse",
    "effective_on": date(2020, 11, 17),
    "amount": Decimal("85400.05"),
    "from_carry_over": False,
    "activity": "ค่าใช้จ่ายในการประชุม",
}
BIGGEST = Decimal("9999999999999.99")


def test_rows_come_back_exactly() -> None:
    data = rows.to_ipc(FORMS["ledger"], [LINE, {"amount": BIGGEST}], [11, 14], [{"amount": "๘๕,๔๐๐.๐๕"}, {}])
    table = rows.from_ipc(data)
    assert table.schema == rows.schema_of(FORMS["ledger"])
    first, second = table.to_pylist()
    assert {code: first[code] for code in LINE} == LINE
    assert (first["_row"], json.loads(first["_raw"])) == (11, {"amount": "๘๕,๔๐๐.๐๕"})
    assert (second["_row"], second["amount"], second["unit"]) == (14, BIGGEST, None)


def test_the_same_rows_give_the_same_bytes() -> None:
    raw = [{"amount": "1", "unit": "x"}]
    turned = [{"unit": "x", "amount": "1"}]
    assert rows.to_ipc(FORMS["ledger"], [LINE], [11], raw) == rows.to_ipc(FORMS["ledger"], [LINE], [11], turned)
    assert rows.to_ipc(FORMS["ledger"], [LINE], [12], raw) != rows.to_ipc(FORMS["ledger"], [LINE], [11], raw)


def test_no_rows_keep_their_columns() -> None:
    table = rows.from_ipc(rows.to_ipc(FORMS["progress"], [], [], []))
    assert table.num_rows == 0
    assert table.column_names[:2] == ["_row", "_raw"]
    assert "budget_pct" not in table.column_names


@pytest.mark.parametrize("amount", [Decimal("0.001"), BIGGEST * 10])
def test_a_value_that_does_not_fit_is_never_rounded(amount: Decimal) -> None:
    with pytest.raises(pa.ArrowInvalid):
        rows.to_ipc(FORMS["ledger"], [{"amount": amount}], [11], [{}])


def test_what_is_not_rows_is_refused() -> None:
    with pytest.raises(pa.ArrowInvalid):
        rows.from_ipc(b"PK not rows")


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.code)
def test_duckdb_reads_every_column_in_its_type(form: rows.Form) -> None:
    table = rows.from_ipc(rows.to_ipc(form, [{}], [11], [{}]))
    described = duckdb.connect().from_arrow(table)
    types = dict(zip(described.columns, map(str, described.types), strict=True))
    stored = {field.code: rows.duckdb_type(field) for field in form.stored_fields}
    assert {code: types[code] for code in stored} == stored
    assert all(field.type is not FieldType.IGNORED for field in form.stored_fields)
