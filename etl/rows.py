"""The rows of a submission as Arrow: what the ledger keeps and the build reads.

Columns: `_row` (the sheet's row number), `_raw` (JSON object, field → text as it stood in the file, only where it
differs from the canonical text of the value), then every stored field of the form, by code.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa

from etl.forms.model import Field, FieldType, Form

Value = str | int | bool | Decimal | date | None
Row = Mapping[str, Value]

_ARROW: dict[FieldType, pa.DataType] = {
    FieldType.INTEGER: pa.int64(),
    FieldType.NUMBER: pa.decimal128(18, 4),
    FieldType.PERCENT: pa.decimal128(18, 4),
    FieldType.MONEY: pa.decimal128(15, 2),
    FieldType.DATE: pa.date32(),
    FieldType.YES_NO: pa.bool_(),
}
_DUCKDB: dict[FieldType, str] = {
    FieldType.INTEGER: "BIGINT",
    FieldType.NUMBER: "DECIMAL(18,4)",
    FieldType.PERCENT: "DECIMAL(18,4)",
    FieldType.MONEY: "DECIMAL(15,2)",
    FieldType.DATE: "DATE",
    FieldType.YES_NO: "BOOLEAN",
}


def schema_of(form: Form) -> pa.Schema:
    """The Arrow schema of this form's rows."""
    columns = [pa.field("_row", pa.int32(), nullable=False), pa.field("_raw", pa.string(), nullable=False)]
    columns += [pa.field(field.code, _ARROW.get(field.type, pa.string())) for field in form.stored_fields]
    return pa.schema(columns)


def duckdb_type(field: Field) -> str:
    """The DuckDB column type of a stored field."""
    return _DUCKDB.get(field.type, "VARCHAR")


def to_ipc(form: Form, rows: Sequence[Row], sheet_rows: Sequence[int], raw: Sequence[Mapping[str, str]]) -> bytes:
    """The rows as an Arrow IPC stream; the same rows always give the same bytes.

    rows: field code → value; a field left out is empty. sheet_rows: where each stood in the sheet, from 1.
    raw: field → original text, for the fields where it differs from the value. Raises ValueError when the three
    differ in length, and pyarrow.ArrowInvalid when a value does not fit its column.
    """
    columns: list[pa.Array] = [
        pa.array(sheet_rows, pa.int32()),
        pa.array([json.dumps(dict(texts), ensure_ascii=False, sort_keys=True) for texts in raw], pa.string()),
    ]
    for field in form.stored_fields:
        columns.append(pa.array([row.get(field.code) for row in rows], _ARROW.get(field.type, pa.string())))
    table = pa.Table.from_arrays(columns, schema=schema_of(form))
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue()


def from_ipc(data: bytes) -> pa.Table:
    """The Arrow table behind an IPC stream. Raises pyarrow.ArrowInvalid when the bytes are not one."""
    with pa.ipc.open_stream(data) as stream:
        return stream.read_all()
