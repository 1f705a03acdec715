"""What Google makes of a value that is written, and what it shows of one that is kept."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from tests.google.book import Spot

_EPOCH = datetime(1899, 12, 30)
_NUMBER = re.compile(r"[-+]?(\d+(,\d{3})*|\d+)?(\.\d+)?([eE][-+]?\d+)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ARITHMETIC = re.compile(r"[\d.+\-*/() ]+")

ERRORS = {
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
    "#ERROR!": "ERROR",
    "Loading...": "LOADING",
}
SHOWN = {word: text for text, word in ERRORS.items()}


def enter(spot: Spot, value: Any, option: str) -> None:
    """Write a value into a cell; "" empties it, None leaves it as it is."""
    if value is None:
        return
    spot.formula = spot.error = None
    if isinstance(value, str) and option == "USER_ENTERED":
        _as_typed(spot, value)
    else:
        spot.value = None if value == "" else value


def _as_typed(spot: Spot, text: str) -> None:
    if text.startswith("="):
        spot.formula = text
        spot.value = _computed(text[1:])
        if spot.value is None:
            spot.error = {"type": "ERROR", "message": "Formula parse error."}
        return
    if text.startswith("'"):
        spot.value = text[1:]
    elif text.upper() in ("TRUE", "FALSE"):
        spot.value = text.upper() == "TRUE"
    elif (found := _ISO.fullmatch(text)) is not None:
        spot.value = (date(*map(int, found.groups())) - _EPOCH.date()).days
        spot.format["numberFormat"] = {"type": "DATE", "pattern": "yyyy-mm-dd"}
    elif text.endswith("%") and (number := _number(text[:-1])) is not None:
        spot.value = number / 100
        spot.format["numberFormat"] = {"type": "PERCENT", "pattern": "0.00%" if "." in text else "0%"}
    else:
        number = _number(text)
        spot.value = (text or None) if number is None else number
        if number is not None and "," in text:
            spot.format["numberFormat"] = {"type": "NUMBER", "pattern": "#,##0.00" if "." in text else "#,##0"}


def _number(text: str) -> int | float | None:
    if not _NUMBER.fullmatch(text) or not any(letter.isdigit() for letter in text):
        return None
    number = float(text.replace(",", ""))
    return int(number) if number.is_integer() else number


def _computed(formula: str) -> int | float | None:
    """Only sums of plain numbers are computed here; the tests need no more."""
    if not _ARITHMETIC.fullmatch(formula):
        return None
    try:
        number = eval(formula, {"__builtins__": {}})
    except (SyntaxError, ZeroDivisionError):
        return None
    return int(number) if float(number).is_integer() else float(number)


def shown(spot: Spot) -> str:
    """The cell as people see it."""
    if spot.error is not None:
        return SHOWN[spot.error["type"]]
    value, kind = spot.value, spot.format.get("numberFormat", {})
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if not isinstance(value, int | float):
        return "" if value is None else str(value)
    if kind.get("type") in ("DATE", "DATE_TIME"):
        moment = _EPOCH + timedelta(days=value)
        return moment.strftime("%Y-%m-%d" if kind["type"] == "DATE" else "%Y-%m-%d %H:%M:%S")
    if kind.get("type") == "PERCENT":
        places = len(kind["pattern"].partition(".")[2].rstrip("%"))
        return f"{value * 100:.{places}f}%"
    if kind.get("pattern", "").startswith("#,##0"):
        return f"{value:,.2f}" if "." in kind["pattern"] else f"{value:,.0f}"
    return f"{value:.15g}"


def rendered(spot: Spot | None, option: str, dates: str) -> Any:
    """The value as valueRenderOption and dateTimeRenderOption ask for it; "" for a blank one."""
    if spot is None or not spot.has_value:
        return ""
    if option == "FORMULA" and spot.formula is not None:
        return spot.formula
    is_date = spot.format.get("numberFormat", {}).get("type") in ("DATE", "DATE_TIME")
    if (
        option in ("UNFORMATTED_VALUE", "FORMULA")
        and spot.error is None
        and not (is_date and dates == "FORMATTED_STRING" and option == "UNFORMATTED_VALUE")
    ):
        return spot.value
    return shown(spot)


def effective(spot: Spot) -> dict[str, Any]:
    """ExtendedValue of what the cell comes to."""
    if spot.error is not None:
        return {"errorValue": dict(spot.error)}
    return _extended(spot.value)


def entered(spot: Spot) -> dict[str, Any]:
    """ExtendedValue of what was typed."""
    return {"formulaValue": spot.formula} if spot.formula is not None else effective(spot)


def _extended(value: Any) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"numberValue": value} if isinstance(value, int | float) else {"stringValue": value}
