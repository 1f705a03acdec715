"""What a form is: one declaration from which template, reader, checks, build table and documentation come."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from base.words import Text


class FieldType(StrEnum):
    """How a cell is understood. Money has 2 decimals (baht.satang), other numbers and percents up to 4."""

    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    TEXT = "text"
    CODE = "code"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    YES_NO = "yes_no"
    URL = "url"
    IGNORED = "ignored"


class ReporterKind(StrEnum):
    """Who may send the form."""

    AGENCY = "agency"
    UNIT = "unit"
    GEN = "GEN"
    OFF = "OFF"


class PeriodKind(StrEnum):
    MONTH = "month"
    FISCAL_YEAR = "fiscal_year"


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value: the ASCII code that is stored and the label that stands in the file."""

    code: str
    label: Text
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a form."""

    code: str
    header: Text
    type: FieldType
    required: bool = False
    choices: tuple[Choice, ...] = ()
    reference: str | None = None
    """Reference table whose keys are allowed values: agencies, units, provinces, bodies, items or projects."""
    minimum: Decimal | None = None
    max_length: int | None = None
    aliases: tuple[str, ...] = ()
    """Other Thai headers that agencies use for this column; matched exactly after cleaning."""
    suggestions: tuple[str, ...] = ()
    """Values the template offers in a free-text column; any other may be typed."""
    dash_is_zero: bool = False
    is_locked: bool = False
    """Pre-filled by the template and not meant to be typed over."""
    width: int = 14
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of submission. Key of a submission: (form, reporter, period)."""

    code: str
    name: Text
    sheet: str
    version: str
    reporter_kind: ReporterKind
    period_kind: PeriodKind
    fields: tuple[Field, ...]
    date_field: str | None = None
    """The field whose date must lie in the period (a month's form holds that month's rows)."""
    is_future_allowed: bool = False
    identity: tuple[str, ...] = ()
    """Fields that together must be unique within one submission."""

    def field(self, code: str) -> Field:
        """The field with this code. Raises KeyError when the form has none."""
        for field in self.fields:
            if field.code == code:
                return field
        raise KeyError(f"form {self.code} has no field {code}")

    @property
    def stored_fields(self) -> tuple[Field, ...]:
        """The fields that reach the ledger's rows (all but the ignored ones)."""
        return tuple(field for field in self.fields if field.type is not FieldType.IGNORED)
