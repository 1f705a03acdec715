"""From a name as people write it to the code of a register, and the nearest name when there is none."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from etl.normalise import comparable
from etl.reference import Register

CLOSE = 70
_PROVINCE_WORD = re.compile(r"^(?:จังหวัด|จ\.)")
_SHOWN_BY_CODE = ("items", "projects")


class Lookup:
    """The names of one register, prepared once: table → spelling → code."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._spellings: dict[str, dict[str, str]] = {}

    def code(self, table: str, text: str) -> str | None:
        """The code that `text` names in `table`, by code or by any of its names; None when there is none."""
        spellings = self._table(table)
        key = comparable(text)
        found = spellings.get(key)
        if found is None and table == "provinces":
            found = spellings.get(_PROVINCE_WORD.sub("", key))
        return found

    def nearest(self, table: str, text: str) -> str | None:
        """The official name (or code) that looks most like `text`; None when nothing is near."""
        spellings = self._table(table)
        close = process.extractOne(comparable(text), spellings.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
        return None if close is None else self.say(table, spellings[close[0]])

    def say(self, table: str, code: str) -> str:
        """How an entry is written in a form: items and projects by code, the others by their Thai name."""
        if table in _SHOWN_BY_CODE:
            return code
        return self.register.names(table).get(code, (code,))[0]

    def _table(self, table: str) -> dict[str, str]:
        if table not in self._spellings:
            names = self.register.names(table)
            spellings = {}
            if table not in _SHOWN_BY_CODE:
                for code, texts in reversed(names.items()):
                    spellings.update({comparable(text): code for text in reversed(texts)})
            self._spellings[table] = spellings | {comparable(code): code for code in names}
        return self._spellings[table]


def hint(nearest: str | None) -> dict[str, str]:
    """The suggestion as parameters of a sentence; empty when there is none."""
    if nearest is None:
        return {"hint": "", "hint_en": ""}
    return {"hint": f" ใกล้เคียงที่สุดคือ “{nearest}”", "hint_en": f"; the closest is “{nearest}”"}


def registered_agency(lookup: Lookup, text: str, table: str) -> dict[str, str]:
    """What stands in the place of an unknown agency or unit: a registered one, the nearest named."""
    near = lookup.nearest(table, text)
    if near is None:
        return {"expected": "หน่วยงานในทะเบียน", "expected_en": "a registered one"}
    return {"expected": f"หน่วยงานในทะเบียน เช่น “{near}”", "expected_en": f"a registered one such as “{near}”"}
