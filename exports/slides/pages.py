"""The slides between the cover and the definitions: what the meeting reads."""

from __future__ import annotations

from collections.abc import Sequence

from base.palette import INK, SOFT, colour
from base.thai import say_date
from base.words import Text
from exports import comments
from exports.content import Indicator, PlanEntry, ProblemEntry
from exports.slides import fit, tables
from exports.slides.deck import Box, Deck, Line
from exports.slides.panels import about, cards, charts_of, comment, value
from exports.slides.tables import Cell, Column, Table
from kpi import speak
from kpi.indicators import BY_CODE
from kpi.model import ASSESSEES, Figure, Status

BAND_IN, SPARED_IN = 1.5, 0.3
"""Height of the band with the value, and what a commentary at the foot of the slide takes of it."""
MATTERS = Text("ประเด็นเสนอที่ประชุม", "Matters for the meeting")
NUMBERED = "{number}. {text}"
ALL = Text("สรุปผลทุกตัวชี้วัด", "All indicators")
OF_PAGES = Text("{title} ({page}/{pages})", "{title} ({page}/{pages})")
HEAD_INDICATOR, HEAD_VALUE = Text("ตัวชี้วัด", "Indicator"), Text("ผล", "Value")
HEAD_TARGET, HEAD_STATUS = Text("เป้าหมาย", "Target"), Text("สถานะ", "Status")
HEAD_COVERAGE = Text("ข้อมูล", "Data")

PLANS = Text("สถานะของแผน: เห็นชอบครบแล้ว {done} จาก {count} รายการ", "Plans: {done} of {count} endorsed")
PLANS_LATE = Text("แผนเกินกำหนด {late} จาก {count} รายการ", "{late} of {count} plans overdue")
NO_PLANS = Text("ยังไม่มีแผนในรอบงานนี้", "No plan in this cycle")
PLAN_HEADS = (
    (Text("แผน", "Plan"), 4.4),
    (Text("สถานะ", "State"), 2.5),
    (Text("ขั้นต่อไป", "Next"), 2.6),
    (Text("K3 (ร้อยละ)", "K3 (%)"), 1.1),
    (Text("K4 (ระดับ)", "K4 (level)"), 1.0),
)
SINCE, BY_DAY = Text("ตั้งแต่ {day}", "since {day}"), Text("ภายใน {day}", "by {day}")
OVERDUE = Text("เกินกำหนด {count} วัน", "{count} days overdue")

LATE = Text("หน่วยงานค้างส่งรายงาน {count} แห่ง รวม {reports} ฉบับ", "{count} agencies owe {reports} reports")
LATE_HEADS = (
    (Text("หน่วยงาน", "Agency"), 6.4),
    (Text("เดือนที่ค้าง", "Months"), 3.4),
    (Text("ล่าช้า (วัน)", "Days late"), 1.2),
    (Text("สถานะ", "State"), 1.6),
)

PROBLEMS = Text(
    "ปัญหา/อุปสรรคที่ยังไม่ปิด {count} เรื่อง ยังไม่มีแผนแก้ไข {bare} เรื่อง", "{count} open problems, {bare} without a plan"
)
NO_PROBLEMS = Text("ไม่มีปัญหา/อุปสรรคที่ยังไม่ปิด", "No open problem")
FIRST_OF = Text("แสดง {shown} เรื่องแรกจาก {count} เรื่อง เรื่องทั้งหมดอยู่ในไฟล์ตาราง", "the first {shown} of {count}")
PROBLEM_HEADS = (
    (Text("โครงการ/หน่วยงาน", "Project/agency"), 3.5),
    (Text("ปัญหา/อุปสรรค", "Problem"), 3.7),
    (Text("แนวทางแก้ไข", "Action"), 3.2),
    (Text("ผู้รับผิดชอบ/กำหนด", "Owner/by"), 1.9),
)
PROPOSED = Text("หน่วยงานเสนอ: {solution}", "Agency proposes: {solution}")
NO_ACTION = Text("ยังไม่ได้กำหนด", "Not decided")
PROBLEM_PAGES = 3

DEFINITIONS = Text("นิยามและที่มาของตัวชี้วัด", "Definitions and sources")
DEFINITION_HEADS = (
    (Text("ตัวชี้วัด", "Indicator"), 2.7),
    (Text("นิยามและวิธีคำนวณ", "Definition"), 8.1),
    (Text("คู่มือ", "Manual"), 1.2),
    (Text("รุ่น", "Version"), 0.7),
)
MANUAL = Text("ข้อ {source}", "section {source}")


