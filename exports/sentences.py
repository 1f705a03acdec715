"""The title of a paper, and the matters laid before the meeting; what a figure shows is said by `kpi.finding`."""

from __future__ import annotations

from collections.abc import Sequence

from base.words import Text
from exports.content import LateAgency, PlanEntry, ProblemEntry
from kpi.problem_list import STATE_WORDS, State

TITLE = Text("รายงานผลการดำเนินงานตามตัวชี้วัด {round}", "KPI performance report, {round}")
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
