"""Answers of `kpi`, kept by (build, question): a build never changes, so nothing kept here is ever stale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

from base.period import Month
from base.words import Language, Text
from etl import noticed
from etl.noticed import Intake
from kpi import agency as agencies
from kpi import alerts as watch
from kpi import board as filing_board
from kpi import budget, cite, forecast, glossary, measure, pmqa, problem_list, project_list, rounds, speak, trace
from kpi import commentary as comments
from kpi import group as groups
from kpi import plans as items
from kpi import provinces as places
from kpi import technology as uses
from kpi.agency import Agency
from kpi.alerts import Alert
from kpi.budget import Change
from kpi.change import Change as Moved
from kpi.change import changes as changes_of
from kpi.commentary import Commentary
from kpi.compare import Move, compare, known
from kpi.forecast import Projection
from kpi.glossary import Definition
from kpi.group import Group
from kpi.indicators import BY_CODE
from kpi.model import ASSESSEES, OFFICE, PLANS, Ask, Coverage, Figure, Source
from kpi.plans import Item
from kpi.pmqa import Meeting, Step
from kpi.problem_list import ProblemLine
from kpi.project_list import ProjectLine
from kpi.provinces import By, Province
from kpi.quality import AgencyQuality, standing
from kpi.quality import by_agency as of_agency_quality
from kpi.sharing import Shared
from kpi.store import Build
from kpi.technology import UseLine
from ledger.store import Ledger
from ui.answers import Answers
from ui.context import Context

T = TypeVar("T")

_KEPT = Answers(256)
_SHARED = Answers(3)
"""The builds of the last visits, each with the facts that its questions have in common."""

COVERED_BY = "M2"
"""The indicator whose coverage stands for the page: monthly reports received of those due."""


def every(ctx: Context) -> tuple[Figure, ...]:
    """Every figure of the question."""
    return _asked(ctx.build, measure.every, (ctx.build.name, "every", repr(ctx.ask)), ctx.ask)


def of_office(ctx: Context) -> list[Figure]:
    """The figures of the director's page: cascaded ones for every assessee, the others for the Office as a whole."""
    return list(_asked(ctx.build, measure.of_office, (ctx.build.name, "office", repr(ctx.ask)), ctx.ask))


def changes(ctx: Context) -> dict[tuple[str, str], Moved]:
    """(indicator, scope) → how each figure of the director's page moved."""

    def of_page(build: Build) -> dict[tuple[str, str], Moved]:
        return changes_of(build, ctx.ask, of_office(ctx))

    return _asked(ctx.build, of_page, (ctx.build.name, "changes", repr(ctx.ask)))


def one(ctx: Context, code: str, scope: str) -> Figure:
    """One figure."""
    return _asked(ctx.build, measure.one, (ctx.build.name, "one", code, scope, repr(ctx.ask)), code, scope, ctx.ask)


def of_scopes(ctx: Context, code: str, scopes: Sequence[str]) -> list[Figure]:
    """One indicator for several scopes (those that it has, in the order of the register)."""
    own = tuple(scope for scope in BY_CODE[code].scopes if scope in scopes)
    key = (ctx.build.name, "scopes", code, own, repr(ctx.ask))
    return list(_asked(ctx.build, partial(measure.by_scope, code=code, scopes=own, asked=ctx.ask), key))


def of_scope(ctx: Context, scope: str) -> list[Figure]:
    """Every figure of one unit, plan or agency."""
    return [figure for figure in every(ctx) if figure.scope == scope]


def of_agencies(ctx: Context, code: str) -> list[Figure]:
    """One indicator for every reporting agency."""
    others = {*ASSESSEES, *PLANS}
    return [figure for figure in every(ctx) if figure.kpi == code and figure.scope not in others]


def scopes(ctx: Context, code: str) -> dict[str, str]:
    """The scopes of an indicator with their names, the Office first."""
    return {figure.scope: speak.scope(ctx.build, figure, ctx.language) for figure in every(ctx) if figure.kpi == code}


def series(ctx: Context, code: str, scope: str) -> tuple[tuple[Month, Figure], ...]:
    """One indicator at each month end of the round's year, up to the day asked for."""
    key = (ctx.build.name, "series", code, scope, repr(ctx.ask))
    return _asked(ctx.build, measure.series, key, code, scope, ctx.ask)


def sources(ctx: Context, code: str, scope: str) -> tuple[Source, ...]:
    """The cells behind one figure."""
    key = (ctx.build.name, "trace", code, scope, repr(ctx.ask))
    return _asked(ctx.build, trace.trace, key, code, scope, ctx.ask)


def board(ctx: Context) -> filing_board.Board:
    """Who has sent what, month by month."""
    year = ctx.ask.round.fiscal_year
    key = (ctx.build.name, "board", year.year_be, ctx.ask.known_at.isoformat())
    return _asked(ctx.build, filing_board.board, key, year, ctx.ask.known_at)


def gaps(ctx: Context) -> tuple[Text, ...]:
    """What the asked round still lacks before it is frozen."""
    return _asked(ctx.build, rounds.missing, (ctx.build.name, "gaps", repr(ctx.ask)), ctx.ask)


def outlook(ctx: Context, scope: str) -> Projection | None:
    """C1 projected to the end of the asked round; None under three months of data."""
    return _asked(ctx.build, forecast.of_c1, (ctx.build.name, "outlook", scope, repr(ctx.ask)), scope, ctx.ask)


def plans(ctx: Context) -> tuple[Item, ...]:
    """Where every strategy, plan and proposal of the asked year's cycle stands."""
    return _asked(ctx.build, items.overview, (ctx.build.name, "plans", repr(ctx.ask)), ctx.ask)


