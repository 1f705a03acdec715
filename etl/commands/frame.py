"""What every command shares: arguments, the open ledger, who acts, and how a refusal is said."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from base.access import Action, User
from base.clock import now, parse_moment
from base.period import FiscalYear, Month, Period, parse_period
from base.settings import Settings, read_settings
from base.words import Text
from etl import people, reference
from etl.forms import FORMS
from etl.forms.model import Form
from etl.receipt import StatedInFuture
from ledger.store import Ledger

Run = Callable[[argparse.Namespace], int]
Subcommands = Any
"""What `add_subparsers` gives back; argparse has no public name for it."""

NO_FORM = Text("เลือกแบบฟอร์มจาก {known} (พบ “{found}”)", "Choose a form: {known} (found “{found}”)")
NO_PERIOD = Text(
    "ระบุงวดเป็นเดือน เช่น 2020-10 หรือปีงบประมาณ เช่น FY2564 (พบ “{found}”)",
    "State a period as a month such as 2020-10 or a fiscal year such as FY2564 (found “{found}”)",
)
NO_MONTH = Text(
    "ระบุเดือนเป็นปี ค.ศ. และเดือน เช่น 2020-10 (พบ “{found}”)", "State a month such as 2020-10 (found “{found}”)"
)
NO_YEAR = Text(
    "ระบุปีงบประมาณ พ.ศ. เช่น 2564 (พบ “{found}”)", "State a Buddhist fiscal year such as 2564 (found “{found}”)"
)
NO_MOMENT = Text(
    "ระบุเวลาเป็นปี ค.ศ. เช่น 2021-04-04T10:00 (พบ “{found}”)", "State a time such as 2021-04-04T10:00 (found “{found}”)"
)
MISSING = Text("ระบุ {names} ให้ครบ", "Give {names}")
UNKNOWN_ARGUMENT = Text("ตัด {names} ออก (ไม่มีตัวเลือกนี้)", "Leave out {names}: there is no such argument")
NO_VALUE = Text("ระบุค่าของ {names}", "Give a value for {names}")
BAD_CHOICE = Text("เลือก {names} จากรายการ {known} (พบ “{found}”)", "Choose {names} from {known} (found “{found}”)")
BAD_USE = Text("ตรวจคำสั่งอีกครั้งด้วย {prog} --help", "Check the command with {prog} --help")

_ARGUMENT_FAULTS: tuple[tuple[re.Pattern[str], Text], ...] = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), MISSING),
    (re.compile(r"unrecognized arguments: (?P<names>.+)"), UNKNOWN_ARGUMENT),
    (re.compile(r"argument (?P<names>\S+): expected .*argument.*"), NO_VALUE),
    (re.compile(r"argument (?P<names>\S+): invalid choice: '(?P<found>.*)' \(choose from (?P<known>.+)\)"), BAD_CHOICE),
)


class Refusal(Exception):
    """A command that cannot be done as asked; `text` says why in one sentence."""

    def __init__(self, text: Text, **blanks: object) -> None:
        self.text = Text(text.say("th", **blanks), text.say("en", **blanks)) if blanks else text
        super().__init__(self.text.th)


class Parser(argparse.ArgumentParser):
    """argparse whose faults are refusals, said like every other."""

    def error(self, message: str) -> NoReturn:
        for pattern, text in _ARGUMENT_FAULTS:
            if found := pattern.fullmatch(message):
                raise Refusal(text, **found.groupdict())
        raise Refusal(BAD_USE, prog=self.prog)


@dataclass(frozen=True, slots=True)
class Session:
    """An open ledger with its reference data, and who acts."""

    ledger: Ledger
    user: User
    settings: Settings


@contextmanager
def session(asked: argparse.Namespace) -> Iterator[Session]:
    """The ledger of this process's settings, opened for one command. Raises SettingFault, LedgerFault, UnknownUser."""
    settings = read_settings()
    ledger = Ledger.open(settings.ledger_url, settings.audit_key)
    try:
        reference.ensure(ledger)
        with ledger.read() as connection:
            user = people.user(connection, getattr(asked, "user", None) or settings.default_user)
        yield Session(ledger, user, settings)
    finally:
        ledger.close()


def add_user(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as", dest="user", metavar="USER", help="รหัสผู้ใช้ เช่น steward หรือ agency.DSD")


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="ผลเป็น JSON")


def form_of(code: str) -> Form:
    """The form with this code, or a refusal that lists the codes."""
    if code not in FORMS:
        raise Refusal(NO_FORM, known=", ".join(FORMS), found=code)
    return FORMS[code]


def period_of(text: str) -> Period:
    """`2020-10` or `FY2564`, or a refusal."""
    try:
        return parse_period(text)
    except ValueError as fault:
        raise Refusal(NO_PERIOD, found=text) from fault


def month_of(text: str) -> Month:
    """`2020-10`, or a refusal."""
    try:
        return Month.parse(text)
    except ValueError as fault:
        raise Refusal(NO_MONTH, found=text) from fault


def fiscal_year_named(text: str) -> FiscalYear:
    """`2564` or `FY2564`, or a refusal."""
    try:
        return FiscalYear(int(text.removeprefix("FY")))
    except ValueError as fault:
        raise Refusal(NO_YEAR, found=text) from fault


def stated(text: str | None, user: User) -> datetime | None:
    """A moment given by --at or --received-at; only some may state one, and never one that has not come."""
    if text is None:
        return None
    user.must(Action.BACKDATE)
    try:
        moment = parse_moment(text)
    except ValueError as fault:
        raise Refusal(NO_MOMENT, found=text) from fault
    if moment > now():
        raise StatedInFuture(moment)
    return moment


def say_json(value: object) -> None:
    """One JSON value on stdout, Thai as it is."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def refuse(text: Text, *, is_json: bool) -> int:
    """One sentence on stderr; with --json also an object on stdout. The exit code of every refusal is 1."""
    if is_json:
        say_json({"error": {"message": text.th, "message_en": text.en}})
    print(text.th, file=sys.stderr)
    return 1
