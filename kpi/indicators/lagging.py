"""M8 จำนวนโครงการล่าช้า: projects behind the share of their time that has passed (manual 4.6(5))."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from base.period import FiscalYear, Round
from base.words import Text
from kpi.cells import source_rows
from kpi.facts import COUNTING, Facts, last_full_month
from kpi.indicators.declared import Counted, Question, Rule
from kpi.indicators.k3 import NO_PROJECT, ROLLED_UP, Standing, plan_standings, standings
from kpi.indicators.k4 import plans_of
from kpi.indicators.plan_items import OWNERS
from kpi.indicators.progress_cells import progress_coverage, trace_projects
from kpi.kept import kept
from kpi.model import OFFICE, PLANS, Family, Kpi, Source, Unit
from kpi.project_facts import Project

DAY = timedelta(days=1)

NO_PROJECT_AT_ALL = Text("ยังไม่มีโครงการที่นับได้", "There is no countable project yet")
NO_MONTH = Text("ยังไม่สิ้นเดือนแรกของปีงบประมาณ", "The first month of the fiscal year is not over yet")
OUT_OF = Text("จากโครงการที่นับได้ {total} โครงการ", "Of {total} countable projects")

M8 = Kpi(
    code="M8",
    name=Text("จำนวนโครงการที่ล่าช้ากว่าเวลาที่ผ่านไป", "Projects that lag behind"),
    short=Text("โครงการล่าช้า", "Lagging projects"),
    definition=Text(
        "โครงการที่นับได้ซึ่งความก้าวหน้า (ร้อยละ) ต่ำกว่าสัดส่วนเวลาที่ผ่านไปถึงสิ้นเดือนล่าสุดเกินจำนวนจุดที่ตั้งไว้ "
        "เวลานับตามวันเริ่มและวันสิ้นสุดของโครงการเฉพาะส่วนที่อยู่ในปีงบประมาณ หากไม่ระบุใช้ทั้งปีงบประมาณ",
        "Countable projects whose progress is further below the share of time passed by the end of the last full month "
        "than the tolerance set. Time runs from the project's first to its last day within the fiscal year, or over "
        "the whole fiscal year where it names none.",
    ),
    numerator=Text("โครงการที่ล่าช้า", "Lagging projects"),
    denominator=Text("", ""),
    unit=Unit.ITEMS,
    family=Family.MONITORING,
    source="4.6(5)",
    scopes=(OFFICE, *OWNERS, *PLANS),
    data=("projects", "progress"),
    version="1",
    effective_from=date(2015, 10, 1),
    ambiguities=("A-26", "A-27", "A-29"),
    settings=("m8.tolerance_points", "k3.cancel_needs_approval", "annual.final_numbers"),
)


def time_share(project: Project, year: FiscalYear, day: date) -> Fraction:
    """The share of a project's time within the fiscal year that has passed at the end of `day`, from 0 to 1."""
    start = max(project.start_date or year.start, year.start)
    end = min(project.end_date or year.end, year.end)
    if day < start:
        return Fraction(0)
    return Fraction(1) if day >= end else Fraction((day - start + DAY).days, (end - start + DAY).days)


def is_lagging(question: Question, one: Standing) -> bool:
    """Whether a project is further behind its time than the tolerance; exactly the tolerance is not yet lagging."""
    return one.project.project_code in lagging_projects(question)


def lagging_projects(question: Question) -> frozenset[str]:
    """The codes of all projects that are further behind their time than the tolerance."""
    return _lagging(question.facts, question.as_of, Fraction(question.setting("m8.tolerance_points")))


@kept
def _lagging(facts: Facts, as_of: date, tolerance: Fraction) -> frozenset[str]:
    day = last_full_month(as_of).last_day
    plans = standings(Question(facts, OFFICE, Round.of(as_of), as_of)).values()
    least: dict[tuple[date | None, date | None], Fraction] = {}
    found = set()
    for one in (one for plan in plans for one in plan):
        days = one.project.start_date, one.project.end_date
        if days not in least:
            least[days] = time_share(one.project, facts.year, day) * 100 - tolerance
        if one.progress_pct < least[days]:
            found.add(one.project.project_code)
    return frozenset(found)


def in_scope(question: Question) -> tuple[list[Standing], bool]:
    """The countable projects of the scope, endorsed plan or not, and whether they are those of the annual plans."""
    if question.scope in PLANS:
        return plan_standings(question, question.scope)
    items = question.facts.items()
    owned = {*plans_of(question), *(code for code, item in items.items() if item.owner == question.scope)}
    plans = standings(question)
    return [one for plan in plans for one in plans[plan] if question.scope == OFFICE or plan in owned], False


def count(question: Question) -> Counted:
    """How many lag; without a project or before the first month is over there is no data, which is not 0."""
    if last_full_month(question.as_of).last_day < question.facts.year.start:
        return Counted(None, None, NO_MONTH)
    found, is_rolled_up = in_scope(question)
    if not found:
        return Counted(None, None, NO_PROJECT if question.scope in PLANS else NO_PROJECT_AT_ALL)
    notes = (OUT_OF.filled(total=len(found)), *((ROLLED_UP,) if is_rolled_up else ()))
    lagging = lagging_projects(question)
    return Counted(Fraction(sum(one.project.project_code in lagging for one in found)), None, None, notes)


def trace(question: Question) -> tuple[Source, ...]:
    """Per lagging project its register line (counted by its code), its days, and the rows behind its progress."""
    if last_full_month(question.as_of).last_day < question.facts.year.start:
        return ()
    found, _ = in_scope(question)
    lagging = {one.project.project_code: False for one in found if is_lagging(question, one)}
    days = _days(question)
    sources: list[Source] = []
    for source in trace_projects(question, lagging, ()):
        # The project itself is what M8 counts; K3 has it below the line.
        is_project = source.role == "+denominator"
        sources.append(replace(source, role="+numerator") if is_project else source)
        if is_project:
            sources.extend(days.get(source.item, ()))
    return tuple(sources)


def _days(question: Question) -> dict[str, list[Source]]:
    """Project → the cells of its own first and last day."""
    facts, fields = question.facts, ("project_code", "start_date", "end_date")
    rows = source_rows(facts.build, "projects", fields, COUNTING, facts.counting("projects"))
    codes = ((str(row.values["project_code"]), row) for row in rows)
    return {code: row.cells(fields[1:], "basis", code) for code, row in codes}


RULES = (Rule(M8, count, progress_coverage, trace),)