def budget_changes(ctx: Context, unit: str) -> tuple[Change, ...]:
    """What changed the operating allocation of a unit, or of the whole Office."""
    return _asked(ctx.build, budget.changes, (ctx.build.name, "budget", unit, repr(ctx.ask)), ctx.ask, unit)


def projects(ctx: Context) -> tuple[ProjectLine, ...]:
    """Every countable project of the asked year."""
    return _asked(ctx.build, project_list.overview, (ctx.build.name, "projects", repr(ctx.ask)), ctx.ask)


def problems(ctx: Context) -> tuple[ProblemLine, ...]:
    """Every problem told in the asked year, the longest open first."""
    return _asked(ctx.build, problem_list.overview, (ctx.build.name, "problems", repr(ctx.ask)), ctx.ask)


def commentary(ctx: Context) -> Commentary:
    """What was written about figures below their target, up to the month asked for."""
    return _asked(ctx.build, comments.overview, (ctx.build.name, "commentary", repr(ctx.ask)), ctx.ask)


def off_target(ctx: Context) -> tuple[Figure, ...]:
    """The figures of the five assessees that stand below their target."""
    return comments.off_target(every(ctx))


def alerts(ctx: Context) -> tuple[Alert, ...]:
    """What needs a decision on the day asked for."""
    return _asked(ctx.build, watch.alerts, (ctx.build.name, "alerts", repr(ctx.ask)), ctx.ask)


def quality(ctx: Context) -> tuple[AgencyQuality, ...]:
    """How fresh and how clean every agency's reports are."""
    return _asked(ctx.build, of_agency_quality, (ctx.build.name, "quality", repr(ctx.ask)), ctx.ask)


def intake(ctx: Context) -> Intake:
    """What came in for the asked year, what was refused, what was warned of; out of the ledger that the build is of."""
    key = (ctx.build.name, "intake", ctx.ask.round.fiscal_year.year_be, ctx.ask.known_at.isoformat())
    return _asked(ctx.build, partial(_intake, ctx.ledger), key, ctx.ask)


def _intake(ledger: Ledger, build: Build, ask: Ask) -> Intake:
    with ledger.read() as connection:
        return noticed.intake(connection, ask.round.fiscal_year, standing(build, ask), build.seq_at(ask.known_at))


def definitions(ctx: Context) -> tuple[Definition, ...]:
    """Every indicator as the asked round is measured."""
    return _asked(ctx.build, glossary.indicators, (ctx.build.name, "definitions", repr(ctx.ask)), ctx.ask)


def agency(ctx: Context, code: str) -> Agency:
    """Money by plan and open problems of one agency."""
    return _asked(ctx.build, agencies.overview, (ctx.build.name, "agency", code, repr(ctx.ask)), ctx.ask, code)


def group(ctx: Context, unit: str) -> Group:
    """What one unit of the Office answers for."""
    return groups.of_unit(unit, plans(ctx), projects(ctx), board(ctx).overdue)


def meetings(ctx: Context) -> tuple[Meeting, ...]:
    """The PMQA meetings of the asked year."""
    return _asked(ctx.build, pmqa.meetings, (ctx.build.name, "meetings", repr(ctx.ask)), ctx.ask)


def review(ctx: Context) -> tuple[Step, ...]:
    """The steps of the process review of the asked year."""
    return _asked(ctx.build, pmqa.review, (ctx.build.name, "review", repr(ctx.ask)), ctx.ask)


def technology(ctx: Context, unit: str) -> tuple[UseLine, ...]:
    """The recorded uses of technology of a unit, or of the whole Office."""
    return _asked(ctx.build, uses.overview, (ctx.build.name, "technology", unit, repr(ctx.ask)), ctx.ask, unit)


def provinces(ctx: Context, by: By) -> tuple[Province, ...]:
    """Every province by one measure, the highest first."""
    return _asked(ctx.build, places.ranked, (ctx.build.name, "provinces", by, repr(ctx.ask)), ctx.ask, by)


def moves(ctx: Context, since: datetime) -> tuple[Move, ...]:
    """Every figure of the round that has moved since an earlier moment of knowledge, with its cells."""
    key = (ctx.build.name, "moves", since.isoformat(), repr(ctx.ask))
    return _asked(ctx.build, _moves, key, ctx.ask, since)


def _moves(build: Build, ask: Ask, since: datetime) -> tuple[Move, ...]:
    return compare(build, known(build, ask, since), ask)


def cited(ctx: Context) -> str:
    """The citation of a page; its coverage is that of the Office's monthly reports."""
    key = (ctx.build.name, "cite", ctx.language, repr(ctx.ask))
    return _asked(ctx.build, _citation, key, ctx.ask, ctx.language)


def _citation(build: Build, ask: Ask, language: Language) -> str:
    coverage = next((f.coverage for f in measure.by_scope(build, COVERED_BY, (OFFICE,), ask)), Coverage(0, 0))
    return cite.citation(build, ask, coverage).line(language)


def asked_again(build: Build, function: Callable[..., T], key: tuple[object, ...], *arguments: object) -> T:
    """Any other question of a build, kept under a key that names the build."""
    return _asked(build, function, key, *arguments)


def _asked(build: Build, function: Callable[..., T], key: tuple[object, ...], *arguments: object) -> T:
    # Streamlit's own cache walks through the arguments at every call; here the key already says it all.
    def work() -> T:
        return function(_SHARED.of((build.name, id(build)), partial(Shared, build)), *arguments)

    answer: T = _KEPT.of(key, work)
    return answer
