"""The register of problems: told by the monthly reports, planned and closed by the Office (manual 4.2, T5.6(2)).

In: the build of the ledger's newest fact, and what was decided. Out: every problem of a fiscal year with its state.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from base.access import Action, User
from base.clock import now
from base.period import FiscalYear, Month
from base.problem import CLOSE, PLAN, STEPS, Step, open_months, says_none
from base.words import Text
from etl import added, build
from etl.added import Place
from ledger import decisions, reference
from ledger.decisions import Decision, DecisionRefused
from ledger.store import Ledger, Writer

Key = tuple[str, str, str]
"""Agency, project code, province ("" where the report names none)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of the register, as it stands on a day."""

    key: str
    """`DSD:P-001:50`."""
    is_open: bool
    since: str
    """The month it opened in, or the last one that told it once it is closed (2021-03)."""
    months: tuple[str, ...]
    """The months of the open run that tell it: it is carried from each to the next."""
    problem: str
    solution: str | None
    action: str | None = None
    owner: str | None = None
    due_on: str | None = None


@dataclass(slots=True)
class _Told:
    """What the reports say of one key, month by month."""

    reports: dict[Month, list[int]] = field(default_factory=dict)
    words: dict[Month, tuple[str, str | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """Who will do what by when."""

    action: str
    owner: str
    """Code of an agency or a unit."""
    due_on: date


def problems(path: Path, year: FiscalYear, linked: Mapping[Place, str], as_of: date) -> list[Problem]:
    """Every problem of the year told by an accepted report of a month that had begun by the day, oldest first."""
    with duckdb.connect(str(path), read_only=True) as opened:
        rows = opened.execute(_TOLD, {"fy": year.year_be, "as_of": as_of}).fetchall()
        steps = opened.execute(_STEPS, {"fy": year.year_be}).fetchall()
    made: dict[str, list[tuple[Any, ...]]] = {}
    for key, *step in steps:
        made.setdefault(key, []).append(tuple(step))
    found = [_problem(say_key(key), told, made.get(say_key(key), []), as_of) for key, told in _by_key(rows, linked)]
    return sorted((one for one in found if one is not None), key=lambda one: (not one.is_open, one.since, one.key))


def _by_key(rows: Iterable[tuple[Any, ...]], linked: Mapping[Place, str]) -> Iterable[tuple[Key, _Told]]:
    told: dict[Key, _Told] = {}
    for submission, seq, row, agency, code, province, start, problem, solution, raw in rows:
        code = code or linked.get((submission, row))
        text = problem if problem is not None else str(json.loads(raw).get("problem", ""))
        if not code or not text:
            continue
        one, month = told.setdefault((agency, code, province), _Told()), Month.of(start)
        reports = one.reports.setdefault(month, [])
        if not says_none(text):
            reports.append(seq)
            one.words[month] = (text, solution)
    return told.items()


def _problem(key: str, told: _Told, made: list[tuple[Any, ...]], as_of: date) -> Problem | None:
    if not told.words:
        return None
    run = open_months(told.reports, [Step(seq, kind, on) for seq, kind, on, *_ in made], as_of)
    last = max(told.words)
    plan = next((step for step in reversed(made) if step[1] == PLAN and step[2] <= as_of), None)
    action, owner, due = plan[3:] if plan else (None, None, None)
    since = run[0] if run else last
    words = told.words[last]
    return Problem(
        key, bool(run), str(since), tuple(map(str, run)), *words, action, owner, due.isoformat() if due else None
    )


def say_key(key: Key) -> str:
    """`DSD:P-001:50`; nothing after the last colon where the report names no province."""
    return ":".join(key)


def of_year(ledger: Ledger, builds_dir: Path, year: FiscalYear, as_of: date) -> list[Problem]:
    """Every problem of the year as the ledger knows it now. Raises BuildFault."""
    path = build.current(ledger, builds_dir)
    with ledger.read() as connection:
        linked = added.links(added.decided(connection, year))
    return problems(path, year, linked, as_of)


def record(
    ledger: Ledger,
    builds_dir: Path,
    user: User,
    kind: str,
    year: FiscalYear,
    key: str,
    *,
    on: date | None = None,
    at: datetime | None = None,
    reason: str | None = None,
    plan: Plan | None = None,
) -> Decision:
    """Plan, close or reopen one problem, for the command and for the page; `on` defaults to the day of recording.

    Raises NotAllowed, DecisionRefused (unknown key, a day to come, no action, unknown owner, no reason) and BuildFault.
    """
    user.must(Action.DECIDE)
    today = (at or now()).date()
    day = on or today
    if day > today:
        raise DecisionRefused(NOT_YET.filled(found=day.isoformat()))
    told = _told_plan(ledger, plan) if plan else None
    one = next((one for one in of_year(ledger, builds_dir, year, day) if one.key == key), None)
    if one is None:
        raise DecisionRefused(NO_PROBLEM.filled(found=key, year=year.year_be))
    with ledger.write(user.code, at=at) as writer:
        return decide(writer, kind, year, one, day, reason=reason, plan=told)


def _told_plan(ledger: Ledger, plan: Plan) -> dict[str, str]:
    with ledger.read() as connection:
        known = reference.current(connection, "agencies") | reference.current(connection, "units")
    if plan.owner not in known:
        raise DecisionRefused(NO_OWNER.filled(found=plan.owner))
    if not plan.action.strip():
        raise DecisionRefused(NO_ACTION)
    return {"action": plan.action.strip(), "owner": plan.owner, "due_on": plan.due_on.isoformat()}


def decide(
    writer: Writer,
    kind: str,
    year: FiscalYear,
    problem: Problem,
    on: date,
    *,
    reason: str | None = None,
    plan: Mapping[str, str] | None = None,
) -> Decision:
    """Record a step of a problem. Raises DecisionRefused when it is already closed or open, or has no reason."""
    if kind not in STEPS:
        raise ValueError(f"no step of a problem: {kind}")
    if (kind == CLOSE) != problem.is_open and kind != PLAN:
        text = ALREADY_CLOSED if kind == CLOSE else STILL_OPEN
        raise DecisionRefused(Text(text.say("th", key=problem.key), text.say("en", key=problem.key)))
    payload = {"on": on.isoformat(), **(plan or {})}
    return decisions.decide(writer, kind, subject=f"{year.year_be}:{problem.key}", reason=reason, payload=payload)


_TOLD = """
    SELECT submission_id, told.submission_seq, sheet_row, agency, project_code, province, told.period_start, problem,
           solution, raw
    FROM problem_told AS told JOIN counted USING (submission_seq)
    WHERE counted.form = 'progress' AND basis = 'official' AND to_seq = 9223372036854775807
      AND told.fy = $fy AND told.period_start <= $as_of
    ORDER BY told.period_start, told.submission_seq, sheet_row
