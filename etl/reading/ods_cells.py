"""One cell of an OpenDocument sheet: its type stands beside its value, its formula in a syntax of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from etl.cells import CellValue
from etl.reading.formats import plain_date
from etl.reading.grid import ERROR

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NUMBERS = ("float", "currency", "percentage")
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|Err:\d+")
_PREFIX = re.compile(r"^\w+:(?==)")
_REFERENCE = re.compile(r"\[([^\[\]]*)\]")
_DURATION = re.compile(r"PT(\d{1,4})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_EXACT_DIGITS = 18
_DAY_HOURS = 24


@dataclass(frozen=True, slots=True)
class OdsCell:
    """A cell that is not empty. A formula that was never calculated has no value."""

    value: CellValue
    formula: str | None
    is_percent: bool
    mark: str | None


def cell_of(attributes: Mapping[str, str], paragraphs: Sequence[str]) -> OdsCell | None:
    """The cell of these attributes and texts, or None when it is empty. Raises ValueError for a damaged number."""
    kind = attributes.get(OFFICE + "value-type") or attributes.get(_CALC + "value-type", "")
    written = attributes.get(TABLE + "formula")
    formula = None if written is None else _formula(written)
    text = "\n".join(paragraphs)
    is_error = attributes.get(_CALC + "value-type") == "error" or (
        formula is not None and _ERROR.fullmatch(text) is not None
    )
    value: CellValue = text if is_error else _value(kind, attributes, text)
    if formula is None and (value is None or value == ""):
        return None
    if formula is not None and not kind and not text:
        value = None
    return OdsCell(value, formula, kind == "percentage", ERROR if is_error else None)


def _value(kind: str, attributes: Mapping[str, str], text: str) -> CellValue:
    if kind in _NUMBERS:
        raw = attributes.get(OFFICE + "value")
        return None if raw is None else _number(raw)
    if kind == "boolean":
        return attributes.get(OFFICE + "boolean-value") == "true"
    if kind == "date":
        return _moment(attributes.get(OFFICE + "date-value", ""), text)
    if kind == "time":
        return _time(attributes.get(OFFICE + "time-value", ""), text)
    return attributes.get(OFFICE + "string-value") or text


def _number(raw: str) -> int | float:
    if raw.isdecimal() and len(raw) <= _EXACT_DIGITS:
        return int(raw)
    number = float(raw)
    return int(number) if number.is_integer() and "." not in raw and "e" not in raw.lower() else number


def _moment(raw: str, text: str) -> CellValue:
    """A day or a moment; one that no calendar of ours holds is given as the text that is shown."""
    try:
        return plain_date(datetime.fromisoformat(raw).replace(tzinfo=None))
    except ValueError:
        return text or raw


def _time(raw: str, text: str) -> CellValue:
    found = _DURATION.fullmatch(raw)
    if found is None:
        return text or raw
    hours, minutes, seconds = (int(part) for part in found.groups())
    if hours < _DAY_HOURS and minutes < 60 and seconds < 60:
        return time(hours, minutes, seconds)
    return (hours * 3600 + minutes * 60 + seconds) / 86400


def _formula(written: str) -> str:
    """`of:=SUM([.A1:.B2])` → `=SUM(A1:B2)`."""
    text = _PREFIX.sub("", written)
    return _REFERENCE.sub(lambda found: found[1].replace(":.", ":").removeprefix(".").lstrip("$"), text)
