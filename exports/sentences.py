"""Titles that say the finding, and the matters laid before the meeting."""

from __future__ import annotations

from collections.abc import Sequence

from base.period import Month
from base.words import Text
from exports.content import LateAgency, PlanEntry, ProblemEntry
from kpi import speak
from kpi.model import Family, Figure, Kpi, Status, Unit
from kpi.problem_list import STATE_WORDS, State

TITLE = Text("รายงานผลการดำเนินงานตามตัวชี้วัด {round}", "KPI performance report, {round}")
PASSES = Text("{name} {value} ผ่านเกณฑ์{target}", "{name} {value} meets the target of {target}")
FAILS = Text("{name} {value} ต่ำกว่าเป้าหมาย{target}", "{name} {value} is below the target of {target}")
ROSE = Text("{name} {value} เพิ่มขึ้นจาก {before} เมื่อสิ้น {month}", "{name} {value}, up from {before} at the end of {month}")
FELL = Text("{name} {value} ลดลงจาก {before} เมื่อสิ้น {month}", "{name} {value}, down from {before} at the end of {month}")
STAYED = Text("{name} {value} เท่ากับเมื่อสิ้น {month}", "{name} {value}, as at the end of {month}")
PLAIN = Text("{name} {value}", "{name} {value}")
NONE = Text("{name}: {why}", "{name}: {why}")

MET = Text("ผ่านเกณฑ์ {met} จาก {count} ค่าที่คู่มือกำหนดเป้าหมาย", "{met} of {count} values with a target meet it")
NONE_COMPARED = Text("ยังไม่มีค่าที่เทียบกับเป้าหมายได้ในรอบนี้", "No value can be compared with a target in this round yet")

NOTE = Text("รับทราบผลการดำเนินงานตามตัวชี้วัด {round} {headline}", "Note the results of {round}: {headline}")
PRESS = Text("เร่งรัด{names} ให้บรรลุเป้าหมาย", "Press for {names} to reach the target")
ONE_BELOW = Text("{kpi} ของ{who} ({value})", "{kpi} of {who} ({value})")
CHASE = Text(
    "เร่งรัดหน่วยงานที่ค้างส่งรายงาน {count} แห่ง รวม {reports} ฉบับ", "Press {count} agencies for {reports} owed reports"
)
OVERDUE_PLANS = Text("พิจารณาแผนที่เกินกำหนด {count} รายการ: {names}", "Consider {count} overdue items: {names}")
UNPLANNED = Text(
    "มอบหมายผู้รับผิดชอบปัญหา/อุปสรรคที่ยังไม่มีแผนแก้ไข {count} เรื่อง", "Name owners for {count} problems without a plan"
)
LATE_ACTIONS = Text("ติดตามแนวทางแก้ไขที่เกินกำหนด {count} เรื่อง", "Follow up {count} overdue actions")
AND_MORE = Text("และอีก {count} รายการ", "and {count} more")
NAMED = 3


def finding(kpi: Kpi, figure: Figure, series: Sequence[tuple[Month, Figure]]) -> str:
    """One sentence: the value against its target, else against the last month end before, else why there is none."""
    name = kpi.short.say()
    if figure.value is None:
        why = figure.reason.say() if figure.reason else speak.status(figure)
        return NONE.say(name=name, why=why)
    value = speak.value(figure)
    if figure.target is not None:
        least = speak.target(figure)
        sentence = PASSES if figure.status is Status.PASS else FAILS
        return sentence.say(name=name, value=value, target=least if figure.status is Status.PASS else _bare(least))
    earlier = [(month, one) for month, one in series if month.last_day < figure.as_of and one.value is not None]
    if kpi.family is Family.CASCADED:  # counts of a round begin again with the next
        earlier = [(month, one) for month, one in earlier if one.ask.round == figure.ask.round]
    if not earlier or figure.unit is Unit.MONTH:
        return PLAIN.say(name=name, value=value)
    month, before = earlier[-1]
    assert before.value is not None  # chosen by that very condition above
    if speak.value(before) == value:
        return STAYED.say(name=name, value=value, month=month.say())
    moved = ROSE if figure.value > before.value else FELL
    return moved.say(name=name, value=value, before=speak.value(before), month=month.say())


def _bare(target: str) -> str:
    """`ไม่น้อยกว่าร้อยละ 88` → `ร้อยละ 88`: below a target is said of the number alone."""
    return target.removeprefix("ไม่น้อยกว่า")


def headline(figures: Sequence[Figure]) -> str:
    """How many of the figures that have a target meet it."""
    compared = [figure for figure in figures if figure.status in (Status.PASS, Status.FAIL)]
    if not compared:
        return NONE_COMPARED.say()
    return MET.say(met=sum(figure.status is Status.PASS for figure in compared), count=len(compared))


def matters(
    round_name: str,
    below: Sequence[str],
    summary: str,
    late: Sequence[LateAgency],
    plans: Sequence[PlanEntry],
    problems: Sequence[ProblemEntry],
) -> tuple[str, ...]:
    """What the meeting is asked to note, to press for and to decide; only what there is."""
    said = [NOTE.say(round=round_name, headline=summary)]
    if below:
        said.append(PRESS.say(names=_listed(below)))
    if late:
        said.append(CHASE.say(count=len(late), reports=sum(len(one.months) for one in late)))
    if overdue := [one.name for one in plans if one.days_overdue]:
        said.append(OVERDUE_PLANS.say(count=len(overdue), names=_listed(overdue)))
    for state, sentence in ((State.UNPLANNED, UNPLANNED), (State.OVERDUE, LATE_ACTIONS)):
        if count := sum(one.state == STATE_WORDS[state].th for one in problems):
            said.append(sentence.say(count=count))
    return tuple(said)


def _listed(names: Sequence[str]) -> str:
    more = [AND_MORE.say(count=len(names) - NAMED)] if len(names) > NAMED else []
    return " ".join([", ".join(names[:NAMED]), *more])
