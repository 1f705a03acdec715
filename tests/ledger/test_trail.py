"""The audit chain as it is searched: who, what, when, before and after."""

from __future__ import annotations

from datetime import date, datetime

from base.access import Role, User
from base.words import Text
from ledger import reference, trail, verified
from ledger.store import Ledger
from ledger.trail import Change, Search
from tests.ledger import samples

ADMIN = User("admin", Role.ADMIN, Text("ผู้ดูแลระบบ", "Administrator"))


def found(ledger: Ledger, **wanted: object) -> list[trail.Entry]:
    with ledger.read() as connection:
        search = Search(**wanted)  # type: ignore[arg-type]
        rows = trail.find(connection, search)
        assert trail.count(connection, search) == len(rows)
        return rows


def set_cap(ledger: Ledger, value: str, day: date, *, is_retired: bool = False) -> None:
    with ledger.write("steward", at=datetime(2021, 1, 1)) as writer:
        reference.append_rows(writer, "settings", [("*:k3.cap", day, is_retired, {"value": value})])


def test_a_register_says_before_and_after(ledger: Ledger) -> None:
    set_cap(ledger, "100", date(2015, 10, 1))
    set_cap(ledger, "120", date(2020, 10, 1))
    set_cap(ledger, "110", date(2018, 10, 1))
    set_cap(ledger, "120", date(2021, 10, 1), is_retired=True)
    ended, between, raised, first = found(ledger, kind="reference")
    since = "*:k3.cap · effective_from"
    assert Change("*:k3.cap · value", None, "100") in first.changes
    assert raised.changes == (Change("*:k3.cap · value", "100", "120"), Change(since, "2015-10-01", "2020-10-01"))
    assert between.changes[0] == Change("*:k3.cap · value", "100", "110"), "not 120, which holds later"
    assert Change("*:k3.cap · value", "120", None) in ended.changes


def test_an_object_of_any_other_kind_says_what_it_was_before(ledger: Ledger) -> None:
    with ledger.write("admin") as writer:
        for status in ("active", "locked"):
            writer.append("account", "director", {"event": "x", "status": status}, is_fact=False)
        writer.append("account", "staff", {"event": "x", "status": "active"}, is_fact=False)
    staff, locked, _ = found(ledger, kind="account")
    assert locked.changes == (Change("status", "active", "locked"),)
    assert Change("status", None, "active") in staff.changes


def test_rows_are_found_by_words_people_actions_and_days(ledger: Ledger) -> None:
    samples.fill(ledger)
    every = found(ledger)
    assert [one.seq for one in every] == list(range(len(every), 0, -1))
    assert {one.actor for one in found(ledger, actor="director")} == {"director"}
    assert {one.kind for one in found(ledger, kind="accept")} == {"accept"}
    assert [one.kind for one in found(ledger, words="จอทดสอบ")] == ["sign_in"]
    assert found(ledger, words="%") == [] and found(ledger, words="_____") == [], "typed signs are no patterns"
    day = every[0].recorded_at.date()
    assert len(found(ledger, since=day, until=day)) == len(every)
    assert found(ledger, since=date(2999, 1, 1)) == [] and found(ledger, until=date(1999, 1, 1)) == []


def test_pages_of_the_list_do_not_overlap(ledger: Ledger) -> None:
    samples.fill(ledger)
    with ledger.read() as connection:
        seqs = [one.seq for skip in (0, 2, 4) for one in trail.find(connection, Search(), skip=skip, limit=2)]
        assert seqs == [6, 5, 4, 3, 2, 1]
        assert set(trail.actors(connection)) == {"admin", "agency.DOE", "director"}
        assert "accept" in trail.kinds(connection)


def test_a_verdict_is_kept_with_its_time_and_its_faults(ledger: Ledger, ledger_url: str) -> None:
    samples.fill(ledger)
    with ledger.read() as connection:
        assert verified.last(connection) is None
    head = ledger.head()
    verdict = verified.check(ledger, ADMIN)
    assert verdict.count == 0 and verdict.head == head and verdict.by == "admin"
    samples.tamper(ledger_url, "UPDATE journal SET actor = 'viewer' WHERE seq = 4")
    again = verified.check(ledger, ADMIN)
    with ledger.read() as connection:
        assert verified.last(connection) == again
    assert again.count == 1 and "4" in again.faults[0].th
