"""What `python -m kpi definitions` and `preview` answer: versions with days and reasons, and figures side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from base.ambiguities import SETTINGS
from base.thai import say_date, say_moment
from base.words import Text
from kpi import speak
from kpi.answers import figure_json, frozen_json, number
from kpi.definitions import VERSIONS, Entry, fault_of
from kpi.model import Kpi
from kpi.preview import Change, Shift
from kpi.store import Build

TABLE_WORDS = {
    "definitions": Text("รุ่นของนิยาม", "Version"),
    "targets": Text("เป้าหมาย", "Target"),
    "settings": Text("การตั้งค่า", "Setting"),
}
ENTRY = Text(
    "  {what} {key} = {value} มีผลตั้งแต่ {since} (บันทึกเมื่อ {at} โดย {by}{why})",
    "  {what} {key} = {value} in force from {since} (recorded on {at} by {by}{why})",
)
ENDED = Text("ไม่มี", "none")
CHANGED_SETTINGS = Text("การตั้งค่าที่เปลี่ยนจากค่าเริ่มต้น", "Settings changed from their default")
NO_SETTING_CHANGED = Text("  ใช้ค่าเริ่มต้นทุกข้อ", "  every setting is at its default")
ONLY_IF = Text("หากให้ {key} = {value} ตั้งแต่ {since}", "If {key} = {value} from {since}")
WOULD_MOVE = Text("ตัวเลขที่จะเปลี่ยน {count} รายการ (ยังไม่ได้บันทึก)", "{count} figures would move (nothing was recorded)")
MOVED = Text("บันทึกแล้ว ตัวเลขเปลี่ยน {count} รายการ", "Recorded: {count} figures moved")
STAYS = Text("ปิดรอบแล้ว ค่าที่ปิดไว้ {display} ไม่เปลี่ยน", "frozen: {display} stays")


def definitions_json(entries: Sequence[Entry], build: Build) -> dict[str, object]:
    """Indicators with their declared versions, and every row that puts a version, target or setting into force."""
    return {
        "indicators": [
            {
                "kpi": code,
                "name": rules[0].kpi.name.th,
                "versions": [_declared(rule.kpi) for rule in rules],
                "in_force": [_entry(one) for one in entries if one.table == "definitions" and one.key == code],
                "targets": [
                    _entry(one) for one in entries if one.table == "targets" and one.key.startswith(f"{code}:")
                ],
            }
            for code, rules in VERSIONS.items()
        ],
        "settings": [_entry(one) for one in entries if one.table == "settings"],
        "build": build.name,
    }


def _declared(kpi: Kpi) -> dict[str, object]:
    return {
        "version": kpi.version,
        "not_before": kpi.effective_from.isoformat(),
        "definition": kpi.definition.th,
        "definition_en": kpi.definition.en,
    }


def _entry(entry: Entry) -> dict[str, object]:
    fault = fault_of(entry)
    return {
        "key": entry.key,
        "value": entry.value,
        "effective_from": entry.effective_from.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "by": entry.by,
        "reason": entry.reason or None,
        "seq": entry.seq,
        "fault": fault.th if fault else None,
    }


def definition_lines(entries: Sequence[Entry]) -> list[str]:
    """The same for a reader: indicator by indicator, then the settings that are not at their default."""
    lines = []
    for code, rules in VERSIONS.items():
        lines.append(f"{code} {rules[0].kpi.name.th}")
        own = [one for one in entries if one.key == code or one.key.startswith(f"{code}:")]
        lines += [_line(one) for one in own if one.table != "settings"]
    changed = [one for one in entries if one.table == "settings" and not _is_default(one)]
    return [*lines, CHANGED_SETTINGS.th, *(map(_line, changed) if changed else [NO_SETTING_CHANGED.th])]


def _is_default(entry: Entry) -> bool:
    year, _, name = entry.key.partition(":")
    return year == "*" and name in SETTINGS and entry.value == SETTINGS[name].default


def _line(entry: Entry) -> str:
    fault = fault_of(entry)
    said = ENTRY.say(
        "th",
        what=TABLE_WORDS[entry.table].th,
        key=entry.key,
        value=entry.value if entry.value is not None else ENDED.th,
        since=say_date(entry.effective_from),
        at=say_moment(entry.recorded_at),
        by=entry.by,
        why=f": {entry.reason}" if entry.reason else "",
    )
    return f"{said} · {fault.th}" if fault else said


def preview_json(changes: Iterable[Change], shifts: Sequence[Shift], build: Build) -> dict[str, object]:
    """The changes, and every figure that they would move: as it is, as it would be, and what was frozen of it."""
    return {
        "changes": [
            {"table": one.table, "key": one.key, "effective_from": one.effective_from.isoformat(), **one.payload}
            for one in changes
        ],
        "moves": [
            {
                "kpi": shift.before.kpi,
                "scope": shift.before.scope,
                "fy": shift.before.ask.round.fiscal_year.year_be,
                "round": shift.before.ask.round.number,
                "before": figure_json(shift.before),
                "after": figure_json(shift.after),
                "difference": number(_difference(shift)),
                "frozen": frozen_json(shift.frozen) if shift.frozen else None,
            }
            for shift in shifts
        ],
        "build": build.name,
    }


def _difference(shift: Shift) -> Fraction | None:
    if shift.before.value is None or shift.after.value is None:
        return None
    return shift.after.value - shift.before.value


def preview_lines(
    changes: Iterable[Change], shifts: Sequence[Shift], build: Build, *, is_recorded: bool = False
) -> list[str]:
    """The same for a reader: one line per figure, old and new value side by side."""
    lines = [
        ONLY_IF.say("th", key=one.key, value=_new_value(one), since=say_date(one.effective_from)) for one in changes
    ]
    lines.append((MOVED if is_recorded else WOULD_MOVE).say("th", count=len(shifts)))
    for shift in shifts:
        round_ = shift.before.ask.round
        old, new = (f"{speak.value(one)} {speak.status(one)}" for one in (shift.before, shift.after))
        targets = {speak.target(one) for one in (shift.before, shift.after)}
        said = f"{round_.fiscal_year.year_be}/{round_.number} {shift.before.kpi:9}{shift.before.scope:8}{old} → {new}"
        said += f" ({speak.target(shift.before)} → {speak.target(shift.after)})" if len(targets) > 1 else ""
        frozen = f"  {STAYS.say('th', display=shift.frozen.display or speak.NOTHING)}" if shift.frozen else ""
        lines.append(f"{said}  {speak.scope(build, shift.before)}{frozen}")
    return lines


def _new_value(change: Change) -> str:
    return next(change.payload[name] for name in ("version", "target", "value") if name in change.payload)
