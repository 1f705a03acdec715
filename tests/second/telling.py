"""Random histories, written in a few transactions: acts with a moment each, told in order of time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

from etl.forms import form as form_of
from ledger.records import StoredFinding
from ledger.store import Ledger, Writer
from tests.kpi.history import History
from tests.second.world import Row, due, last_day


class Batched(History):
    """A history that records whatever is told within `at` in one transaction, at that moment."""

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        ledger = self.ledger
        with ledger.write("tester", at=moment) as writer:
            self.ledger = cast(Ledger, _Open(writer))
            try:
                yield
            finally:
                self.ledger = ledger


class _Open:
    """Stands for the ledger while a transaction is open: every writing joins it."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def write(self, *_: object, **__: object) -> nullcontext[Writer]:
        return nullcontext(self._writer)


@dataclass
class Act:
    """Something that happens at a moment."""

    at: datetime
    run: Callable[[History], None]


@dataclass
class Story:
    """The acts of one random year, collected in any order."""

    rng: random.Random
    is_smooth: bool = False
    """A year in which every plan and report comes through; otherwise K4 would hardly ever pass its first steps."""
    acts: list[Act] = field(default_factory=list)

    def maybe(self, share: float) -> bool:
        return self.rng.random() < share

    def add(self, at: datetime, run: Callable[[History], None]) -> None:
        self.acts.append(Act(at, run))

    def post(
        self, form: str, reporter: str, period: str, rows: Sequence[Row], at: datetime, *, plain: bool = False
    ) -> list[str]:
        """One version; mostly accepted with its receipt, sometimes later or never, sometimes returned again.

        Returns a list that holds the submission's number once the act has run.
        """
        number: list[str] = []
        is_accepted = plain or self.maybe(0.85)
        contents = [dict(row) for row in rows]
        noted = tuple(self._findings(len(rows))) if form == "progress" else ()
        said = tuple(row.get("_raw", {}) for row in contents)

        def send(history: History) -> None:
            words = {"findings": noted, "raw": said, "accept": is_accepted}
            number.append(history.send(form, reporter, period, *contents, at=at, **words))

        self.add(at, send)
        state, moment = "accept" if is_accepted else "", at
        while not plain and self.maybe(0.3 if state == "" else 0.07):
            state = self.rng.choice(["return", "accept"]) if state == "" else {"accept": "return"}.get(state, "accept")
            moment += timedelta(days=self.rng.choice([1, 3, 20, 90]), minutes=self.rng.randrange(900))
            self.decide(moment, state, number)
        return number

    def decide(self, at: datetime, kind: str, number: list[str], **more: Any) -> None:
        """A decision on a submission posted by then."""
        self.add(at, lambda history: history.decide(kind, number[0], at=at, reason="ตามหลักฐาน", **more))

    def _findings(self, rows: int) -> Iterator[StoredFinding]:
        """What the checks noted: on a cell, on a span of rows, on the sheet, in the heading, in another sheet."""
        while self.maybe(0.3):
            first = 11 + self.rng.randrange(rows + 1)
            cells = f"K{first}:K{first + self.rng.randrange(3)}, AB{11 + self.rng.randrange(rows + 1)}"
            place, params = self.rng.choice([(f"C{first}", {}), ("K11", {"cells": cells}), (None, {}), ("B4", {})])
            severity = self.rng.choice(["warning", "warning", "warning", "note"])
            sheet = self.rng.choice([None, "รายงาน", form_of("progress").sheet])
            yield StoredFinding("V22", severity, sheet, place, None, params)

    def post_versions(
        self, form: str, reporter: str, period: str, rows: Sequence[Row], at: datetime
    ) -> list[list[str]]:
        """A first version and sometimes later ones that differ: a row less, or a row changed place."""
        numbers = [self.post(form, reporter, period, rows, at)]
        while self.maybe(0.25):
            at += timedelta(days=self.rng.choice([1, 6, 40, 120]), minutes=self.rng.randrange(900))
            kept = [row for row in rows if self.maybe(0.8)]
            numbers.append(self.post(form, reporter, period, kept, at))
        return numbers

    def after(self, month: str) -> datetime:
        """When a month's form comes: in time, on the last second, one second late, or long after."""
        edge = due(month)
        hours = self.rng.randrange(24 * 60)
        early = datetime.combine(last_day(month) + timedelta(days=1), time(8)) + timedelta(minutes=hours)
        late = edge + timedelta(days=self.rng.choice([1, 7, 60, 200]), minutes=self.rng.randrange(600))
        return self.rng.choice([early, early, early, edge, edge + timedelta(seconds=1), late])

    def day_in(self, month: str) -> date:
        """A day of a month; its first and last days more often than the others."""
        last = last_day(month)
        return self.rng.choice([last.replace(day=1), last, last.replace(day=self.rng.randint(2, 27))])


def tell(history: Batched, acts: Sequence[Act], size: int = 12) -> list[datetime]:
    """Run the acts in order, `size` to a transaction recorded at its last moment; returns those moments."""
    ordered = sorted(acts, key=lambda act: act.at)
    moments = []
    for first in range(0, len(ordered), size):
        batch = ordered[first : first + size]
        moments.append(batch[-1].at)
        with history.at(batch[-1].at):
            for act in batch:
                act.run(history)
    return moments


def fresh(folder: Path, seeded: Path | None = None) -> Batched:
    """A new history; from a copy of an empty ledger that has its reference data, when given."""
    folder.mkdir(parents=True)
    if seeded is not None:
        (folder / "ledger.sqlite").write_bytes(seeded.read_bytes())
    return Batched(folder)
