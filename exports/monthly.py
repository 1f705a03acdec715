"""The month in one workbook and one Thai text to copy: who reported, how plans and money stand (R-94, R-100)."""

from __future__ import annotations

from collections.abc import Sequence

from base.clock import now
from base.period import Month, Round
from base.thai import say_date
from base.words import Text
from exports.table import Column, Kind, Table, Value
from exports.tables import money, work
from exports.tables.figures import shown
from exports.view import Answer, View
from kpi import board, problem_list, project_list, speak
from kpi.board import MISSING, STATE_WORDS, BoardCell, BoardRow, State
from kpi.model import OFFICE, PLANS, Ask, Figure
from kpi.problem_list import ProblemLine
from kpi.project_list import ProjectLine

TITLE = Text("สรุปความคืบหน้าประจำเดือน{month}", "Monthly summary of {month}")
NOT_OVER = Text("เลือกเดือนที่สิ้นสุดแล้ว เพราะ{month}ยังไม่สิ้นสุด", "Choose a month that is over: {month} is not")
RECEIVED = frozenset({State.ON_TIME, State.LATE, State.UNDER_REVIEW})
AGENCIES = (
    Column("หน่วยงาน", width=34),
    Column("สถานะรายงาน", width=24),
    Column("ได้รับเมื่อ", Kind.DATE, 15),
    Column("ล่าช้า (วัน)", Kind.COUNT, 12),
    Column("โครงการที่รับผิดชอบ", Kind.COUNT, 14),
    Column("งบได้รับ (บาท)", Kind.BAHT, 20, is_summed=True),
    Column("งบเบิกจ่าย (บาท)", Kind.BAHT, 20, is_summed=True),
    Column("ร้อยละเบิกจ่าย (M4)", Kind.VALUE, 18),
    Column("ปัญหาที่ยังไม่ปิด", Kind.COUNT, 16, is_summed=True),
)
HEAD_LINE = Text("{title} (ข้อมูล ณ วันที่ {day} {standing})", "{title} (as of {day}, {standing})")
REPORTS = Text(
    "การส่งรายงาน: ได้รับ {received} จาก {expected} หน่วยงาน ตรงเวลา {on_time} ล่าช้า {late}",
    "Reports: {received} of {expected} received, {on_time} on time, {late} late",
)
OWED = Text("ค้างส่ง {count} หน่วยงาน ได้แก่ {names}", "{count} owed: {names}")
MONEY = Text(
    "งบดำเนินงาน: เบิกจ่ายสะสม {paid} จาก {allocated} บาท คิดเป็น{value} ({status})",
    "Budget: {paid} of {allocated} baht, {value} ({status})",
)
BY_PLAN = Text("ผลการดำเนินงานตามแผน", "By plan")
PLAN = Text(
    "   {plan}: {value} โครงการ {count} แล้วเสร็จ {done} ล่าช้า {late}",
    "   {plan}: {value}, {count} projects, {done} done, {late} late",
)
PROBLEMS = Text(
    "ปัญหา/อุปสรรค: ยังไม่ปิด {count} เรื่อง ยังไม่มีแผน {unplanned} เกินกำหนด {overdue}",
    "Problems: {count} open, {unplanned} without plan, {overdue} overdue",
)


class MonthRefused(ValueError):
    """A month that cannot be summed up yet; `text` says which to choose."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.th)


def ask_of(asked: Ask, month: Month) -> Ask:
    """The question as of the month's last day, in the round that the month lies in. Raises MonthRefused."""
    if month.last_day >= min(now(), asked.known_at).date():
        raise MonthRefused(Text(NOT_OVER.th.format(month=month.say()), NOT_OVER.en.format(month=month.say("en"))))
    return Ask(Round.of(month.last_day), month.last_day, asked.known_at, asked.official, True)


def title(month: Month) -> str:
    return TITLE.th.format(month=month.say(full=True))


class Monthly:
    """What the month says; `view.ask` is that of `ask_of`."""

    def __init__(self, view: View, month: Month) -> None:
        self.view, self.month = view, month
        shown_board = board.board(view.build, month.fiscal_year, view.ask.known_at)
        at = shown_board.months.index(month)
        self.reports: list[tuple[BoardRow, BoardCell]] = [
            (row, row.cells[at]) for row in shown_board.rows if row.cells[at].state is not State.NOT_EXPECTED
        ]
        self.projects: Sequence[ProjectLine] = project_list.overview(view.build, view.ask)
        self.problems: Sequence[ProblemLine] = [
            one for one in problem_list.overview(view.build, view.ask) if one.is_open
        ]
        self.found = {(one.kpi, one.scope): one for one in view.figures}

    def tables(self) -> Answer:
        """Per plan, per agency, and the open problems with the words that may be read."""
        plans, printed = money.performance(self.view.figures, self.projects, self.view.names)
        agencies = Table("สรุปรายหน่วยงาน", AGENCIES, tuple(self._agency(row, cell) for row, cell in self.reports))
        open_ = work.problems([one for one in self.problems if self.view.may_read(one.agency)], self.view.names)
        office = [self.found[code, OFFICE] for code in ("C1", "K3", "M1", "M2") if (code, OFFICE) in self.found]
        return (plans[0], agencies, open_), (*printed, *office)

    def text(self) -> str:
        """Plain Thai sentences to copy into a message; the reference is added by whoever issues it."""
        states = [cell.state for _, cell in self.reports]
        owed = [row.name.th for row, cell in self.reports if cell.state in MISSING]
        lines = [
            REPORTS.say(
                received=sum(state in RECEIVED for state in states),
                expected=len(states),
                on_time=states.count(State.ON_TIME),
                late=states.count(State.LATE),
            ),
            *([OWED.say(count=len(owed), names=", ".join(owed))] if owed else []),
            self._budget(self.found["C1", OFFICE]),
            "\n".join([BY_PLAN.th, *(self._plan(plan) for plan in PLANS if ("K3", plan) in self.found)]),
            PROBLEMS.say(
                count=len(self.problems),
                unplanned=sum(one.state is problem_list.State.UNPLANNED for one in self.problems),
                overdue=sum(one.state is problem_list.State.OVERDUE for one in self.problems),
            ),
        ]
        standing = dict(self.view.filters)["สถานะข้อมูล"]
        head = HEAD_LINE.say(title=title(self.month), day=say_date(self.view.ask.as_of), standing=standing)
        return "\n".join([head, *(f"{number}. {line}" for number, line in enumerate(lines, 1))])

    def _budget(self, c1: Figure) -> str:
        paid, allocated = speak.amount(c1.numerator), speak.amount(c1.denominator)
        return MONEY.say(paid=paid, allocated=allocated, value=speak.value(c1), status=speak.status(c1))

    def _plan(self, plan: str) -> str:
        own = [one for one in self.projects if one.plan == plan]
        return PLAN.say(
            plan=self.view.names.get(plan, plan),
            value=speak.value(self.found["K3", plan]),
            count=len(own),
            done=sum(one.is_implemented for one in own),
            late=sum(one.is_lagging for one in own),
        )

    def _agency(self, row: BoardRow, cell: BoardCell) -> tuple[Value, ...]:
        spent = self.found.get(("M4", row.agency))
        paid, allocated = money.baht(spent) if spent else (None, None)
        return (
            row.name.th,
            STATE_WORDS[cell.state].th,
            cell.received_at.date() if cell.received_at else None,
            cell.days_late,
            sum(row.agency in one.reporters for one in self.projects),
            allocated,
            paid,
            shown(spent) if spent else None,
            sum(one.agency == row.agency for one in self.problems),
        )
