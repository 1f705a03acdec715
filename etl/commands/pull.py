"""`pull` and `sheet`: Google Sheets from the command line and from cron."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from base.access import Action
from base.words import Text
from etl.commands.frame import Subcommands, add_json, add_user, form_of, period_of, say_json, session, stated
from etl.sheets.sentences import NEVER, STATE_NAMES, told_of
from ledger import sheets
from ledger.sheets import UNREAD, Reading, Registered

DONE = Text("บันทึกแล้ว: {key}", "Recorded: {key}")
NONE = Text("ยังไม่มีชีตในทะเบียน", "No sheet is registered")
TAKEN_OUT = Text("นำออกจากทะเบียนแล้ว: {key}", "Taken out: {key}")


def register(commands: Subcommands) -> None:
    """Add the commands to the parser."""
    pulled = commands.add_parser("pull", help="ดึงรายงานจาก Google Sheets")
    pulled.add_argument("--sheet", action="append", default=[], metavar="KEY", help="เฉพาะชีตนี้ เช่น DSD-progress")
    pulled.add_argument("--take-now", action="store_true", help="รับเป็นรายงานตามที่เป็นอยู่ทันที")
    pulled.set_defaults(run=run_pull)
    sheet = commands.add_parser("sheet", help="ทะเบียนชีตของหน่วยงาน")
    what = sheet.add_subparsers(metavar="add|create|list|test|remove", required=True, parser_class=type(sheet))
    add = what.add_parser("add", help="ลงทะเบียนชีต")
    add.add_argument("link", metavar="LINK")
    add.add_argument("--period", help="งวด หากในชีตไม่ได้ระบุ เช่น 2020-10")
    made = what.add_parser("create", help="สร้างชีตจากแบบฟอร์มแล้วลงทะเบียน")
    made.add_argument("--share-with", action="append", default=[], metavar="EMAIL", help="แชร์ให้ผู้รายงาน")
    for parser in (add, made):
        parser.add_argument("--form", default="progress")
        parser.add_argument("--reporter", required=True, metavar="CODE")
        parser.add_argument("--write-check", action="store_true", help="เขียนผลการตรวจกลับในแผ่นงานแยก")
    listed, tested = what.add_parser("list", help="ชีตทั้งหมด"), what.add_parser("test", help="ทดสอบการเปิดชีต")
    remove = what.add_parser("remove", help="นำชีตออกจากทะเบียน")
    for parser in (tested, remove):
        parser.add_argument("key", metavar="KEY")
    runs = (run_add, run_create, run_list, run_test, run_remove)
    for parser, run in zip((add, made, listed, tested, remove), runs, strict=True):
        parser.set_defaults(run=run)
    for parser in (pulled, add, made, listed, tested, remove):
        parser.add_argument("--at", metavar="ISO", help="เวลาที่ดึงหรือบันทึก (เวลากรุงเทพฯ ปี ค.ศ.)")
        add_user(parser)
        add_json(parser)


def run_pull(asked: argparse.Namespace) -> int:
    """Pull the registered sheets; 0 when every one could be read."""
    from etl.sheets.check import write_back  # Google's libraries are only loaded where they are used
    from etl.sheets.client import Client
    from etl.sheets.pull import pull

    with session(asked) as here:
        here.user.must(Action.SUBMIT)
        at = stated(asked.at, here.user)
        client = Client.of(here.settings)
        done = pull(here.ledger, client, here.user, keys=asked.sheet, at=at, takes_now=asked.take_now)
        for fault in write_back(here.settings, done):
            print(fault.text.th, file=sys.stderr)
    if asked.json:
        say_json([_described(one.sheet, one.reading, one.is_new) for one in done])
    else:
        for one in done:
            _say(one.sheet, one.reading, one.is_new)
        if not done:
            print(NONE.th)
    return 1 if any(one.reading is not None and one.reading.state in UNREAD for one in done) else 0


def run_add(asked: argparse.Namespace) -> int:
    """Enter one sheet by its link."""
    from etl.sheets import register as registry

    form = form_of(asked.form).code
    with session(asked) as here:
        at = stated(asked.at, here.user)
        period = period_of(asked.period) if asked.period else None
        said = {"writes_check": asked.write_check, "period": period, "at": at}
        made = registry.add(here.ledger, here.user, asked.link, form, asked.reporter, **said)
    return _done(asked, DONE, made.key)


def run_create(asked: argparse.Namespace) -> int:
    """Make an agency's sheet from the template, and enter it."""
    from etl.sheets.client import Client
    from etl.sheets.create import create
    from etl.sheets.credential import WRITE

    form = form_of(asked.form)
    with session(asked) as here:
        at = stated(asked.at, here.user)
        client = Client.of(here.settings, scopes=WRITE)
        said = {"share_with": asked.share_with, "writes_check": asked.write_check, "at": at}
        made = create(here.ledger, client, here.user, form, asked.reporter, **said)
    return _done(asked, DONE, made.key)


