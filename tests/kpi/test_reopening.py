"""A reopening ends: the last day still belongs to it, and from the next second the last freeze holds again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from base.access import NotAllowed, User
from base.period import FiscalYear, Round
from etl import people
from kpi import rounds
from kpi.board import State, board
from kpi.calendar import RoundState
from kpi.model import Ask
from ledger import decisions
from ledger.decisions import Decision
from tests.kpi.history import LATER, History

YEAR = FiscalYear(2564)
FIRST = Round(YEAR, 1)
FROZEN_AT, REOPENED_AT = datetime(2021, 4, 6, 9, 0), datetime(2021, 5, 11, 9, 0)
LAST_DAY = date(2021, 5, 20)
LAST_SECOND, NEXT_SECOND = datetime(2021, 5, 20, 23, 59, 59), datetime(2021, 5, 21)
WHY = "ได้รับใบเบิกเพิ่ม"
OPEN, CLOSED = RoundState.REOPENED, RoundState.FROZEN


def who(history: History, code: str) -> User:
    with history.ledger.read() as connection:
        return people.user(connection, code)


def move(history: History, kind: str, code: str = "director", *, at: datetime, until: date | None = None) -> Decision:
    build, user = history.build(), who(history, code)
    if kind == "freeze":
        asked = Ask(FIRST, FIRST.end, at)
        return rounds.freeze(history.ledger, build, asked, user=user, reason=WHY, at=at)
    return rounds.reopen(history.ledger, build, FIRST, user=user, reason=WHY, until=until, at=at)


def bare(history: History, kind: str, at: datetime, **payload: str) -> Decision:
    """A decision about the round without figures: what holds rests on the decision alone."""
    with history.ledger.write("director", at=at) as writer:
        return decisions.decide(writer, kind, subject="2564:1", reason=WHY, payload=payload)


def state(history: History, at: datetime) -> RoundState:
    return rounds.state(history.build(), FIRST, at, at.date())


def test_the_freeze_holds_again_from_the_second_after_the_last_day(history: History) -> None:
    history.budget("2020-10", ("INF", "allocate", date(2020, 10, 15), "1000.00"), at=datetime(2020, 11, 2))
    history.budget("2021-03", ("INF", "disburse", date(2021, 3, 31), "880.00"), at=datetime(2021, 4, 2))
    kept = move(history, "freeze", at=FROZEN_AT)
    history.budget("2021-02", ("INF", "disburse", date(2021, 2, 15), "50.00"), at=datetime(2021, 5, 10))
    made = move(history, "reopen", at=REOPENED_AT, until=LAST_DAY)
    build = history.build()

    assert [state(history, at) for at in (REOPENED_AT, LAST_SECOND, NEXT_SECOND, LATER)] == [OPEN, OPEN, CLOSED, CLOSED]
    live = history.figure("C1", "INF", known_at=LAST_SECOND)
    assert live.is_preliminary and rounds.beside(build, live) is None
    assert not rounds.is_frozen(build, FIRST, LAST_SECOND) and rounds.frozen(build, FIRST, LAST_SECOND) == {}

    after = history.figure("C1", "INF", known_at=NEXT_SECOND)
    beside = rounds.beside(build, after)
    assert beside is not None and not after.is_preliminary
    assert (after.numerator, beside.numerator, beside.seq, beside.frozen_at) == (930, 880, kept.seq, FROZEN_AT)
    held = rounds.freeze_in_force(build, FIRST, NEXT_SECOND)
    assert held is not None and held.seq == kept.seq

    entries = rounds.log(build, FIRST, build.last_seq)
    assert [(one.kind, one.until) for one in entries] == [("freeze", None), ("reopen", LAST_DAY)]
    assert rounds.run_out(entries, LAST_SECOND) == {}
    assert rounds.run_out(entries, NEXT_SECOND) == {made.seq: LAST_DAY}


def test_a_second_reopening_leaves_the_first_ones_end_in_the_log(history: History) -> None:
    bare(history, "freeze", FROZEN_AT)
    first = bare(history, "reopen", REOPENED_AT, until=LAST_DAY.isoformat())
    second = bare(history, "reopen", datetime(2021, 6, 1), until="2021-06-30")
    bare(history, "freeze", datetime(2021, 6, 15))
    build = history.build()
    entries = rounds.log(build, FIRST, build.last_seq)
    assert rounds.run_out(entries, LATER) == {first.seq: LAST_DAY}, "the second was ended by a freeze"
    assert rounds.run_out(entries[:3], LATER) == {first.seq: LAST_DAY, second.seq: date(2021, 6, 30)}
    assert [state(history, datetime(2021, 6, day)) for day in (1, 14, 15)] == [OPEN, OPEN, CLOSED]


def test_fourteen_days_unless_it_says_otherwise_and_never_a_day_gone_by(history: History) -> None:
    bare(history, "freeze", FROZEN_AT)
    with pytest.raises(rounds.RoundFault, match=r"^เลือกวันสุดท้าย.* 11 พ\.ค\. 2564") as refused:
        move(history, "reopen", at=REOPENED_AT, until=REOPENED_AT.date() - timedelta(days=1))
    assert "11 May 2564 BE" in refused.value.text.en
    assert move(history, "reopen", at=REOPENED_AT).payload["until"] == "2021-05-25"
    assert move(history, "reopen", at=datetime(2021, 5, 26), until=date(2021, 5, 26)).payload["until"] == "2021-05-26"


def test_a_reopening_of_an_old_ledger_never_runs_out(history: History) -> None:
    bare(history, "freeze", FROZEN_AT)
    bare(history, "reopen", REOPENED_AT, freeze="1")
    assert state(history, LATER) is OPEN
    build = history.build()
    assert rounds.run_out(rounds.log(build, FIRST, build.last_seq), LATER) == {}


NOW = datetime(2021, 6, 1, 9)
PATHS: dict[str, tuple[tuple[tuple[str, datetime, dict[str, str]], ...], str, str]] = {
    "never frozen": ((), "freeze", "director"),
    "frozen": ((("freeze", FROZEN_AT, {}),), "reopen", "admin"),
    "reopened": ((("freeze", FROZEN_AT, {}), ("reopen", REOPENED_AT, {"until": "2021-06-01"})), "freeze", "admin"),
    "run out": ((("freeze", FROZEN_AT, {}), ("reopen", REOPENED_AT, {"until": "2021-05-31"})), "reopen", "director"),
}
"""What was decided → the one legal move from there, and who makes it in this test."""


@pytest.mark.parametrize("path", PATHS)
def test_every_move_by_every_role(history: History, path: str) -> None:
    done, legal, actor = PATHS[path]
    for kind, at, payload in done:
        bare(history, kind, at, **payload)
    before = history.ledger.head()
    for code in ("viewer", "steward", "head.INF", "staff", "agency.DSD"):
        for kind in ("freeze", "reopen"):
            with pytest.raises(NotAllowed):
                move(history, kind, code, at=NOW)
    illegal = "reopen" if legal == "freeze" else "freeze"
    for code in ("director", "admin"):
        with pytest.raises(rounds.RoundFault):
            move(history, illegal, code, at=NOW)
    assert history.ledger.head() == before
    made = move(history, legal, actor, at=NOW)
    assert (made.kind, made.actor) == (legal, actor)
    assert state(history, NOW) is (CLOSED if legal == "freeze" else OPEN)


def test_the_board_marks_what_came_after_the_freeze_and_keeps_its_timeliness(history: History) -> None:
    in_time = {"at": datetime(2020, 11, 3)}
    for agency in ("DSD", "OPS"):
        history.send("progress", agency, "2020-10", **in_time)
    bare(history, "freeze", FROZEN_AT)
    for agency in ("DSD", "DOE"):
        history.send("progress", agency, "2020-10", at=datetime(2021, 4, 8))
    bare(history, "reopen", REOPENED_AT, until=LAST_DAY.isoformat())

    def seen(at: datetime) -> tuple[dict[str, tuple[State, bool]], int]:
        found = board(history.build(), YEAR, at)
        october = {row.agency: (row.cells[0].state, row.cells[0].is_after_freeze) for row in found.rows}
        assert found.locked in (frozenset(), frozenset(FIRST.months))
        return {agency: october[agency] for agency in ("DSD", "OPS", "DOE", "SSO")}, len(found.locked)

    plain = {"DSD": State.ON_TIME, "OPS": State.ON_TIME, "DOE": State.LATE, "SSO": State.OVERDUE}
    marked = {agency: (was, agency in ("DSD", "DOE")) for agency, was in plain.items()}
    assert seen(datetime(2021, 4, 9)) == (marked, 6)
    assert seen(LAST_SECOND) == ({agency: (was, False) for agency, was in plain.items()}, 0), "reopened"
    assert seen(NEXT_SECOND) == (marked, 6)
    assert seen(FROZEN_AT - timedelta(seconds=1))[1] == 0
