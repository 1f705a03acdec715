"""What would move if a setting, a target, a formula or a register changed: every figure of every round, side by side.

Nothing is written. The change stands in a build that only this process sees, as if it had been recorded just now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property

from base.ambiguities import check
from base.period import FiscalYear, Round
from base.words import Text
from kpi import measure, rounds
from kpi.definitions import VERSIONS, version_of
from kpi.indicators import RULES
from kpi.model import Ask, Figure
from kpi.rounds import FrozenFigure
from kpi.sharing import Recalling
from kpi.store import Build, ReferenceRow

NOT_A_PAIR = Text("เขียนเป็น ชื่อ=ค่า (พบ “{found}”)", "Write NAME=VALUE (found “{found}”)")
NO_KPI = Text("เลือกตัวชี้วัดจาก {known} (พบ “{found}”)", "Choose an indicator: {known} (found “{found}”)")
NO_ROUND = Text("ระบุรอบเป็น 1 หรือ 2 เช่น C1:1=90 (พบ “{found}”)", "Give round 1 or 2, as in C1:1=90 (found “{found}”)")
NO_NUMBER = Text("ระบุเป้าหมายเป็นตัวเลข เช่น C1:1=90 (พบ “{found}”)", "Give a number, as in C1:1=90 (found “{found}”)")
NO_VERSION = Text(
    "เลือกรุ่นของ {kpi} ที่ใช้ได้ในวันนั้นจาก {known} (พบ “{found}”)",
    "Choose a version of {kpi} for that day: {known} (found “{found}”)",
)


class ChangeRefused(ValueError):
    """A change that cannot be; `text` says what to write instead."""

    def __init__(self, text: Text, **blanks: object) -> None:
        self.text = text.filled(**blanks)
        super().__init__(self.text.th)


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a reference table, not recorded yet."""

    table: str
    key: str
    effective_from: date
    payload: dict[str, str]
    is_retired: bool = False
    """The row holds no longer from that day on."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One figure that would move."""

    before: Figure
    after: Figure
    frozen: FrozenFigure | None
    """What was frozen of it and stays as it is, whatever changes."""


class Supposing(Recalling):
    """A build as it would be once the changes were recorded; a change goes before every row of the same day."""

    def __init__(self, build: Build, changes: Iterable[Change]) -> None:
        super().__init__(build)
        self._changes = tuple(changes)

    @cached_property
    def _references(self) -> dict[str, list[ReferenceRow]]:
        tables = {table: list(rows) for table, rows in super()._references.items()}
        for one in self._changes:
            row = (self.last_seq, one.key, one.effective_from, one.is_retired, one.payload)
            tables.setdefault(one.table, []).append(row)
        return {table: sorted(rows, key=lambda row: (row[2], row[0])) for table, rows in tables.items()}


def setting_change(pair: str, year: FiscalYear | None, since: date) -> Change:
    """`k3.cap=120` as a change: of one fiscal year, or of every year from a day on (`etl set --fy` and `--from`).

    Raises ChangeRefused and SettingRefused.
    """
    name, value = _pair(pair)
    check(name, value)
    key = f"{year.year_be if year else '*'}:{name}"
    return Change("settings", key, since, {"key": key, "value": value})


def target_change(pair: str, since: date) -> Change:
    """`C1:1=90` as a change from a day on: the target of C1 in round 1 is 90. Raises ChangeRefused."""
    key, value = _pair(pair)
    code, _, number = key.partition(":")
    _must_know(code)
    if number not in ("1", "2"):
        raise ChangeRefused(NO_ROUND, found=key)
    try:
        is_number = Decimal(value).is_finite()
    except InvalidOperation:
        is_number = False
    if not is_number:
        raise ChangeRefused(NO_NUMBER, found=value)
    return Change(
        "targets", key, since, {"key": key, "kpi": code, "round": number, "comparison": "ge", "target": value}
    )


def definition_change(pair: str, since: date) -> Change:
    """`C1=2` as a change from a day on: version 2 of C1's formula is in force. Raises ChangeRefused."""
    code, version = _pair(pair)
    _must_know(code)
    if version_of(code, version, since) is None:
        known = [rule.kpi.version for rule in VERSIONS[code] if rule.kpi.effective_from <= since]
        raise ChangeRefused(NO_VERSION, kpi=code, known=", ".join(known), found=version)
    return Change("definitions", code, since, {"kpi": code, "version": version})


def _pair(text: str) -> tuple[str, str]:
    name, is_pair, value = text.partition("=")
    if not is_pair or not name.strip():
        raise ChangeRefused(NOT_A_PAIR, found=text)
    return name.strip(), value.strip()


def _must_know(code: str) -> None:
    if code not in VERSIONS:
        raise ChangeRefused(NO_KPI, known=", ".join(VERSIONS), found=code)


def preview(build: Build, changes: Iterable[Change], now: datetime) -> tuple[Shift, ...]:
    """Every live figure that the changes would move, of every round that has begun, oldest round first."""
    before = Recalling(build)
    after = Supposing(before, changes)  # it asks the same of the same file, so each question is answered once
    return tuple(shift for round_ in begun(build, now) for shift in shifts(before, after, _ask(round_, now)))


def begun(build: Build, now: datetime) -> tuple[Round, ...]:
    """Every round that has begun, from the first fiscal year that anything valid was sent for."""
    (first,) = build.rows("SELECT min(fy) FROM submission WHERE status = 'valid'")[0]
    last = FiscalYear.of(now.date()).year_be
    found = [Round(FiscalYear(year), number) for year in range(min(first or last, last), last + 1) for number in (1, 2)]
    return tuple(round_ for round_ in found if round_.start <= now.date())


def _ask(round_: Round, now: datetime) -> Ask:
    return measure.ask(round_.fiscal_year.year_be, round_.number, now=now)


def shifts(before: Build, after: Build, asked: Ask) -> Iterator[Shift]:
    """Every figure of a question that two builds answer differently."""
    was, would = measure.Measure(before, asked), measure.Measure(after, asked)
    for rule in RULES:
        for scope in dict.fromkeys((*was.scopes(rule.kpi), *would.scopes(rule.kpi))):
            old, new = was.figure(rule, scope), would.figure(rule, scope)
            if _says(old) != _says(new):
                yield Shift(old, new, rounds.beside(before, old))


def _says(figure: Figure) -> tuple[object, ...]:
    """What somebody who looks at the figure could see change; not which settings it names beside it."""
    counted = figure.numerator, figure.denominator, figure.value, figure.target, figure.status
    return *counted, figure.decimals, figure.reference_line, figure.definition_version, figure.reason
