"""What the ledger holds arrives in the tables with its type and its value."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from etl import build
from etl.building.digest import content_digest
from etl.building.schema import ROW_COLUMNS, form_table
from etl.forms import FORMS
from etl.forms.model import FieldType
from etl.rows import Row, from_ipc, to_ipc
from ledger import decisions, reference
from ledger.store import Ledger
from tests.etl_build.histories import START, new_submission, progress_rows, send
from tests.etl_build.opened import ask

PROGRESS = FORMS["progress"]


def test_a_row_keeps_its_values(ledger: Ledger, builds: Path) -> None:
    row: Row = {
        "plan_no": 3,
        "project_name": "โครงการ “ฝึกอบรม”\nรุ่นที่ ๑",
        "wg": "INF,OLD",
        "target": Decimal("0.0001"),
        "budget_alloc": Decimal("9999999999999.99"),
        "budget_disb": Decimal("0.00"),
        "start_date": date(2020, 10, 1),
    }
    new = new_submission("progress", "PC50", "2020-11", [row])
    send(ledger, replace(new, rows=to_ipc(PROGRESS, [row], [17], [{"target": "๐.๐๐๐๑"}])))
    path = build.current(ledger, builds)
    assert ask(path, f"SELECT {', '.join(row)}, result_cum FROM progress") == [(*row.values(), None)]
    [(owner, reporter, start, year, sheet_row, raw)] = ask(path, f"SELECT {', '.join(ROW_COLUMNS)} FROM progress")
    assert (owner, reporter, start, year, sheet_row) == (1, "PC50", date(2020, 11, 1), 2564, 17)
    assert json.loads(str(raw)) == {"target": "๐.๐๐๐๑"}


def test_every_form_has_a_table_of_its_fields(ledger: Ledger, builds: Path) -> None:
    types = {FieldType.MONEY: "DECIMAL(15,2)", FieldType.PERCENT: "DECIMAL(18,4)", FieldType.NUMBER: "DECIMAL(18,4)"}
    types |= {FieldType.INTEGER: "BIGINT", FieldType.DATE: "DATE", FieldType.YES_NO: "BOOLEAN"}
    path = build.current(ledger, builds)
    for form in FORMS.values():
        columns = [(name, sql_type) for name, sql_type, *_ in ask(path, f'DESCRIBE "{form.code}"')]
        fields = [(field.code, types.get(field.type, "VARCHAR")) for field in form.stored_fields]
        assert columns == [(name, sql.removesuffix(" NOT NULL")) for name, sql in ROW_COLUMNS.items()] + fields


def test_a_field_cannot_take_the_name_of_a_system_column() -> None:
    field = replace(PROGRESS.fields[0], code="reporter")
    with pytest.raises(ValueError, match="reporter"):
        form_table(replace(PROGRESS, fields=(field,)))


def test_a_submission_keeps_its_place_in_time(ledger: Ledger, builds: Path) -> None:
    received = datetime(2020, 9, 30, 8, 15, 1, 250)
    send(ledger, new_submission("items", "OLD", "FY2564", [{"item_code": "PLAN3"}], received_at=received))
    path = build.current(ledger, builds)
    columns = "submission_id, period, period_start, fy, version, status, received_at, recorded_at, submitted_by, layout"
    assert ask(path, f"SELECT {columns}, error_count, warning_count, is_demo FROM submission") == [
        ("S000001", "FY2564", date(2020, 10, 1), 2564, 1, "valid", received, START, "admin")
        + ('{"columns":{"target":"K"},"header_row":10,"sheet":"items"}', 0, 1, False)
    ]
    assert ask(path, "SELECT * FROM fact ORDER BY seq") == [(1, START, "submission"), (2, START, "accept")]


def test_what_is_not_valid_is_listed_and_holds_no_rows(ledger: Ledger, builds: Path) -> None:
    send(ledger, new_submission("progress", "DSD", "2020-10", None, status="with_errors"))
    send(ledger, replace(new_submission("progress", "DSD", "2020-10", None, status="with_errors"), period="2020-99"))
    send(ledger, new_submission("progress", "DSD", "2020-10", None, status="refused"))
    path = build.current(ledger, builds)
    assert ask(path, "SELECT status, form, period, period_start, fy, version, error_count FROM submission") == [
        ("with_errors", "progress", "2020-10", date(2020, 10, 1), 2564, None, 1),
        ("with_errors", "progress", "2020-99", None, None, None, 1),
        ("refused", None, None, None, None, None, 1),
    ]
    assert ask(path, "SELECT (SELECT count(*) FROM progress), (SELECT count(*) FROM counted)") == [(0, 0)]


def test_a_nil_report_counts_without_rows(ledger: Ledger, builds: Path) -> None:
    send(ledger, new_submission("progress", "DSD", "2020-10", []))
    path = build.current(ledger, builds)
    assert ask(path, "SELECT basis, from_seq FROM counted ORDER BY basis") == [("official", 2), ("provisional", 1)]
    assert ask(path, "SELECT is_nil, row_count FROM submission") == [(True, 0)]


def test_decisions_and_reference_rows_arrive(ledger: Ledger, builds: Path) -> None:
    with ledger.write("admin", at=START) as writer:
        reference.append_rows(writer, "settings", [("2564:c1.unit_basis", date(2020, 10, 1), False, {"value": "ก"})])
        decisions.decide(writer, "waive", subject="PC50/2020-11", reason="น้ำท่วม", payload={"agency": "PC50"})
    path = build.current(ledger, builds)
    assert ask(path, "FROM reference") == [
        (1, START, "admin", "settings", "2564:c1.unit_basis", date(2020, 10, 1), False, '{"value":"ก"}')
    ]
    assert ask(path, "FROM decision") == [
        (2, START, None, "waive", None, "PC50/2020-11", "น้ำท่วม", "admin", '{"agency":"PC50"}')
    ]


def test_rows_of_an_earlier_form_version_fit_in(ledger: Ledger, builds: Path) -> None:
    """A column that came later is empty, one that was taken out is left out, one that was narrower is widened."""
    today = from_ipc(to_ipc(PROGRESS, progress_rows(2), [11, 12], [{}, {}]))
    earlier = today.drop_columns(["remark"]).append_column("fax", pa.array(["1", "2"]))
    narrow = pa.field("plan_no", pa.int32())
    earlier = earlier.set_column(earlier.schema.get_field_index("plan_no"), narrow, pa.array([4, 5], pa.int32()))
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, earlier.schema) as stream:
        stream.write_table(earlier)
    send(ledger, replace(new_submission("progress", "DSD", "2020-10", progress_rows(2)), rows=sink.getvalue()))
    send(ledger, new_submission("progress", "DSD", "2020-11", [{"plan_no": 6, "remark": "ใหม่"}]))
    path = build.current(ledger, builds)
    assert ask(path, "SELECT plan_no, remark FROM progress ORDER BY ALL") == [(4, None), (5, None), (6, "ใหม่")]


@pytest.mark.slow
def test_many_windows_give_what_one_gives(
    ledger: Ledger, builds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for month in ("2020-10", "2020-11", "2020-12"):
        send(ledger, new_submission("progress", "DSD", month, progress_rows(2)))
    whole = content_digest(build.current(ledger, builds))
    monkeypatch.setattr("etl.building.fill.WINDOW", 1)
    assert content_digest(build.current(ledger, tmp_path / "other")) == whole


def test_a_build_is_read_only_business(ledger: Ledger, builds: Path) -> None:
    path = build.current(ledger, builds)
    with duckdb.connect(str(path), read_only=True) as page, pytest.raises(duckdb.InvalidInputException):
        page.execute("DELETE FROM build_info")
