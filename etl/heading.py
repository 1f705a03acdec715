"""What a workbook says about itself: its hidden mark, or the labels above its table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from base.period import FiscalYear, Month
from etl.cells import Cell, Sheet, Workbook, column_letter
from etl.forms.model import Form
from etl.headers import header_key
from etl.match import TEMPLATE_HEADER_ROW, TEMPLATE_SHEET, fields_in
from etl.normalise import as_text, period_of, yes_no_of

LABEL_ROWS = TEMPLATE_HEADER_ROW
_LABELS: dict[str, tuple[str, ...]] = {
    "reporter": ("หน่วยงานที่รายงาน", "หน่วยงาน", "ชื่อหน่วยงาน"),
    "fiscal_year": ("ปีงบประมาณ", "ประจำปีงบประมาณ"),
    "month": ("ประจำเดือน", "เดือน", "รายงานประจำเดือน"),
    "version": ("รุ่นแบบฟอร์ม",),
    "nil": ("ไม่มีความคืบหน้าเพิ่มเติมในเดือนนี้",),
}
_SPELLINGS = {header_key(text): name for name, texts in _LABELS.items() for text in texts}
_HEADER_ROW = 3
"""A row with the headers of this many fields is the header row."""
_BLANK = frozenset({"", "-", "–", "—"})
_ONE_CELL = re.compile(r"([^:：]+)[:：]\s*(.+)", re.S)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the file says, and where it says it."""

    text: str
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """Everything that the file says about itself; whatever is missing was not said."""

    mark: Mapping[str, str] = field(default_factory=dict)
    """The hidden sheet of a template: form, version, reporter, period (codes)."""
    labels: Mapping[str, Said] = field(default_factory=dict)
    """The header block as people see it: reporter, fiscal_year, month, version, nil."""

    @property
    def is_nil(self) -> bool:
        """Whether the nil report is ticked."""
        said = self.labels.get("nil")
        return said is not None and yes_no_of(said.text).value is True

    def fiscal_year(self) -> FiscalYear | None:
        """The fiscal year of the header block, when it can be read."""
        said = self.labels.get("fiscal_year")
        return _fiscal_year(said.text) if said else None

    def month(self) -> Month | None:
        """The month of the header block: `มีนาคม 2564`, or `มีนาคม` with the year taken from the fiscal year."""
        said = self.labels.get("month")
        return _month(said.text, self.fiscal_year()) if said else None


def read_heading(workbook: Workbook, form: Form | None = None) -> Heading:
    """The heading of a workbook; labels are looked for in the form's own sheet, else in every visible sheet."""
    own = workbook.sheet(form.sheet) if form else None
    labels: dict[str, Said] = {}
    for sheet in [own] if own else [sheet for sheet in workbook.sheets if not sheet.is_hidden]:
        labels = _labels(sheet, form) | labels
    return Heading(_mark(workbook), labels)


def _mark(workbook: Workbook) -> dict[str, str]:
    sheet = workbook.sheet(TEMPLATE_SHEET)
    if sheet is None or not sheet.is_hidden:
        return {}
    pairs = ((sheet.cells.get((row, 1)), sheet.cells.get((row, 2))) for row in range(1, LABEL_ROWS))
    texts = {_text(label): _text(value) for label, value in pairs if label and value}
    return {name: texts[name] for name in ("form", "version", "reporter", "period") if texts.get(name)}


def _labels(sheet: Sheet, form: Form | None) -> dict[str, Said]:
    """Labels in column A or B with their value to the right, or after a colon in the same cell.

    หน่วยงาน in the header row of the form is a column and no label.
    """
    found: dict[str, Said] = {}
    above = [row for row in range(1, LABEL_ROWS) if form is None or fields_in(sheet, row, form) < _HEADER_ROW]
    for row, column in ((row, column) for row in above for column in (1, 2)):
        cell = sheet.cells.get((row, column))
        if cell is None or not isinstance(cell.value, str):
            continue
        said = _after_colon(sheet, cell) or _beside(sheet, cell)
        if said is not None and said[0] not in found:
            found[said[0]] = said[1]
    return found


def _after_colon(sheet: Sheet, cell: Cell) -> tuple[str, Said] | None:
    parts = _ONE_CELL.fullmatch(_text(cell))
    name = _SPELLINGS.get(header_key(parts[1])) if parts else None
    return (name, Said(parts[2].strip(), sheet.name, cell.address)) if parts and name else None


def _beside(sheet: Sheet, cell: Cell) -> tuple[str, Said] | None:
    name = _SPELLINGS.get(header_key(_text(cell)))
    if name is None:
        return None
    for column in (cell.column + 1, cell.column + 2):
        beside = sheet.cells.get((cell.row, column))
        if beside is not None and _text(beside) not in _BLANK:
            return name, Said(_text(beside), sheet.name, beside.address)
    return name, Said("", sheet.name, f"{column_letter(cell.column + 1)}{cell.row}")


def _text(cell: Cell) -> str:
    return as_text(cell.value) or ""


def _fiscal_year(text: str) -> FiscalYear | None:
    found = period_of(text).value
    try:
        return FiscalYear.parse(str(found))
    except ValueError:
        return None


def _month(text: str, year: FiscalYear | None) -> Month | None:
    if (month := _parse_month(text)) is not None:
        return month
    tries = (_parse_month(f"{text} {year.year_be + shift}") for shift in (0, -1)) if year else ()
    return next((month for month in tries if month is not None and month.fiscal_year == year), None)


def _parse_month(text: str) -> Month | None:
    try:
        return Month.parse(str(period_of(text).value))
    except ValueError:
        return None
