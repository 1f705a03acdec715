"""The provinces beside each other by one measure: reports on time, progress of projects, disbursement.

On time is M1 of the province's centre. Progress and money are those of the last rows that any agency told for the
province, as K3 and M4 carry them forward (domain.md 4.2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from base.words import Text
from kpi import measure, report_facts
from kpi.additions import coded_progress
from kpi.facts import PROVINCE, Facts
from kpi.indicators.declared import Question
from kpi.indicators.monitoring import tally
from kpi.model import Ask
from kpi.store import Build

CENTRAL = "00"
"""The province code of work that is of no province."""


class By(StrEnum):
    """What the provinces are compared by."""

    ON_TIME = "on_time"
    PROGRESS = "progress"
    MONEY = "money"


BY_WORDS: dict[By, Text] = {
    By.ON_TIME: Text("ส่งรายงานตรงเวลา", "Reports on time"),
    By.PROGRESS: Text("ความก้าวหน้าโครงการ", "Project progress"),
    By.MONEY: Text("การเบิกจ่าย", "Disbursement"),
}
PARTS: dict[By, Text] = {
    By.ON_TIME: Text("ตรงเวลา {above} จาก {below} ฉบับ", "{above} of {below} reports on time"),
    By.PROGRESS: Text("เฉลี่ยจากรายงานล่าสุด {below} แถว", "mean of the last {below} row(s)"),
    By.MONEY: Text("เบิกจ่าย {above} จาก {below} บาท", "{above} of {below} baht"),
}
"""What stands above and below the line of a value."""


@dataclass(frozen=True, slots=True)
class Province:
    """One province by the chosen measure."""

    code: str
    name: Text
    region: str
    above: Fraction
    below: Fraction
    value: Fraction | None
    """In points; None where there is nothing to divide by, which is not 0."""
    rank: int | None = None
    """1 for the highest; equal values share a rank."""


def ranked(build: Build, asked: Ask, by: By) -> tuple[Province, ...]:
    """Every province, the highest first, those without a value last by their code."""
    facts = measure.facts_for(build, (asked,))
    parts = _PARTS_OF[by](facts, asked)
    register = facts.reference("provinces", asked.as_of)
    lines = [
        _province(code, row, *parts.get(code, (Fraction(0), Fraction(0))), by)
        for code, row in register.items()
        if code != CENTRAL
    ]
    values = [one.value for one in lines if one.value is not None]
    placed = [
        replace(one, rank=None if one.value is None else 1 + sum(other > one.value for other in values))
        for one in lines
    ]
    return tuple(sorted(placed, key=lambda one: (one.rank is None, one.rank or 0, one.code)))


Parts = dict[str, tuple[Fraction, Fraction]]
"""Province → what stands above and below the line."""


def _province(code: str, row: dict[str, str], above: Fraction, below: Fraction, by: By) -> Province:
    # Progress is a sum of percentages over their number; the others are things or baht over things or baht.
    scale = 1 if by is By.PROGRESS else 100
    value = above * scale / below if below > 0 else None
    return Province(code, Text(row["name_th"], row["name_en"]), row.get("region_th", ""), above, below, value)


def _on_time(facts: Facts, asked: Ask) -> Parts:
    """Reports on time and due of the centre of each province, in the round."""
    found = {}
    for code, row in facts.reference("agencies", asked.as_of).items():
        if row.get("kind") == PROVINCE and row.get("province_code"):
            counts = tally(Question(facts, code, asked.round, asked.as_of))
            found[row["province_code"]] = (Fraction(counts.on_time), Fraction(counts.due))
    return found


def _progress(facts: Facts, asked: Ask) -> Parts:
    """The sum of the last rows' progress, each at most 100, and their number."""
    return {code: (progress, rows) for code, rows, progress, _, _ in _last_rows(facts, asked)}


def _money(facts: Facts, asked: Ask) -> Parts:
    """Disbursed and allocated baht of the last rows."""
    return {code: (paid, allocated) for code, _, _, allocated, paid in _last_rows(facts, asked)}


def _last_rows(facts: Facts, asked: Ask) -> list[tuple[str, Fraction, Fraction, Fraction, Fraction]]:
    """(province, rows, their progress added up, baht allocated, baht disbursed)."""
    rows = facts.build.rows(
        f"""WITH last AS (
                SELECT province, least(coalesce(progress_pct, 0), 100) AS progress,
                       coalesce(budget_alloc, 0) AS allocated, coalesce(budget_disb, 0) AS paid
                FROM {coded_progress(facts)} JOIN counted USING (submission_seq)
                WHERE {report_facts.CODED_ROWS} AND coalesce(province, '') <> ''
                {report_facts.LAST_ROW_OF_KEY})
            SELECT province, count(*), sum(progress), sum(allocated), sum(paid) FROM last GROUP BY province""",
        report_facts.until(facts, asked.as_of),
    )
    return [(code, *map(Fraction, numbers)) for code, *numbers in rows]


_PARTS_OF: dict[By, Callable[[Facts, Ask], Parts]] = {By.ON_TIME: _on_time, By.PROGRESS: _progress, By.MONEY: _money}
