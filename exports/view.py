"""A page as one workbook: the tables that it shows, for the same question and the same choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from base.thai import say_date, say_moment
from base.words import Text
from exports import comments
from exports.table import Table
from exports.tables import explained, money, work
from exports.tables import figures as of_figures
from kpi import agency as agencies
from kpi import board, cite, group, measure, plans, pmqa, problem_list, project_list, provinces, quality
from kpi import technology as uses
from kpi.indicators import BY_CODE
from kpi.model import ASSESSEES, OFFICE, PLANS, UNITS, Ask, Family, Figure
from kpi.problem_list import ProblemLine
from kpi.project_list import ProjectLine
from kpi.provinces import By
from kpi.sharing import Recalling
from kpi.store import Build

FISCAL_YEAR = Text("ปีงบประมาณ พ.ศ.", "Fiscal year (BE)")
ROUND = Text("รอบการประเมิน", "Round")
ROUND_NO = Text("รอบที่ {number}", "Round {number}")
CHOICES = {
    "kpi": Text("ตัวชี้วัด", "Indicator"),
    "scope": Text("ขอบเขต", "Scope"),
    "reporter": Text("หน่วยงาน", "Agency"),
    "unit": Text("กลุ่ม/ฝ่าย", "Unit"),
    "plan": Text("แผน", "Plan"),
    "measure": Text("เปรียบเทียบตาม", "Compared by"),
}
REGISTERS = ("agencies", "units", "plans", "bodies", "provinces")


@dataclass(frozen=True)
class View:
    """One page as somebody sees it: the question, the choices of the page, whose words they may read."""

    build: Build
    ask: Ask
    choices: Mapping[str, str] = field(default_factory=dict)
    may_read: Callable[[str], bool] = lambda agency: True

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the question."""
        return measure.every(self.build, self.ask)

    @cached_property
    def names(self) -> dict[str, str]:
        """Code → short name, out of every register, as known at the moment asked for."""
        seq, found = self.build.seq_at(self.ask.known_at), {OFFICE: "สำนักงาน (ผู้อำนวยการ)"}
        for table in REGISTERS:
            for code, row in self.build.reference(table, self.ask.as_of, seq).items():
                found.setdefault(code, row.get("short_th") or row.get("name_th") or code)
        return found

    def projects(self) -> list[ProjectLine]:
        """The projects line by line, for whoever may read what one of their agencies reported."""
        every = project_list.overview(self.build, self.ask)
        return [one for one in every if self.may_read("") or any(map(self.may_read, one.reporters))]

    def chosen(self, name: str, default: str) -> str:
        return self.choices.get(name) or default

    @cached_property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """Label and value of everything chosen."""
        asked, round_ = self.ask, self.ask.round
        common = (
            (FISCAL_YEAR.th, str(round_.fiscal_year.year_be)),
            (ROUND.th, ROUND_NO.th.format(number=round_.number)),
            ("ข้อมูล ณ วันที่", say_date(asked.as_of)),
            ("ตามที่บันทึกไว้ถึง", say_moment(asked.known_at)),
            ("สถานะข้อมูล", (cite.OFFICIAL if asked.official else cite.PROVISIONAL).th),
        )
        chosen = ((CHOICES[name].th, self.names.get(code, code)) for name, code in self.choices.items() if code)
        return (*common, *chosen)


Figures = tuple[Figure, ...]
Answer = tuple[tuple[Table, ...], Figures]
"""The tables of a page, and the figures that stand in them."""


def tables(slug: str, view: View) -> Answer:
    """The tables of a page, the definitions of its figures last. Raises KeyError for a page without tables."""
    own = View(Recalling(view.build), view.ask, view.choices, view.may_read)
    found, printed = (PAGES | REPORTS)[slug](own)
    codes = frozenset(one.kpi for one in printed)
    return (*found, of_figures.definitions(own.build, own.ask, codes or None)), printed


def citation(view: View) -> cite.Citation:
    """The citation of a page; its coverage is that of the Office's monthly reports."""
    covered = measure.one(view.build, "M2", OFFICE, view.ask).coverage
    return cite.citation(view.build, view.ask, covered)


def _overview(view: View) -> Answer:
    shown = [
        one
        for one in view.figures
        if one.scope == OFFICE or (one.scope in ASSESSEES and BY_CODE[one.kpi].family is Family.CASCADED)
    ]
    late = board.board(view.build, view.ask.round.fiscal_year, view.ask.known_at).overdue
    return (of_figures.figures("ตัวชี้วัด", shown, view.names), of_figures.owed(late)), tuple(shown)


def _rounds(view: View) -> Answer:
    year = view.ask.round.fiscal_year.year_be
    asks = tuple(
        view.ask if number == view.ask.round.number else measure.ask(year, number, known_at=view.ask.known_at)
        for number in (1, 2)
    )
    both = measure.both_rounds(view.build, (asks[0], asks[1]))
    shown = [one for one in both if BY_CODE[one.kpi].family is Family.CASCADED and BY_CODE[one.kpi].is_main]
    return (of_figures.figures("ตัวชี้วัดรายรอบ", shown, view.names),), tuple(shown)


def _plans(view: View) -> Answer:
    items = plans.overview(view.build, view.ask)
    shown = [one for one in view.figures if one.scope in PLANS]
    found = (work.plans(items, view.figures, view.names), work.events(items, view.names))
    return (*found, of_figures.figures("ตัวชี้วัดรายแผน", shown, view.names)), tuple(shown)


