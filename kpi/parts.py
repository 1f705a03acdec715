"""What the bars beside an indicator compare: the plans, the units, or the agencies that need attention most."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from base.words import Text
from kpi.definitions import kpi_of
from kpi.model import ASSESSEES, PLANS, UNITS, Figure, Kpi, Status, Unit

MOST_PARTS = 12

BY_UNIT = Text("กลุ่ม/ฝ่าย", "unit")
BY_PLAN = Text("แผน", "plan")
BY_AGENCY = Text("หน่วยงาน", "agency")


def of(kpi: Kpi, figures: Sequence[Figure]) -> tuple[Text, list[Figure]]:
    """What a bar of this indicator stands for, and the figures to compare out of all those of a question."""
    own = [figure for figure in figures if figure.kpi == kpi.code]
    if "AGENCY" in kpi.scopes:
        agencies = [figure for figure in own if figure.scope not in (*ASSESSEES, *PLANS)]
        return BY_AGENCY, sorted(agencies, key=_worst_first)[:MOST_PARTS]
    part, scopes = (BY_PLAN, PLANS) if PLANS[0] in kpi.scopes else (BY_UNIT, UNITS)
    return part, [figure for figure in own if figure.scope in scopes]


def is_mean(figure: Figure) -> bool:
    """Whether the value is a mean of percentages (K3 of the Office): then the parts are percentages, not things."""
    if figure.unit is not Unit.PERCENT or figure.value is None or not figure.denominator:
        return False
    return figure.value != 0 and figure.value * figure.denominator == figure.numerator


SUM_OF_PARTS = Text("ผลรวมของร้อยละที่นำมาเฉลี่ย", "Sum of the percentages averaged")
PART_COUNT = Text("จำนวนที่นำมาเฉลี่ย", "How many are averaged")


def made_of(figure: Figure) -> tuple[tuple[Text, Fraction | None], ...]:
    """What was divided by what: the numerator in words with its amount, then the denominator where there is one."""
    kpi = kpi_of(figure)
    above, below = (SUM_OF_PARTS, PART_COUNT) if is_mean(figure) else (kpi.numerator, kpi.denominator)
    return ((above, figure.numerator), *(((below, figure.denominator),) if below.th else ()))


def _worst_first(figure: Figure) -> tuple[bool, Fraction, str]:
    """Low percentages first, and high counts: what the monitoring measures count are delays and problems."""
    value = figure.value or Fraction(0)
    return figure.status is Status.NO_DATA, value if figure.unit is Unit.PERCENT else -value, figure.scope
