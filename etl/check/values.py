"""The rows of a sheet as values: each cell normalised by its field, each name looked up in its register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from base.thai import say_date
from etl.cells import Cell, Sheet
from etl.check.context import Context, Line, say_number
from etl.check.furniture import Cells, is_data
from etl.check.lookup import hint, registered_agency
from etl.findings import Finding, find
from etl.forms.model import Field, FieldType
from etl.normalise import PercentHint, as_text, normalise, percent_hint, repair_mojibake
from etl.rows import Value

FOUND_LENGTH = 60
_NUMERIC = (FieldType.INTEGER, FieldType.NUMBER, FieldType.MONEY, FieldType.PERCENT, FieldType.DATE)


@dataclass(slots=True)
class Reading:
    """The rows of a sheet and what was noticed while reading their cells."""

    lines: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_lines(context: Context, sheet: Sheet) -> Reading:
    """Every row of data below the header: empty rows and rows of totals are left out, hidden rows are read."""
    columns = [(context.form.field(name), column) for name, column in context.layout.columns.items()]
    hints = {name: percent_hint(cells) for name, cells in _percent_cells(context, sheet)}
    merged = _merged(sheet, context.layout.header_row)
    width = sheet.last_column
    reading = Reading()
    for number in range(context.layout.header_row + 1, sheet.last_row + 1):
        cells = [(name, cell) for name, column in columns if (cell := sheet.cells.get((number, column)))]
        if is_data(sheet, number, cells, width):
            texts = [(name, column) for name, column in columns if name.type not in _NUMERIC] if merged else ()
            cells += [(name, cell) for name, column in texts if (cell := merged.get((number, column)))]
            reading.lines.append(_read_line(context, number, cells, hints, reading.findings))
    reading.findings.extend(_hidden(context, sheet, reading.lines))
    return reading


def _percent_cells(context: Context, sheet: Sheet) -> Iterator[tuple[str, list[Cell]]]:
    for name, column in context.layout.columns.items():
        if context.form.field(name).type is FieldType.PERCENT:
            rows = range(context.layout.header_row + 1, sheet.last_row + 1)
            yield name, [cell for row in rows if (cell := sheet.cells.get((row, column)))]


def _merged(sheet: Sheet, header_row: int) -> dict[tuple[int, int], Cell]:
    """(row, column) → the cell whose text a merged range shows there; for data rows only."""
    covered = {}
    for top, left, bottom, right in sheet.merges:
        if top > header_row and (cell := sheet.cells.get((top, left))):
            covered.update({(row, column): cell for row in range(top, bottom + 1) for column in range(left, right + 1)})
            del covered[top, left]
    return covered


def _read_line(
    context: Context, number: int, cells: Cells, hints: dict[str, PercentHint], findings: list[Finding]
) -> Line:
    line = Line(number)
    for name, cell in cells:
        normal = normalise(name, cell, percent_hint=hints.get(name.code, PercentHint.UNKNOWN))
        line.values[name.code] = normal.value
        stood = _as_stood(cell)
        if stood != _canonical(normal.value):
            line.raw[name.code] = stood
        if normal.has_error:
            line.unsound.add(name.code)
        for code in normal.codes:
            if not _is_quiet(code, name):
                params = _params(name, cell, normal.value)
                findings.append(context.find(code, line, name.code, **params))
        if name.reference and isinstance(normal.value, str):
            findings.extend(_look_up(context, line, name, normal.value))
    return line


def _is_quiet(code: str, name: Field) -> bool:
    """A dash in a text cell is an empty cell; in a required one the rule of required cells speaks."""
    return code == "W_NULL_WORD" and (name.required or name.type not in _NUMERIC)


def _params(name: Field, cell: Cell, value: Value) -> dict[str, str]:
    found = cell.formula if cell.formula is not None and cell.value is None else _as_stood(cell)
    params = {"found": found[:FOUND_LENGTH], "choices": ", ".join(choice.label.th for choice in name.choices)}
    if isinstance(value, date):
        return params | {"value": say_date(value), "value_en": say_date(value, "en")}
    if isinstance(value, str):
        return params | {"value": (repair_mojibake(value) or value)[:FOUND_LENGTH]}
    return params if value is None or isinstance(value, bool) else params | {"value": say_number(value)}


def _as_stood(cell: Cell) -> str:
    """The text as it stood in the file."""
    return cell.value if isinstance(cell.value, str) else as_text(cell.value) or ""


def _canonical(value: Value) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else as_text(value) or ""


def _look_up(context: Context, line: Line, name: Field, text: str) -> Iterator[Finding]:
    """The code of a name; a name that the register does not have is an error of its table."""
    assert name.reference is not None
    code = context.lookup.code(name.reference, text)
    if code is not None:
        line.values[name.code] = code
        if code != text:
            line.raw.setdefault(name.code, text)
        return
    line.unsound.add(name.code)
    yield unknown(context, line, name.code, name.reference, text)


def unknown(context: Context, line: Line, name: str, table: str, text: str) -> Finding:
    """The finding for a name that stands in no register."""
    near = hint(context.lookup.nearest(table, text))
    found = text[:FOUND_LENGTH]
    if table == "agencies":
        return context.find("V03", line, name, found=found, **registered_agency(context.lookup, text, table))
    if table == "projects":
        year = context.fiscal_year
        return context.find("V08", line, name, found=found, expected=year.say(), expected_en=year.say("en"), **near)
    code = {"provinces": "V24", "items": "V44"}.get(table, "V35")
    return context.find(code, line, name, found=found, **near)


def _hidden(context: Context, sheet: Sheet, lines: Iterable[Line]) -> Iterator[Finding]:
    rows = [str(line.number) for line in lines if line.number in sheet.hidden_rows]
    if rows:
        yield find("V34", sheet=sheet.name, found=str(len(rows)), rows=", ".join(rows[:FOUND_LENGTH]))
