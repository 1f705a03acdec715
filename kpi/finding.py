"""One sentence that says what a figure shows: the title of a slide. Words and digits come from `kpi.speak`."""

from __future__ import annotations

from collections.abc import Sequence

from base.period import Month
from base.words import Language, Text
from kpi import speak
from kpi.definitions import kpi_of
from kpi.model import Family, Figure, Status, Unit

PASSES = Text("{name} {value} ผ่านเกณฑ์ ({target})", "{name}: {value}, meets the target ({target})")
FAILS = Text("{name} {value} ต่ำกว่าเกณฑ์ ({target})", "{name}: {value}, below the target ({target})")
ROSE = Text("{name} {value} เพิ่มขึ้นจาก {before} เมื่อสิ้น {month}", "{name}: {value}, up from {before} at the end of {month}")
FELL = Text(
    "{name} {value} ลดลงจาก {before} เมื่อสิ้น {month}", "{name}: {value}, down from {before} at the end of {month}"
)
STAYED = Text("{name} {value} เท่ากับเมื่อสิ้น {month}", "{name}: {value}, as at the end of {month}")
PLAIN = Text("{name} {value}", "{name}: {value}")
WITHOUT = Text("{name}: {why}", "{name}: {why}")
MET = Text("ผ่านเกณฑ์ {met} จาก {count} ตัวชี้วัดที่คู่มือกำหนดเป้าหมาย", "{met} of {count} indicators with a target meet it")
MET_VALUES = Text("ผ่านเกณฑ์ {met} จาก {count} ค่าที่คู่มือกำหนดเป้าหมาย", "{met} of {count} values with a target meet it")
NONE_COMPARED = Text(
    "ยังไม่มีตัวชี้วัดใดที่เทียบกับเป้าหมายได้ในรอบนี้", "No indicator can be compared with a target in this round yet"
)


def finding(figure: Figure, series: Sequence[tuple[Month, Figure]], language: Language = "th") -> str:
    """The value against its target, else against the month end before, else why there is no value.

    `series` is the indicator by month, as `kpi.measure.series` gives it.
    """
    name, value = kpi_of(figure).short.say(language), speak.value(figure, language)
    if figure.value is None:
        why = figure.reason.say(language) if figure.reason else speak.status(figure, language)
        return WITHOUT.say(language, name=name, why=why)
    if figure.target is not None:
        sentence = PASSES if figure.status is Status.PASS else FAILS
        return sentence.say(language, name=name, value=value, target=speak.target(figure, language))
    before = _before(figure, series)
    if before is None:
        return PLAIN.say(language, name=name, value=value)
    month, earlier = before
    was = speak.value(earlier, language)
    moved = STAYED if was == value else ROSE if (figure.value > (earlier.value or 0)) else FELL
    return moved.say(
        language, name=name, value=value, month=month.say(language), **({} if was == value else {"before": was})
    )


def _before(figure: Figure, series: Sequence[tuple[Month, Figure]]) -> tuple[Month, Figure] | None:
    """The last month end before the figure's day; counts of a round begin again with the next."""
    if figure.unit is Unit.MONTH:
        return None
    is_of_round = kpi_of(figure).family is Family.CASCADED
    found = [
        (month, one)
        for month, one in series
        if month.last_day < figure.as_of
        and one.value is not None
        and (not is_of_round or one.ask.round == figure.ask.round)
    ]
    return found[-1] if found else None


def headline(figures: Sequence[Figure], language: Language = "th") -> str:
    """How many of the figures that have a target meet it; values where one stands for several."""
    compared = [figure for figure in figures if figure.status in (Status.PASS, Status.FAIL)]
    if not compared:
        return NONE_COMPARED.say(language)
    met = sum(figure.status is Status.PASS for figure in compared)
    sentence = MET if len({figure.kpi for figure in compared}) == len(compared) else MET_VALUES
    return sentence.say(language, met=met, count=len(compared))