def run_remove(asked: argparse.Namespace) -> int:
    """Take one sheet out of the register."""
    from etl.sheets import register as registry

    with session(asked) as here:
        registry.remove(here.ledger, here.user, asked.key, stated(asked.at, here.user))
    return _done(asked, TAKEN_OUT, asked.key)


def run_test(asked: argparse.Namespace) -> int:
    """Try to open one sheet."""
    from etl.sheets.client import Client
    from etl.sheets.register import probe

    with session(asked) as here:
        here.user.must(Action.SUBMIT)
        with here.ledger.read() as connection:
            known = sheets.registered(connection)
        if asked.key not in known:
            raise sheets.SheetRefused(sheets.NOT_REGISTERED.filled(key=asked.key))
        tested = probe(Client.of(here.settings), known[asked.key])
    if asked.json:
        say_json({"key": asked.key, "works": tested.works, "message": tested.text.th, "message_en": tested.text.en})
    print(tested.text.th, file=sys.stdout if tested.works and not asked.json else sys.stderr)
    return 0 if tested.works else 1


def run_list(asked: argparse.Namespace) -> int:
    """Every registered sheet with where it stands; needs no credential."""
    with session(asked) as here:
        here.user.must(Action.BOARD_VIEW)
        with here.ledger.read() as connection:
            known, last = sheets.registered(connection), sheets.readings(connection)
    if asked.json:
        say_json([_described(one, last.get(key), False) for key, one in known.items()])
    else:
        for key, one in known.items():
            _say(one, last.get(key), False)
        if not known:
            print(NONE.th)
    return 0


def _done(asked: argparse.Namespace, text: Text, key: str) -> int:
    if asked.json:
        say_json({"key": key})
    else:
        print(text.say("th", key=key))
    return 0


def _say(sheet: Registered, reading: Reading | None, is_new: bool) -> None:
    if reading is None:
        print(f"{sheet.key}: {NEVER.th}")
        return
    is_wrong = reading.state in UNREAD
    print(f"{sheet.key}: {STATE_NAMES[reading.state].th}{'' if is_new else ' (ไม่เปลี่ยน)'}")
    for told in told_of(reading):
        print(f"{sheet.key}: {told.text.th}", file=sys.stderr if is_wrong else sys.stdout)


def _described(sheet: Registered, reading: Reading | None, is_new: bool) -> dict[str, Any]:
    own: dict[str, Any] = {"key": sheet.key, "spreadsheet": sheet.spreadsheet, "form": sheet.form}
    own |= {"reporter": sheet.reporter, "is_new": is_new}
    if reading is None:
        return own | {"state": None}
    told = [one.text for one in told_of(reading)]
    return own | {
        "state": str(reading.state),
        "title": reading.title,
        "period": reading.period,
        "submission": reading.submission,
        "modified": reading.modified.isoformat() if reading.modified else None,
        "messages": [text.th for text in told],
        "messages_en": [text.en for text in told],
    }
