"""The commentary on figures below their target: cause and remedy of a month, actions carried until they are done.

In: what the Office wrote. Out: decisions of the ledger; every version stays, the newest of a key is the one in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from base.access import User
from base.clock import now
from base.commentary import CLOSE, COMMENT, LONGEST, PLAN, REOPEN, STEPS, Key
from base.period import FiscalYear
from base.words import Text
from ledger import decisions, reference
from ledger.decisions import Decision, DecisionRefused
from ledger.schema import decision
from ledger.standing import stands
from ledger.store import Ledger, Writer

OWNERS = ("units", "agencies")
SCOPES = ("units", "agencies", "plans")
"""The reference tables that an owner, and a scope of a figure, stand in."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Who will do what by when."""

    action: str
    owner: str
    """Code of an agency or a unit."""
    due_on: date


def write(
    ledger: Ledger,
    user: User,
    key: Key,
    cause: str,
    remedy: str,
    *,
    plan: Plan | None = None,
    at: datetime | None = None,
    is_demo: bool = False,
) -> tuple[Decision, ...]:
    """Cause and remedy of a figure's month, with a new action if there is one; a newer version takes the older's place.

    Raises NotAllowed, DecisionRefused (unknown indicator or scope, a month to come, an empty text, unknown owner).
    """
    user.must_comment_on(key.scope)
    told = {"cause": _said(cause, NO_CAUSE), "remedy": _said(remedy, NO_REMEDY)}
    with _written(ledger, user, key, at, is_demo) as writer:
        made = [decisions.decide(writer, COMMENT, subject=str(key.figure), payload=told)]
        if plan:
            made.append(_plan(writer, key.figure, plan, _today(at)))
    return tuple(made)


def set_action(
    ledger: Ledger,
    user: User,
    key: Key,
    plan: Plan,
    *,
    on: date | None = None,
    at: datetime | None = None,
    is_demo: bool = False,
) -> Decision:
    """A new action, or a new version of the one that the key numbers. Raises as `write`, also for no such action."""
    user.must_comment_on(key.scope)
    with _written(ledger, user, key, at, is_demo) as writer:
        return _plan(writer, key, plan, _day(on, at))


def end(
    ledger: Ledger,
    user: User,
    kind: str,
    key: Key,
    reason: str,
    *,
    on: date | None = None,
    at: datetime | None = None,
    is_demo: bool = False,
) -> Decision:
    """Say that an action is done (CLOSE), or that it is not done after all (REOPEN), and why.

    Raises NotAllowed, DecisionRefused (unknown action, already so, a day to come, no reason).
    """
    if kind not in (CLOSE, REOPEN):
        raise ValueError(f"no end of an action: {kind}")
    user.must_comment_on(key.scope)
    day = _day(on, at)
    with _written(ledger, user, key, at, is_demo) as writer:
        last = _steps_of(writer.connection, key)
        is_done = last[-1].kind == CLOSE
        if is_done == (kind == CLOSE):
            raise DecisionRefused((ALREADY_DONE if is_done else STILL_OPEN).filled(key=key))
        return decisions.decide(writer, kind, subject=str(key), reason=reason, payload={"on": day.isoformat()})


def of_year(ledger: Ledger, year: FiscalYear) -> list[tuple[Key, Decision]]:
    """Every decision about commentary of a fiscal year that stands, oldest first."""
    with ledger.read() as connection:
        every = decisions.load(connection, decision.c.kind.in_(STEPS), stands(decision.c.seq))
    keyed = ((Key.parse(one.subject), one) for one in every)
    return [(key, one) for key, one in keyed if key.month.fiscal_year == year]


@contextmanager
def _written(ledger: Ledger, user: User, key: Key, at: datetime | None, is_demo: bool) -> Iterator[Writer]:
    """One transaction, refused before it begins when nothing of that name can be commented on."""
    if key.month.first_day > _today(at):
        raise DecisionRefused(NOT_YET.filled(found=key.month))
    with ledger.write(user.code, at=at, is_demo=is_demo) as writer:
        _must_be_known(writer.connection, key.kpi, ("definitions",), NO_KPI)
        _must_be_known(writer.connection, key.scope, SCOPES, NO_SCOPE)
        yield writer


