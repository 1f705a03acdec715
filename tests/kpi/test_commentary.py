"""The commentary on figures below their target: in force, carried, missing, under both clocks."""

from __future__ import annotations

from datetime import date, datetime

from base.access import Role, User
from base.commentary import CLOSE, REOPEN, Key
from base.period import Month
from base.words import Text
from etl import commentary as office
from etl.commentary import Plan
from kpi import commentary, measure
from kpi.commentary import Commentary, State
from kpi.model import Ask
from tests.kpi.history import LATER, History

STEWARD = User("steward", Role.STEWARD, Text("ฝ่ายบริหารทั่วไป", "steward"), "GEN")
MARCH = Key.parse("C1:INF:2021-03")


def asked(day: date, known_at: datetime = LATER, number: int = 1) -> Ask:
    return measure.ask(2564, number, as_of=day, known_at=known_at, now=LATER)


def seen(history: History, day: date, known_at: datetime = LATER, number: int = 1) -> Commentary:
    return commentary.overview(history.build(), asked(day, known_at, number))


def write(history: History, key: Key, cause: str, at: datetime, plan: Plan | None = None) -> None:
    office.write(history.ledger, STEWARD, key, cause, "แก้ไข", plan=plan, at=at)


def test_the_newest_version_is_in_force_from_when_it_was_recorded(history: History) -> None:
    write(history, MARCH, "ฉบับแรก", datetime(2021, 4, 8))
    write(history, MARCH, "ฉบับที่สอง", datetime(2021, 4, 20))
    write(history, Key.parse("C1:INF:2021-02"), "กุมภาพันธ์", datetime(2021, 4, 21))
    day = date(2021, 3, 31)
    now = seen(history, day).in_force("C1", "INF")
    assert now is not None and (now.cause, now.version, now.by) == ("ฉบับที่สอง", 2, "steward")
    then = seen(history, day, datetime(2021, 4, 19)).in_force("C1", "INF")
    assert then is not None and (then.cause, then.version) == ("ฉบับแรก", 1)
    assert seen(history, day, datetime(2021, 4, 7)).in_force("C1", "INF") is None
    causes = [one.cause for one in seen(history, day).history("C1", "INF")]
    assert causes == ["ฉบับที่สอง", "ฉบับแรก", "กุมภาพันธ์"]
    later = seen(history, date(2021, 4, 30), number=2)
    assert later.in_force("C1", "INF") is None and later.latest("C1", "INF") == now
    assert seen(history, date(2021, 2, 28)).latest("C1", "INF") != now
    assert seen(history, date(2021, 4, 30)).month == Month(2021, 3), "a round's commentary ends with the round"
    assert seen(history, day).latest("C1", "OLD") is None


def test_an_action_is_carried_until_it_is_done(history: History) -> None:
    plan = Plan("ลงนามสัญญา", "INF", date(2021, 5, 31))
    write(history, MARCH, "ล่าช้า", datetime(2021, 4, 8), plan)
    first = MARCH.action(1)
    later = Plan("ลงนามสัญญา", "INF", date(2021, 7, 31))
    office.set_action(history.ledger, STEWARD, first, later, on=date(2021, 6, 10), at=datetime(2021, 6, 10))
    office.end(history.ledger, STEWARD, CLOSE, first, "ลงนามแล้ว", on=date(2021, 8, 5), at=datetime(2021, 8, 6))

    def state(day: date) -> tuple[State, int] | None:
        found = seen(history, day, number=1 if day.month < 4 else 2).actions_of("C1", "INF")
        return (found[0].state, found[0].days_overdue) if found else None

    assert state(date(2021, 2, 28)) is None, "an action is of its month"
    assert state(date(2021, 3, 31)) == (State.OPEN, 0), "though it was written down in April"
    assert state(date(2021, 5, 31)) == (State.OPEN, 0)
    assert state(date(2021, 6, 9)) == (State.OVERDUE, 9), "a new day holds from the day it was given"
    assert state(date(2021, 6, 10)) == (State.OPEN, 0)
    assert state(date(2021, 8, 4)) == (State.OVERDUE, 4)
    assert state(date(2021, 8, 31)) == (State.DONE, 0), "shown in the month in which it was done"
    assert state(date(2021, 9, 30)) is None
    assert [one.key for one in seen(history, date(2021, 7, 31), number=2).carried] == [first]
    assert seen(history, date(2021, 3, 31)).carried == () == seen(history, date(2021, 8, 31), number=2).carried
    office.end(history.ledger, STEWARD, REOPEN, first, "แก้สัญญา", on=date(2021, 9, 1), at=datetime(2021, 9, 2))
    assert state(date(2021, 9, 30)) == (State.OVERDUE, 61)
    following = measure.ask(2565, 1, as_of=date(2021, 10, 31), known_at=LATER, now=LATER)
    assert [one.key for one in commentary.overview(history.build(), following).carried] == [first]
    assert commentary.overview(history.build(), following).latest("C1", "INF") is None


def test_what_is_below_its_target_without_commentary_is_missing(history: History) -> None:
    lines = [(unit, "allocate", date(2020, 10, 1), 100) for unit in ("INF", "OLD")]
    paid = [("INF", "disburse", date(2021, 3, 1), 20), ("OLD", "disburse", date(2021, 3, 1), 90)]
    history.budget("2021-03", *lines, *paid)

    def missing(day: date, known_at: datetime = LATER) -> list[str]:
        return [f"{one.kpi}:{one.scope}" for one in commentary.missing(history.build(), asked(day, known_at))]

    march = date(2021, 3, 31)
    assert missing(march) == ["C1:OFF", "C1:INF"]
    write(history, MARCH, "ล่าช้า", datetime(2021, 4, 8))
    assert missing(march) == ["C1:OFF"] and missing(march, datetime(2021, 4, 7)) == ["C1:OFF", "C1:INF"]
    assert missing(date(2021, 2, 28)) == ["C1:OFF", "C1:INF", "C1:OLD"], "each month has its own"
    figures = measure.every(history.build(), asked(march))
    assert commentary.missing(history.build(), asked(march), figures) == tuple(
        one for one in commentary.off_target(figures) if one.scope == "OFF"
    )
