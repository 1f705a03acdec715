"""Rules of the forms the Office keeps beside the plans, and of the annual results (R-35, R-36; manual 10.2, T5.6).

A row of the PMQA form is itself the invitation, so that attendance without one cannot be entered (R-35).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from base.clock import now
from base.period import FiscalYear
from base.thai import say_date
from base.words import Text
from etl.check.changes import check_changes
from etl.check.context import Context, Line, said_day
from etl.check.evaluations import check_evaluations
from etl.findings import Finding
from etl.forms.review import MANDATORY_STEPS, SHARED_STEPS, STEPS
from etl.normalise import comparable

OFFICE = "OFF"
_SAME_USE = ("used_on", "technology", "purpose", "object")
_OF_THE_MEETING = ("meeting_on", "title", "invited_by", "purpose", "status")
_HELD, _SCHEDULED = "held", "scheduled"


def check_technology(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """V63: one day, technology, purpose and object make one time, however often it is written (domain.md A-09)."""
    seen: dict[tuple[str, ...], Line] = {}
    for line in lines:
        if not line.is_sound(*_SAME_USE):
            continue
        first = seen.setdefault(tuple(comparable(line.text(name)) for name in _SAME_USE), line)
        if first is not line:
            found = " / ".join(text for name in _SAME_USE[1:] if (text := line.text(name)))
            yield context.find("V63", line, "technology", other=str(first.number), found=found)


def check_pmqa(context: Context, lines: Sequence[Line], *, today: date | None = None) -> Iterator[Finding]:
    """Nobody attends a meeting that was not held, none is held before its day, and its rows tell one story.

    today: the day on which the form was received; today's date when it is not given.
    """
    received_on = today or now().date()
    first_of: dict[str, Line] = {}
    for line in lines:
        if line.is_sound("status"):
            yield from _attendance(context, line)
            yield from _held_too_early(context, line, received_on)
        if (code := line.text("meeting_code")) and line.is_sound("meeting_code"):
            first = first_of.setdefault(code, line)
            yield from _one_story(context, line, first)


def _attendance(context: Context, line: Line) -> Iterator[Finding]:
    status, attended = line.text("status"), line.values.get("attended")
    if status and status != _HELD and attended:
        said = {**_label(context, "status", _HELD, "expected"), **_label(context, "status", status, "found")}
        yield context.find("V64", line, "attended", other=context.header("status"), **said)
    elif status == _HELD and line.is_empty("attended"):
        yield context.find("V67", line, "attended")


def _held_too_early(context: Context, line: Line, received_on: date) -> Iterator[Finding]:
    day = line.day("meeting_on")
    if line.text("status") == _HELD and day is not None and day > received_on:
        said = {**_label(context, "status", _SCHEDULED, "expected"), **_label(context, "status", _HELD, "found")}
        yield context.find("V65", line, "status", **said, **said_day("day", day))


def _one_story(context: Context, line: Line, first: Line) -> Iterator[Finding]:
    """V66: the rows of one meeting differ only in who was invited and who came."""
    for name in _OF_THE_MEETING:
        if line.is_sound(name) and first.is_sound(name) and line.values.get(name) != first.values.get(name):
            said = {**_said(context, first, name, "expected"), **_said(context, line, name, "found")}
            said |= {"meeting": line.text("meeting_code"), "other": str(first.number)}
            yield context.find("V66", line, name, **said)


def _said(context: Context, line: Line, name: str, param: str) -> dict[str, str]:
    """The value of a cell as a parameter in both languages."""
    value, text = line.values.get(name), line.text(name)
    if context.form.field(name).choices and text:
        return _label(context, name, text, param)
    if isinstance(value, date):
        return {param: say_date(value), f"{param}_en": say_date(value, "en")}
    return {param: text or "ช่องว่าง", f"{param}_en": text or "an empty cell"}


def _label(context: Context, name: str, code: str, param: str) -> dict[str, str]:
    """The label of a choice as a parameter in both languages."""
    label = next((each.label for each in context.form.field(name).choices if each.code == code), Text(code, code))
    return {param: label.th, f"{param}_en": label.en}


def check_review(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """A step is done with a date and evidence, or not at all (R-36); evidence for all units is the Office's (A-17)."""
    last_of: dict[int, tuple[date, Line]] = {}
    for line in lines:
        number = line.number_of("step_no")
        if number is None:
            continue
        if int(number) not in STEPS:
            said = {"expected": f"ขั้นที่ 1–{len(STEPS)}", "expected_en": f"step 1–{len(STEPS)}", "found": str(number)}
            yield context.find("V07", line, "step_no", **said)
            line.unsound.add("step_no")
            continue
        step, done = int(number), line.day("done_on")
        yield from _evidence(context, line, step)
        yield from _for_all(context, line, step)
        if done is not None:
            yield from _within(context, line, context.first_day, context.last_day)
            if step in MANDATORY_STEPS and (step not in last_of or done > last_of[step][0]):
                last_of[step] = (done, line)
    yield from _in_steps(context, last_of)


