"""Who is written to: the late agencies of the board, with what each of them owes (R-67, T5.5(3))."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from base.period import FiscalYear, Month
from base.thai import collation_key
from exports.word.runs import clean
from kpi.board import Board, Overdue, board
from kpi.store import Build

Kind = Literal["external", "memo"]
EXTERNAL: Kind = "external"
MEMO: Kind = "memo"
HEAD_OF = "หัวหน้า"
"""Addressee of an agency whose head's position nobody has registered."""


@dataclass(frozen=True, slots=True)
class Contact:
    """How an agency is written to."""

    name: str
    """Its full Thai name."""
    attention: str
    kind: Kind
    emails: tuple[str, ...]
    is_opted_out: bool

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where e-mail may be sent; empty for an agency that wants none."""
        return () if self.is_opted_out else self.emails


@dataclass(frozen=True, slots=True)
class LateAgency:
    """One agency and the reports it owes, oldest month first."""

    code: str
    contact: Contact
    owed: tuple[Overdue, ...]

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(one.month for one in self.owed)


def late(
    build: Build, year: FiscalYear, months: Collection[Month], known_at: datetime, shown: Board | None = None
) -> tuple[LateAgency, ...]:
    """The agencies that owe a report of one of `months`, each with everything it owes of the year up to the last one.

    Memos first, each kind in dictionary order. Exactly the board's late set as known at a moment; `shown` is that
    board where it is at hand.
    """
    owed = (shown or board(build, year, known_at)).overdue
    named = {one.agency for one in owed if one.month in months}
    last = max(months)
    found = []
    for code in named:
        mine = sorted((one for one in owed if one.agency == code and one.month <= last), key=lambda one: one.month)
        found.append(LateAgency(code, contact(build, code, known_at), tuple(mine)))
    return tuple(sorted(found, key=lambda one: (one.contact.kind != MEMO, collation_key(one.contact.name))))


def contact(build: Build, code: str, known_at: datetime) -> Contact:
    """How the agency is written to: its name as known at the moment, its addresses as they are known now."""
    day = known_at.date()
    agency = build.reference("agencies", day, build.seq_at(known_at)).get(code, {})
    told = build.reference("contacts", day, build.last_seq).get(code, {})
    name = clean(agency.get("name_th") or code)
    is_inside = agency.get("kind") == "ministry"
    wanted = told.get("letter") or (MEMO if is_inside else EXTERNAL)
    return Contact(
        name=name,
        attention=clean(told.get("attention_th") or f"{HEAD_OF}{name}"),
        kind=MEMO if wanted == MEMO else EXTERNAL,
        emails=_addresses(told.get("email", "")),
        is_opted_out=told.get("opt_out", "").strip().lower() in ("1", "true", "yes"),
    )


def _addresses(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in text.split(";") if one.strip()))


def codes(found: Sequence[LateAgency]) -> tuple[str, ...]:
    """The agencies' codes, in order."""
    return tuple(one.code for one in found)
