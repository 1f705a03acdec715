"""A setting that nobody reads is a lie: each is set to its other values, and a figure, a finding or a deadline moves.

What a figure was computed by stands beside it: every figure that moves names the setting, in Thai words too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from base.ambiguities import SETTINGS, check
from base.period import FiscalYear, Round
from etl import people
from kpi import board, calendar, checklist, measure, practice, rounds, speak
from kpi.model import Figure
from kpi.preview import Change, Supposing
from kpi.sharing import Recalling
from kpi.store import Build
from ledger import decisions, reference
from tests.etl_receive.desk import open_desk
from tests.kpi.history import History

NOW = datetime(2022, 11, 20, 9)
YEARS = (FiscalYear(2564), FiscalYear(2565))
FOREVER = date(2015, 10, 1)
LINK = "https://example.th/1"
INVITER = "กพบ."

OTHER = {
    "display.decimals": ("1",),
    "c2.dedupe_keys": ("unit,used_on",),
    "c2.target": ("5",),
    "k1.reference": ("7",),
    "k3.cap": ("120",),
    "round.freeze_after_days": ("10",),
    "m8.tolerance_points": ("0", "95"),
    "paper.min_coverage_pct": ("0",),
}
"""Other values of the settings that are not a choice."""
FIXED = {name for name, setting in SETTINGS.items() if setting.only is not None}
"""Settings with nothing to choose, and why stands in the declaration."""
NOT_COMPUTED = {"display.decimals", "k1.reference", "c2.target"}
"""They move digits, a grey line and a target, which show themselves; the value stays."""


def others(name: str) -> tuple[str, ...]:
    setting = SETTINGS[name]
    return OTHER.get(name) or tuple(value for value in setting.choices if value != setting.default)


MOVES = [(name, value) for name in SETTINGS for value in others(name)]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    """A year in which every question of the manual arises, and one in which the Office keeps the whole budget."""
    history = History(tmp_path_factory.mktemp("settings"))
    _budgets(history)
    _registers_of_the_office(history)
    _plans(history)
    _projects(history)
    _reports(history)
    with history.ledger.write("tester", at=datetime(2022, 6, 1)) as writer:
        decisions.decide(writer, "freeze", subject="2564:1", reason="ครบกำหนด", payload={"figures": []})
    yield history
    history.ledger.close()


def _budgets(history: History) -> None:
    first, later = date(2020, 10, 5), date(2021, 5, 5)
    history.budget(
        "2020-10", ("INF", "allocate", first, 90), ("INF", "disburse", first, 31), ("INF", "commit", first, 7)
    )
    history.budget("2021-02", ("INF", "transfer_in", date(2021, 2, 10), 20))
    history.budget("2021-05", ("INF", "disburse", later, 20))
    history.budget("2021-10", ("OFF", "allocate", date(2021, 10, 5), 100), ("OFF", "disburse", date(2021, 10, 6), 50))


def _registers_of_the_office(history: History) -> None:
    use = {"used_on": date(2021, 5, 3), "technology": "QR", "purpose": "ประชุม", "object": "ก"}
    history.send("technology", "INF", "2020-11", use | {"used_on": date(2020, 11, 3)})
    history.send("technology", "INF", "2021-05", use, use | {"object": "ข"})
    meeting = {"meeting_on": date(2021, 5, 10), "invited_by": INVITER, "purpose": "award_data", "status": "held"}
    lines = [("P1", "INF", True), ("P1", "OLD", False)]
    invited = [meeting | {"meeting_code": code, "unit": unit, "attended": came} for code, unit, came in lines]
    training = meeting | {"meeting_code": "P2", "purpose": "training", "unit": "INF", "attended": False}
    history.send("pmqa", "GEN", "2021-05", *invited, training)
    done = {"done_on": date(2021, 6, 1), "evidence": LINK}
    history.send("review", "INF", "FY2564", *[done | {"step_no": step} for step in (1, 2, 3, 4)])
    history.send("review", "OLD", "FY2564", *[done | {"step_no": step} for step in (1, 3, 4)])
    history.send("review", "OFF", "FY2564", done | {"step_no": 4, "applies_to_all": True})


def _plans(history: History) -> None:
    history.endorse("PLAN2", on=date(2020, 10, 20))
    history.endorse("PLAN5", on=date(2020, 10, 20))
    ps = {"cycle_fy": 2564, "seq": 1, "body": "PS"}
    drafted = {"cycle_fy": 2564, "item_code": "PLAN4", "event_type": "DRAFTED", "event_on": date(2020, 11, 2), "seq": 1}
    signed = ps | {"item_code": "PLAN4", "event_type": "ENDORSED", "event_on": date(2020, 11, 9), "on_behalf_of": "PS"}
    history.send("events", "OLD", "2020-11", drafted, signed)


def _projects(history: History) -> None:
    def project(code: str, plan: str, target: int = 100) -> dict[str, Any]:
        named = {"project_code": code, "item_code": plan, "project_name": code, "lead_agency": "DSD"}
        return named | {"target": Decimal(target), "target_unit": "คน"}

    history.send("projects", "INF", "FY2564", *[project(code, "PLAN2") for code in ("A", "B", "C")])
    history.send("projects", "DIS", "FY2564", project("D", "PLAN5"))
    history.send("projects", "OLD", "FY2564", project("E", "PLAN4"))
    given_up = {"project_code": "C", "change_type": "cancel", "effective_on": date(2021, 1, 5), "approved": False}
    history.send("project_changes", "INF", "2021-01", given_up)


def _reports(history: History) -> None:
    history.refer("agencies", "PC50", FOREVER, name_th="เชียงใหม่", kind="province", report_from="2020-10")
    results = {"A": 150, "B": 8, "D": 100, "E": 40}
    rows = [{"project_code": code, "result_cum": Decimal(done), "target_unit": "คน"} for code, done in results.items()]
    rows = [row | {"status": "in_progress"} for row in rows]
    history.send("progress", "DSD", "2020-10", *rows, at=datetime(2020, 11, 3))
    history.send("progress", "DSD", "2020-10", *rows, at=datetime(2020, 11, 9))
    history.send("progress", "DSD", "2020-11", *rows, at=datetime(2020, 12, 8))
    final = {"project_code": "B", "result_final": Decimal(100), "narrative": "สรุป"}
    history.send("annual", "DSD", "FY2564", final, at=datetime(2021, 9, 14))


Seen = dict[str, Any]


def figures(build: Build) -> dict[tuple[Any, ...], Figure]:
    """Every figure of both years, as at each round's end."""
    found = {}
    for year in YEARS:
        for number in (1, 2):
            asked = measure.ask(year.year_be, number, now=NOW)
            for figure in measure.every(build, asked):
                found[figure.kpi, figure.scope, year.year_be, number] = figure
    return found


