"""Which rounds are frozen at a moment: the last freeze holds until a reopening, and again once that has run out.

The freezes and reopenings of a round carry the subject `2564:1` (domain.md 3.5, 3.6; A-08).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

import sqlalchemy as sa

from base.period import Month, Period, Round, parse_period
from base.thai import say_date
from base.words import Text
from ledger.schema import decision, journal
from ledger.standing import stands

FREEZE, REOPEN, UNTIL = "freeze", "reopen", "until"
REOPEN_DAYS = 14
"""How long a reopening lasts that names no day of its own."""
ROUND_FROZEN = Text(
    "ให้ผู้อำนวยการสำนักงานเปิดแก้ไข{round} ก่อน จึงตัดสินรายงาน {id} ได้ เพราะรอบนี้ปิดแล้วเมื่อ {day}",
    "Ask the Director of the Office to reopen {round} before deciding on submission {id}: it was frozen on {day}",
)


class Move(Protocol):
    """A freeze or a reopening of one round."""

    @property
    def kind(self) -> str: ...

    @property
    def until(self) -> date | None:
        """Of a reopening: its last day, which still belongs to it; None when it never runs out."""


M = TypeVar("M", bound=Move)


@dataclass(frozen=True, slots=True)
class Lock:
    """A freeze or a reopening as the ledger holds it, without the figures that it keeps."""

    seq: int
    kind: str
    at: datetime
    until: date | None


def key(round_: Round) -> str:
    """The subject of a decision about a round: `2564:1`."""
    return f"{round_.fiscal_year.year_be}:{round_.number}"


def in_force(moves: Sequence[M], at: datetime) -> M | None:
    """The freeze that holds at `at` (Bangkok, naive), given everything decided about a round by then, oldest first."""
    freezes = [one for one in moves if one.kind == FREEZE]
    is_open = not freezes or (moves[-1].kind == REOPEN and not has_run_out(moves[-1], at))
    return None if is_open else freezes[-1]


def has_run_out(move: Move, at: datetime) -> bool:
    """Whether the last day of a reopening has ended; one recorded without a day never runs out."""
    return move.until is not None and at.date() > move.until


def round_of(period: Period) -> Round | None:
    """The round that a reported month lies in; a report on a whole year lies in neither."""
    return Round.of(period.first_day) if isinstance(period, Month) else None


def freeze_over(connection: sa.Connection, period: str, at: datetime) -> tuple[Round, Lock] | None:
    """The frozen round that `period` (`2021-03`) lies in and the freeze that holds at `at`; None while it is open."""
    round_ = round_of(parse_period(period))
    held = in_force(_moves(connection, round_), at) if round_ else None
    return (round_, held) if round_ and held else None


def why_locked(connection: sa.Connection, submission_id: str, period: str | None, at: datetime) -> Text | None:
    """Why nobody may decide on a submission of this period at `at`, and who can change that; None when one may."""
    found = freeze_over(connection, period, at) if period else None
    if found is None:
        return None
    round_, held = found
    sentences = (
        ROUND_FROZEN.say(language, round=round_.say(language), id=submission_id, day=say_date(held.at.date(), language))
        for language in ("th", "en")
    )
    return Text(*sentences)


def day_of(payload: dict[str, object]) -> date | None:
    """The last day that the payload of a reopening names."""
    day = payload.get(UNTIL)
    return date.fromisoformat(day) if isinstance(day, str) else None


def _moves(connection: sa.Connection, round_: Round) -> list[Lock]:
    # A freeze's payload holds every figure of the round and is not read here.
    payload = sa.case((decision.c.kind == REOPEN, decision.c.payload), else_="{}").label("payload")
    query = sa.select(decision.c.seq, decision.c.kind, journal.c.recorded_at, payload)
    query = query.join(journal, decision.c.seq == journal.c.seq).order_by(decision.c.seq)
    wanted = (decision.c.kind.in_((FREEZE, REOPEN)), decision.c.subject == key(round_), stands(decision.c.seq))
    return [
        Lock(row.seq, row.kind, row.recorded_at, day_of(json.loads(row.payload)))
        for row in connection.execute(query.where(*wanted))
    ]
