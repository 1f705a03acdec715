"""The brief of a track on one A4 page, as PDF and as picture: what stands, what is late, what is to be decided.

However long names and lists are, it is one page: lists are cut with what is left out stated, until everything fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from base.period import Month
from base.thai import say_date
from base.words import Text
from exports.content import Content, Indicator, LateAgency, PlanEntry, ProblemEntry
from exports.masthead import head
from exports.reference import Reference
from exports.typeset import Data, Page, clipped, one_page, some
from kpi import speak
from kpi.chart import ChartSpec, Point
from kpi.model import ASSESSEES, Figure, Status, Unit

CARDS = ("C1", "C2", "C3", "C4", "K1", "K2", "K3", "K4")
WATCHED_CODES = ("M1", "M2", "M4", "M5", "M8", "M9")
WATCHED = Text(
    "ตัวชี้วัดติดตาม (คู่มือไม่ได้กำหนดเป้าหมาย · * รายงานยังไม่ครบ)",
    "Monitoring measures (no target in the manual · * reports incomplete)",
)
PARTIAL = "*"
MONTHS = Text("ร้อยละการเบิกจ่ายสะสมรายเดือน {year}", "Cumulative disbursement by month, {year}")
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
MATTERS = Text("ประเด็นเสนอที่ประชุม", "Matters for the meeting")
AGENCIES, THINGS, ITEMS = "แห่ง", "เรื่อง", "รายการ"
BY = Text("{step} ภายใน {day}", "{step} by {day}")
OVERDUE = Text("{step} เกินกำหนด {days} วัน", "{step}, {days} days overdue")

LIMITS = (
    {
        "plans": 9,
        "late": 8,
        "problems": 7,
        "matters": 6,
        "letters": 170,
        "space": 4,
        "inset": 3,
        "card": 72,
        "chart": 92,
    },
    {
        "plans": 8,
        "late": 5,
        "problems": 4,
        "matters": 6,
        "letters": 140,
        "space": 3,
        "inset": 2,
        "card": 66,
        "chart": 76,
    },
    {
        "plans": 6,
        "late": 4,
        "problems": 3,
        "matters": 5,
        "letters": 120,
        "space": 2,
        "inset": 1,
        "card": 66,
        "chart": 60,
    },
    {
        "plans": 4,
        "late": 2,
        "problems": 1,
        "matters": 3,
        "letters": 60,
        "space": 1,
        "inset": 1,
        "card": 64,
        "chart": 48,
    },
)
"""From generous to tight; the last fits whatever the names are, because every text in it is cut."""
LONGEST_NAME, LONGEST_STATE, LONGEST_HEADLINE = 40, 30, 90


def brief(content: Content, reference: Reference, page: Page = "pdf", digits: speak.Digits = "arabic") -> bytes:
    """The brief of a track. `page`: a tagged PDF, or a picture of it."""
    return one_page("brief.typ", forms(content, reference), page, digits)


def pdf(content: Content, reference: Reference) -> bytes:
    """The brief as PDF."""
    return brief(content, reference)


def png(content: Content, reference: Reference) -> bytes:
    """The brief as a picture."""
    return brief(content, reference, "png")


def forms(content: Content, reference: Reference) -> Iterator[Data]:
    """The page's data, from generous to tight."""
    for limit in LIMITS:
        yield head(content.title, content.track_name, content.citation, reference, content.is_preliminary) | body(
            content, limit
        )


def body(content: Content, limit: dict[str, int]) -> dict[str, Any]:
    found = {one.kpi.code: one for one in content.indicators}
    c1 = found.get("C1")
    matters, left = some(list(content.matters), limit["matters"], ITEMS)
    said = [clipped(one, limit["letters"] + 80) for one in matters]
    return {
        "headline": clipped(content.headline, LONGEST_HEADLINE),
        "cards": [_card(found[code]) for code in CARDS if code in found],
        "card_height": limit["card"],
        "chart": limit["chart"],
        "space": limit["space"],
        "bars": _bars(c1.parts if c1 else None, c1),
        "months": _months(c1.trend if c1 else None, content),
        "tables": [
            *([_matrix(content, limit)] if content.cascaded else []),
            *([_plans(content.plans, limit, is_narrow=content.is_office)] if content.plans else []),
        ],
        "watched": {
            "title": WATCHED.th,
            "items": [_watched(found[code]) for code in WATCHED_CODES if code in found],
        },
        "late": _late(content.late, limit),
        "problems": _problems(content.problems, limit),
        "matters": {
            "title": MATTERS.th,
            "items": [*said, *([left] if left else [])],
            "numbers": [str(number) for number in range(1, len(said) + 2)],
        },
    }