def computed(figure: Figure) -> tuple[Any, ...]:
    return figure.numerator, figure.denominator, figure.value, figure.reason, figure.status


def deadlines(build: Build) -> Seen:
    """What the calendar, the board and the rounds show."""
    found: Seen = {}
    for year in YEARS:
        how = practice.of_year(build, year, build.last_seq)
        found[f"calendar {year}"] = [(one.at, one.named) for one in calendar.deadlines(year, how)]
        found[f"board {year}"] = board.board(build, year, NOW)
        found[f"freeze {year}"] = [
            rounds.freezable_from(build, Round(year, number), build.last_seq) for number in (1, 2)
        ]
    return found


def supposing(build: Build, name: str, value: str) -> Supposing:
    return Supposing(build, [Change("settings", f"*:{name}", FOREVER, {"value": value})])


@pytest.fixture(scope="module")
def build(told: History) -> Recalling:
    """The build of it all; every setting asks the same of it, so that each question is answered once."""
    return Recalling(told.build())


@pytest.fixture(scope="module")
def usual(build: Recalling) -> tuple[dict[tuple[Any, ...], Figure], Seen]:
    return figures(build), deadlines(build)


def reopening(told: History, value: str) -> str:
    """What comes of reopening a frozen round; the answer, or the refusal."""
    with told.ledger.read() as connection:
        director = people.user(connection, "director")
    build = supposing(told.build(), "round.allow_reopen", value)
    if value == "true":  # it would be written: only ask whether it may be
        return "reopened"
    with pytest.raises(rounds.RoundFault) as fault:
        rounds.reopen(told.ledger, build, Round(FiscalYear(2564), 1), user=director, reason="แก้ไข", at=NOW)
    return fault.value.text.th


