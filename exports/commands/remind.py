"""`remind`: the reminders of a day, by e-mail where there is a mail server and an address, else as texts to copy.

Made to be run by cron every morning: a second run of the day sends nothing again.
"""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from datetime import date, datetime, time
from pathlib import Path

from base.access import Action
from base.clock import now
from base.smtp import read_smtp
from base.thai import say_date
from base.words import Text
from etl.commands.frame import Refusal, Subcommands, add_json, add_user, say_json, session
from exports.commands.frame import newest, put
from exports.letters.office import office
from exports.letters.post import Post
from exports.letters.remind import Result, Run, due_on, text_of
from ledger.mailings import State

NO_DAY = Text("ระบุวันที่เป็น ค.ศ. เช่น 2021-04-06 (พบ “{found}”)", "State a day such as 2021-04-06 (found “{found}”)")
NOT_YET = Text("ระบุวันที่ไม่เกินวันนี้ (พบ “{found}”)", "State a day that has come (found “{found}”)")
NOTHING = Text("วันที่ {day} ไม่มีรายงานที่ถึงเวลาแจ้งเตือน", "Nobody is to be reminded on {day}")
STATE_WORDS: dict[State, Text] = {
    State.ACCEPTED: Text("ส่งอีเมลแล้ว", "sent"),
    State.REFUSED: Text("เครื่องปลายทางไม่รับ", "refused"),
    State.FAILED: Text("ส่งไม่สำเร็จ จะส่งใหม่เมื่อเรียกคำสั่งอีกครั้ง", "failed, to be tried again"),
    State.LISTED: Text("ข้อความสำหรับคัดลอก", "text to copy"),
    State.BEGUN: Text("ไม่ส่งซ้ำ", "not sent again"),
}
TEXTS_FILE = "reminders.txt"


def register(commands: Subcommands) -> None:
    """Add the command to the parser."""
    remind = commands.add_parser("remind", help="แจ้งเตือนการส่งรายงานตามวันทำการก่อนและหลังวันครบกำหนด")
    remind.add_argument("--on", metavar="DATE", help="วันที่แจ้งเตือน (ค.ศ.) เช่น 2021-04-06; ไม่ระบุ = วันนี้")
    remind.add_argument("-o", "--output", type=Path, metavar="DIR", help="เขียนข้อความสำหรับคัดลอกลงในโฟลเดอร์")
    add_user(remind)
    add_json(remind)
    remind.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Send and list; 1 when something could not be delivered, so that cron tells somebody."""
    moment, server = now(), read_smtp()
    day = _day(asked.on, moment.date())
    with session(asked) as here:
        here.user.must(Action.LETTER)
        if day != moment.date():
            here.user.must(Action.BACKDATE)
        build, letterhead = newest(here), office(here.settings.papers_dir)
        known_at = min(moment, datetime.combine(day, time.max))
        url, sender = here.settings.public_url, letterhead.sender
        with Post(server) if server else nullcontext() as post:
            turn = Run(here.ledger, here.user, day, url, sender, build.has_demo)
            results = turn.through(due_on(build, day, known_at), post)
        texts = {
            id(one): text_of(one.reminder, url, sender, is_sample=build.has_demo)
            for one in results
            if one.state is State.LISTED
        }
    if asked.output and texts:
        put(asked.output, TEXTS_FILE, "\n\n———\n\n".join(texts.values()).encode())
    if asked.json:
        say_json({"on": day.isoformat(), "reminders": [_told(one, texts.get(id(one), "")) for one in results]})
    else:
        lines = [_line(one, texts.get(id(one), "")) for one in results]
        print(*(lines or [NOTHING.say(day=say_date(day))]), sep="\n")
    return int(any(one.is_new and one.state in (State.FAILED, State.REFUSED) for one in results))


def _day(text: str | None, today: date) -> date:
    if text is None:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError as fault:
        raise Refusal(NO_DAY, found=text) from fault
    if day > today:
        raise Refusal(NOT_YET, found=text)
    return day


def _told(one: Result, text: str) -> dict[str, object]:
    told: dict[str, object] = {"agency": one.reminder.agency, "month": str(one.reminder.month)}
    told |= {"due": one.reminder.due.isoformat(), "offset": one.reminder.offset, "address": one.address}
    return told | {"state": one.state.value, "detail": one.detail, "is_new": one.is_new, "text": text}


def _line(one: Result, text: str) -> str:
    said = STATE_WORDS[one.state].th
    head = " · ".join(
        part for part in (one.reminder.agency, one.reminder.month.say(), one.address, said, one.detail) if part
    )
    return f"{head}\n{text}\n" if text else head
