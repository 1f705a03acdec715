"""Who may come in is looked up again when something changes it, and not because a report has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from ledger import accounts, people, reference, sessions
from ledger.schema import session
from ledger.store import Ledger, Writer
from tests.ledger import samples

CODE = "staff"
ROW = {"role": "viewer", "title_th": "เจ้าหน้าที่", "title_en": "Staff", "scope": ""}


@pytest.fixture
def secret(ledger: Ledger) -> str:
    """Somebody with an account, signed in."""
    with ledger.write("admin") as writer:
        reference.append_rows(writer, "people", [(CODE, date(2015, 10, 1), False, ROW)])
        accounts.add(writer, CODE)
        accounts.set_password(writer, CODE, "$argon2id$none")
        return sessions.begin(writer, people.user(writer.connection, CODE))


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every session that was looked up in the database."""
    found: list[str] = []
    begun = sessions._begun

    def noted(connection: sa.Connection, id_hash: str) -> object:
        found.append(id_hash)
        return begun(connection, id_hash)

    monkeypatch.setattr(sessions, "_begun", noted)
    return found


def holder(ledger: Ledger, secret: str) -> str | None:
    signed = sessions.found(ledger, sessions.hash_of(secret))
    return signed.user.code if signed else None


def test_reports_do_not_have_a_session_looked_up_again(ledger: Ledger, secret: str, looked_up: list[str]) -> None:
    for number in range(3):
        samples.keep(ledger, samples.new(f"report {number}".encode(), period=f"2020-1{number}"))
        assert holder(ledger, secret) == CODE
    assert len(looked_up) == 1


def ended(writer: Writer) -> None:
    sessions.end_all(writer, CODE)


def locked(writer: Writer) -> None:
    accounts.change(writer, CODE, "lock")


def demoted(writer: Writer) -> None:
    reference.append_rows(writer, "people", [(CODE, date(2020, 10, 1), False, ROW | {"role": "reporter"})])


def retired(writer: Writer) -> None:
    reference.append_rows(writer, "people", [(CODE, date(2020, 10, 1), True, {})])


@pytest.mark.parametrize("event", [ended, locked, demoted, retired])
@pytest.mark.parametrize("is_elsewhere", [False, True])
def test_what_changes_a_right_is_seen_at_once(
    event: Callable[[Writer], None],
    is_elsewhere: bool,
    ledger: Ledger,
    secret: str,
    ledger_url: str,
    audit_key: bytes,
) -> None:
    assert holder(ledger, secret) == CODE
    other = Ledger.open(ledger_url, audit_key) if is_elsewhere else ledger
    with other.write("admin") as writer:
        event(writer)
    assert holder(ledger, secret) is None


def test_a_session_that_begins_is_found_although_it_was_asked_for_before(ledger: Ledger, secret: str) -> None:
    with ledger.write("admin") as writer:
        other = sessions.begin(writer, people.user(writer.connection, CODE))
        writer.connection.execute(session.update().values(ended_at=datetime(2020, 1, 1)))
    assert holder(ledger, other) is None
    with ledger.write("admin") as writer:
        writer.connection.execute(session.update().values(ended_at=None))
    assert holder(ledger, other) == CODE


def test_a_session_that_another_process_has_seen_goes_on(
    ledger: Ledger, secret: str, monkeypatch: pytest.MonkeyPatch, ledger_url: str, audit_key: bytes
) -> None:
    """This process last saw it an hour ago, the other one lately; both look at the same row."""
    assert holder(ledger, secret) == CODE
    started = sessions.now()
    other = Ledger.open(ledger_url, audit_key)
    monkeypatch.setattr(sessions, "now", lambda: started + timedelta(minutes=40))
    with other.write("admin") as writer:
        writer.connection.execute(session.update().values(seen_at=sessions.now()))
    monkeypatch.setattr(sessions, "now", lambda: started + timedelta(minutes=80))
    assert holder(ledger, secret) == CODE
    monkeypatch.setattr(sessions, "now", lambda: started + timedelta(minutes=101))
    assert holder(ledger, secret) is None
    other.close()


def test_a_session_is_touched_once_in_a_while_and_not_at_every_press(
    ledger: Ledger, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, seen = sessions.now(), set()
    for minute in range(0, 30):
        monkeypatch.setattr(sessions, "now", lambda minute=minute: started + timedelta(minutes=minute))
        signed = sessions.found(ledger, sessions.hash_of(secret))
        assert signed is not None
        sessions.touch(ledger, signed)
        with ledger.read() as connection:
            seen.add(connection.execute(sa.select(session.c.seen_at)).scalar())
    assert len(seen) == 6
