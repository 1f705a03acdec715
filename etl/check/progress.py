"""Rules of the monthly progress report (domain.md 7.4: V07–V09, V15–V22, V28, V29)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from rapidfuzz import fuzz

from base.problem import says_none
from etl.check.context import Context, Line, said_day, say_number
from etl.check.earlier import Kept
from etl.check.rows import missing
from etl.findings import Finding, find
from etl.headers import header_key
from etl.match import ALIKE
from etl.reference import Project, reporters_of

FULL = Decimal(100)
MISMATCH_POINTS = 5
LAG_POINTS = 20
_CLOSED = ("completed", "cancelled")


def check_progress(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """Row by row against the register and against itself, then what is missing from the sheet."""
    rows_of = Counter(line.text("project_code") for line in lines)
    for line in lines:
        project = context.register.project_on(line.text("project_code"), context.last_day)
        yield from _plan(context, line, project)
        if project is not None and line.is_sound("project_code"):
            yield from _registered(context, line, project, is_alone=rows_of[line.text("project_code")] == 1)
            if project.get("is_declined"):
                yield context.find("V81", line, "project_code", found=line.text("project_code"))
        elif line.is_empty("project_code") and (name := line.text("project_name")):
            yield _without_code(context, line, name)
        yield from _advance(context, line, project)
        yield from _money_and_dates(context, line)
        yield from _words(context, line, project)
    yield from _unreported(context, lines)


def _plan(context: Context, line: Line, project: Project | None) -> Iterator[Finding]:
    number = line.number_of("plan_no")
    if number is None:
        return
    known = sorted(int(plan["plan_no"]) for plan in context.register.plans.values())
    if int(number) not in known:
        said = {"expected": f"แผนที่ {known[0]}–{known[-1]}", "expected_en": f"plan {known[0]}–{known[-1]}"}
        yield context.find("V07", line, "plan_no", found=say_number(number), **said)
        return
    own = context.register.plan_of(str(project["item_code"])) if project else None
    if own is not None and own != int(number):
        said = {"expected": f"แผนที่ {own}", "expected_en": f"plan {own}", "found": f"แผนที่ {number}"}
        yield context.find("V09", line, "plan_no", found_en=f"plan {number}", **said)


def _without_code(context: Context, line: Line, name: str) -> Finding:
    """A new project waits for its approval; one that was approved under this very name has a code by now."""
    code = _code_of(context, name)
    if code is not None:
        return context.find("V80", line, "project_code", expected=code, found=name)
    return context.find("V39", line, "project_code", found=name)


def _code_of(context: Context, name: str) -> str | None:
    """The code of the reporter's approved project of this very name."""
    for code, project in context.register.projects_of(context.reporter, context.last_day).items():
        if project.get("add_approved") and header_key(str(project["project_name"])) == header_key(name):
            return code
    return None


def _registered(context: Context, line: Line, project: Project, *, is_alone: bool) -> Iterator[Finding]:
    """Name, target and unit against the register with its approved changes; targets may be split over several rows."""
    name, known = line.text("project_name"), str(project["project_name"])
    if name and fuzz.ratio(header_key(name), header_key(known)) < ALIKE:
        yield context.find("V56", line, "project_name", expected=known, found=name)
    source = {"source": "ทะเบียนโครงการ", "source_en": "the project register"}
    unit = project.get("target_unit")
    if unit and line.text("target_unit") and line.text("target_unit") != unit and line.is_sound("target_unit"):
        yield context.find("V18", line, "target_unit", expected=str(unit), found=line.text("target_unit"), **source)
    target, registered = line.number_of("target"), _target(project, context.reporter)
    if is_alone and target is not None and registered is not None and target != registered:
        said = {"expected": say_number(registered), "found": say_number(target)}
        yield context.find("V18", line, "target", **said, **source)


def _target(project: Project, reporter: str) -> Decimal | None:
    """The reporter's own target, else that of the whole project."""
    own = reporters_of(project).get(reporter)
    whole = project.get("target")
    return own if own is not None else whole if isinstance(whole, Decimal) else None


def reached(line: Line) -> Decimal | None:
    """Result over target in per cent; None when either is unsound or there is no numeric target above zero."""
    target, result = line.number_of("target"), line.number_of("result_cum")
    if target is None or result is None or target <= 0:
        return None
    return (result * 100 / target).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _advance(context: Context, line: Line, project: Project | None) -> Iterator[Finding]:
    """Progress against 100, against result over target, and against the status."""
    told, computed = line.number_of("progress_pct"), reached(line)
    if line.is_empty("progress_pct") and line.is_empty("target"):
        yield missing(context, line, "progress_pct")
        return
    if told is not None and told > FULL:
        if not _follows_new_target(line, project, told):
            yield context.find("V15", line, "progress_pct", found=say_number(told))
    elif told is not None and computed is not None and abs(told - min(computed, FULL)) > MISMATCH_POINTS:
        said = {"found": say_number(told), "expected": say_number(computed)}
        yield context.find("V16", line, "progress_pct", **said)
    yield from _status(context, line, computed if told is None else told)