def _plan(writer: Writer, key: Key, plan: Plan, on: date) -> Decision:
    _must_be_known(writer.connection, plan.owner, OWNERS, NO_OWNER)
    action = _said(plan.action, NO_ACTION)
    if key.number is None:
        key = key.action(len({one.subject for one in _planned(writer.connection, key)}) + 1)
    elif _steps_of(writer.connection, key)[-1].kind == CLOSE:
        raise DecisionRefused(ALREADY_DONE.filled(key=key))
    told = {"action": action, "owner": plan.owner, "due_on": plan.due_on.isoformat(), "on": on.isoformat()}
    return decisions.decide(writer, PLAN, subject=str(key), payload=told)


def _planned(connection: sa.Connection, key: Key) -> list[Decision]:
    """Every action of a commentary, every version; the numbers of a removed demonstration are used again."""
    of_key = decision.c.subject.like(f"{key.figure}:%")
    return decisions.load(connection, decision.c.kind == PLAN, of_key, stands(decision.c.seq))


def _steps_of(connection: sa.Connection, key: Key) -> list[Decision]:
    """What was decided about one action, oldest first. Raises DecisionRefused when there is none of that key."""
    about = decision.c.subject == str(key)
    found = decisions.load(connection, decision.c.kind.in_((PLAN, CLOSE, REOPEN)), about, stands(decision.c.seq))
    if key.number is None or not found:
        raise DecisionRefused(NO_SUCH_ACTION.filled(found=key))
    return found


def _must_be_known(connection: sa.Connection, code: str, tables: Iterable[str], otherwise: Text) -> None:
    if not any(code in reference.current(connection, table) for table in tables):
        raise DecisionRefused(otherwise.filled(found=code))


def _said(words: str, otherwise: Text) -> str:
    said = words.strip()
    if not said:
        raise DecisionRefused(otherwise)
    if len(said) > LONGEST:
        raise DecisionRefused(TOO_LONG.filled(count=f"{len(said):,}", most=f"{LONGEST:,}"))
    return said


def _today(at: datetime | None) -> date:
    return (at or now()).date()


def _day(on: date | None, at: datetime | None) -> date:
    day = on or _today(at)
    if day > _today(at):
        raise DecisionRefused(DAY_TO_COME.filled(found=day.isoformat()))
    return day


NO_KPI = Text("ระบุรหัสตัวชี้วัดที่มีในทะเบียน (ไม่พบ “{found}”)", "Give a registered indicator (no “{found}”)")
NO_SCOPE = Text("ระบุรหัสหน่วยที่วัดที่มีในทะเบียน (ไม่พบ “{found}”)", "Give a registered unit, plan or agency (no “{found}”)")
NO_OWNER = Text(
    "ระบุผู้รับผิดชอบเป็นรหัสหน่วยงานหรือกลุ่มงานในทะเบียน (ไม่พบ “{found}”)", "Give a registered agency or unit (no “{found}”)"
)
NO_CAUSE = Text("ระบุสาเหตุ (พบว่ายังว่างอยู่)", "Give the cause (it is empty)")
NO_REMEDY = Text("ระบุแนวทางแก้ไข (พบว่ายังว่างอยู่)", "Give the remedy (it is empty)")
NO_ACTION = Text("ระบุสิ่งที่จะดำเนินการ (พบว่ายังว่างอยู่)", "Say what will be done (it is empty)")
NO_SUCH_ACTION = Text(
    "ตรวจรหัสการดำเนินการจาก commentary list (ไม่พบ “{found}”)", "Check the key with commentary list: no action “{found}”"
)
NOT_YET = Text("ระบุเดือนที่เริ่มแล้ว (พบ {found})", "Give a month that has begun (found {found})")
DAY_TO_COME = Text("ระบุวันที่ไม่หลังวันที่บันทึก (พบ {found})", "The day may not come after the recording (found {found})")
TOO_LONG = Text("ย่อข้อความให้ไม่เกิน {most} ตัวอักษร (พบ {count})", "Shorten to {most} characters (found {count})")
ALREADY_DONE = Text("การดำเนินการ {key} เสร็จแล้ว", "The action {key} is done already")
STILL_OPEN = Text("การดำเนินการ {key} ยังไม่เสร็จ จึงไม่ต้องเปิดใหม่", "The action {key} is still open")
