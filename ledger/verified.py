"""The verdicts of `ledger.audit.verify` that were kept: when the record was last checked, by whom, what was found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from base.access import Action, User
from base.words import Text
from ledger.audit import Fault, verify
from ledger.schema import journal
from ledger.store import Head, Ledger

KIND = "ledger_verify"
KEPT_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """One check of the whole ledger."""

    at: datetime
    by: str
    head: Head
    """The newest row that was checked."""
    count: int
    """How many faults were found."""
    faults: tuple[Text, ...]
    """The first of them."""


def check(ledger: Ledger, user: User, head: Head | None = None) -> Verdict:
    """Verify the whole ledger now and keep the verdict. Raises NotAllowed and LedgerFault."""
    user.must(Action.AUDIT_VIEW)
    newest, faults = ledger.head(), verify(ledger, head)
    return keep(ledger, user.code, newest, faults)


def keep(ledger: Ledger, by: str, head: Head, faults: list[Fault]) -> Verdict:
    """Record what a check found; it is no fact, so no build is made for it."""
    told = [{"th": one.text.th, "en": one.text.en} for one in faults[:KEPT_FAULTS]]
    with ledger.write(by) as writer:
        writer.append(KIND, "ledger", {"head": str(head), "count": len(faults), "faults": told}, is_fact=False)
        return Verdict(writer.recorded_at, by, head, len(faults), tuple(one.text for one in faults[:KEPT_FAULTS]))


def last(connection: sa.Connection) -> Verdict | None:
    """The newest verdict that was kept; None when the ledger was never checked."""
    newest = sa.select(journal).where(~journal.c.is_fact, journal.c.kind == KIND)
    row = connection.execute(newest.order_by(journal.c.seq.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    told = json.loads(row.payload)
    faults = tuple(Text(one["th"], one["en"]) for one in told["faults"])
    return Verdict(row.recorded_at, row.actor, Head.parse(told["head"]), told["count"], faults)
