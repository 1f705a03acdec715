"""Reference rows under both clocks, and everything a build asks for."""

from __future__ import annotations

from datetime import date

import pytest

from ledger import facts, reference
from ledger.store import Ledger
from tests.ledger import samples

GENESIS, REFORM = date(2015, 10, 1), date(2020, 10, 1)


def append(ledger: Ledger, *rows: tuple[str, date, bool, str]) -> int:
    with ledger.write("steward") as writer:
        batch = [(key, day, is_retired, {"name_th": name}) for key, day, is_retired, name in rows]
        return reference.append_rows(writer, "agencies", batch)


def names(ledger: Ledger, as_of: date | None = None, known_seq: int | None = None) -> dict[str, str]:
    with ledger.read() as connection:
        found = reference.current(connection, "agencies", as_of=as_of, known_seq=known_seq)
    return {key: payload["name_th"] for key, payload in found.items()}


def test_both_clocks(ledger: Ledger) -> None:
    first = append(ledger, ("DOE", GENESIS, False, "กรมเดิม"), ("SSO", GENESIS, False, "สปส."))
    reform = append(ledger, ("DOE", REFORM, False, "กรมใหม่"))
    correction = append(ledger, ("DOE", GENESIS, False, "กรมเดิม (แก้คำผิด)"))
    retired = append(ledger, ("SSO", REFORM, True, ""))
    assert (first, reform, correction, retired) == (1, 2, 3, 4)
    assert names(ledger) == {"DOE": "กรมใหม่"}
    assert names(ledger, as_of=date(2020, 9, 30)) == {"DOE": "กรมเดิม (แก้คำผิด)", "SSO": "สปส."}
    assert names(ledger, as_of=REFORM, known_seq=2) == {"DOE": "กรมใหม่", "SSO": "สปส."}
    assert names(ledger, as_of=date(2020, 9, 30), known_seq=2) == {"DOE": "กรมเดิม", "SSO": "สปส."}
    assert names(ledger, known_seq=0) == {} == names(ledger, as_of=date(2015, 9, 30))


def test_a_batch_is_one_fact_and_makes_sense(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="no rows"):
        append(ledger)
    with pytest.raises(ValueError, match="twice"):
        append(ledger, ("DOE", GENESIS, False, "a"), ("DOE", GENESIS, False, "b"))
    assert append(ledger, ("DOE", GENESIS, False, "a"), ("DOE", REFORM, False, "b")) == 1
    assert ledger.last_fact_seq() == 1


def test_facts_since(ledger: Ledger) -> None:
    samples.fill(ledger)
    with ledger.read() as connection:
        everything = facts.since(connection, 0)
        assert [stamp.kind for stamp in everything.stamps] == ["submission"] * 3 + ["accept", "reference"]
        rows = [(one.seq, rows) for one, rows in everything.submissions]
        assert rows == [(1, b"arrow of workbook"), (2, None), (3, None)]
        assert [one.kind for one in everything.decisions] == ["accept"]
        assert [(row.table, row.key, row.seq) for row in everything.references] == [
            ("units", "OFF", 5),
            ("units", "INF", 5),
            ("units", "OLD", 5),
        ]
        assert everything.last_fact_seq == 5 == ledger.last_fact_seq() < ledger.head().seq
        middle = facts.since(connection, 1, 4, with_rows=False)
        assert ([stamp.seq for stamp in middle.stamps], middle.last_fact_seq) == ([2, 3, 4], 4)
        assert ([one.seq for one, _ in middle.submissions], middle.references) == ([2, 3], [])
        assert facts.since(connection, 5) == facts.Facts([], [], [], [], 5)


def test_facts_in_two_parts_are_the_whole(ledger: Ledger) -> None:
    samples.fill(ledger)
    with ledger.read() as connection:
        whole, parts = facts.since(connection, 0), [facts.since(connection, 0, 2), facts.since(connection, 2)]
    for name in ("stamps", "submissions", "decisions", "references"):
        assert getattr(whole, name) == getattr(parts[0], name) + getattr(parts[1], name)
