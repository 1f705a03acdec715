"""What the administrator does about people from a page: the right asked for, all in the chain, nobody locked out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from base.access import Action, NotAllowed, Role, User
from base.words import Text
from ledger import accounts, people, roster, sessions, sign_in, trail
from ledger.accounts import AccountRefused
from ledger.audit import verify
from ledger.roster import Position
from ledger.sign_in import SignInRefused
from ledger.store import Ledger
from ledger.trail import Change, Search
from tests.ledger.test_accounts import PASSWORD, Clock, clock, office

__all__ = ["clock", "office"]

ADMIN = User("admin", Role.ADMIN, Text("ผู้ดูแลระบบ", "Administrator"))
STAFF = Position(Role.STAFF, Text("เจ้าหน้าที่คนที่สอง", ""), "")


@pytest.fixture
def opened(office: Ledger) -> Ledger:
    """A ledger whose administrator has come in by the set-up link."""
    token = accounts.setup_token(office)
    assert token
    accounts.redeem(office, "setup", token, PASSWORD)
    return office


def test_nothing_is_done_from_a_page_before_the_first_account(office: Ledger) -> None:
    """In a demonstration anybody may call themselves administrator."""
    for attempt in (
        lambda: roster.open_account(office, ADMIN, "director"),
        lambda: roster.add_position(office, ADMIN, "staff.2", STAFF),
        lambda: roster.change_position(office, ADMIN, "director", STAFF),
        lambda: roster.reset(office, ADMIN, "admin"),
    ):
        with pytest.raises(AccountRefused, match="เริ่มใช้งาน"):
            attempt()
    with office.read() as connection:
        assert not accounts.is_any(connection)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_else_may(opened: Ledger, role: Role) -> None:
    somebody = User("x", role, Text("ตำแหน่ง", "position"), "INF")
    for attempt in (
        lambda: roster.open_account(opened, somebody, "director"),
        lambda: roster.reset(opened, somebody, "admin"),
        lambda: roster.change(opened, somebody, "admin", "lock"),
        lambda: roster.forgive(opened, somebody, "admin"),
        lambda: roster.add_position(opened, somebody, "staff.2", STAFF),
        lambda: roster.change_position(opened, somebody, "x", STAFF),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    with opened.read() as connection, pytest.raises(NotAllowed):
        roster.everybody(connection, somebody)


def test_a_person_from_the_first_day_to_the_last(opened: Ledger, clock: Clock) -> None:
    roster.add_position(opened, ADMIN, "staff.2", STAFF)
    token = roster.open_account(opened, ADMIN, "staff.2")
    accounts.redeem(opened, "password", token, PASSWORD)
    secret = sign_in.with_password(opened, "staff.2", PASSWORD)
    with opened.read() as connection:
        line = next(one for one in roster.everybody(connection, ADMIN) if one.user.code == "staff.2")
        assert line.account and line.account.is_active and line.last_signed_in and line.waits_until is None
        assert line.user.title.en == "เจ้าหน้าที่คนที่สอง", "a title that is not given is the Thai one"
    roster.change_position(opened, ADMIN, "staff.2", Position(Role.DIRECTOR, STAFF.title, ""))
    with opened.read() as connection:
        assert people.user(connection, "staff.2").may(Action.ROUND_FREEZE)
        assert sessions.of(connection, sessions.hash_of(secret)) is None, "the former role's session has ended"
    roster.change(opened, ADMIN, "staff.2", "disable")
    with pytest.raises(SignInRefused):
        sign_in.with_password(opened, "staff.2", PASSWORD)
    with opened.read() as connection:
        told = trail.find(connection, Search(words="staff.2", actor="admin"))
    changes = {change for one in told for change in one.changes}
    assert Change("staff.2 · role", "staff", "director") in changes
    assert Change("status", "active", "disabled") in changes
    assert verify(opened) == []


def test_a_name_that_waits_is_shown_and_let_in_again(opened: Ledger, clock: Clock) -> None:
    for _ in range(6):
        with pytest.raises(SignInRefused):
            sign_in.with_password(opened, "admin", "ผิดผิดผิดผิดผิดผิด")
    with pytest.raises(SignInRefused):
        sign_in.with_password(opened, "admin", PASSWORD)
    roster.forgive(opened, ADMIN, "admin")
    assert sign_in.with_password(opened, "admin", PASSWORD)
    with opened.read() as connection:
        assert not roster.everybody(connection, ADMIN)[0].mistakes
    clock.moment += timedelta(days=1)


@pytest.mark.parametrize("code", ["agency.DOE", "system", "a", "มีไทย", "two words", "../x", "System.2", "director"])
def test_a_code_that_cannot_be_is_refused(opened: Ledger, code: str) -> None:
    with pytest.raises(AccountRefused):
        roster.add_position(opened, ADMIN, code, STAFF)


@pytest.mark.parametrize(
    "position",
    [
        Position(Role.STAFF, Text(" ", "x"), ""),
        Position(Role.GROUP_HEAD, Text("หัวหน้า", ""), ""),
        Position(Role.REPORTER, Text("ผู้รายงาน", ""), "NOWHERE"),
    ],
)
def test_a_position_says_what_it_answers_for(opened: Ledger, position: Position) -> None:
    with pytest.raises(AccountRefused):
        roster.add_position(opened, ADMIN, "head.9", position)


def test_the_last_administrator_stays_one(opened: Ledger) -> None:
    with pytest.raises(AccountRefused, match="คนสุดท้าย"):
        roster.change_position(opened, ADMIN, "admin", STAFF)
    with pytest.raises(AccountRefused, match="คนสุดท้าย"):
        roster.change(opened, ADMIN, "admin", "lock")
    roster.add_position(opened, ADMIN, "admin.2", Position(Role.ADMIN, STAFF.title, ""))
    accounts.redeem(opened, "password", roster.open_account(opened, ADMIN, "admin.2"), PASSWORD)
    roster.change_position(opened, ADMIN, "admin", STAFF)
    with opened.read() as connection:
        assert people.user(connection, "admin").role is Role.STAFF
    with pytest.raises(AccountRefused, match="ไม่ใช่ตำแหน่ง"):
        roster.change_position(opened, ADMIN, "agency.DOE", STAFF)
