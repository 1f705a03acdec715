"""`brief`, `sheet`, `workbook`: papers under a reference, as drafts or (with --final) published."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from base import clock
from base.clock import parse_moment
from base.period import Month
from base.thai import say_date
from base.words import Text
from etl.commands.frame import Refusal, Session, Subcommands, add_json, add_user, month_of, say_json, session, stated
from exports import brief, cited, entries, formats, gather, monthly, page_picture, sheet, view, workbook
from exports.commands.frame import newest, put
from exports.reference import Reference
from exports.typeset import Page
from kpi import measure, papers, publishing, speak
from kpi.model import ASSESSEES, OFFICE, Ask, Figure
from kpi.papers import NewPaper, Paper
from kpi.store import Build

BAD_YEAR = Text("ปีงบประมาณหรือรอบไม่ถูกต้อง ({found})", "no such fiscal year or round ({found})")
NO_PAGE = Text("ไม่มีตารางของหน้า {page} ให้เลือกจาก {known}", "no tables of page {page}; choose from {known}")
NOT_CHECKED = Text("--final ใช้กับ brief และ sheet เท่านั้น", "Use --final with brief and sheet only")
TRACKS = {"1": "INF", "2": "OLD", "3": "DIS"}
"""The number of a committee's track (manual 5.1(1)) → the unit that serves it."""
Made = tuple[str, bytes]
"""Ending (with what comes before it in the name) and bytes."""


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to be made: what is recorded of it, and how its files are drawn once it has a reference."""

    new: NewPaper
    draw: Callable[[Reference], Sequence[Made]]


def register(commands: Subcommands) -> None:
    """Add the commands to the parser."""
    one_page = commands.add_parser("brief", help="one A4 page per track, as PDF and PNG")
    per_assessee = commands.add_parser("sheet", help="the KPI-round sheet of an assessee, as PDF and PNG")
    tables = commands.add_parser("workbook", help="the tables of a page, a report or a month, as XLSX")
    for command, job in ((one_page, _brief), (per_assessee, _sheet), (tables, _workbook)):
        command.add_argument("--fy", type=int, help="fiscal year of the Buddhist Era, e.g. 2564")
        command.add_argument("--round", type=int, choices=(1, 2))
        command.add_argument("--track", default=OFFICE, help=f"1, 2, 3 or one of {', '.join(ASSESSEES)}")
        command.add_argument("--as-of", type=date.fromisoformat, help="CE day, e.g. 2021-03-31")
        command.add_argument("--known-at", type=parse_moment, help="CE moment in Bangkok, e.g. 2021-04-06T00:00")
        command.add_argument("--provisional", action="store_true", help="count reports not yet accepted")
        command.add_argument("--thai-digits", action="store_true", help="๐๑๒๓ instead of 0123")
        command.add_argument("--final", action="store_true", help="publish: the checklist must pass, or give --reason")
        command.add_argument("--reason", default="", metavar="TEXT")
        command.add_argument("--at", metavar="ISO", help="CE moment in Bangkok at which it is issued")
        command.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
        add_user(command)
        add_json(command)
        command.set_defaults(run=run, job=job)
    tables.add_argument("--page", default="overview", help=f"one of {', '.join((*view.PAGES, *view.REPORTS))}")
    tables.add_argument("--png", action="store_true", help="the same page as one picture too")
    tables.add_argument("--month", metavar="MONTH", help="the summary of a month, e.g. 2021-02, with a text to copy")


def run(asked: argparse.Namespace) -> int:
    """Record the paper, draw its files, say where they are."""
    with session(asked) as here:
        build, at = newest(here), stated(asked.at, here.user)
        job: Job = asked.job(build, asked)
        if asked.final and job.new.kind == papers.WORKBOOK:
            raise Refusal(NOT_CHECKED)
        paper = _issued(here, build, job.new, asked, at)
        reference = cited.numbered(paper, here.settings.public_url)
        files = [
            str(put(asked.output, f"{formats.safe(job.new.title)} {end}", data)) for end, data in job.draw(reference)
        ]
    if asked.json:
        say_json({"reference": paper.reference, "url": reference.url, "final": paper.is_final, "files": files})
    else:
        print(paper.reference, *files, sep="\n")
    return 0


def _issued(here: Session, build: Build, new: NewPaper, asked: argparse.Namespace, at: datetime | None) -> Paper:
    if asked.final:
        return publishing.publish(here.ledger, build, new, user=here.user, reason=asked.reason, at=at)
    return papers.issue(here.ledger, build, new, user=here.user, at=at)


def _ask(build: Build, asked: argparse.Namespace) -> Ask:
    """The question, pinned. Raises Refusal for a year that is none."""
    moment = clock.now()
    try:
        found = measure.ask(
            asked.fy or 0,
            asked.round or 0,
            as_of=asked.as_of,
            known_at=asked.known_at or papers.known_now(build, moment),
            official=not asked.provisional,
            now=moment,
        )
    except ValueError as fault:
        raise Refusal(BAD_YEAR, found=fault) from fault
    return papers.pinned(found, moment, build=build)


def _digits(asked: argparse.Namespace) -> speak.Digits:
    return "thai" if asked.thai_digits else "arabic"


def _named(title: str, who: str, round_: int | None = None) -> str:
    return " ".join((title, who, *([f"รอบที่ {round_}"] if round_ else [])))


def _brief(build: Build, asked: argparse.Namespace) -> Job:
    content = gather.content(build, _ask(build, asked), TRACKS.get(asked.track, asked.track))
    who = content.names.get(content.track, content.track)
    title = _named(papers.KIND_WORDS[papers.BRIEF].th, who, content.ask.round.number)
    title = f"{title} {content.ask.round.fiscal_year.say()} ณ {say_date(content.ask.as_of)}"

    def draw(reference: Reference) -> list[Made]:
        pages: tuple[Page, ...] = ("pdf", "png")
        return [(f"{reference.code}.{page}", brief.brief(content, reference, page, _digits(asked))) for page in pages]

    return Job(NewPaper(papers.BRIEF, title, content.ask, content.figures, track=content.track), draw)


def _sheet(build: Build, asked: argparse.Namespace) -> Job:
    told = sheet.gather(build, _ask(build, asked), TRACKS.get(asked.track, asked.track))

    def draw(reference: Reference) -> list[Made]:
        pages: tuple[Page, ...] = ("pdf", "png")
        return [(f"{reference.code}.{page}", sheet.sheet(told, reference, page, _digits(asked))) for page in pages]

    who = entries.short_name(build, told.ask, told.track)
    title = _named(f"{told.title} {sheet.ROUND.say(number=told.ask.round.number)}", who)
    return Job(NewPaper(papers.SHEET, title, told.ask, told.figures, track=told.track), draw)


def _workbook(build: Build, asked: argparse.Namespace) -> Job:
    if asked.month:
        return _month(build, asked, month_of(asked.month))
    if asked.page not in (*view.PAGES, *view.REPORTS):
        raise Refusal(NO_PAGE, page=asked.page, known=", ".join((*view.PAGES, *view.REPORTS)))
    shown = view.View(build, _ask(build, asked), {"unit": asked.track} if asked.track != OFFICE else {})
    tables, printed = view.tables(asked.page, shown)
    title = _named(tables[0].title, str(shown.ask.round.fiscal_year.year_be), shown.ask.round.number)

    def draw(reference: Reference) -> list[Made]:
        data = workbook.workbook(title, tables, shown.filters, view.citation(shown), reference)
        made = [(f"{reference.code}.xlsx", data)]
        if asked.png:
            picture = page_picture.draw(title, tables, shown, reference, _digits(asked), printed)
            made.append((f"{reference.code}.png", picture))
        return made

    return Job(_recorded(title, shown.ask, printed), draw)


def _month(build: Build, asked: argparse.Namespace, month: Month) -> Job:
    known_at = asked.known_at or papers.known_now(build)
    year = measure.ask(month.fiscal_year.year_be, 1, known_at=known_at, official=not asked.provisional)
    shown = view.View(build, monthly.ask_of(papers.pinned(year, build=build), month))
    told, title = monthly.Monthly(shown, month), monthly.title(month)
    tables, printed = told.tables()

    def draw(reference: Reference) -> list[Made]:
        data = workbook.workbook(title, tables, shown.filters, view.citation(shown), reference)
        words = f"{told.text()}\n{cited.line(view.citation(shown), reference)}\n"
        return [(f"{reference.code}.xlsx", data), (f"{reference.code}.txt", words.encode())]

    return Job(_recorded(title, shown.ask, printed), draw)


def _recorded(title: str, asked: Ask, printed: tuple[Figure, ...]) -> NewPaper:
    return NewPaper(papers.WORKBOOK, title, asked, printed)
