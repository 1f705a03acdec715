"""A real ledger and a real build, filled row by row: the shortest way to ask what a figure means.

Rows go through `ledger.submissions.keep` as the intake would leave them; workbooks have tests of their own.
"""

from __future__ import annotations

import hashlib
import itertools
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from base.period import Month
from etl import build as builds
from etl import reference, rows
from etl.forms import form as form_of
from kpi import measure
from kpi.model import Figure, Source
from kpi.store import Build
from kpi.trace import trace
from ledger import decisions, submissions
from ledger import reference as ledger_reference
from ledger.store import Ledger

KEY = b"k" * 32
START = datetime(2020, 6, 1, 9, 0)
LATER = datetime(2030, 1, 1)

PLAN_UNIT = {"PLAN1": "INF", "PLAN2": "INF", "PLAN3": "OLD", "PLAN4": "OLD", "PLAN5": "DIS", "PLAN6": "DIS"}
CHAIN = {"INF": ("PS", "SC-INF", "NC-INF"), "OLD": ("PS", "SC-OLD"), "DIS": ("PS", "SC-DIS")}


class History:
    """What happened, told in order; `figure` asks about it."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.folder = folder
        self.ledger = Ledger.open(url or f"sqlite:///{folder / 'ledger.sqlite'}", KEY)
        reference.ensure(self.ledger)
        self._serial = itertools.count()

    def send(
        self,
        form: str,
        reporter: str,
        period: str,
        *contents: dict[str, Any],
        at: datetime | None = None,
        accept: bool = True,
        findings: tuple[submissions.StoredFinding, ...] = (),
        raw: tuple[dict[str, str], ...] = (),
        channel: str = "cli",
    ) -> str:
        """One valid submission; `at` is both when it came and when it was recorded, `raw` what stood in its rows."""
        moment = at or START + timedelta(minutes=next(self._serial))
        declared = form_of(form)
        body = f"{form}{reporter}{period}{next(self._serial)}".encode()
        numbers = range(11, 11 + len(contents))
        columns = {field.code: letter for field, letter in zip(declared.stored_fields, _letters(), strict=False)}
        new = submissions.NewSubmission(
            status="valid",
            form=form,
            reporter=reporter,
            period=period,
            form_version=declared.version,
            is_nil=not contents,
            channel=channel,
            file_name=f"{reporter}-{period}.xlsx",
            size_bytes=len(body),
            sha256=hashlib.sha256(body).hexdigest(),
            original=body,
            rows=rows.to_ipc(declared, contents, list(numbers), raw or [{} for _ in contents]),
            row_count=len(contents),
            layout={"sheet": declared.sheet, "header_row": 10, "columns": columns},
            received_at=moment,
            findings=findings,
        )
        with self.ledger.write("tester", at=moment) as writer:
            kept = submissions.keep(writer, new)
            if accept:
                decisions.decide(writer, "accept", submission_id=kept.submission_id)
        return kept.submission_id

    def decide(self, kind: str, submission_id: str | None = None, *, at: datetime | None = None, **more: Any) -> None:
        """One decision."""
        with self.ledger.write("tester", at=at or START + timedelta(minutes=next(self._serial))) as writer:
            decisions.decide(writer, kind, submission_id=submission_id, **more)

    def refer(self, table: str, key: str, effective_from: date, at: datetime | None = None, **payload: str) -> None:
        """One reference row."""
        with self.ledger.write("tester", at=at or START + timedelta(minutes=next(self._serial))) as writer:
            ledger_reference.append_rows(writer, table, [(key, effective_from, False, payload)])

    def budget(self, month: str, *lines: tuple[Any, ...], **keywords: Any) -> str:
        """The budget ledger of a month: (unit, kind, day, baht[, more fields])."""
        return self.send(
            "ledger",
            "GEN",
            month,
            *[
                {
                    "unit": unit,
                    "category": "operating",
                    "txn_type": kind,
                    "effective_on": day,
                    "amount": Decimal(amount),
                    "doc_ref": f"{month}/{number}",
                    **(more[0] if more else {}),
                }
                for number, (unit, kind, day, amount, *more) in enumerate(lines, 1)
            ],
            **keywords,
        )

    def events(self, unit: str, month: str, *lines: tuple[Any, ...], cycle: int = 2564, **keywords: Any) -> str:
        """Plan events of a month: (item, type, day[, body])."""
        return self.send(
            "events",
            unit,
            month,
            *[
                {"cycle_fy": cycle, "item_code": item, "event_type": kind, "event_on": day, "seq": 1, "body": body}
                for item, kind, day, body in ((*line, None)[:4] for line in lines)
            ],
            **keywords,
        )

    def endorse(self, *plans: str, on: date, drafted: date = date(2020, 7, 20)) -> None:
        """Plans of one unit, drafted and then endorsed by their whole chain on one day."""
        unit = PLAN_UNIT[plans[0]]
        self.events(unit, str(Month.of(drafted)), *[(plan, "DRAFTED", drafted) for plan in plans])
        decided = [(plan, "ENDORSED", on, body) for plan in plans for body in CHAIN[unit]]
        self.events(unit, str(Month.of(on)), *decided)

    def build(self) -> Build:
        return Build.open(builds.current(self.ledger, self.folder / "builds"))

    def figure(self, kpi: str, scope: str = "OFF", round_number: int = 1, **asked: Any) -> Figure:
        """One figure of fiscal year 2564, known at the end of time unless said otherwise."""
        asked.setdefault("known_at", LATER)
        asked.setdefault("now", LATER)
        return measure.one(self.build(), kpi, scope, measure.ask(2564, round_number, **asked))

    def sources(self, kpi: str, scope: str = "OFF", round_number: int = 1, **asked: Any) -> tuple[Source, ...]:
        asked.setdefault("known_at", LATER)
        asked.setdefault("now", LATER)
        return trace(self.build(), kpi, scope, measure.ask(2564, round_number, **asked))


def _letters() -> list[str]:
    return [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", *(f"A{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")]
