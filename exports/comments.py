"""What the Office says about figures below their target, as papers print it (features 24)."""

from __future__ import annotations

from collections.abc import Sequence

from base.thai import say_date
from base.words import Text
from exports import entries as named
from exports.content import ActionEntry, CommentEntry
from kpi import commentary
from kpi.commentary import STATE_WORDS, ActionLine, State
from kpi.model import Ask, Figure, Status
from kpi.store import Build

TONES = {State.OPEN: Status.NO_TARGET, State.OVERDUE: Status.FAIL, State.DONE: Status.PASS}
TITLE = Text("คำชี้แจงของตัวชี้วัดที่ต่ำกว่าเกณฑ์", "Commentary on figures below target")
CAUSE, REMEDY = Text("สาเหตุ", "Cause"), Text("แนวทางแก้ไข", "Remedy")
ACTION = Text("การดำเนินการ", "Action")
LABELLED = "{label}: {words}"
OF_MONTH = Text("{label} (ข้อความของเดือน{month})", "{label} (the words of {month})")
LACKING = Text("ยังไม่มีคำชี้แจงของเดือน{month}", "Not explained yet for {month}")
STANDS = Text("{action} ({owner} ภายใน {day} · {state})", "{action} ({owner} by {day}, {state})")
LATE = Text("{state} {count} วัน", "{state} {count} days")


def entries(build: Build, asked: Ask, figures: Sequence[Figure]) -> tuple[CommentEntry, ...]:
    """One entry for each of the figures that is below its target, is written about, or has an action to follow."""
    said = commentary.overview(build, asked)
    below = commentary.off_target(figures)
    found = []
    for one in figures:
        planned, written = said.actions_of(one.kpi, one.scope), said.latest(one.kpi, one.scope)
        if one not in below and not planned and said.in_force(one.kpi, one.scope) is None:
            continue
        found.append(
            CommentEntry(
                figure=one,
                month=said.month,
                written_for=written.key.month if written else None,
                cause=written.cause if written else "",
                remedy=written.remedy if written else "",
                actions=tuple(_action(build, asked, line) for line in planned),
            )
        )
    return tuple(found)


def _action(build: Build, asked: Ask, line: ActionLine) -> ActionEntry:
    return ActionEntry(
        action=line.action,
        owner=named.short_name(build, asked, line.owner),
        due=line.due_on,
        state=STATE_WORDS[line.state].th,
        tone=TONES[line.state],
        days_overdue=line.days_overdue,
        since=line.key.month,
    )


def lines(one: CommentEntry) -> list[str]:
    """Cause, remedy and actions, a line each; where words are missing or of an older month, that is said first."""
    label = CAUSE.th
    said = [LACKING.say(month=one.month.say(full=True))] if one.is_lacking else []
    if one.written_for is not None:
        if one.is_lacking:
            label = OF_MONTH.say(label=label, month=one.written_for.say(full=True))
        said.append(LABELLED.format(label=label, words=one.cause))
        said.append(LABELLED.format(label=REMEDY.th, words=one.remedy))
    return said + [LABELLED.format(label=ACTION.th, words=stands(action)) for action in one.actions]


def stands(one: ActionEntry) -> str:
    """An action with its owner, its day and how it stands."""
    state = LATE.say(state=one.state, count=f"{one.days_overdue:,}") if one.days_overdue else one.state
    return STANDS.say(action=one.action, owner=one.owner, day=say_date(one.due), state=state)