def _card(one: Indicator) -> dict[str, Any]:
    figure = one.figure
    word = "" if figure.unit is Unit.MONTH else speak.UNIT_WORDS[figure.unit].th
    is_before = figure.unit in (Unit.PERCENT, Unit.LEVEL)
    shown = speak.display(figure)
    has_target = figure.status in (Status.PASS, Status.FAIL)
    return {
        "code": one.kpi.code,
        "name": one.kpi.short.th,
        "value": shown or speak.NOTHING,
        "before": word if is_before and shown else "",
        "after": word if not is_before and shown else "",
        "status": figure.status.value,
        "said": f"{one.status} ({one.target})" if has_target else one.status,
        "partial": one.coverage if one.is_partial else "",
    }


def _watched(one: Indicator) -> dict[str, Any]:
    return {
        "name": f"{one.kpi.code} {one.kpi.short.th}",
        "value": one.value,
        "partial": one.is_partial,
        "mark": PARTIAL,
    }


def _bars(spec: ChartSpec | None, one: Indicator | None) -> dict[str, Any]:
    if spec is None or one is None:
        return {"title": "", "summary": "", "points": [], "most": 1.0, "target": None}
    most = _most(spec)
    target = next((line for line in spec.lines if line.is_target), None)
    return {
        "title": clipped(spec.title, 60),
        "summary": spec.summary,
        "most": most,
        "points": [_point(clipped(point.label, LONGEST_NAME), point) for point in spec.points[:6]],
        "target": {"part": float(target.value), "label": target.label} if target else None,
    }


def _months(spec: ChartSpec | None, content: Content) -> dict[str, Any]:
    title = MONTHS.say(year=content.ask.round.fiscal_year.say())
    if spec is None:
        return {"title": title, "summary": "", "points": [], "most": 1.0, "targets": []}
    return {
        "title": title,
        "summary": spec.summary,
        "most": _most(spec),
        "points": [_month(at, point, len(spec.points)) for at, point in enumerate(spec.points)],
        "targets": [
            {"part": float(line.value), "first": line.first, "last": line.last, "label": line.label}
            for line in spec.lines
            if line.is_target
        ],
    }


def _month(at: int, point: Point, count: int) -> dict[str, Any]:
    """A column; a target is one of a round's end, so only the last month and the ends of rounds have its colour."""
    shown = _point(point.label.split(" ")[0], point)
    is_compared = at == count - 1 or at % 6 == 5
    return shown if is_compared or point.value is None else shown | {"status": Status.NO_TARGET.value}


def _month_name(month: Month) -> str:
    return month.say().split(" ")[0]


def _most(spec: ChartSpec) -> float:
    """The value at the end of the scale; lengths are drawn, never read back as figures."""
    points = [one.value for one in spec.points if one.value is not None]
    values = [*points, *(one.value for one in spec.lines)]
    return float(max([*values, Decimal(1)])) * 1.03


def _point(label: str, point: Point) -> dict[str, Any]:
    return {
        "label": label,
        "part": None if point.value is None else float(max(point.value, Decimal(0))),
        "shown": point.shown,
        "status": point.status.value,
        "partial": point.is_partial,
    }


def _cell(words: str, status: Status | None = None, *, is_bold: bool = False) -> dict[str, Any]:
    return {"words": words, "status": status.value if status else None, "bold": is_bold}


def _value_cell(figure: Figure | None) -> dict[str, Any]:
    if figure is None:
        return _cell(speak.NOTHING)
    shown = speak.display(figure) or speak.NOTHING
    words = shown if shown == speak.SHAPE[figure.status] else f"{speak.SHAPE[figure.status]} {shown}"
    return _cell(words, figure.status, is_bold=True)


def _matrix(content: Content, limit: dict[str, int]) -> dict[str, Any]:
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


def _plans(found: Sequence[PlanEntry], limit: dict[str, int], *, is_narrow: bool) -> dict[str, Any]:
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


def _late(found: Sequence[LateAgency], limit: dict[str, int]) -> dict[str, Any]:
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


def _problems(found: Sequence[ProblemEntry], limit: dict[str, int]) -> dict[str, Any]:
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
