"""Accounts and sessions in both engines: nothing without a password, everything in the chain, sessions that end."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from base.access import Role
from ledger import accounts, passwords, people, reference, sessions, sign_in
from ledger.accounts import AccountRefused
from ledger.audit import verify
from ledger.door import Door, door, door_of
from ledger.passwords import PasswordRefused
from ledger.schema import journal, one_time_token, session
from ledger.sign_in import SignInRefused
from ledger.store import Ledger
from tests.ledger import samples

PASSWORD = "ม้าขาววิ่งผ่านทุ่งนา"
PEOPLE = [
    ("admin", Role.ADMIN, ""),
    ("director", Role.DIRECTOR, ""),
    ("head.INF", Role.GROUP_HEAD, "INF"),
]


def register(ledger: Ledger, *rows: tuple[str, Role, str]) -> None:
    made = [
        (
            code,
            date(2020, 1, 1),
            False,
            {"code": code, "role": role, "title_th": code, "title_en": code, "scope": scope},
        )
        for code, role, scope in rows
    ]
    with ledger.write("system") as writer:
        reference.append_rows(writer, "people", made)


class Clock:
    """A clock that the test winds forward."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 9)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    wound = Clock()
    for module in (accounts, sessions, sign_in):
        monkeypatch.setattr(module, "now", wound)
    return wound