def _follows_new_target(line: Line, project: Project | None, told: Decimal) -> bool:
    """Whether more than 100 per cent is what an approved new target makes of the result."""
    target, result = (project or {}).get("target"), line.number_of("result_cum")
    if not (project or {}).get("is_retargeted") or not isinstance(target, Decimal) or target <= 0 or result is None:
        return False
    return abs(result * 100 / target - told) <= MISMATCH_POINTS


def _status(context: Context, line: Line, progress: Decimal | None) -> Iterator[Finding]:
    status = line.text("status")
    if not status or progress is None:
        return
    is_odd = (
        (status == "completed" and progress < FULL)
        or (status in ("not_started", "in_progress") and progress >= FULL)
        or (status == "not_started" and progress > 0)
    )
    if is_odd:
        label = next(each.label for each in context.form.field("status").choices if each.code == status)
        said = {"found": label.th, "found_en": label.en, "progress": say_number(progress)}
        yield context.find("V17", line, "status", **said)


def _money_and_dates(context: Context, line: Line) -> Iterator[Finding]:
    allocated, disbursed = line.number_of("budget_alloc"), line.number_of("budget_disb")
    if allocated is not None and disbursed is not None and disbursed > allocated:
        yield context.find("V19", line, "budget_disb", expected=say_number(allocated), found=say_number(disbursed))
    yield from check_dates(context, line)


def check_dates(context: Context, line: Line) -> Iterator[Finding]:
    """V20: the last day may not come before the first."""
    start, end = line.day("start_date"), line.day("end_date")
    if start and end and end < start:
        said = {**said_day("expected", start), **said_day("found", end)}
        yield context.find("V20", line, "end_date", other=context.header("start_date"), **said)


def _words(context: Context, line: Line, project: Project | None) -> Iterator[Finding]:
    """What a reader needs beside the figures: why it lags, what will be done, the proof that it is finished."""
    problem, status = line.text("problem"), line.text("status")
    behind = _lag(context, line, project) if status not in _CLOSED else None
    if behind is not None and behind > LAG_POINTS and not problem:
        points = say_number(behind.quantize(Decimal(1), ROUND_HALF_UP))
        said = {"found": f"พบว่าล่าช้ากว่าเวลาที่ผ่านไปร้อยละ {points}", "found_en": f"it is {points} points behind time"}
        yield context.find("V22", line, "problem", **said)
    if problem and not says_none(problem) and line.is_empty("solution"):
        said = {"found": "พบว่ามีปัญหา/อุปสรรคแต่ยังไม่ระบุแนวทาง", "found_en": "a problem is told without a remedy"}
        yield context.find("V22", line, "solution", **said)
    if status == "completed" and line.is_empty("evidence"):
        yield context.find("V29", line, "evidence")


def _lag(context: Context, line: Line, project: Project | None) -> Decimal | None:
    """Points behind the share of time that has passed at the end of the month."""
    told = line.number_of("progress_pct")
    progress = reached(line) if told is None else told
    if progress is None:
        return None
    planned = project or {}
    start = line.day("start_date") or planned.get("start_date")
    end = line.day("end_date") or planned.get("end_date")
    year = context.fiscal_year
    first, last = (start, end) if isinstance(start, date) and isinstance(end, date) else (year.start, year.end)
    passed = (min(context.last_day, last) - first).days + 1
    return Decimal(max(passed, 0) * 100) / max((last - first).days + 1, 1) - progress


def _unreported(context: Context, lines: Iterable[Line]) -> Iterator[Finding]:
    """V28: projects reported last time, or registered for this agency, that the sheet leaves out."""
    if any(not line.is_sound("project_code") for line in lines):
        return
    told = {line.text("project_code") or _code_of(context, line.text("project_name")) for line in lines}
    own = context.register.projects_of(context.reporter, context.last_day)
    due = {code: row["project_name"] for code, row in own.items() if _has_begun(row, context.last_day)}
    due |= {
        row["project_code"]: row["project_name"]
        for row in context.earlier.previous or ()
        if row["project_code"] and not _is_cancelled(context, row["project_code"])
    }
    done = {row["project_code"] for row in context.earlier.previous or () if row["status"] in _CLOSED}
    for code, name in due.items():
        if code not in told and code not in done:
            yield find("V28", sheet=context.layout.sheet, field="project_code", found=f"{code} {name}")


def _is_cancelled(context: Context, code: str) -> bool:
    """Whether an approved cancellation is in force: nothing more is to be reported."""
    return bool((context.register.project_on(code, context.last_day) or {}).get("is_cancelled"))


def _has_begun(project: Kept | Project, last_day: date) -> bool:
    added = project.get("added_on")
    return bool(project.get("add_approved")) and (not isinstance(added, date) or added <= last_day)
