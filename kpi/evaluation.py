"""K5 ระดับความสำเร็จของการนำแผนแต่ละฉบับไปสู่การปฏิบัติ: one record per plan after each step (manual 10.1; A-32)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from base.period import Round
from kpi.cycle import MANUAL_IN_FORCE, Step
from kpi.facts import Facts
from kpi.indicators.declared import Counted, Question
from kpi.indicators.k3 import count_k3, count_k3b
from kpi.indicators.k4 import count as count_k4
from kpi.indicators.k4 import step_done
from kpi.indicators.plan_steps import step_deadlines
from kpi.model import PLANS


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an evaluator wrote down on one plan after one step (form `evaluations`)."""

    evaluated_on: date
    evaluator_position: str
    remark: str | None
    submission_seq: int
    sheet_row: int


@dataclass(frozen=True, slots=True)
class Record:
    """One step of one plan: whether it is closed, its evaluation, and how far the plan had come on that day."""

    plan: str
    step: Step
    is_closed: bool
    is_before_manual: bool
    """The step was due before the manual took effect; nobody had to evaluate it."""
    evaluation: Evaluation | None
    measured_on: date
    """The day of the three figures: that of the evaluation, else the day asked for."""
    k3_pct: Fraction | None
    """K3 of the plan in points; None while it has no countable project."""
    k3b_pct: Fraction | None
    k4_level: int | None
    """None while no event of the year's plans is known."""

    @property
    def is_owed(self) -> bool:
        """The step is closed and still lacks its evaluation (A-32)."""
        return self.is_closed and not self.is_before_manual and self.evaluation is None


def records(facts: Facts, as_of: date) -> tuple[Record, ...]:
    """Every step of the six plans on the day, plan by plan; an evaluation dated after it is not known yet."""
    written = _evaluations(facts, as_of)
    figures = _Figures(facts)
    found = []
    for plan in PLANS:
        question = figures.question(plan, as_of)
        for step in Step:
            evaluation = written.get((plan, step))
            day = evaluation.evaluated_on if evaluation else as_of
            k3_pct, k3b_pct, level = figures.of(plan, day)
            found.append(
                Record(
                    plan,
                    step,
                    is_closed=step_done(question, plan, step),
                    is_before_manual=step_deadlines(facts)[step] < MANUAL_IN_FORCE,
                    evaluation=evaluation,
                    measured_on=day,
                    k3_pct=k3_pct,
                    k3b_pct=k3b_pct,
                    k4_level=level,
                )
            )
    return tuple(found)


def owed(facts: Facts, as_of: date) -> tuple[Record, ...]:
    """The closed steps that still lack a record."""
    return tuple(record for record in records(facts, as_of) if record.is_owed)


class _Figures:
    """K3, K3b and K4 of a plan on a day, each worked out once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._known: dict[tuple[str, date], tuple[Fraction | None, Fraction | None, int | None]] = {}

    def question(self, plan: str, day: date) -> Question:
        return Question(
            self.facts, plan, Round(self.facts.year, 2 if day >= Round(self.facts.year, 2).start else 1), day
        )

    def of(self, plan: str, day: date) -> tuple[Fraction | None, Fraction | None, int | None]:
        if (plan, day) not in self._known:
            question = self.question(plan, day)
            level = count_k4(question).numerator
            self._known[plan, day] = (
                _percent(count_k3, question),
                _percent(count_k3b, question),
                None if level is None else int(level),
            )
        return self._known[plan, day]


def _percent(count: Callable[[Question], Counted], question: Question) -> Fraction | None:
    counted = count(question)
    if counted.numerator is None or not counted.denominator:
        return None
    quotient = counted.numerator / counted.denominator
    return quotient if counted.is_mean else quotient * 100


def _evaluations(facts: Facts, as_of: date) -> dict[tuple[str, str], Evaluation]:
    """(plan, step) → its latest evaluation in the cycle of the year, whichever year's form it was written in."""
    sql = """
        SELECT item_code, step, evaluated_on, evaluator_position, remark, submission_seq, sheet_row
        FROM evaluations JOIN counted USING (submission_seq)
        WHERE counted.form = 'evaluations' AND counted.basis = $basis AND from_seq <= $seq AND $seq < to_seq
          AND cycle_fy = $fy AND evaluated_on <= $as_of
        ORDER BY evaluated_on, submission_seq, sheet_row
    """
    parameters = {"basis": facts.basis, "seq": facts.seq, "fy": facts.year.year_be, "as_of": as_of}
    return {(plan, step): Evaluation(*rest) for plan, step, *rest in facts.build.rows(sql, parameters)}
