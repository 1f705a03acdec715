"""Moments of knowledge worth comparing with: when the round was frozen, when its reports fell due, month ends."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from base.period import Month, Round
from base.words import Text
from kpi import calendar, practice, rounds
from kpi.store import Build
from ui.horizon import LAST_SECOND, Horizon

FROZEN = Text("เมื่อปิดรอบ", "When it was frozen")
REOPENED = Text("เมื่อเปิดแก้ไข", "When it was reopened")
RAN_OUT = Text("เมื่อหมดเวลาเปิดแก้ไข", "When the reopening had run out")
DUE = Text("เมื่อครบกำหนดรายงานเดือนสุดท้าย", "When the last report was due")
ENDED = Text("เมื่อสิ้นรอบ", "When the round ended")
MONTH_END = Text("สิ้นเดือนก่อน", "End of last month")


def suggestions(build: Build, round_: Round, horizon: Horizon, until: datetime) -> dict[str, Text]:
    """Moment (ISO) → why it is worth asking about; the best first, all of them before `until`."""
    found: dict[datetime, Text] = {}
    entries = rounds.log(build, round_, build.last_seq)
    ended = rounds.run_out(entries, until)
    for entry in reversed(entries):
        if entry.seq in ended:
            found[datetime.combine(ended[entry.seq] + timedelta(days=1), time())] = RAN_OUT
        found[entry.at] = FROZEN if entry.kind == rounds.FREEZE else REOPENED
    last = min(until, horizon.last_fact_at) if horizon.last_fact_at else until
    found[datetime.combine(Month.of(last.date()).shift(-1).last_day, LAST_SECOND)] = MONTH_END
    deadlines = practice.of_year(build, round_.fiscal_year, build.last_seq)
    found.setdefault(calendar.due(round_.months[-1], deadlines), DUE)
    found.setdefault(datetime.combine(round_.end, LAST_SECOND), ENDED)
    return {moment.isoformat(): why for moment, why in found.items() if moment < until}