def meeting(deck: Deck) -> None:
    """The headline with the assessed figures, and what the meeting is asked to do."""
    content = deck.content
    matters = [NUMBERED.format(number=number, text=text) for number, text in enumerate(content.matters, 1)]
    page = deck.page(content.headline, [MATTERS.th, *matters])
    if content.is_office:
        used = _matrix(deck, page.body, content.cascaded, page)
    else:
        used = cards(page, page.body, [one for one in content.indicators if one.is_assessed][:4])
    box = page.body.below(used, 0.2)
    words = "\n".join(matters)
    size = fit.size_for(words, (box.width, box.height - 0.6), 26, 14)
    page.write(box, [Line(MATTERS.th, 28, True, after_pt=4), *(Line(text, size, after_pt=3) for text in matters)])


def _matrix(deck: Deck, box: Box, figures: Sequence[Figure], page: object) -> float:
    """C1–C4 of the five assessees."""
    codes = list(dict.fromkeys(one.kpi for one in figures))
    found = {(one.kpi, one.scope): one for one in figures}
    columns = [Column(HEAD_INDICATOR.th, 2.9), *(Column(deck.content.names.get(s, s), 2.3) for s in ASSESSEES)]
    rows = [
        [Cell(f"{code} {BY_CODE[code].short.th}", INK, True), *(_status_cell(found.get((code, s))) for s in ASSESSEES)]
        for code in codes
    ]
    table = Table(columns, rows, 22)
    return tables.put(page, box, table, rows, ALL.th)  # type: ignore[arg-type]


def _status_cell(figure: Figure | None) -> Cell:
    if figure is None:
        return Cell(speak.NOTHING)
    if figure.value is None:
        return Cell(speak.status(figure), SOFT)
    shape = speak.SHAPE[figure.status]
    return Cell(f"{shape} {speak.value(figure)}", colour(figure.status), figure.status is not Status.NO_TARGET)


def summary(deck: Deck) -> None:
    """Every main indicator: value, target, status, coverage."""
    columns = [
        Column(HEAD_INDICATOR.th, 5.6),
        Column(HEAD_VALUE.th, 1.7, True),
        Column(HEAD_TARGET.th, 2.3, True),
        Column(HEAD_STATUS.th, 2.9),
        Column(HEAD_COVERAGE.th, 1.1, True),
    ]
    rows = [_summary_row(one) for one in deck.content.indicators]
    _paged(deck, ALL.th, Table(columns, rows, 20))


def _summary_row(one: Indicator) -> list[Cell]:
    covered = one.figure.coverage
    said = f"{covered.received}/{covered.expected}" if covered.expected else speak.NOTHING
    return [
        Cell(f"{one.kpi.code} {one.kpi.name.th}"),
        Cell(one.value, is_bold=True),
        Cell(speak.NOTHING if one.figure.target is None else one.target),
        Cell(f"{one.shape} {one.status}", colour(one.figure.status), one.figure.status in (Status.PASS, Status.FAIL)),
        Cell(said, SOFT if not one.is_partial else colour(Status.FAIL)),
    ]


def indicator(deck: Deck, one: Indicator) -> None:
    """One indicator: the finding, the value with what it is made of, its course and its parts."""
    page = deck.page(one.title, about(one))
    said = comments.lines(one.comment) if one.comment else []
    high = BAND_IN - SPARED_IN * bool(said)
    value(page, Box(page.body.left, page.body.top, page.body.width, high), one, deck.content.names)
    rest = page.body.below(high, 0.12)
    used = comment(page, rest, said) if said else 0
    charts_of(page, Box(rest.left, rest.top, rest.width, rest.height - used), one)


def plans(deck: Deck) -> None:
    """Where every strategy, plan and proposal stands."""
    found = deck.content.plans
    if not found:
        return
    late = sum(bool(one.days_overdue) for one in found)
    done = sum(one.tone is Status.PASS for one in found)
    title = PLANS_LATE.say(late=late, count=len(found)) if late else PLANS.say(done=done, count=len(found))
    columns = [Column(head.th, share, place > 2) for place, (head, share) in enumerate(PLAN_HEADS)]
    notes = [_chain(one) for one in found]
    _paged(deck, title, Table(columns, [_plan_row(one) for one in found], 20), notes)


