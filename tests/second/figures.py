"""Every figure of one question by the second computation."""

from __future__ import annotations

from datetime import date

from tests.second import cascaded, monitoring, plans, reported, steps
from tests.second.answers import ASSESSEES, NO_DATA, NOT_ASSESSED, PLANS, SCOPES, Answer, Asked
from tests.second.projects import Success
from tests.second.world import YEAR_END, YEAR_START, Known

R1_END, R2_START = date(2021, 3, 31), date(2021, 4, 1)
ROUNDS = {1: (YEAR_START, R1_END), 2: (R2_START, YEAR_END)}
Figures = dict[tuple[str, str], Answer]


def every(known: Known, round_number: int, as_of: date) -> Figures:
    """All indicators for all their scopes; C figures end with the round (domain.md 4.0)."""
    start, end = ROUNDS[round_number]
    within = Asked(known, round_number, start, end, min(as_of, end))
    beyond = Asked(known, round_number, start, end, as_of)
    found = _cascaded(within) | _office(beyond) | _monitoring(beyond)
    return dict.fromkeys(found, NO_DATA) if as_of < start else found


def _cascaded(asked: Asked) -> Figures:
    found: Figures = {}
    for scope in ASSESSEES:
        found["C1", scope] = cascaded.c1(asked, scope)
        found["C2", scope] = cascaded.c2(asked, scope)
        found["C3", scope] = cascaded.c3(asked, scope) if asked.round == 2 else NOT_ASSESSED
        found["C4", scope] = cascaded.c4(asked, scope) if asked.round == 2 else NOT_ASSESSED
    found["C3inv", "OFF"] = cascaded.c3inv(asked) if asked.round == 2 else NOT_ASSESSED
    return found


def _office(asked: Asked) -> Figures:
    items = plans.Items(asked)
    success, walked = Success(items), steps.Steps(items)
    found: Figures = {}
    for scope in SCOPES:
        found["K1", scope] = plans.k1(items, scope)
        found["K2", scope] = plans.k2(items, scope)
        found["K2b", scope] = plans.k2b(items, scope)
        found["K4", scope] = plans.k4(items, scope)
        found["K3", scope] = success.k3(scope)
        found["K3b", scope] = success.k3b(scope)
        found["K3c", scope] = success.k3c(scope)
        found["K3pooled", scope] = success.k3pooled(scope)
        found["M5", scope] = walked.m5(scope)
        found["M8", scope] = steps.m8(success, scope)
        if scope not in PLANS:
            found["M9", scope] = steps.m9(items, scope)
    return found


def _monitoring(asked: Asked) -> Figures:
    agencies = set[str]().union(*(monitoring.reporters(asked.known, month) for month in monitoring.round_months(asked)))
    found: Figures = {}
    for scope in ("OFF", *sorted(agencies)):
        found["M1", scope] = monitoring.m1(asked, scope)
        found["M2", scope] = monitoring.m2(asked, scope)
        found["M3", scope] = monitoring.m3(asked, scope)
        found["M6", scope] = monitoring.m6(asked, scope)
        found["M10", scope] = reported.m10(asked, scope)
        found["M11", scope] = reported.m11(asked, scope)
    for scope in ("OFF", *PLANS, *sorted(agencies)):
        found["M4", scope] = reported.m4(asked, scope)
        found["M7", scope] = reported.m7(asked, scope)
    return found