def _projects(view: View) -> Answer:
    shown = [one for one in view.figures if one.kpi in ("M6", "M8") and one.scope in (OFFICE, *PLANS)]
    lines = view.projects()
    return (work.projects(lines, view.names), of_figures.figures("ตัวชี้วัด", shown, view.names)), tuple(shown)


def _problems(view: View) -> Answer:
    lines = [one for one in problem_list.overview(view.build, view.ask) if view.may_read(one.agency)]
    return (work.problems(lines, view.names),), ()


def _budget(view: View) -> Answer:
    return money.report(view.build, view.ask, view.figures, view.names)


def _pmqa(view: View) -> Answer:
    shown = [one for one in view.figures if one.kpi in ("C3", "C3inv", "C4")]
    meetings = work.meetings(pmqa.meetings(view.build, view.ask), view.names)
    steps = work.steps(pmqa.review(view.build, view.ask), view.names)
    return (meetings, steps, of_figures.figures("ตัวชี้วัด", shown, view.names)), tuple(shown)


def _technology(view: View) -> Answer:
    shown = [one for one in view.figures if one.kpi == "C2"]
    found = uses.overview(view.build, view.ask, view.chosen("unit", OFFICE))
    return (work.uses(found, view.names), of_figures.figures("ตัวชี้วัด", shown, view.names)), tuple(shown)


def _agency(view: View) -> Answer:
    shown_board = board.board(view.build, view.ask.round.fiscal_year, view.ask.known_at)
    code = view.chosen("reporter", shown_board.rows[0].agency if shown_board.rows else "")
    shown = [one for one in view.figures if one.scope == code]
    lines = [one for one in view.projects() if code in one.reporters]
    told = agencies.overview(view.build, view.ask, code)
    problems: list[ProblemLine] = []
    if view.may_read(code):
        problems = [one for one in problem_list.overview(view.build, view.ask) if one.agency == code]
    found = (
        of_figures.figures("ตัวชี้วัด", shown, view.names),
        work.projects(lines, view.names),
        money.by_plan(told.money, view.names),
        work.problems(problems, view.names),
    )
    return found, tuple(shown)


def _group(view: View) -> Answer:
    unit = view.chosen("unit", UNITS[0])
    items = plans.overview(view.build, view.ask)
    late = board.board(view.build, view.ask.round.fiscal_year, view.ask.known_at).overdue
    own = group.of_unit(unit, items, project_list.overview(view.build, view.ask), late)
    codes = {item.code for item in own.items} | {unit}
    shown = [one for one in view.figures if one.scope in codes]
    found = (
        of_figures.figures("ตัวชี้วัด", shown, view.names),
        work.plans(own.items, view.figures, view.names),
        work.projects([one for one in view.projects() if one in own.projects], view.names),
        of_figures.owed(own.owed),
    )
    return found, tuple(shown)


def _provinces(view: View) -> Answer:
    by = By(view.chosen("measure", By.ON_TIME))
    return (work.provinces(provinces.ranked(view.build, view.ask, by), by),), ()


def _board(view: View) -> Answer:
    found = board.board(view.build, view.ask.round.fiscal_year, view.ask.known_at)
    shown = [one for one in view.figures if one.kpi in ("M1", "M2") and one.scope == OFFICE]
    listed = of_figures.figures("ตัวชี้วัด", shown, view.names)
    return (of_figures.board(found), of_figures.owed(found.overdue), listed), tuple(shown)


def _quality(view: View) -> Answer:
    shown = [one for one in view.figures if one.kpi == "M10"]
    found = of_figures.quality(quality.by_agency(view.build, view.ask), view.names)
    return (found, of_figures.figures("ตัวชี้วัด", shown, view.names)), tuple(shown)


def _indicator(view: View) -> Answer:
    code = view.chosen("kpi", "C1")
    shown = [one for one in view.figures if one.kpi == code]
    scope = view.chosen("scope", shown[0].scope if shown else OFFICE)
    months = [one for _, one in measure.series(view.build, code, scope, view.ask)]
    found = (
        of_figures.figures(f"{code} ทุกขอบเขต", shown, view.names),
        of_figures.figures(f"{code} รายเดือน", months, view.names),
        *_explained(view, shown),
    )
    return found, (*shown, *months)


def _commentary(view: View) -> Answer:
    said = comments.entries(view.build, view.ask, view.figures)
    return _explained(view, view.figures), tuple(one.figure for one in said)


def _explained(view: View, figures: Sequence[Figure]) -> tuple[Table, Table]:
    said = comments.entries(view.build, view.ask, figures)
    return explained.comments(said, view.names), explained.actions(said, view.names)


PAGES: dict[str, Callable[[View], Answer]] = {
    "overview": _overview,
    "rounds": _rounds,
    "plans": _plans,
    "projects": _projects,
    "problems": _problems,
    "budget": _budget,
    "pmqa": _pmqa,
    "technology": _technology,
    "agency": _agency,
    "group": _group,
    "provinces": _provinces,
    "board": _board,
    "quality": _quality,
    "indicator": _indicator,
    "commentary": _commentary,
}
"""Slug of a page → its tables."""


def _performance(view: View) -> Answer:
    return money.performance(view.figures, project_list.overview(view.build, view.ask), view.names)


REPORTS: dict[str, Callable[[View], Answer]] = {"performance": _performance}
"""Reports that are no page: รายงานผลงาน/ผลเงิน (4.6(5)); the report on the budget is the page `budget`."""
