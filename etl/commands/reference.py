"""`reference` and `set`: registers and settings as new rows of the ledger; the old ones stay."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rapidfuzz import process

from base.access import Action
from base.ambiguities import SETTINGS, check
from base.clock import now
from base.thai import say_date
from base.words import Text
from etl.commands.frame import Refusal, Subcommands, add_json, add_user, fiscal_year_named, say_json, session, stated
from etl.forms import FORMS
from etl.reference import TABLES, read_table
from ledger import reference

EFFECTIVE_FROM, IS_RETIRED = "effective_from", "is_retired"
EXTRA = (EFFECTIVE_FROM, IS_RETIRED)
NEEDS = {"people": Action.ACCOUNT_EDIT, "settings": Action.SETTING_EDIT, "targets": Action.SETTING_EDIT}
"""What a table needs that says who may do what, or how figures are computed; the others need REFERENCE_EDIT."""

NO_TABLE = Text("เลือกทะเบียนจาก {known} (พบ “{found}”)", "Choose a table: {known} (found “{found}”)")
NO_FILE = Text("ตรวจชื่อและที่อยู่ไฟล์ (เปิดไฟล์ {found} ไม่ได้)", "Check the name of the file: cannot open {found}")
BAD_TABLE = Text("แก้ไฟล์ {path} ให้ครบทุกช่องและไม่มีรหัสซ้ำ ({detail})", "Mend the file {path}: {detail}")
NO_COLUMN = Text("เพิ่มคอลัมน์ {names} ในไฟล์ {path}", "Add the columns {names} to the file {path}")
NO_DATE = Text("กรอก effective_from เป็นวันที่ ค.ศ. เช่น 2020-10-01 (พบ “{found}”)", "Bad effective_from date: “{found}”")
NO_SETTING = Text("ระบุชื่อค่ากำหนดที่มีอยู่ เช่น {near} (พบ “{found}”)", "Give a known setting such as {near} (found “{found}”)")
NO_DAY = Text("ระบุวันที่เป็น ค.ศ. เช่น 2021-10-01 (พบ “{found}”)", "State a day such as 2021-10-01 (found “{found}”)")
SINCE = Text("ตั้งแต่ {day}", "from {day}")


def register(commands: Subcommands) -> None:
    """Add the commands to the parser."""
    table = commands.add_parser("reference", help="เพิ่มแถวในทะเบียนอ้างอิงจากไฟล์ CSV")
    table.add_argument("table", metavar="TABLE")
    table.add_argument("file", metavar="FILE")
    table.set_defaults(run=run_reference)
    setting = commands.add_parser("set", help="ตั้งค่าของปีงบประมาณ")
    setting.add_argument("key", metavar="KEY")
    setting.add_argument("value", metavar="VALUE")
    when = setting.add_mutually_exclusive_group(required=True)
    when.add_argument("--fy", metavar="F", help="ใช้เฉพาะปีงบประมาณ พ.ศ. นี้")
    when.add_argument("--from", dest="since", metavar="DATE", help="ใช้ทุกปีตั้งแต่วันที่ (ค.ศ.) เป็นต้นไป เช่น 2021-10-01")
    setting.set_defaults(run=run_set)
    for parser in (table, setting):
        parser.add_argument("--reason", default="", metavar="TEXT", help="เหตุผลของการเปลี่ยน")
        parser.add_argument("--at", metavar="ISO", help="เวลาที่บันทึก (เวลากรุงเทพฯ ปี ค.ศ.)")
        add_user(parser)
        add_json(parser)


def run_reference(asked: argparse.Namespace) -> int:
    """Append every row of a CSV; `effective_from` (default: the day of recording) and `is_retired` may be columns."""
    if asked.table not in TABLES:
        raise Refusal(NO_TABLE, known=", ".join(TABLES), found=asked.table)
    path = Path(asked.file)
    rows = _read(asked.table, path)
    _must_have_columns(asked.table, path, rows[0][1] if rows else {})
    with session(asked) as here:
        here.user.must(NEEDS.get(asked.table, Action.REFERENCE_EDIT))
        at = stated(asked.at, here.user)
        with here.ledger.write(here.user.code, at=at) as writer:
            seq = reference.append_rows(writer, asked.table, _as_rows(rows, (at or now()).date(), asked.reason))
    return _say(asked, seq, asked.table, len(rows))


def _read(table: str, path: Path) -> list[tuple[str, dict[str, str]]]:
    try:
        return read_table(table, path)
    except (OSError, UnicodeDecodeError) as fault:
        raise Refusal(NO_FILE, found=path) from fault
    except ValueError as fault:
        raise Refusal(BAD_TABLE, path=path, detail=str(fault)) from fault


def _must_have_columns(table: str, path: Path, row: dict[str, str]) -> None:
    wanted = list(read_table(table)[0][1])
    missing = [name for name in wanted if name not in row]
    if missing:
        raise Refusal(NO_COLUMN, names=", ".join(missing), path=path)


def _as_rows(
    rows: list[tuple[str, dict[str, str]]], default: date, reason: str
) -> Iterator[tuple[str, date, bool, dict[str, str]]]:
    for key, row in rows:
        text = row.get(EFFECTIVE_FROM) or default.isoformat()
        try:
            since = date.fromisoformat(text)
        except ValueError as fault:
            raise Refusal(NO_DATE, found=text) from fault
        payload = {name: value for name, value in row.items() if name not in EXTRA}
        payload |= {"reason": reason} if reason else {}
        yield key, since, row.get(IS_RETIRED, "").lower() in ("1", "true", "yes"), payload


def run_set(asked: argparse.Namespace) -> int:
    """A setting of domain.md 4.4: for one fiscal year from its first day, or for every year from a day on.

    Years before keep what they had; a year's own setting goes before the general one.
    """
    year = fiscal_year_named(asked.fy) if asked.fy else None
    since = year.start if year else _day(asked.since)
    _must_hold(asked.key, asked.value)
    key = f"{year.year_be if year else '*'}:{asked.key}"
    payload = {"key": key, "value": asked.value} | ({"reason": asked.reason} if asked.reason else {})
    with session(asked) as here:
        here.user.must(Action.SETTING_EDIT)
        at = stated(asked.at, here.user)
        with here.ledger.write(here.user.code, at=at) as writer:
            seq = reference.append_rows(writer, "settings", [(key, since, False, payload)])
    span = year.say() if year else SINCE.say("th", day=say_date(since))
    return _say(asked, seq, f"{asked.key} = {asked.value} ({span})", 1)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Refusal(NO_DAY, found=text) from fault


def _must_hold(name: str, value: str) -> None:
    """Refuses a setting that does not exist, or a value it cannot have; `review.policy.progress` is of one form."""
    policy, _, form = name.rpartition(".")
    general = policy if policy == "review.policy" and form in FORMS else name
    if general not in SETTINGS:
        near = process.extractOne(name.lower(), SETTINGS.keys())
        raise Refusal(NO_SETTING, near=near[0] if near else "review.policy", found=name)
    check(general, value)


def _say(asked: argparse.Namespace, seq: int, what: str, count: int) -> int:
    if asked.json:
        say_json({"seq": seq, "what": what, "rows": count})
    else:
        print(f"บันทึกแล้ว: {what} {count} แถว (ลำดับที่ {seq})")
    return 0
