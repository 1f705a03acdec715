"""Which changes of a definition, a target or a setting moved figures: what those who answer for them must be told.

A change is told of for a month after it was recorded. What it moved is found by leaving it out: every figure of every
round that had begun is computed with it and as if it had never been recorded, on the same facts.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import groupby

from base.ambiguities import SETTINGS
from base.setting_words import said
from base.thai import say_date, say_moment
from base.words import LANGUAGES, Language, Text
from kpi import measure
from kpi.definitions import Entry, history
from kpi.model import Ask
from kpi.preview import Shift, begun, shifts
from kpi.sharing import Recalling
from kpi.store import Build, ReferenceRow

TOLD_FOR = timedelta(days=30)

DEFINITION = Text("{key} ใช้นิยามรุ่น {value} ตั้งแต่ {since}", "{key} is measured by version {value} from {since}")
TARGET = Text(
    "เป้าหมายของ {key} รอบที่ {round} เป็น {value} ตั้งแต่ {since}", "Target of {key}, round {round}: {value} from {since}"
)
SETTING = Text("วิธีคำนวณเปลี่ยนตั้งแต่ {since}{year}: {value}", "Computed otherwise from {since}{year}: {value}")
OF_YEAR = Text(" ปีงบประมาณ {year}", " for {year} BE")
AGAIN_DEFAULT = Text("{question} กลับไปใช้ค่าเริ่มต้น", "{question}: the default again")
ENDED = Text("ไม่กำหนด", "none")
AND_MORE = Text(" และอีก {count} ข้อ", " and {count} more")
MOVED = Text("ตัวเลขเปลี่ยน {count} รายการ ได้แก่ {kpis} ในรอบ {rounds}", "{count} figures moved: {kpis} in rounds {rounds}")
FROZEN_STAY = Text(" (ค่าที่ปิดรอบไว้แล้วไม่เปลี่ยน)", " (what was frozen stays)")
RECORDED = Text(" บันทึกเมื่อ {at} โดย {by}", ", recorded on {at} by {by}")


@dataclass(frozen=True, slots=True)
class Redefinition:
    """Rows that were recorded together, and every figure that they moved, the oldest round first."""

    entries: tuple[Entry, ...]
    shifts: tuple[Shift, ...]


class Without(Recalling):
    """A build as it would be had some rows of the reference tables never been recorded."""

    def __init__(self, build: Build, seqs: Collection[int]) -> None:
        super().__init__(build)
        self._left_out = frozenset(seqs)

    @cached_property
    def _references(self) -> dict[str, list[ReferenceRow]]:
        return {
            table: [row for row in rows if row[0] not in self._left_out] for table, rows in super()._references.items()
        }


def recent(build: Build, asked: Ask) -> tuple[Redefinition, ...]:
    """The changes recorded in the month up to the known moment that moved figures as known then, the latest first."""
    known = history(build, build.seq_at(asked.known_at))
    new = sorted((one for one in known if one.recorded_at > asked.known_at - TOLD_FOR), key=lambda one: one.seq)
    kept = Recalling(build)  # every question is asked of the file once, whatever is left out
    found = []
    for _, together in groupby(new, key=lambda one: (one.recorded_at, one.by)):
        entries = tuple(together)
        if moved := _moved(kept, asked, entries):
            found.append(Redefinition(entries, moved))
    return tuple(reversed(found))


def _moved(build: Build, asked: Ask, entries: tuple[Entry, ...]) -> tuple[Shift, ...]:
    """What the rows moved, in the fiscal years that had not ended when they came into force."""
    before, since = Without(build, {one.seq for one in entries}), min(one.effective_from for one in entries)
    return tuple(
        shift
        for round_ in begun(build, asked.known_at)
        if round_.fiscal_year.end >= since
        for shift in shifts(
            before,
            build,
            measure.ask(
                round_.fiscal_year.year_be,
                round_.number,
                known_at=asked.known_at,
                official=asked.official,
                now=asked.known_at,
            ),
        )
    )


def what(one: Redefinition) -> Text:
    """What was changed and from when: the first of the rows in words, and how many more there are."""
    first, more = one.entries[0], len(one.entries) - 1
    return Text(*(_change(first, each) + (AND_MORE.say(each, count=more) if more else "") for each in LANGUAGES))


def why(one: Redefinition) -> Text:
    """Which figures it moved in which rounds, and who recorded it when and why."""
    return Text(*(_moves(one, each) for each in LANGUAGES))


def _change(entry: Entry, language: Language) -> str:
    since = say_date(entry.effective_from, language)
    value = entry.value if entry.value is not None else ENDED.say(language)
    first, _, second = entry.key.partition(":")
    if entry.table == "definitions":
        return DEFINITION.say(language, key=first, value=value, since=since)
    if entry.table == "targets":
        return TARGET.say(language, key=first, round=second, value=value, since=since)
    year = OF_YEAR.say(language, year=first) if first != "*" else ""
    return SETTING.say(language, since=since, year=year, value=_setting(second, entry.value, language))


def _setting(name: str, value: str | None, language: Language) -> str:
    setting = SETTINGS.get(name)
    if setting is not None and value in (None, setting.default):
        return AGAIN_DEFAULT.say(language, question=setting.question.say(language))
    return said(name, value or "").say(language)


def _moves(one: Redefinition, language: Language) -> str:
    kpis = dict.fromkeys(shift.after.kpi for shift in one.shifts)
    rounds = dict.fromkeys(shift.after.ask.round for shift in one.shifts)
    names = (f"{each.fiscal_year.year_be}/{each.number}" for each in rounds)
    first = one.entries[0]
    return (
        MOVED.say(language, count=len(one.shifts), kpis=", ".join(kpis), rounds=", ".join(names))
        + (FROZEN_STAY.say(language) if any(shift.frozen for shift in one.shifts) else "")
        + RECORDED.say(language, at=say_moment(first.recorded_at, language), by=first.by)
        + (f": {first.reason}" if first.reason else "")
    )
