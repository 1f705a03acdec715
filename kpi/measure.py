"""From facts to figures: the only place that divides, compares with a target and gives a status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from base import clock
from base.period import FiscalYear, Month, Round
from base.words import Text
from kpi import definitions
from kpi.facts import Facts
from kpi.indicators import RULE_OF, RULES
from kpi.indicators.declared import Counted, Question, Rule
from kpi.kept import uncollected
from kpi.model import ASSESSEES, OFFICE, Ask, Coverage, Family, Figure, Kpi, Source, Status, Unit
from kpi.round_log import is_frozen
from kpi.shared_facts import facts_of
from kpi.store import Build

NOT_ASSESSED = Text("ไม่ประเมินในรอบนี้", "Not assessed in this round")
ROUND_NOT_STARTED = Text("รอบยังไม่เริ่ม", "The round has not begun")


class UnknownFigure(LookupError):
    """An indicator or a scope that does not exist; `text` says which and what to write instead."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.th)


def ask(
    year_be: int,
    round_number: int,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
    official: bool = True,
    now: datetime | None = None,
) -> Ask:
    """The question of a round: by default as of its last day (today while it runs), known now, official.

    `year_be` is the Buddhist fiscal year. Raises ValueError when there is no such year or round.
    """
    moment = now or clock.now()
    round_ = Round(FiscalYear(year_be), round_number)
    day = as_of or min(moment.date(), round_.end)
    return Ask(round_, day, known_at or moment, official, as_of is not None)


def facts_for(build: Build, asks: Sequence[Ask]) -> Facts:
    """The facts that several questions of one fiscal year, one known moment and one basis share."""
    first = asks[0]
    days = {day for one in asks for day in (one.as_of, min(one.as_of, one.round.end))}
    return facts_of(build, first.round.fiscal_year, first.known_at, first.official, days)


@dataclass(frozen=True, slots=True)
class Terms:
    """What an indicator is measured by in a round, the same for each of its scopes."""

    rule: Rule
    """The version that measures the round."""
    as_of: date
    has_begun: bool
    """Whether the round has begun on the day."""
    target: Decimal | None
    variant: str | None
    reference_line: Decimal | None
    decimals: int


class Measure:
    """The figures of one question: facts are read once per table, however many figures are asked for.

    `facts` of `facts_for` may be shared with other questions of the same year, known moment and basis.
    """

    def __init__(self, build: Build, asked: Ask, facts: Facts | None = None) -> None:
        self.build = build
        self.ask = asked
        self.facts = facts or facts_for(build, (asked,))
        self.is_preliminary = not is_frozen(build, asked.round, asked.known_at)
        """Until a round is frozen, every figure of it may still move (A-45)."""
        self._terms: dict[str, Terms] = {}

    def question(self, kpi: Kpi, scope: str) -> Question:
        """The rule's question; C figures end with the round, K and M figures do not (domain.md 4.0)."""
        as_of = self.ask.as_of
        if kpi.family is Family.CASCADED:
            as_of = min(as_of, self.ask.round.end)
        return Question(self.facts, scope, self.ask.round, as_of)

    def terms(self, code: str) -> Terms:
        """What an indicator is measured by in the round asked for."""
        if code not in self._terms:
            rule = definitions.in_force(self.facts, code, self.ask.round)
            question = self.question(rule.kpi, OFFICE)
            self._terms[code] = Terms(
                rule,
                question.as_of,
                question.as_of >= self.ask.round.start,
                _target(rule, question),
                question.variant(rule.kpi),
                _reference_line(question, rule.kpi),
                int(question.setting("display.decimals")),
            )
        return self._terms[code]

    def scopes(self, kpi: Kpi) -> tuple[str, ...]:
        """The scopes of an indicator; AGENCY becomes every agency that reports in some month of the round."""
        if "AGENCY" not in kpi.scopes:
            return kpi.scopes
        return (*(scope for scope in kpi.scopes if scope != "AGENCY"), *self._agencies)

    @cached_property
    def _agencies(self) -> tuple[str, ...]:
        months = self.ask.round.months
        return tuple(sorted(frozenset[str]().union(*(self.facts.reporting_agencies(month) for month in months))))

    def figure(self, rule: Rule, scope: str) -> Figure:
        """One figure of one indicator, by the version of its rule that measures the round."""
        terms = self.terms(rule.kpi.code)
        rule, question = terms.rule, Question(self.facts, scope, self.ask.round, terms.as_of)
        if not terms.has_begun:
            return self._figure(terms, scope, Counted(None, None, ROUND_NOT_STARTED), Coverage(0, 0))
        if self.ask.round.number not in rule.kpi.rounds:
            return self._figure(terms, scope, Counted(None, None, NOT_ASSESSED), rule.coverage(question))
        return self._figure(terms, scope, rule.count(question), rule.coverage(question))

    def trace(self, rule: Rule, scope: str) -> tuple[Source, ...]:
        """What one figure rests on; nothing before the round has begun."""
        rule = self.terms(rule.kpi.code).rule
        question = self.question(rule.kpi, scope)
        return () if question.as_of < self.ask.round.start else rule.trace(question)

    def _figure(self, terms: Terms, scope: str, counted: Counted, coverage: Coverage) -> Figure:
        kpi = terms.rule.kpi
        value = _value(kpi.unit, counted)
        return Figure(
            kpi=kpi.code,
            scope=scope,
            ask=self.ask,
            as_of=terms.as_of,
            numerator=counted.numerator,
            denominator=counted.denominator,
            value=value,
            unit=kpi.unit,
            target=terms.target,
            status=_status(counted, value, terms.target),
            coverage=coverage,
            definition_version=kpi.version,
            build=self.build.name,
            is_preliminary=self.is_preliminary,
            reason=counted.reason,
            notes=counted.notes,
            variant=terms.variant,
            reference_line=terms.reference_line,
            decimals=terms.decimals,
        )


