"""`report`: the annual report of a fiscal year, new or as the next edition of the one that people have edited."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from base.access import Action
from base.clock import now, parse_moment
from base.words import Text
from etl.commands.frame import NO_MOMENT, Refusal, Subcommands, add_json, add_user, fiscal_year_named, say_json, session
from etl.receipt import StatedInFuture
from exports import cited
from exports.annual import document, gather, issue
from exports.commands.frame import newest, put
from kpi import papers

NO_FILE = Text("ตรวจชื่อและที่อยู่ไฟล์ (เปิดไฟล์ {found} ไม่ได้)", "Check the name of the file: cannot open {found}")
KEPT = Text("คงข้อความที่แก้ไขไว้ {count} ส่วน", "{count} edited texts kept")
ABSENT = Text("ไฟล์เดิมไม่มีส่วน {names} จึงไม่ได้ใส่", "The edited file no longer has {names}: left out")


def register(commands: Subcommands) -> None:
    """Add the command to the parser."""
    report = commands.add_parser("report", help="รายงานประจำปี (.docx)")
    report.add_argument("--fy", required=True, metavar="F", help="ปีงบประมาณ พ.ศ. เช่น 2564")
    report.add_argument("--round", type=int, choices=(1, 2), default=2, help="1 = ครึ่งปีแรก; ไม่ระบุ = ทั้งปี")
    report.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    report.add_argument("--from", dest="old", type=Path, metavar="FILE", help="ฉบับที่แก้ไขแล้ว ข้อความในนั้นคงอยู่")
    report.add_argument("--known-at", metavar="ISO", help="เท่าที่ทราบ ณ เวลา (เวลากรุงเทพฯ ปี ค.ศ.)")
    report.add_argument("--provisional", action="store_true", help="รวมรายงานที่ยังไม่รับรอง")
    add_user(report)
    add_json(report)
    report.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Write the report under a reference of its own."""
    fiscal_year = fiscal_year_named(asked.fy)
    old = _read(asked.old) if asked.old else None
    with session(asked) as here:
        here.user.must(Action.TRACE_VIEW)
        build, official = newest(here), not asked.provisional
        known_at = _known_at(asked.known_at) if asked.known_at else papers.known_now(build)
        question = gather.ask(fiscal_year, known_at, official=official, round_number=asked.round)
        settings = here.settings
        made = issue.report(
            *(here.ledger, build, question),
            user=here.user,
            public_url=settings.public_url,
            papers_dir=settings.papers_dir,
            old=old,
        )
    path = put(asked.output, made.file_name, made.edition.data)
    return _say(asked, path, made.reference.code, made.edition)


def _say(asked: argparse.Namespace, path: Path, reference: str, made: document.Edition) -> int:
    if asked.json:
        say_json({"file": str(path), "reference": reference, "kept": made.kept, "absent": made.absent})
        return 0
    print(f"{path} ({cited.REFERENCE.th} {reference})")
    if asked.old:
        print(KEPT.say(count=len(made.kept)))
    if made.absent:
        print(ABSENT.say(names=", ".join(made.absent)))
    return 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Refusal(NO_FILE, found=path) from fault


def _known_at(text: str) -> datetime:
    try:
        moment = parse_moment(text)
    except ValueError as fault:
        raise Refusal(NO_MOMENT, found=text) from fault
    if moment > now():
        raise StatedInFuture(moment)
    return moment