"""
_STEPS = """SELECT problem_key, seq, kind, on_day, action, owner, due_on FROM problem_step
            WHERE fy = $fy ORDER BY seq"""

NO_PROBLEM = Text(
    "ตรวจรหัสปัญหาจาก problem list (ไม่พบ “{found}” ในปีงบประมาณ {year})",
    "Check the key with problem list: no “{found}” in fiscal year {year}",
)
NO_OWNER = Text(
    "ระบุผู้รับผิดชอบเป็นรหัสหน่วยงานหรือกลุ่มงานในทะเบียน (ไม่พบ “{found}”)", "Give a registered agency or unit (no “{found}”)"
)
NO_ACTION = Text("ระบุสิ่งที่จะดำเนินการ (พบว่ายังว่างอยู่)", "Say what will be done (it is empty)")
NOT_YET = Text("ระบุวันที่ไม่หลังวันที่บันทึก (พบ {found})", "The day may not come after the recording (found {found})")
ALREADY_CLOSED = Text("ปัญหา {key} ปิดแล้ว จึงไม่ต้องปิดซ้ำ", "The problem {key} is closed already")
STILL_OPEN = Text("ปัญหา {key} ยังเปิดอยู่ จึงไม่ต้องเปิดใหม่", "The problem {key} is still open")