def _target(rule: Rule, question: Question) -> Decimal | None:
    """The target of every scope: what a setting gives, else the row of the table `targets` in force."""
    if rule.target is not None and (target := rule.target(question)) is not None:
        return target
    in_force = question.facts.reference("targets", min(question.as_of, question.round.end))
    row = in_force.get(f"{rule.kpi.code}:{question.round.number}")
    return Decimal(row["target"]) if row and row.get("target") else None


def _reference_line(question: Question, kpi: Kpi) -> Decimal | None:
    """The declared line, or where its setting puts it (A-20)."""
    return Decimal(question.setting(kpi.reference_setting)) if kpi.reference_setting else kpi.reference_line


def _value(unit: Unit, counted: Counted) -> Fraction | None:
    """The quotient, in points for a percentage; None where there is nothing to divide by (never 0 or 100)."""
    if counted.reason is not None or counted.numerator is None:
        return None
    if counted.value is not None:
        return counted.value
    if counted.denominator is None:
        return counted.numerator
    if counted.denominator == 0:
        return None
    points = 1 if counted.is_mean or unit is not Unit.PERCENT else 100
    above, below = counted.numerator, counted.denominator
    # One fraction instead of two, as each takes its divisors out.
    return Fraction(above.numerator * below.denominator * points, above.denominator * below.numerator)


def _status(counted: Counted, value: Fraction | None, target: Decimal | None) -> Status:
    """Exact comparison: `value` is a fraction, never a rounded percentage; the target itself passes."""
    if counted.reason is NOT_ASSESSED:
        return Status.NOT_ASSESSED
    if value is None:
        return Status.NO_DATA
    if target is None:
        return Status.NO_TARGET
    return Status.PASS if value >= Fraction(target) else Status.FAIL


def every(build: Build, asked: Ask, facts: Facts | None = None) -> tuple[Figure, ...]:
    """Every indicator for every one of its scopes, in the order of the register."""
    measure = Measure(build, asked, facts)
    with uncollected():
        return tuple(measure.figure(rule, scope) for rule in RULES for scope in measure.scopes(rule.kpi))


def of_office(build: Build, asked: Ask) -> tuple[Figure, ...]:
    """Every indicator for the Office, the cascaded ones for each assessee: in the order of the register."""
    measure = Measure(build, asked)
    with uncollected():
        return tuple(
            measure.figure(rule, scope)
            for rule in RULES
            for scope in rule.kpi.scopes
            if scope == OFFICE or (scope in ASSESSEES and rule.kpi.family is Family.CASCADED)
        )


def both_rounds(build: Build, asks: tuple[Ask, Ask]) -> tuple[Figure, ...]:
    """Every indicator for every scope of both rounds of a year, the facts read once for both."""
    facts = facts_for(build, asks)
    with uncollected():
        return tuple(figure for asked in asks for figure in every(build, asked, facts))


def one(build: Build, code: str, scope: str, asked: Ask, facts: Facts | None = None) -> Figure:
    """One indicator for one scope. Raises UnknownFigure when there is no such indicator or scope."""
    measure = Measure(build, asked, facts)
    return measure.figure(rule_for(measure, code, scope), scope)


def rule_for(measure: Measure, code: str, scope: str) -> Rule:
    """The rule of an indicator that has this scope. Raises UnknownFigure otherwise."""
    if code not in RULE_OF:
        known = ", ".join(RULE_OF)
        raise UnknownFigure(Text(f"ไม่มีตัวชี้วัด {code} ให้เลือกจาก {known}", f"no indicator {code}; choose from {known}"))
    scopes = measure.scopes(RULE_OF[code].kpi)
    if scope not in scopes:
        raise UnknownFigure(
            Text(
                f"ตัวชี้วัด {code} ไม่มีขอบเขต {scope} ให้เลือกจาก {', '.join(scopes)}",
                f"indicator {code} has no scope {scope}; choose from {', '.join(scopes)}",
            )
        )
    return RULE_OF[code]


def by_scope(build: Build, code: str, scopes: Iterable[str], asked: Ask) -> tuple[Figure, ...]:
    """One indicator for several scopes, reading the facts once. Raises UnknownFigure as `one` does."""
    measure = Measure(build, asked)
    return tuple(measure.figure(rule_for(measure, code, scope), scope) for scope in scopes)


def series(build: Build, code: str, scope: str, asked: Ask) -> tuple[tuple[Month, Figure], ...]:
    """The figure at the end of each month of the fiscal year that had ended by `as_of` and the known moment.

    Each month is asked in the round it lies in. Raises UnknownFigure as `one` does.
    """
    last = min(asked.as_of, asked.known_at.date())
    months = [month for month in asked.round.fiscal_year.months if month.last_day <= last]
    asks = [Ask(Round.of(month.last_day), month.last_day, asked.known_at, asked.official, True) for month in months]
    facts = facts_for(build, asks) if asks else None
    return tuple((month, one(build, code, scope, asked, facts)) for month, asked in zip(months, asks, strict=True))
