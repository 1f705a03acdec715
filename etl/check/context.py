"""What a check knows: the form, where its columns stand, whose month it is, the registers and what came before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from base.period import FiscalYear, Month, Period, fiscal_year_of
from base.thai import say_date
from etl.cells import column_letter
from etl.check.earlier import Earlier
from etl.check.lookup import Lookup
from etl.findings import Finding, find
from etl.forms.model import Form
from etl.match import Mapping as Layout
from etl.reference import Register
from etl.rows import Value


@dataclass(slots=True)
class Line:
    """One row of the sheet as understood: values by field, the texts they came from, the fields that are unsound."""

    number: int
    values: dict[str, Value] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    unsound: set[str] = field(default_factory=set)

    def text(self, name: str) -> str:
        """The value as text; empty when there is none."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number_of(self, name: str) -> Decimal | None:
        """The value as an exact number; None when it is empty or unsound."""
        value = self.values.get(name)
        is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
        return Decimal(value) if is_number and name not in self.unsound else None  # type: ignore[arg-type]

    def day(self, name: str) -> date | None:
        """The value as a date; None when it is empty or unsound."""
        value = self.values.get(name)
        return value if isinstance(value, date) and name not in self.unsound else None

    def is_sound(self, *names: str) -> bool:
        """Whether every named cell could be read (an empty one is sound)."""
        return not self.unsound.intersection(names)

    def is_empty(self, name: str) -> bool:
        """Whether the cell is readable and holds nothing."""
        return name not in self.unsound and self.values.get(name) is None


@dataclass(frozen=True, slots=True)
class Context:
    """One submission being checked."""

    form: Form
    layout: Layout
    reporter: str
    period: Period
    lookup: Lookup
    earlier: Earlier

    @property
    def register(self) -> Register:
        return self.lookup.register

    @property
    def fiscal_year(self) -> FiscalYear:
        return fiscal_year_of(self.period)

    @property
    def first_day(self) -> date:
        return self.period.first_day if isinstance(self.period, Month) else self.period.start

    @property
    def last_day(self) -> date:
        return self.period.last_day if isinstance(self.period, Month) else self.period.end

    def cell(self, line: Line, name: str) -> str | None:
        """The Excel address of a field in a row; None when the sheet has no such column."""
        column = self.layout.columns.get(name)
        return None if column is None else f"{column_letter(column)}{line.number}"

    def find(self, code: str, line: Line, name: str, **params: str) -> Finding:
        """A finding at a field of a row, with the Thai header as `column`.

        Where the sheet lacks that column the finding stands at the beginning of the row, so that its row is known.
        """
        said = {"column": self.form.field(name).header.th, "row_key": self.row_key(line), **params}
        cell = self.cell(line, name) or f"{column_letter(min(self.layout.columns.values()))}{line.number}"
        return find(code, sheet=self.layout.sheet, cell=cell, field=name, **said)

    def row_key(self, line: Line) -> str:
        """What a row is about, wherever it stands: the fields of its identity."""
        return "/".join(line.text(name) for name in self.form.identity)

    def header(self, name: str) -> str:
        return self.form.field(name).header.th


def say_number(value: Decimal | int) -> str:
    """`1234.5000` → `1,234.5`."""
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def said_day(name: str, day: date) -> Mapping[str, str]:
    """A date as a parameter in both languages."""
    return {name: say_date(day), f"{name}_en": say_date(day, "en")}
