"""The tables and lists of the brief: rows of words with a status, cut where they are too many or too long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from base.period import Month
from base.thai import say_date
from base.words import Text
from exports import comments
from exports.content import CommentEntry, Content, LateAgency, PlanEntry, ProblemEntry
from exports.typeset import clipped, some
from kpi import speak
from kpi.model import ASSESSEES, Figure, Status

ASSESSED = Text("ตัวชี้วัดที่ถ่ายทอด จำแนกตามผู้รับการประเมิน", "Cascaded indicators by assessee")
ASSESSEE = Text("ผู้รับการประเมิน", "Assessee")
PLANS, PLAN = Text("สถานะแผน", "Plans"), Text("แผน", "Plan")
STATE, NEXT = Text("สถานะ", "State"), Text("ขั้นต่อไป", "Next")
LATE = Text("หน่วยงานที่ค้างส่งรายงาน", "Agencies that owe reports")
NO_LATE = Text("ไม่มีหน่วยงานค้างส่งรายงาน", "No agency owes a report")
LATE_SAYS = Text("เดือน {months} เกินกำหนด {days} วัน", "{months}, {days} days late")
PROBLEMS = Text("ปัญหา/อุปสรรคที่ยังไม่ปิด", "Open problems")
NO_PROBLEMS = Text("ไม่มีปัญหา/อุปสรรคที่ยังไม่ปิด", "No open problem")
PROBLEM_SAYS = Text("{problem} ({state})", "{problem} ({state})")
BY = Text("{step} ภายใน {day}", "{step} by {day}")
OVERDUE = Text("{step} เกินกำหนด {days} วัน", "{step}, {days} days overdue")
EXPLAINED = Text("{who} {value}", "{who} {value}")
SAYS = Text("สาเหตุ: {cause} แนวทางแก้ไข: {remedy}", "Cause: {cause} Remedy: {remedy}")
ACTIONS_SAY = Text("{said} ดำเนินการ: {actions}", "{said} Actions: {actions}")
AGENCIES, THINGS, ITEMS = "แห่ง", "เรื่อง", "รายการ"
LONGEST_NAME, LONGEST_STATE = 40, 30


def _month_name(month: Month) -> str:
    return month.say().split(" ")[0]


def _cell(words: str, status: Status | None = None, *, is_bold: bool = False) -> dict[str, Any]:
    return {"words": words, "status": status.value if status else None, "bold": is_bold}


def _value_cell(figure: Figure | None) -> dict[str, Any]:
    if figure is None:
        return _cell(speak.NOTHING)
    shown = speak.display(figure) or speak.NOTHING
    words = shown if shown == speak.SHAPE[figure.status] else f"{speak.SHAPE[figure.status]} {shown}"
    return _cell(words, figure.status, is_bold=True)


def matrix(content: Content, limit: dict[str, int]) -> dict[str, Any]:
    """C1–C4 of the five assessees: value and sign."""
    values = {(one.kpi, one.scope): one for one in content.cascaded}
    codes = sorted({one.kpi for one in content.cascaded})
    return {
        "title": ASSESSED.th,
        "widths": [0, *(17 if code in ("C1", "C3") else 12 for code in codes)],
        "align": ["l", *("r" for _ in codes)],
        "inset": limit["inset"],
        "heads": [ASSESSEE.th, *codes],
        "rows": [
            [
                _cell(clipped(content.names.get(scope, scope), LONGEST_NAME)),
                *(_value_cell(values.get((code, scope))) for code in codes),
            ]
            for scope in ASSESSEES
        ],
        "more": "",
    }


def plans(found: Sequence[PlanEntry], limit: dict[str, int], *, is_narrow: bool) -> dict[str, Any]:
    """Beside the matrix by code, state and figures; alone with full names and the next step."""
    shown, more = some(list(found), min(limit["plans"], 6) if is_narrow else limit["plans"], ITEMS)
    rows = []
    for one in shown:
        name = one.success.scope if one.success else one.code
        named = clipped(_short(name) if is_narrow else one.name, limit["letters"])
        step = [] if is_narrow else [_cell(clipped(_step(one), 50), Status.FAIL if one.days_overdue else None)]
        state = _cell(f"{speak.SHAPE[one.tone]} {clipped(one.state, LONGEST_STATE)}", one.tone)
        rows.append([_cell(named), state, *step, _value_cell(one.success), _value_cell(one.level)])
    return {
        "title": PLANS.th,
        "widths": [13, 0, 17, 10] if is_narrow else [0, 40, 38, 19, 11],
        "align": ["l", "l", *([] if is_narrow else ["l"]), "r", "r"],
        "inset": limit["inset"],
        "heads": [PLAN.th, STATE.th, *([] if is_narrow else [NEXT.th]), "K3", "K4"],
        "rows": rows,
        "more": more,
    }


def _short(code: str) -> str:
    return f"{PLAN.th} {code.removeprefix('PLAN')}" if code.startswith("PLAN") else code


def _step(one: PlanEntry) -> str:
    if one.days_overdue:
        return OVERDUE.say(step=one.waits_for, days=f"{one.days_overdue:,}")
    return BY.say(step=one.waits_for, day=say_date(one.due)) if one.due and one.waits_for else one.waits_for


def late(found: Sequence[LateAgency], limit: dict[str, int]) -> dict[str, Any]:
    """The agencies that owe reports, the oldest debt first."""
    shown, more = some(list(found), limit["late"], AGENCIES)
    items = [
        {
            "status": Status.FAIL.value,
            "head": clipped(one.name, LONGEST_NAME),
            "words": LATE_SAYS.say(months=_months_said(one.months), days=f"{one.days_late:,}"),
        }
        for one in shown
    ]
    return {"title": LATE.th, "none": NO_LATE.th, "items": items, "more": more}


def _months_said(months: Sequence[Month]) -> str:
    """`มิ.ย., ก.ค. 2564`; more than three are counted."""
    first = [_month_name(month) for month in months[:3]]
    year = months[min(len(months), 3) - 1].say().split(" ")[1]
    left = len(months) - 3
    return f"{', '.join(first)} {year}" + (f" และอีก {left} เดือน" if left > 0 else "")


def explained(found: Sequence[CommentEntry], names: Mapping[str, str], limit: dict[str, int]) -> dict[str, Any]:
    """What is written about the figures below their target, with the actions still open; a line each."""
    shown, more = some(list(found), limit["comments"], THINGS)
    items = []
    for one in shown:
        who = f"{one.figure.kpi} {names.get(one.figure.scope, one.figure.scope)}"
        head = EXPLAINED.say(who=clipped(who, LONGEST_NAME), value=speak.value(one.figure))
        items.append(
            {"status": one.figure.status.value, "head": head, "words": clipped(_explained(one), limit["letters"])}
        )
    return {"title": comments.TITLE.th, "none": "", "items": items, "more": more}


def _explained(one: CommentEntry) -> str:
    said = comments.LACKING.say(month=one.month.say(full=True)) if one.is_lacking else ""
    if one.cause:
        said = " ".join(part for part in (said, SAYS.say(cause=one.cause, remedy=one.remedy)) if part)
    still = [comments.stands(action) for action in one.actions if action.tone is not Status.PASS]
    return ACTIONS_SAY.say(said=said, actions=", ".join(still)) if still else said


def problems(found: Sequence[ProblemEntry], limit: dict[str, int]) -> dict[str, Any]:
    """The open problems in the agencies' words."""
    shown, more = some(list(found), limit["problems"], THINGS)
    items = [
        {
            "status": one.tone.value,
            "head": clipped(one.agency, LONGEST_NAME),
            "words": PROBLEM_SAYS.say(
                problem=clipped(one.problem, limit["letters"] - 40), state=clipped(one.state, LONGEST_STATE)
            ),
        }
        for one in shown
    ]
    return {"title": PROBLEMS.th, "none": NO_PROBLEMS.th, "items": items, "more": more}
