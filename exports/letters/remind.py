"""Reminders on working days -7, -1, +1 and +7 around the day a monthly report is due (features 15, T5.5(3))."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage

from base.access import Action, User
from base.period import Month
from base.smtp import Smtp
from base.thai import collation_key, say_date
from base.words import Text
from base.workday import holidays_of, workday_away
from exports.letters.late import Contact, contact
from exports.letters.post import MailFault, Outcome, Post
from exports.letters.wording import SAMPLE
from kpi import calendar, practice
from kpi.board import MISSING, State, board
from kpi.store import Build
from ledger import mailings
from ledger.mailings import Mailing
from ledger.mailings import State as Sent
from ledger.store import Ledger, Writer

OFFSETS = (-7, -1, 1, 7)
"""Working days from the due date."""
MONTHS_BACK = 3
"""A report is due in the month after its own: a day can stand near the deadline of its own month or of one before."""
STILL_OWED = MISSING | {State.OPEN, State.NOT_DUE}
"""States of a report that has not come before its deadline."""

SUBJECT = Text("แจ้งเตือนการส่งรายงานผลการดำเนินงานประจำเดือน{month}", "Reminder: monthly report of {month}")
AHEAD = Text(
    "รายงานผลการดำเนินงานประจำเดือน{month} ของ{name} ครบกำหนดส่งวันที่ {due} (อีก {days} วันทำการ) ระบบยังไม่ได้รับรายงานดังกล่าว "
    "โปรดจัดส่งภายในกำหนด",
    "The report of {month} of {name} is due on {due} ({days} working days); it has not come yet",
)
AFTER = Text(
    "รายงานผลการดำเนินงานประจำเดือน{month} ของ{name} ครบกำหนดส่งเมื่อวันที่ {due} ล่วงเลยมาแล้ว {days} วันทำการ "
    "ระบบยังไม่ได้รับรายงานที่ผ่านการตรวจ โปรดเร่งจัดส่ง",
    "The report of {month} of {name} was due on {due}, {days} working days ago; it has not come yet",
)
GREETING = Text("เรียน {to}", "To {to}")
CLOSING = Text(
    "ส่งรายงานได้ที่ {url}\nหากได้จัดส่งแล้ว ขออภัยมา ณ โอกาสนี้\n{sender}",
    "Send it at {url}\nDisregard this if it has been sent\n{sender}",
)
NOT_TRIED = "ยังไม่ได้ส่ง"
DONE_BEFORE = "ดำเนินการแล้วในวันนี้"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One agency to be reminded of one report on one day."""

    agency: str
    contact: Contact
    month: Month
    due: date
    offset: int
    """Working days from the due date: -7, -1, 1 or 7."""

    def mailing(self, on: date, address: str = "") -> Mailing:
        """Under which it stands in the log."""
        return Mailing(self.agency, str(self.month), on, address)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one reminder to one address, or of one whose text is only listed (`address` empty)."""

    reminder: Reminder
    address: str
    state: Sent
    detail: str = ""
    is_new: bool = True
    """False where an earlier run of the day had done it."""


def due_on(build: Build, day: date, known_at: datetime) -> tuple[Reminder, ...]:
    """Who is to be reminded on a day, as known at a moment: of every month that the day stands at a distance to.

    Days off come from the register of holidays whether or not a deadline moves over them (A-33).
    """
    seq = build.seq_at(known_at)
    holidays = holidays_of(build.reference("holidays", date.max, seq))
    found: list[Reminder] = []
    for back in range(MONTHS_BACK):
        month = Month.of(day).shift(-back)
        due = calendar.due(month, practice.of_year(build, month.fiscal_year, seq)).date()
        for offset in OFFSETS:
            if workday_away(due, offset, holidays) == day:
                found += _owing(build, month, due, offset, known_at)
    return tuple(sorted(found, key=lambda one: (one.month, collation_key(one.contact.name))))


def _owing(build: Build, month: Month, due: date, offset: int, known_at: datetime) -> list[Reminder]:
    whole = board(build, month.fiscal_year, known_at)
    column = whole.months.index(month)
    wanted = STILL_OWED if offset < 0 else MISSING
    owing = [row.agency for row in whole.rows if row.cells[column].state in wanted]
    return [Reminder(code, contact(build, code, known_at), month, due, offset) for code in owing]


def text_of(reminder: Reminder, url: str, sender: str, *, is_sample: bool) -> str:
    """The reminder as plain text, for LINE and e-mail alike; Arabic digits, which every screen shows."""
    told = AHEAD if reminder.offset < 0 else AFTER
    said = told.say(
        month=reminder.month.say(full=True),
        name=reminder.contact.name,
        due=say_date(reminder.due, full=True),
        days=abs(reminder.offset),
    )
    lines = [GREETING.say(to=reminder.contact.attention), said, CLOSING.say(url=url, sender=sender)]
    return "\n".join([*lines, *([SAMPLE] if is_sample else [])])


def message(reminder: Reminder, on: date, address: str, body: str, server: Smtp) -> EmailMessage:
    """The e-mail. Its Message-ID is made of what it is, so that a second copy of it is known as one by any reader."""
    made = EmailMessage()
    made["Subject"] = " ".join(SUBJECT.say(month=reminder.month.say(full=True)).split())
    made["From"] = server.sender
    made["To"] = address
    mark = mailings.digest(reminder.mailing(on, address).key)
    made["Message-ID"] = f"<tidtam.{reminder.month}.{on:%Y%m%d}.{mark}@{server.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(body)
    return made


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the reminders of a day."""

    ledger: Ledger
    user: User
    on: date
    url: str
    sender: str
    is_sample: bool

    def through(self, reminders: Sequence[Reminder], post: Post | None) -> tuple[Result, ...]:
        """Send what can be sent and has not been, list the others; safe beside another run and after a crash.

        Nothing is sent over demonstration data. Raises NotAllowed.
        """
        self.user.must(Action.LETTER)
        results: list[Result] = []
        trouble: MailFault | None = None
        for one in reminders:
            addresses = one.contact.addresses if post and not self.is_sample else ()
            if post is None or not addresses:
                results.append(self._listed(one))
            for address in addresses:
                if post is None or trouble:
                    # It would meet the same server: it is for the next run.
                    results.append(Result(one, address, Sent.FAILED, NOT_TRIED))
                    continue
                try:
                    results.append(self._sent(one, address, post))
                except MailFault as fault:
                    trouble = fault
                    results.append(Result(one, address, Sent.FAILED, fault.text.th))
        return tuple(results)

    def _listed(self, one: Reminder) -> Result:
        with self._writing() as writer:
            is_new = mailings.claim(writer, one.mailing(self.on))
            if is_new:
                mailings.settle(writer, one.mailing(self.on), Sent.LISTED)
        return Result(one, "", Sent.LISTED, is_new=is_new)

    def _sent(self, one: Reminder, address: str, post: Post) -> Result:
        mailing = one.mailing(self.on, address)
        with self._writing() as writer:
            if not mailings.claim(writer, mailing):
                return Result(one, address, Sent.BEGUN, DONE_BEFORE, is_new=False)
        body = text_of(one, self.url, self.sender, is_sample=self.is_sample)
        outcome = Outcome(Sent.FAILED)
        try:
            outcome = post.deliver(address, message(one, self.on, address, body, post.server))
        finally:
            # Whatever went wrong, the mailing is free for the next run.
            with self._writing() as writer:
                mailings.settle(writer, mailing, outcome.state, outcome.detail)
        return Result(one, address, outcome.state, outcome.detail)

    def _writing(self) -> AbstractContextManager[Writer]:
        return self.ledger.write(self.user.code, is_demo=self.is_sample)