def _plan_row(one: PlanEntry) -> list[Cell]:
    since = f"\n{SINCE.say(day=say_date(one.since))}" if one.since else ""
    due = f"\n{BY_DAY.say(day=say_date(one.due))}" if one.due else ""
    late = f"\n{speak.SHAPE[Status.FAIL]} {OVERDUE.say(count=f'{one.days_overdue:,}')}"
    waits = one.waits_for or speak.NOTHING
    return [
        Cell(f"{one.name}\n{one.owner}" if one.owner else one.name),
        Cell(f"{speak.SHAPE[one.tone]} {one.state}{since}", colour(one.tone)),
        Cell(waits + (late if one.days_overdue else due), colour(Status.FAIL) if one.days_overdue else INK),
        *(Cell((speak.display(f) if f else None) or speak.NOTHING) for f in (one.success, one.level)),
    ]


def _chain(one: PlanEntry) -> str:
    said = [f"{body} {word}{' ' + say_date(day) if day else ''}" for body, word, day in one.chain]
    return f"{one.name}: {' → '.join(said)}"


def late(deck: Deck) -> None:
    """The agencies that owe a report, the longest first; no slide where none does."""
    owed = deck.content.late
    if not owed:
        return
    title = LATE.say(count=len(owed), reports=sum(len(one.months) for one in owed))
    columns = [Column(head.th, share, place == 2) for place, (head, share) in enumerate(LATE_HEADS)]
    rows = [
        [
            Cell(one.full_name),
            Cell(", ".join(month.say() for month in one.months)),
            Cell(f"{one.days_late:,}", is_bold=True),
            Cell(f"{speak.SHAPE[Status.FAIL]} {one.state}", colour(Status.FAIL)),
        ]
        for one in owed
    ]
    _paged(deck, title, Table(columns, rows, 20))


def problems(deck: Deck) -> None:
    """Open problems with who does what by when; the first slides of many, and how many there are."""
    found = deck.content.problems
    if not found:
        return
    bare = sum(not one.action for one in found)
    title = PROBLEMS.say(count=len(found), bare=bare)
    columns = [Column(head.th, share) for head, share in PROBLEM_HEADS]
    _paged(deck, title, Table(columns, [_problem_row(one) for one in found], 18), most=PROBLEM_PAGES)


def _problem_row(one: ProblemEntry) -> list[Cell]:
    place = " · ".join(part for part in (one.agency, one.province) if part)
    action = one.action or (PROPOSED.say(solution=one.solution) if one.solution else NO_ACTION.th)
    late = f"\n{OVERDUE.say(count=f'{one.days_overdue:,}')}" if one.days_overdue else ""
    due = f"\n{BY_DAY.say(day=say_date(one.due))}" if one.due else ""
    shape = speak.SHAPE[one.tone]
    return [
        Cell(f"{one.project}\n{place}"),
        Cell(f"{one.problem}\n{SINCE.say(day=one.since.say())}"),
        Cell(action, INK if one.action else SOFT),
        Cell(f"{one.owner}{due}{late}" if one.owner else f"{shape} {one.state}", colour(one.tone)),
    ]


def definitions(deck: Deck) -> None:
    """What every indicator of the deck means, and where the manual says so."""
    columns = [Column(head.th, share) for head, share in DEFINITION_HEADS]
    rows = [
        [
            Cell(f"{one.kpi.code} {one.kpi.name.th}", INK, True),
            Cell(one.kpi.definition.th),
            Cell(MANUAL.say(source=one.kpi.source)),
            Cell(one.kpi.version),
        ]
        for one in deck.content.indicators
    ]
    _paged(deck, DEFINITIONS.th, Table(columns, rows, 18))


def _paged(deck: Deck, title: str, table: Table, notes: Sequence[str] = (), most: int | None = None) -> None:
    """A table over as many slides as it needs, or the first `most` of them and how much that is of the whole."""
    body = Box(deck.body.left, deck.body.top, deck.body.width, deck.body.height - (0.3 if most else 0))
    table = table.short(body).fewest(body)
    parts = table.parts(body)
    shown = parts if most is None else parts[:most]
    for number, rows in enumerate(shown, 1):
        said = OF_PAGES.say(title=title, page=number, pages=len(shown)) if len(shown) > 1 else title
        page = deck.page(said, notes)
        box = Box(page.body.left, page.body.top, page.body.width, page.body.height)
        used = tables.put(page, box, table, rows, title)
        if len(shown) < len(parts) and number == len(shown):
            line = FIRST_OF.say(shown=sum(map(len, shown)), count=len(table.rows))
            page.write(box.below(used, 0.02), [Line(line, 14, colour=SOFT)])
