"""A desk at which the Office's forms are checked: sheets with Thai headers, the registers of data/reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from base.period import FiscalYear, parse_period
from etl.cells import Cell, CellValue, Sheet, Workbook, column_letter
from etl.check import Context, Earlier, Line, Lookup
from etl.check.office import OFFICE_CHECKS
from etl.check.rows import check_rows
from etl.check.values import read_lines
from etl.findings import Finding, Report
from etl.forms.annual import ANNUAL
from etl.forms.evaluations import EVALUATIONS
from etl.forms.milestones import MILESTONES
from etl.forms.model import Form
from etl.forms.pmqa import PMQA
from etl.forms.project_changes import PROJECT_CHANGES
from etl.forms.review import REVIEW
from etl.forms.technology import TECHNOLOGY
from etl.match import match
from etl.reference import Register, read_table

OFFICE_FORMS: tuple[Form, ...] = (PROJECT_CHANGES, TECHNOLOGY, PMQA, REVIEW, ANNUAL, MILESTONES, EVALUATIONS)
HEADER_ROW = 10
PROJECT = {
    "project_code": "64-2-001",
    "item_code": "PLAN2",
    "project_name": "โครงการพัฒนาอาชีพแรงงานนอกระบบ",
    "lead_agency": "DLPW",
    "target": Decimal(1200),
    "added_on": date(2020, 9, 15),
    "add_approved": True,
}

Row = Mapping[str, CellValue]
Rules = Callable[[Context, Sequence[Line]], Iterator[Finding]]


def _register() -> Register:
    tables = {
        name: dict(read_table(name)) for name in ("units", "agencies", "provinces", "bodies", "plans", "settings")
    }
    chains: dict[str, tuple[str, ...]] = {}
    for _, row in read_table("chains"):
        chains[row["item_code"]] = (*chains.get(row["item_code"], ()), row["body"])
    items = {code: {"item_code": code, "name": row["name_th"]} for code, row in tables["plans"].items()}
    return Register(
        fiscal_year=FiscalYear(2564),
        units=tables["units"],
        agencies=tables["agencies"],
        provinces=tables["provinces"],
        bodies=tables["bodies"],
        plans=tables["plans"],
        chains=chains,
        items=items,
        projects={"64-2-001": PROJECT},
        settings={key: row["value"] for key, row in tables["settings"].items()},
    )


LOOKUP = Lookup(_register())


def sheet_of(form: Form, rows: Sequence[Row]) -> Sheet:
    """A sheet with the form's Thai headers in row 10 and the rows below it."""
    cells = {}
    for column, field in enumerate(form.fields, start=1):
        cells[HEADER_ROW, column] = Cell(HEADER_ROW, column, field.header.th)
        for number, row in enumerate(rows, start=HEADER_ROW + 1):
            if (value := row.get(field.code)) is not None:
                cells[number, column] = Cell(number, column, value)
    return Sheet(form.sheet, cells)


@dataclass(frozen=True)
class Answer:
    """What was found, and the rows as understood."""

    found: list[tuple[str, str | None]]
    report: Report
    lines: list[Line]

    @property
    def codes(self) -> list[str]:
        return sorted(code for code, _ in self.found)


def check(
    form: Form,
    *rows: Row,
    reporter: str = "INF",
    period: str = "FY2564",
    events: Sequence[Row] = (),
    rules: Sequence[Rules] | None = None,
) -> Answer:
    """The findings of these rows as (code, field) and the rows as understood."""
    sheet = sheet_of(form, rows)
    matched = match(Workbook("xlsx", (sheet,)), form)
    assert matched.mapping is not None and matched.findings == ()
    earlier = Earlier(events=tuple(dict(event) for event in events))
    context = Context(form, matched.mapping, reporter, parse_period(period), LOOKUP, earlier)
    reading = read_lines(context, sheet)
    findings = [*reading.findings, *check_rows(context, reading.lines)]
    for each in OFFICE_CHECKS[form.code] if rules is None else rules:
        findings.extend(each(context, reading.lines))
    for finding in findings:
        _is_said_whole(finding)
    return Answer([(one.code, one.field) for one in findings], Report.of(findings), reading.lines)


def _is_said_whole(finding: Finding) -> None:
    """No blank of the sentence is left open, and the finding has its cell."""
    assert finding.cell is not None
    for sentence in (finding.message("th"), finding.message("en")):
        assert "{" not in sentence and "–)" not in sentence and "“–”" not in sentence, sentence


def cell(form: Form, field: str, row: int) -> str:
    """The address of a field in the n-th row of data, from 1."""
    column = next(number for number, one in enumerate(form.fields, start=1) if one.code == field)
    return f"{column_letter(column)}{HEADER_ROW + row}"