@pytest.fixture
def office(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """An administrator, a director, a group head and an agency; passwords are hashed at a small cost."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: quick)
    passwords._nobodys.cache_clear()
    register(ledger, *PEOPLE)
    with ledger.write("system") as writer:
        row = {"code": "DOE", "name_th": "กรมการจัดหางาน", "name_en": "Department of Employment"}
        reference.append_rows(writer, "agencies", [("DOE", date(2020, 1, 1), False, row)])
    yield ledger
    passwords._nobodys.cache_clear()


def opened(ledger: Ledger, code: str, password: str = PASSWORD) -> None:
    """An account whose holder has used their link."""
    with ledger.write("admin") as writer:
        accounts.add(writer, code)
        token = accounts.issue(writer, "password", code, accounts.LINK_LASTS)
    accounts.redeem(ledger, "password", token, password)


def signed(ledger: Ledger, secret: str) -> sessions.Signed | None:
    """The session, asked of the database and as remembered: both ways say the same at every moment."""
    id_hash = sessions.hash_of(secret)
    remembered = sessions.found(ledger, id_hash)
    with ledger.read() as connection:
        assert sessions.of(connection, id_hash) == remembered
    return remembered


def kinds(ledger: Ledger) -> list[str]:
    with ledger.read() as connection:
        rows = connection.execute(sa.select(journal.c.kind).where(~journal.c.is_fact).order_by(journal.c.seq))
        return list(rows.scalars())


def test_the_first_account_is_made_with_a_token_that_works_once_and_not_for_long(office: Ledger, clock: Clock) -> None:
    late = accounts.setup_token(office) or ""
    clock.moment += accounts.SETUP_LASTS
    with pytest.raises(AccountRefused):
        accounts.redeem(office, "setup", late, PASSWORD)
    token, other = accounts.setup_token(office) or "", accounts.setup_token(office) or ""
    for wrong in ("", token[:-1], token + "x"):
        with pytest.raises(AccountRefused):
            accounts.redeem(office, "setup", wrong, PASSWORD)
    with pytest.raises(PasswordRefused):
        accounts.redeem(office, "setup", token, "password1234")
    assert accounts.redeem(office, "setup", token, PASSWORD) == "admin"
    for used in (token, other):
        with pytest.raises(AccountRefused):
            accounts.redeem(office, "setup", used, PASSWORD + "2")
    assert accounts.setup_token(office) is None
    assert signed(office, sign_in.with_password(office, "ADMIN ", PASSWORD)).user.role is Role.ADMIN


def test_no_account_has_a_password_before_its_holder_chose_one(office: Ledger) -> None:
    with office.write("admin") as writer:
        accounts.add(writer, "director")
    for guess in ("", "director", "admin", "password", "nobody has this password"):
        with pytest.raises(SignInRefused):
            sign_in.with_password(office, "director", guess)


def test_an_account_belongs_to_somebody_the_register_knows(office: Ledger) -> None:
    with pytest.raises(people.UnknownUser), office.write("admin") as writer:
        accounts.add(writer, "stranger")
    opened(office, "agency.DOE")
    with pytest.raises(AccountRefused), office.write("admin") as writer:
        accounts.add(writer, "AGENCY.doe")
    found = signed(office, sign_in.with_password(office, "agency.doe", PASSWORD))
    assert found and (found.user.role, found.user.scope) == (Role.REPORTER, "DOE")


def test_every_event_is_in_the_chain_and_nothing_secret_is(office: Ledger, ledger_url: str) -> None:
    opened(office, "director")
    opened(office, "admin")
    secret = sign_in.with_password(office, "director", PASSWORD)
    with pytest.raises(SignInRefused):
        sign_in.with_password(office, "director", "wrong password here")
    with pytest.raises(SignInRefused):
        sign_in.with_password(office, "my secret typed in the wrong field", "x")
    sessions.end(office, signed(office, secret))
    with office.write("admin") as writer:
        for event in ("lock", "unlock", "disable", "enable"):
            accounts.change(writer, "director", event)
    told = kinds(office)
    assert told[:3] == ["account", "account_link", "account"] and told[6:8] == ["sign_in", "sign_in_failed"]
    assert told[8:] == ["sign_in_failed", "sign_out", *["account"] * 4]
    with office.read() as connection:
        for kind in (journal.c.payload, journal.c.subject, journal.c.actor):
            said = "\n".join(connection.execute(sa.select(kind)).scalars())
            assert all(word not in said for word in (secret, sessions.hash_of(secret), PASSWORD, "argon2", "my secret"))
        kept = connection.execute(sa.select(session.c.id_hash)).scalars().all()
        tokens = connection.execute(sa.select(one_time_token.c.token_hash)).scalars().all()
    assert all(len(one) == 64 and one != secret for one in (*kept, *tokens))
    assert verify(office) == []
    samples.tamper(ledger_url, "UPDATE account SET password_hash = 'mine' WHERE seq = (SELECT max(seq) FROM account)")
    assert len(verify(office)) == 1, "somebody else's password put into the table is found"


def test_fifty_wrong_passwords(office: Ledger, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(office, "director")
    looked_at: list[str] = []
    monkeypatch.setattr(sign_in.passwords, "is_right", lambda kept, given: bool(looked_at.append(given)))
    said = set()
    for number in range(50):
        with pytest.raises(SignInRefused) as refused:
            sign_in.with_password(office, "director", f"wrong password {number}")
        said.add(refused.value.text)
    assert len(looked_at) == sign_in.FREE_MISTAKES and len(said) == 2
    monkeypatch.undo()
    for module in (accounts, sessions, sign_in):
        monkeypatch.setattr(module, "now", clock)
    with pytest.raises(SignInRefused):
        sign_in.with_password(office, "director", PASSWORD)
    clock.moment += sign_in.FIRST_WAIT
    assert sign_in.with_password(office, "director", PASSWORD)
    with pytest.raises(SignInRefused) as refused:
        sign_in.with_password(office, "director", "one mistake is free again")
    assert refused.value.text == sign_in.WRONG


def test_the_wait_doubles_up_to_an_hour_and_the_administrator_can_end_it(office: Ledger, clock: Clock) -> None:
    opened(office, "admin")
    opened(office, "director")
    waits = []
    for _ in range(sign_in.FREE_MISTAKES + 8):
        with pytest.raises(SignInRefused):
            sign_in.with_password(office, "director", "wrong password")
        with office.read() as connection:
            until = connection.execute(sa.select(sign_in.sign_in_attempt.c.blocked_until)).scalar_one()
        waits.append((until - clock.moment) // timedelta(minutes=1))
        clock.moment = max(clock.moment, until)
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    with pytest.raises(SignInRefused):
        sign_in.with_password(office, "director", "wrong password")
    with office.write("admin") as writer:
        accounts.change(writer, "director", "lock")
        accounts.change(writer, "director", "unlock")
    assert sign_in.with_password(office, "director", PASSWORD)


def test_many_tries_at_once_are_counted_as_many(office: Ledger) -> None:
    def try_once(number: int) -> bool:
        with pytest.raises(SignInRefused) as refused:
            sign_in.with_password(office, "nobody", f"wrong {number}")
        return refused.value.text == sign_in.WRONG

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(try_once, range(16))) == sign_in.FREE_MISTAKES


def test_a_session_ends_idle_old_or_told_to(office: Ledger, clock: Clock) -> None:
    opened(office, "director")

    def begun() -> str:
        return sign_in.with_password(office, "director", PASSWORD)

    idle, busy = begun(), begun()
    until = clock.moment + sessions.LONGEST
    while clock.moment < until - timedelta(minutes=30):
        clock.moment += timedelta(minutes=30)
        found = signed(office, busy)
        assert found is not None
        sessions.touch(office, found)
    assert signed(office, idle) is None
    clock.moment = until + timedelta(seconds=1)
    assert signed(office, busy) is None, "however busy, no session is for ever"
    told, other = begun(), begun()
    sessions.end(office, signed(office, told))
    assert signed(office, told) is None and signed(office, other) is not None
    assert signed(office, "") is None and signed(office, sessions.hash_of(other)) is None


def test_a_session_is_new_at_each_sign_in(office: Ledger) -> None:
    opened(office, "director")
    first = sign_in.with_password(office, "director", PASSWORD)
    second = sign_in.with_password(office, "director", PASSWORD, replaces=sessions.hash_of(first))
    assert first != second and len(second) >= 43
    assert signed(office, first) is None and signed(office, second) is not None


@pytest.mark.parametrize("event", ["lock", "disable", "password", "reset", "role", "scope", "gone"])
def test_a_session_ends_when_the_account_or_the_role_does(office: Ledger, event: str) -> None:
    opened(office, "admin")
    opened(office, "head.INF")
    secret = sign_in.with_password(office, "head.INF", PASSWORD)
    assert signed(office, secret) is not None
    if event == "role":
        register(office, ("head.INF", Role.STAFF, "INF"))
    elif event == "scope":
        register(office, ("head.INF", Role.GROUP_HEAD, "OLD"))
    else:
        with office.write("admin") as writer:
            if event == "password":
                accounts.set_password(writer, "head.INF", "x")
            elif event == "reset":
                accounts.reset(writer, "head.INF")
            elif event == "gone":
                reference.append_rows(writer, "people", [("head.INF", date(2020, 1, 2), True, {})])
            else:
                accounts.change(writer, "head.INF", event)
    assert signed(office, secret) is None


def test_a_locked_account_does_not_come_in_and_a_reset_needs_the_new_link(office: Ledger) -> None:
    opened(office, "admin")
    opened(office, "director")
    with office.write("admin") as writer:
        accounts.change(writer, "director", "lock")
    with pytest.raises(SignInRefused):
        sign_in.with_password(office, "director", PASSWORD)
    with office.write("admin") as writer:
        accounts.change(writer, "director", "unlock")
        old = accounts.reset(writer, "director")
        token = accounts.reset(writer, "director")
    with pytest.raises(SignInRefused):
        sign_in.with_password(office, "director", PASSWORD)
    with pytest.raises(AccountRefused):
        accounts.redeem(office, "password", old, "ม้าขาวตัวเดิมกลับมา")
    accounts.redeem(office, "password", token, "ม้าขาวตัวเดิมกลับมา")
    assert sign_in.with_password(office, "director", "ม้าขาวตัวเดิมกลับมา")


def test_the_last_administrator_cannot_be_shut_out(office: Ledger) -> None:
    opened(office, "admin")
    for event in ("lock", "disable"):
        with pytest.raises(AccountRefused), office.write("admin") as writer:
            accounts.change(writer, "admin", event)


def test_an_outside_identity_belongs_to_one_account_and_brings_no_role(office: Ledger) -> None:
    with office.write("admin") as writer:
        accounts.add(writer, "director", accounts.of_email("Director@mol.example"))
        accounts.add(writer, "admin")
        with pytest.raises(AccountRefused):
            accounts.link(writer, "admin", accounts.of_email("director@MOL.example "))
    assert (
        signed(
            office, sign_in.from_outside(office, {accounts.of_subject("1"), accounts.of_email("director@mol.example")})
        ).user.role
        is Role.DIRECTOR
    )
    with pytest.raises(SignInRefused) as refused:
        sign_in.from_outside(office, {accounts.of_subject("email:director@mol.example"), accounts.of_subject("2")})
    assert refused.value.text == sign_in.NOT_KNOWN_HERE


def test_positions_are_chosen_only_beside_sample_data_and_before_the_first_account(office: Ledger) -> None:
    def now_is(is_training: bool = False) -> Door:
        remembered = door_of(office, is_training=is_training)
        with office.read() as connection:
            assert door(connection, is_training=is_training) is remembered
        return remembered

    assert (now_is(), now_is(True)) == (Door.SIGN_IN, Door.TRAINING), "an empty ledger waits for its administrator"
    with office.write("agency.DOE", is_demo=True) as writer:
        samples.submissions.keep(writer, samples.new())
    assert now_is() is now_is(True) is Door.DEMONSTRATION
    samples.keep(office, samples.new(b"real", period="2020-11"))
    assert (now_is(), now_is(True)) == (Door.SIGN_IN, Door.TRAINING)
    with office.write("system") as writer:
        accounts.add(writer, "director")
    assert now_is(True) is Door.SIGN_IN
