"""Freezing a round and reopening it: the Director's decisions, kept with every figure they fix (A-08, A-45, R-102)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from base.access import Action, User
from base.ambiguities import in_year
from base.clock import now
from base.period import DEADLINE_DAY, Round
from base.thai import say_date
from base.words import Text
from kpi import calendar, practice
from kpi.facts import Facts
from kpi.model import Ask
from kpi.round_kept import kept
from kpi.round_log import freeze_in_force
from kpi.store import Build
from ledger import decisions
from ledger.canonical import Json
from ledger.decisions import Decision
from ledger.locks import FREEZE, REOPEN, REOPEN_DAYS, UNTIL, key
from ledger.store import Ledger, Writer, last_fact_seq

TOO_EARLY = Text(
    "รอถึงวันที่ {day} จึงปิด{round}ได้ เพราะต้องพ้นกำหนดส่งรายงานเดือนสุดท้ายก่อน",
    "Wait until {day} to freeze {round}: the last month's reports must have fallen due",
)
ALREADY = Text(
    "เปิดแก้ไข{round}ก่อน หากต้องการปิดใหม่ เพราะรอบนี้ปิดแล้วเมื่อ {day}",
    "Reopen {round} before freezing it again: it was frozen on {day}",
)
NOT_FROZEN = Text(
    "ปิด{round}ก่อน จึงเปิดแก้ไขได้ เพราะรอบนี้ยังไม่ปิด", "Freeze {round} first: it is not frozen, so it cannot be reopened"
)
NO_REOPENING = Text(
    "ให้ผู้ดูแลระบบเปลี่ยนการตั้งค่า round.allow_reopen ก่อน เพราะ{round}ตั้งค่าไว้ไม่ให้เปิดแก้ไขหลังปิดรอบ",
    "Ask the administrator to change the setting round.allow_reopen: {round} may not be reopened once frozen",
)
UNTIL_PAST = Text(
    "เลือกวันสุดท้ายของการเปิดแก้ไข{round} ตั้งแต่วันที่ {day} เป็นต้นไป",
    "Let the reopening of {round} last until {day} or later",
)
BEHIND = Text(
    "ทำรายการอีกครั้ง เพราะมีข้อมูลใหม่เข้ามาระหว่างคำนวณ ระบบจึงยังไม่บันทึก",
    "Try again: new data came in during the calculation, so nothing was recorded",
)


class RoundFault(ValueError):
    """A round that may not be frozen or reopened; `text` begins with what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.th)


def freezable_from(build: Build, round_: Round, known_seq: int) -> date:
    """The first day on which the round may be frozen: the day after its last report was due (A-33, A-45)."""
    year = round_.fiscal_year
    settings = build.reference("settings", round_.end, known_seq)
    days = int(in_year(settings, year.year_be, "round.freeze_after_days"))
    first_day = calendar.freeze_from(round_, practice.of_year(build, year, known_seq))
    return first_day + timedelta(days=days - DEADLINE_DAY)


def freeze(
    ledger: Ledger, build: Build, asked: Ask, *, user: User, reason: str, at: datetime | None = None
) -> Decision:
    """Keep every figure of the round `asked.round` as it stands now, official, as of the round's last day.

    `build` must hold everything the ledger knows; `at` (Bangkok, naive) states another moment than now, and whoever
    passes it on from outside has checked Action.BACKDATE. A freeze over demonstration data is itself demonstration
    data. Raises NotAllowed, RoundFault and LedgerFault.
    """
    user.must(Action.ROUND_FREEZE)
    _needs(reason)
    round_, stated = asked.round, at or now()
    first_day = freezable_from(build, round_, build.last_seq)
    if stated.date() < first_day:
        raise _fault(TOO_EARLY, round_, first_day)
    moment = max(stated, build.last_recorded_at)
    if (before := freeze_in_force(build, round_, moment)) is not None:
        raise _fault(ALREADY, round_, before.at.date())
    # Measured before the pen is taken, so that agencies can send meanwhile; `_must_be_current` catches it if they did.
    payload = kept(build, Ask(round_, round_.end, moment))
    with ledger.write(user.code, at=moment, is_demo=build.has_demo) as writer:
        _must_be_current(writer, build)
        return decisions.decide(writer, FREEZE, subject=key(round_), reason=reason, payload=payload)


def reopen(
    ledger: Ledger,
    build: Build,
    round_: Round,
    *,
    user: User,
    reason: str,
    until: date | None = None,
    at: datetime | None = None,
) -> Decision:
    """Reopen a frozen round to the end of the day `until`; its figures are preliminary as long, the log keeps them.

    Without a day for 14 days. Only where the setting round.allow_reopen is true (A-08). Otherwise as `freeze`.
    """
    user.must(Action.ROUND_FREEZE)
    _needs(reason)
    moment = max(at or now(), build.last_recorded_at)
    before = freeze_in_force(build, round_, moment)
    if before is None:
        raise _fault(NOT_FROZEN, round_)
    last_day = until or moment.date() + timedelta(days=REOPEN_DAYS)
    if last_day < moment.date():
        raise _fault(UNTIL_PAST, round_, moment.date())
    facts = Facts(build, round_.fiscal_year, build.last_seq, moment, is_official=True)
    if facts.setting("round.allow_reopen", max(round_.end, moment.date())) != "true":
        raise _fault(NO_REOPENING, round_)
    payload: dict[str, Json] = {"freeze": before.seq, "has_demo": before.has_demo, UNTIL: last_day.isoformat()}
    with ledger.write(user.code, at=moment, is_demo=before.has_demo) as writer:
        _must_be_current(writer, build)
        return decisions.decide(writer, REOPEN, subject=key(round_), reason=reason, payload=payload)


def _needs(reason: str) -> None:
    if not reason.strip():
        raise RoundFault(decisions.NEEDS_REASON)


def _must_be_current(writer: Writer, build: Build) -> None:
    """The build holds every fact that stands in the ledger at the moment of writing."""
    if build.last_seq != last_fact_seq(writer.connection):
        raise RoundFault(BEHIND)


def _fault(text: Text, round_: Round, day: date | None = None) -> RoundFault:
    return RoundFault(
        Text(
            *(
                text.say(language, round=round_.say(language), day=say_date(day, language) if day else "")
                for language in ("th", "en")
            )
        )
    )
