"""The commentary on a figure below its target: what it is about, and its actions (forms.md, Commentary).

A commentary is of one (indicator, scope, month) and says cause and remedy. Its actions are numbered from 1 and are
carried from month to month until somebody of the Office says that one is done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from base.period import Month

COMMENT, PLAN, CLOSE, REOPEN = "comment", "plan_action", "close_action", "reopen_action"
STEPS = (COMMENT, PLAN, CLOSE, REOPEN)
"""The decisions: cause and remedy; who will do what by when; it is done; it is not done after all."""

LONGEST = 2000
"""Characters of a cause, a remedy or an action."""

_KEY = re.compile(r"(?P<kpi>\w+):(?P<scope>\w+):(?P<month>\d{4}-\d{2})(?::(?P<number>[1-9]\d{0,3}))?")


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a commentary is about: `C1:DIS:2021-03`; with a number, one of its actions: `C1:DIS:2021-03:1`."""

    kpi: str
    scope: str
    month: Month
    number: int | None = None

    @classmethod
    def parse(cls, text: str) -> Key:
        """Raises ValueError on anything that is not a key."""
        if not (found := _KEY.fullmatch(text)):
            raise ValueError(f"not a key like C1:DIS:2021-03 or C1:DIS:2021-03:1: {text}")
        number = found["number"]
        return cls(found["kpi"], found["scope"], Month.parse(found["month"]), int(number) if number else None)

    @property
    def figure(self) -> Key:
        """The key of the commentary itself."""
        return Key(self.kpi, self.scope, self.month)

    def action(self, number: int) -> Key:
        """The key of one of its actions."""
        return Key(self.kpi, self.scope, self.month, number)

    def __str__(self) -> str:
        return f"{self.kpi}:{self.scope}:{self.month}" + (f":{self.number}" if self.number else "")
