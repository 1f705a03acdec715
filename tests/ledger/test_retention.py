"""What is past its time goes, what is not stays, and the chain says that it went."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from ledger import retention
from ledger.audit import verify
from ledger.schema import one_time_token, session, sign_in_attempt
from ledger.store import Ledger
from tests.ledger import samples

NOW = datetime(2026, 11, 22, 9)


def test_only_what_ended_long_enough_ago_goes(ledger: Ledger) -> None:
    samples.fill(ledger)
    with ledger.write("admin") as writer:
        for name, days, is_open in (("old", 91, False), ("young", 89, False), ("idle", 91, True), ("new", 0, True)):
            seen = NOW - timedelta(days=days)
            row = {"id_hash": name, "code": "staff", "rights": "staff:", "started_at": seen, "seen_at": seen}
            writer.connection.execute(session.insert(), row | {"ended_at": None if is_open else seen})
            link = {"token_hash": name, "purpose": "password", "code": "staff", "expires_at": seen, "used_at": None}
            writer.connection.execute(one_time_token.insert(), link)
            tried = {"name": name, "failures": 1, "last_at": seen, "blocked_until": seen}
            writer.connection.execute(sign_in_attempt.insert(), tried)
    samples.attach(ledger, "S000001", b"picture", media_type="image/png", has_consent=True)
    samples.attach(ledger, "S000001", b"another", media_type="image/jpeg")
    with ledger.write("admin") as writer:
        assert retention.tidy(writer, 90, NOW) == retention.Cleared(2, 2, 2)
    with ledger.read() as connection:
        assert set(connection.execute(sa.select(session.c.id_hash)).scalars()) == {"young", "new"}
        assert retention.held(connection) == retention.Held(2, 2, 2, 1)
    assert verify(ledger) == []
    with ledger.write("admin") as writer:
        assert retention.tidy(writer, 90, NOW) == retention.Cleared(0, 0, 0)
