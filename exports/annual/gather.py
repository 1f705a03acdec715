"""Asks `kpi` everything that the annual report of a year says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from base.period import FiscalYear, Month, Round
from base.thai import say_date
from base.words import Text
from exports import gather
from exports.content import Content
from kpi import annual_texts, calendar, commentary, measure, papers, practice, project_list
from kpi.annual_texts import Annual
from kpi.board import MISSING, board
from kpi.commentary import Comment
from kpi.model import Ask, Figure
from kpi.project_list import ProjectLine
from kpi.sharing import Recalling
from kpi.store import Build

SEPTEMBER = 11
"""Place among the months of a fiscal year."""
PROVISIONAL = Text(
    "ตัวเลขในรายงานนี้เป็นข้อมูลเบื้องต้น เพราะรายงานเดือน{month} ครบกำหนดส่งวันที่ {due}",
    "Figures are provisional: the report of {month} is due on {due}",
)
FINAL = Text(
    "ตัวเลขในรายงานนี้เป็นตัวเลขสุดท้ายตามรายงานเดือน{month} ซึ่งครบกำหนดส่งเมื่อวันที่ {due} และได้รับครบทุกหน่วยงาน",
    "Final figures by the reports of {month}, due on {due}; all received",
)
INCOMPLETE = Text(
    "ตัวเลขในรายงานนี้เป็นไปตามรายงานเดือน{month} ซึ่งครบกำหนดส่งเมื่อวันที่ {due} โดยยังขาดรายงานของ {count} หน่วยงาน ได้แก่ {names}",
    "Figures by the reports of {month}, due on {due}; {count} agencies are missing: {names}",
)
HALF = Text(
    "ตัวเลขในรายงานนี้เป็นผลครึ่งปีแรกถึงสิ้นเดือน{month} ยังไม่ใช่ผลทั้งปี",
    "Figures of the first half-year to the end of {month}, not of the whole year",
)
NAMED = 8
AND_OTHERS = " และหน่วยงานอื่น"


@dataclass(frozen=True, slots=True)
class Year:
    """Everything that is said of one fiscal year, as known at one moment."""

    fiscal_year: FiscalYear
    content: Content
    annual: Annual
    projects: tuple[ProjectLine, ...]
    comments: tuple[Comment, ...]
    """Cause and remedy of each figure below its target, the last version."""
    agencies: Mapping[str, str]
    """Code → full name of the agencies that report in the year, the Ministry's first."""
    plans: Mapping[str, str]
    provinces: Mapping[str, str]
    september: str
    """Whether the numbers are final, in one sentence."""
    is_provisional: bool
    """The report of September is not due yet."""

    @property
    def ask(self) -> Ask:
        return self.content.ask

    def figure(self, kpi: str, scope: str) -> Figure | None:
        """One figure of the year; None where the indicator has no such scope."""
        return next((one for one in self.content.figures if (one.kpi, one.scope) == (kpi, scope)), None)

    def name(self, code: str) -> str:
        """The short name of an agency, unit or plan."""
        return self.content.names.get(code) or self.agencies.get(code) or code


def ask(year: FiscalYear, known_at: datetime, *, official: bool = True, round_number: int = 2) -> Ask:
    """The question of the annual report: the year's last day, or the day of asking while the year runs.

    With `round_number` 1 it is the half-year's: as of 31 March.
    """
    day = min(Round(year, round_number).end, known_at.date())
    number = 1 if day < year.months[6].first_day else 2
    return papers.pinned(
        measure.ask(year.year_be, number, as_of=day, known_at=known_at, official=official, now=known_at), known_at
    )


def year(build: Build, asked: Ask) -> Year:
    """What the report of the asked year says."""
    build = Recalling(build)
    fiscal_year, seq = asked.round.fiscal_year, build.seq_at(asked.known_at)
    content = gather.content(build, asked)
    registered = build.reference("agencies", fiscal_year.end, seq)
    shown = board(build, fiscal_year, asked.known_at)
    sentence, is_provisional = _september(build, asked, fiscal_year.months[SEPTEMBER])
    written = commentary.overview(build, asked)
    below = [written.in_force(one.kpi, one.scope) for one in commentary.off_target(content.figures)]
    return Year(
        fiscal_year=fiscal_year,
        content=content,
        annual=annual_texts.annual(build, asked),
        projects=project_list.overview(build, asked),
        comments=tuple(one for one in below if one is not None),
        agencies={row.agency: registered.get(row.agency, {}).get("name_th", row.agency) for row in shown.rows},
        plans={code: row["name_th"] for code, row in build.reference("plans", asked.as_of, seq).items()},
        provinces={code: row["name_th"] for code, row in build.reference("provinces", asked.as_of, seq).items()},
        september=sentence,
        is_provisional=is_provisional,
    )


def _september(build: Build, asked: Ask, month: Month) -> tuple[str, bool]:
    """Whether the last month's report gives final numbers yet (A-36); of a half-year, that it is no more than that."""
    due = calendar.due(month, practice.of_year(build, month.fiscal_year, build.seq_at(asked.known_at)))
    told = {"month": month.say(full=True), "due": _long(due.date())}
    if asked.known_at <= due:
        return PROVISIONAL.th.format(**told), True
    if asked.round.number == 1:
        return HALF.th.format(month=asked.round.months[-1].say(full=True)), False
    whole = board(build, month.fiscal_year, asked.known_at)
    missing = [row.name.th for row in whole.rows if row.cells[SEPTEMBER].state in MISSING]
    if not missing:
        return FINAL.th.format(**told), False
    names = ", ".join(missing[:NAMED]) + (AND_OTHERS if len(missing) > NAMED else "")
    return INCOMPLETE.th.format(**told, count=len(missing), names=names), False


def _long(day: date) -> str:
    return say_date(day, full=True).replace(" ", "\u00a0")  # no line ends inside a day
