"""`python -m ledger`: verify the record, print its head, back it up, bring it back, or look after the accounts.

A front door: backups are compared by their figures, so it asks `etl.build` for a build and `kpi` for its digests.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from base.access import Action
from base.clock import now
from base.leaving import leave
from base.settings import SettingFault, read_settings
from base.words import Text
from ledger import account_command, backup_command, people, retention, verified
from ledger.audit import verify
from ledger.backup.manifest import KpiDigest
from ledger.faults import LedgerFault
from ledger.store import Head, Ledger

SOUND = Text(
    "ทะเบียนข้อมูลครบถ้วนและไม่ถูกแก้ไข ทั้งหมด {rows} รายการ รหัสตรวจสอบ {head}",
    "The ledger is whole and unaltered: {rows} rows, head {head}",
)
FAULTY = Text("พบความผิดปกติ {count} แห่งในทะเบียนข้อมูล", "Found {count} faults in the ledger")
ADVICE = Text(
    "กรุณาอย่าแก้ไขหรือลบสิ่งใด คัดลอกทะเบียนข้อมูลเก็บไว้เป็นหลักฐาน"
    " แล้วกู้คืนข้อมูลสำรองชุดล่าสุดด้วย python -m ledger restore (คู่มือผู้ดูแลระบบ docs/operations.md หัวข้อ 8)",
    "Change and remove nothing: copy the ledger away as evidence, then bring the newest backup back with"
    " python -m ledger restore (docs/operations.md, section 8)",
)
TIDIED = Text(
    "ลบข้อมูลที่สิ้นสุดเกิน {days} วัน: การเข้าสู่ระบบ {sessions} ลิงก์ {tokens} จำนวนครั้งที่ใส่รหัสผ่านผิด {attempts}",
    "Removed what ended more than {days} days ago: sessions {sessions}, links {tokens}, counted mistakes {attempts}",
)
BAD_HEAD = Text(
    "--head ต้องอยู่ในรูป ลำดับ:รหัส เช่นที่พิมพ์บนใบรับ (พบ “{found}”)",
    "--head is SEQ:HASH as printed on a receipt (found “{found}”)",
)


BACKUPS = {"backup": backup_command.backup, "copy": backup_command.copy}

log = logging.getLogger("tidtam.ledger")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all is well, 1 with a sentence on stderr otherwise."""
    asked = _parser().parse_args(arguments)
    try:
        if asked.command == "restore":
            return backup_command.restore(asked, figures_of)
        head = _head(asked.head) if asked.command == "verify" and asked.head else None
        settings = read_settings()
        ledger = Ledger.open(settings.ledger_url, settings.audit_key)
    except (SettingFault, LedgerFault, *account_command.REFUSALS) as fault:
        print(fault.text.th, file=sys.stderr)
        return 1
    try:
        if asked.command == "head":
            print(ledger.head())
            return 0
        if asked.command == "account":
            return account_command.run(asked, ledger, settings)
        if asked.command == "tidy":
            return _tidy(ledger, asked.user or settings.default_user, settings.keep_days)
        if asked.command in BACKUPS:
            return BACKUPS[asked.command](asked, ledger, settings, figures_of)
        return _verify(ledger, head, is_json=asked.json, keeper=settings.default_user if asked.keep else None)
    except (SettingFault, LedgerFault, *account_command.REFUSALS) as fault:
        print(fault.text.th, file=sys.stderr)
        return 1
    finally:
        ledger.close()


def _verify(ledger: Ledger, head: Head | None, *, is_json: bool, keeper: str | None) -> int:
    newest, faults = ledger.head(), verify(ledger, head)
    if keeper:
        verified.keep(ledger, keeper, newest, faults)
    if is_json:
        listed = [{"seq": fault.seq, "message": fault.text.th, "message_en": fault.text.en} for fault in faults]
        advice = {"advice": ADVICE.th, "advice_en": ADVICE.en} if faults else {}
        print(json.dumps({"ok": not faults, "head": str(newest), "faults": listed} | advice, ensure_ascii=False))
    elif faults:
        print(FAULTY.say(count=len(faults)), *(fault.text.th for fault in faults), ADVICE.th, sep="\n", file=sys.stderr)
    else:
        print(SOUND.say(rows=newest.seq, head=newest))
    return 1 if faults else 0


def _tidy(ledger: Ledger, code: str, days: int) -> int:
    with ledger.read() as connection:
        people.user(connection, code).must(Action.SYSTEM_RUN)
    with ledger.write(code) as writer:
        gone = retention.tidy(writer, days, now())
    print(TIDIED.say("th", days=days, sessions=gone.sessions, tokens=gone.tokens, attempts=gone.attempts))
    return 0


def figures_of(ledger: Ledger, builds_dir: Path, at_seq: int | None) -> KpiDigest | None:
    """One digest for all figures of each round, at this fact or the newest; None when no build can be made."""
    from etl import build  # DuckDB is only loaded where figures are asked for
    from kpi.round_digest import digests
    from kpi.store import Build

    try:
        is_newest = at_seq in (None, ledger.last_fact_seq())
        path = build.current(ledger, builds_dir) if is_newest else build.from_scratch(ledger, builds_dir, at_seq)
    except build.BuildFault as fault:
        log.error("%s", fault.text.th)
        return None
    made = Build.open(path)
    return KpiDigest(made.last_seq, made.name, digests(made))


def _head(text: str) -> Head:
    try:
        return Head.parse(text)
    except ValueError as error:
        raise LedgerFault(Text(BAD_HEAD.say("th", found=text), BAD_HEAD.say("en", found=text))) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ledger", description="ตรวจสอบ สำรอง และกู้คืนทะเบียนข้อมูล และดูแลบัญชีผู้ใช้")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("verify", help="ตรวจว่าไม่มีรายการใดถูกแก้ไข เพิ่ม หรือลบ")
    check.add_argument("--head", metavar="SEQ:HASH", help="รหัสตรวจสอบจากใบรับหรือข้อมูลสำรอง")
    check.add_argument("--keep", action="store_true", help="บันทึกผลการตรวจ ให้หน้าสุขภาพระบบแสดง")
    check.add_argument("--json", action="store_true", help="ผลเป็น JSON")
    account_command.add_parser(commands)
    backup_command.add_parsers(commands)
    tidy = commands.add_parser("tidy", help="ลบการเข้าสู่ระบบ ลิงก์ และจำนวนครั้งที่ใส่รหัสผ่านผิด ที่พ้นระยะเวลาเก็บ")
    tidy.add_argument("--as", dest="user", metavar="USER", help="ผู้ทำรายการ (ต้องเป็นผู้ดูแลระบบ)")
    commands.add_parser("head", help="พิมพ์รหัสตรวจสอบล่าสุด")
    return parser


if __name__ == "__main__":
    leave(main)
