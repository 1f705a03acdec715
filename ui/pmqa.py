"""PMQA meetings with who came, attendance against the line, and the five steps of the process review."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from base.thai import say_date
from base.words import Text
from etl.forms.pmqa import STATUSES
from etl.forms.review import STEPS
from kpi import chart, speak
from kpi.model import ASSESSEES, OFFICE, UNITS, Figure
from kpi.parts import BY_UNIT
from kpi.pmqa import ATTENDANCE_WORDS, STEP_STATE_WORDS, Attendance, Meeting, Step, StepState
from ui import charts, figures, matrix
from ui.context import Context
from ui.markup import heading, show, table, tag, text

ATTENDANCE_LOOKS = {
    Attendance.ATTENDED: ("▲", "tt-pass"),
    Attendance.NO_EVIDENCE: ("◆", "tt-late"),
    Attendance.ABSENT: ("▼", "tt-fail"),
    Attendance.OPEN: ("→", "tt-open"),
    Attendance.CALLED_OFF: ("–", "tt-not_due"),
    Attendance.NOT_INVITED: ("–", "tt-not_due"),
}
STEP_LOOKS = {
    StepState.DONE: ("▲", "tt-pass"),
    StepState.SHARED: ("■", "tt-no_target"),
    StepState.NO_EVIDENCE: ("◆", "tt-late"),
    StepState.BEGUN: ("→", "tt-open"),
    StepState.NOTHING: ("◊", "tt-no_data"),
}
STATUS_LOOKS = {
    "held": ("▲", "tt-pass"),
    "scheduled": ("→", "tt-open"),
    "postponed": ("◆", "tt-late"),
    "cancelled": ("–", "tt-no_data"),
}
STATUS_WORDS = {choice.code: choice.label for choice in STATUSES}

VALUES = Text("การเข้าร่วมประชุม PMQA และการทบทวนกระบวนงาน", "PMQA attendance and process review")
MEETINGS = Text("การประชุม PMQA และผู้เข้าร่วม", "PMQA meetings and who came")
COUNTS = Text(
    "{count} ครั้ง · นับใน C3 {counted} ครั้ง · ยกเลิกหรือเลื่อน {moved} ครั้ง",
    "{count} · {counted} counted in C3 · {moved} cancelled or postponed",
)
NO_MEETINGS = Text("ยังไม่มีบันทึกการประชุม PMQA ในปีงบประมาณที่เลือก", "No PMQA meeting is recorded in the chosen fiscal year")
MEETING, STATUS = Text("การประชุม", "Meeting"), Text("สถานะ", "Status")
COUNTED, NOT_COUNTED = Text("นับใน C3", "counted in C3"), Text("ไม่นับใน C3", "not counted in C3")

REVIEW = Text("ขั้นตอนการทบทวนและปรับปรุงกระบวนการทำงาน", "Steps of the process review")
STEP = Text("ขั้นตอน", "Step")
NO_REVIEW = Text(
    "ยังไม่มีบันทึกการทบทวนกระบวนงานในปีงบประมาณที่เลือก", "No process review is recorded in the chosen fiscal year"
)
OPTIONAL = Text("ไม่บังคับ", "optional")


def values(ctx: Context) -> None:
    """C3 and C4 of the five assessees."""
    found = [*figures.of_scopes(ctx, "C3", ASSESSEES), *figures.of_scopes(ctx, "C4", ASSESSEES)]
    show(tag("h2", text(ctx.say(VALUES)), css="tt-unseen"), matrix.lines_table(found, ctx.say(matrix.CASCADED), ctx))


def attendance(ctx: Context) -> None:
    """C3 of the assessees as bars against the line of its target."""
    found = [_named(figure, ctx) for figure in figures.of_scopes(ctx, "C3", ASSESSEES)]
    charts.chart(chart.parts(found, BY_UNIT, ctx.language), ctx, "pmqa_c3")


def meetings(found: Sequence[Meeting], ctx: Context) -> None:
    """Every meeting with its status and what is known of each unit."""
    moved = sum(one.status in ("cancelled", "postponed") for one in found)
    counts = {"count": len(found), "counted": sum(one.is_counted for one in found), "moved": moved}
    heading(ctx.say(MEETINGS), ctx.say(COUNTS, **counts) if found else "")
    if not found:
        show(tag("p", text(ctx.say(NO_MEETINGS)), css="tt-quiet"))
        return
    heads = [ctx.say(MEETING), ctx.say(STATUS), *(_unit(unit, ctx) for unit in UNITS)]
    rows = [[_title(one, ctx), _status(one, ctx), *(_came(came, ctx) for _, came in one.units)] for one in found]
    show(table(ctx.say(MEETINGS), heads, rows, css="tt-plans"))


def review(found: Sequence[Step], ctx: Context) -> None:
    """The five steps down, the Office and its units across: state, day and evidence."""
    heading(ctx.say(REVIEW))
    if all(one.state is StepState.NOTHING for one in found):
        show(tag("p", text(ctx.say(NO_REVIEW)), css="tt-quiet"))
        return
    heads = [ctx.say(STEP), *(_unit(unit, ctx) for unit in (OFFICE, *UNITS))]
    lines = groupby(found, key=lambda one: one.number)
    rows = [[_step_name(number, ctx), *(_step(one, ctx) for one in line)] for number, line in lines]
    show(table(ctx.say(REVIEW), heads, rows, css="tt-plans tt-steps-of-review"))


def _named(figure: Figure, ctx: Context) -> tuple[str, Figure]:
    return speak.scope(ctx.build, figure, ctx.language), figure


def _unit(code: str, ctx: Context) -> str:
    units = ctx.build.reference("units", ctx.ask.as_of, ctx.build.last_seq)
    return units.get(code, {}).get(f"short_{ctx.language}") or code


def _chip(look: tuple[str, str], words: str) -> str:
    shape, style = look
    return tag("span", text(f"{shape} {words}"), css=f"tt-chip {style}")


def _title(one: Meeting, ctx: Context) -> str:
    about = " · ".join([say_date(one.on, ctx.language), one.invited_by])
    return text(f"{one.code} {one.title}") + tag("small", text(about))


def _status(one: Meeting, ctx: Context) -> str:
    word = ctx.say(STATUS_WORDS[one.status]) if one.status in STATUS_WORDS else one.status
    chip = _chip(STATUS_LOOKS.get(one.status, ("◊", "tt-no_data")), word[:1].upper() + word[1:])
    return chip + tag("small", text(ctx.say(COUNTED if one.is_counted else NOT_COUNTED)))


def _came(came: Attendance, ctx: Context) -> str:
    return _chip(ATTENDANCE_LOOKS[came], ctx.say(ATTENDANCE_WORDS[came]))


def _step_name(number: int, ctx: Context) -> str:
    words = ctx.say(STEPS[number])
    optional = tag("small", text(ctx.say(OPTIONAL))) if number == max(STEPS) else ""
    return text(f"{number}. {words[:1].upper()}{words[1:]}") + optional


def _step(one: Step, ctx: Context) -> str:
    chip = _chip(STEP_LOOKS[one.state], ctx.say(STEP_STATE_WORDS[one.state]))
    day = tag("small", text(say_date(one.done_on, ctx.language))) if one.done_on else ""
    # Evidence of the Office stands once, in the Office's own column.
    evidence = tag("small", text(one.evidence), css="tt-evidence") if one.state is not StepState.SHARED else ""
    return chip + day + evidence
