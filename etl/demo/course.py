"""How a project of the demonstration goes through its year: result and money, month by month, for one reporter."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache
from random import Random

from etl.demo.catalogue import DemoProject

PACES: dict[str, tuple[float, ...]] = {
    "steady": (0.05, 0.12, 0.20, 0.29, 0.38, 0.48, 0.58, 0.68, 0.78, 0.88, 0.95, 1.0),
    "early": (0.10, 0.25, 0.42, 0.61, 0.82, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
    "late": (0.0, 0.02, 0.06, 0.10, 0.16, 0.24, 0.34, 0.46, 0.60, 0.76, 0.90, 1.0),
    "over": (0.08, 0.18, 0.30, 0.42, 0.54, 0.66, 0.76, 0.86, 0.95, 1.02, 1.08, 1.12),
    "lagging": (0.03, 0.07, 0.12, 0.18, 0.24, 0.31, 0.38, 0.45, 0.53, 0.61, 0.69, 0.77),
    "stalled": (0.0, 0.0, 0.08, 0.08, 0.08, 0.08, 0.17, 0.17, 0.17, 0.25, 0.34, 0.42),
    "added": (0.0, 0.0, 0.0, 0.05, 0.15, 0.27, 0.40, 0.55, 0.70, 0.85, 0.95, 1.0),
    "unapproved": (0.0,) * 12,
}
"""Share of the target reached at the end of each fiscal month, October first."""
FINISHING = frozenset({"steady", "early", "late", "over", "added"})


@dataclass(frozen=True, slots=True)
class Course:
    """Cumulative result, progress in per cent of the reporter's own goal, and baht disbursed, for twelve months."""

    results: tuple[Decimal, ...]
    progress_pct: tuple[Decimal, ...]
    disbursed_thb: tuple[Decimal, ...]


@lru_cache(maxsize=4096)
def course(project: DemoProject, reporter: str) -> Course:
    """The same project and reporter always take the same course."""
    random = Random(f"course:{project.code}:{reporter}")
    shares = _shares(project.pace, random)
    goal = project.goal(reporter)
    step = Decimal("0.1") if project.target_unit == "ร้อยละ" else Decimal(1)
    counted = goal if goal is not None else Decimal(1)
    results = tuple((counted * share).quantize(step, ROUND_DOWN) for share in shares)
    budget = project.budget(reporter)
    last = Decimal(str(round(random.uniform(0.94, 1.0), 4)))
    paid = tuple((budget * min(share, Decimal(1)) * last).quantize(Decimal(1), ROUND_DOWN) for share in shares)
    return Course(results, tuple(share * 100 for share in shares), paid)


def _shares(pace: str, random: Random) -> tuple[Decimal, ...]:
    """The shape of the pace, shaken a little, never falling; a finishing one ends at its full share exactly."""
    shape = PACES[pace]
    shaken = [value * random.uniform(0.93, 1.04) if value < 1 else value for value in shape[:-1]]
    shares: list[Decimal] = []
    for value in (*shaken, shape[-1] if pace in FINISHING else shape[-1] * random.uniform(0.9, 1.1)):
        share = Decimal(str(round(value, 4)))
        shares.append(max(share, shares[-1]) if shares else share)
    return tuple(shares)