def _evidence(context: Context, line: Line, step: int) -> Iterator[Finding]:
    done = line.day("done_on")
    if done is not None and line.is_empty("evidence"):
        yield context.find("V68", line, "evidence", step=str(step), **said_day("found", done))
    elif line.is_empty("done_on") and line.text("evidence"):
        yield context.find("V69", line, "done_on", step=str(step))


def _for_all(context: Context, line: Line, step: int) -> Iterator[Finding]:
    if line.values.get("applies_to_all") and (step not in SHARED_STEPS or context.reporter != OFFICE):
        who = {"found": context.lookup.say("units", context.reporter), "found_en": context.reporter}
        yield context.find("V70", line, "applies_to_all", step=str(step), **who)


def _in_steps(context: Context, last_of: dict[int, tuple[date, Line]]) -> Iterator[Finding]:
    """V71: the manual lists the steps without ordering them, so that another order is only asked about (A-18)."""
    for earlier, later in pairwise(sorted(last_of)):
        (before, _), (done, line) = last_of[earlier], last_of[later]
        if done < before:
            said = {**said_day("expected", before), **said_day("found", done)}
            yield context.find("V71", line, "done_on", step=str(later), other=str(earlier), **said)


def _within(context: Context, line: Line, first: date, last: date) -> Iterator[Finding]:
    day = line.day("done_on")
    if day is not None and not first <= day <= last:
        said = {**said_day("first", first), **said_day("last", last), **said_day("found", day)}
        yield context.find("V72", line, "done_on", **said)


def check_annual(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """V73: a photo is only of use with its caption and with the answer whether it may be published."""
    for line in lines:
        if line.text("photo"):
            for name in ("photo_caption", "photo_consent"):
                if line.is_empty(name):
                    yield context.find("V73", line, name)


def check_milestones(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """The annual report is compiled, then submitted, then circulated, from September on (manual T5.6)."""
    year = context.fiscal_year
    first, last = year.end.replace(day=1), FiscalYear(year.year_be + 1).end
    by_step = {line.text("step"): line for line in lines if line.is_sound("step") and line.text("step")}
    for line in lines:
        yield from _within(context, line, first, last)
    if not all(line.is_sound("step") for line in lines):
        return  # Which step is not recorded cannot be told while one cannot be read.
    for earlier, later in pairwise(choice.code for choice in context.form.field("step").choices):
        if later in by_step:
            yield from _after(context, by_step[later], by_step.get(earlier), earlier)


def _after(context: Context, line: Line, before: Line | None, earlier: str) -> Iterator[Finding]:
    """V74: the step before is not recorded; V20: it is recorded as later."""
    if before is None:
        said = {**_label(context, "step", earlier, "expected"), **_said(context, line, "step", "found")}
        yield context.find("V74", line, "step", **said)
        return
    day, least = line.day("done_on"), before.day("done_on")
    if day is not None and least is not None and day < least:
        said = {**said_day("expected", least), **said_day("found", day), **_label(context, "step", earlier, "other")}
        yield context.find("V20", line, "done_on", **said)


OFFICE_CHECKS: dict[str, tuple[Callable[[Context, Sequence[Line]], Iterator[Finding]], ...]] = {
    "project_changes": (check_changes,),
    "technology": (check_technology,),
    "pmqa": (check_pmqa,),
    "review": (check_review,),
    "annual": (check_annual,),
    "milestones": (check_milestones,),
    "evaluations": (check_evaluations,),
}