def receiving(told: History, value: str) -> str:
    """The status of a report sent under the policy."""
    folder = told.folder / f"desk-{value}"
    folder.mkdir()
    desk = open_desk(folder)
    history_row = [("2564:review.policy", date(2020, 10, 1), False, {"value": value})]
    with desk.ledger.write("admin") as writer:
        reference.append_rows(writer, "settings", history_row)
    status = desk.send(desk.report()).status
    desk.ledger.close()
    return status


def personal(told: History, value: str) -> str:
    """What becomes of a report that names a worker by the national number."""
    folder = told.folder / f"personal-{value}"
    folder.mkdir()
    desk = open_desk(folder)
    row = [("2564:intake.personal_data", date(2020, 10, 1), False, {"value": value})]
    with desk.ledger.write("admin") as writer:
        reference.append_rows(writer, "settings", row)
    status = desk.send(desk.report(result_text="อบรมแล้ว 1-1017-00230-70-8")).status
    desk.ledger.close()
    return status


def publishable(told: History, value: str) -> str:
    """Whether a paper of the year's first round is covered well enough."""
    build = supposing(Recalling(told.build()), "paper.min_coverage_pct", value)
    return str(checklist.checks(build, measure.ask(2564, 1, now=NOW), (), None)[0].is_passed)


ELSEWHERE: dict[str, Callable[[History, str], str]] = {
    "round.allow_reopen": reopening,
    "review.policy": receiving,
    "intake.personal_data": personal,
    "paper.min_coverage_pct": publishable,
}


def test_there_is_a_value_to_try_or_a_reason_why_not() -> None:
    assert {name for name in SETTINGS if not others(name)} == FIXED
    for name, value in MOVES:
        assert check(name, value) is SETTINGS[name] and value != SETTINGS[name].default
    for name in FIXED:
        reason = SETTINGS[name].only
        assert reason is not None and reason.th and reason.en


@pytest.mark.slow
@pytest.mark.parametrize(("name", "value"), MOVES, ids=[f"{name}={value}" for name, value in MOVES])
def test_every_setting_moves_something(
    told: History, build: Recalling, usual: tuple[dict[tuple[Any, ...], Figure], Seen], name: str, value: str
) -> None:
    if name in ELSEWHERE:
        assert ELSEWHERE[name](told, value) != ELSEWHERE[name](told, SETTINGS[name].default)
        return
    supposed = supposing(build, name, value)
    before, after = usual[0], figures(supposed)
    moved = [key for key in before.keys() | after.keys() if _moved(before.get(key), after.get(key))]
    assert moved or deadlines(supposed) != usual[1], "nobody reads this setting"
    if name in NOT_COMPUTED:
        return
    silent = [
        key for key in moved if key in after and key in before and _is_silent(before[key], after[key], name, value)
    ]
    assert not silent, "figures that were computed another way and do not say so"


def _moved(before: Figure | None, after: Figure | None) -> bool:
    """Whether anything that a reader sees of a figure differs, but for the words that name the setting."""
    if before is None or after is None:
        return True
    shown = [replace(one, build="", variant=None) for one in (before, after)]
    return shown[0] != shown[1]


def _is_silent(before: Figure, after: Figure, name: str, value: str) -> bool:
    """Whether a figure was computed differently without naming the setting, or names it without Thai words."""
    if computed(before) == computed(after):
        return False
    said = [text.th for text in speak.variants(after)]
    return f"{name}={value}" not in (after.variant or "").split("; ") or any("=" in sentence for sentence in said)
