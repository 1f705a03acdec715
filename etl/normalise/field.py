"""One cell of one column: the value that is stored and everything that was noticed about it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from etl.cells import Cell, CellValue
from etl.forms.model import Field, FieldType
from etl.normalise.choices import choice_of, choices_of, yes_no_of
from etl.normalise.dates import date_of
from etl.normalise.model import MISSING, Normal, PercentHint
from etl.normalise.numbers import number_of, percent_of, tidy
from etl.normalise.plain_text import code_of, free_text_of

_DECIMALS = {FieldType.MONEY: 2, FieldType.NUMBER: 4, FieldType.PERCENT: 4}
_WHOLE_DIGITS = {FieldType.INTEGER: 18, FieldType.MONEY: 13, FieldType.NUMBER: 14, FieldType.PERCENT: 14}
"""What the stored columns hold: int64, DECIMAL(15,2), DECIMAL(18,4)."""


def normalise(field: Field, cell: Cell | None, *, percent_hint: PercentHint = PercentHint.UNKNOWN) -> Normal:
    """The value of `cell` as `field` stores it, with E_ codes (value is then None) and W_ codes.

    An error cell is E_CELL_ERROR, a formula without a result E_FORMULA_NO_VALUE, an ignored field nothing at all.
    """
    if cell is None or field.type is FieldType.IGNORED:
        return MISSING
    if cell.is_error:
        return Normal(None, ("E_CELL_ERROR",))
    if cell.formula is not None and cell.value is None:
        return Normal(None, ("E_FORMULA_NO_VALUE",))
    if field.type in _WHOLE_DIGITS:
        return _stored_number(field, cell, percent_hint)
    return _stored_other(field, cell.value)


def _stored_other(field: Field, value: CellValue) -> Normal:
    match field.type:
        case FieldType.DATE:
            return date_of(value)
        case FieldType.YES_NO:
            return yes_no_of(value)
        case FieldType.CHOICE if field.choices:
            return choice_of(value, field.choices)
        case FieldType.MULTI_CHOICE if field.choices:
            return choices_of(value, field.choices)
        case FieldType.CODE | FieldType.CHOICE | FieldType.MULTI_CHOICE:
            return code_of(value)
        case _:
            return free_text_of(value)


def _stored_number(field: Field, cell: Cell, hint: PercentHint) -> Normal:
    if field.type is FieldType.PERCENT:
        found = percent_of(cell.value, cell.number_format, hint=hint, dash_is_zero=field.dash_is_zero)
    else:
        found = number_of(cell.value, dash_is_zero=field.dash_is_zero)
    if not isinstance(found.value, Decimal):
        return found
    if abs(found.value) >= 10 ** _WHOLE_DIGITS[field.type]:
        return Normal(None, ("E_NUM_TOO_LARGE",))
    return _whole(found) if field.type is FieldType.INTEGER else _rounded(found, _DECIMALS[field.type])


def _whole(found: Normal) -> Normal:
    assert isinstance(found.value, Decimal)
    if found.value != found.value.to_integral_value():
        return Normal(None, ("E_NUM_NOT_INTEGER",))
    return Normal(int(found.value), found.codes)


def _rounded(found: Normal, decimals: int) -> Normal:
    assert isinstance(found.value, Decimal)
    rounded = found.value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return Normal(tidy(rounded), found.codes if rounded == found.value else (*found.codes, "W_ROUNDED"))
