"""From a figure back to what it rests on: workbook cells, receipts, decisions and reference rows."""

from __future__ import annotations

from kpi.measure import Measure, rule_for
from kpi.model import Ask, Source
from kpi.store import Build


def trace(build: Build, code: str, scope: str, asked: Ask) -> tuple[Source, ...]:
    """Everything behind one figure, in the order in which it was counted; empty when there is nothing.

    Raises measure.UnknownFigure when there is no such indicator or scope.
    """
    measure = Measure(build, asked)
    return measure.trace(rule_for(measure, code, scope), scope)
