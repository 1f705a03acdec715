"""`decide`, `waive`, `explain` and `map`: what people say about what was received."""

from __future__ import annotations

import argparse
from typing import Any

from base.access import Action
from base.words import Text
from etl import answers, review
from etl.answers import NO_AGENCY
from etl.commands.frame import Refusal, Subcommands, add_json, add_user, month_of, say_json, session, stated
from ledger import decisions, reference
from ledger.decisions import Decision

KINDS = ("accept", "return", "lock", "verify", "reject")
DONE = Text("บันทึกแล้ว: {kind} {subject} (ลำดับที่ {seq})", "Recorded: {kind} {subject} (no. {seq})")


def register(commands: Subcommands) -> None:
    """Add the commands to the parser."""
    decide = commands.add_parser("decide", help="รับรอง ส่งคืน หรือปิดการแก้ไข")
    decide.add_argument("id", metavar="ID")
    decide.add_argument("kind", metavar="DECISION", choices=KINDS)
    decide.add_argument("--reason", metavar="TEXT")
    decide.add_argument("--row", type=int, metavar="N", help="แถวที่พิจารณา (verify และ reject)")
    waive = commands.add_parser("waive", help="ยกเว้นการส่งรายงานรายเดือน")
    waive.add_argument("agency", metavar="AGENCY")
    waive.add_argument("period", metavar="PERIOD")
    waive.add_argument("--reason", required=True, metavar="TEXT")
    explain = commands.add_parser("explain", help="คำชี้แจงของคำเตือน")
    explain.add_argument("id", metavar="ID")
    explain.add_argument("code", metavar="CODE")
    explain.add_argument("cell", metavar="CELL")
    explain.add_argument("--text", required=True, metavar="TEXT")
    mapping = commands.add_parser("map", help="จดจำหัวคอลัมน์ของหน่วยงาน")
    mapping.add_argument("agency", metavar="AGENCY")
    mapping.add_argument("header", metavar="HEADER")
    mapping.add_argument("field", metavar="FIELD")
    runs = ((decide, run_decide), (waive, run_waive), (explain, run_explain), (mapping, run_map))
    for parser, run in runs:
        parser.add_argument("--at", metavar="ISO", help="เวลาที่ตัดสิน (เวลากรุงเทพฯ ปี ค.ศ.)")
        add_user(parser)
        add_json(parser)
        parser.set_defaults(run=run)


def run_decide(asked: argparse.Namespace) -> int:
    """Accept, return, lock, verify or reject a submission."""
    return _decide(asked, Action.DECIDE, asked.kind, submission_id=asked.id, row_no=asked.row, reason=asked.reason)


def run_waive(asked: argparse.Namespace) -> int:
    """Waive one agency's report of one month (domain.md 3.5)."""
    month = month_of(asked.period)
    payload = {"agency": asked.agency, "month": str(month)}
    subject = f"{asked.agency}:{month}"
    return _decide(asked, Action.WAIVE, "waive", subject=subject, reason=asked.reason, payload=payload)


def run_map(asked: argparse.Namespace) -> int:
    """Remember what a header of this reporter means."""
    with session(asked) as here:
        at = stated(asked.at, here.user)
        (made,) = answers.remember_headers(here.ledger, here.user, asked.agency, {asked.header: asked.field}, at=at)
    return _say(asked, made)


def run_explain(asked: argparse.Namespace) -> int:
    """Keep the explanation that a warning asks for."""
    with session(asked) as here:
        at = stated(asked.at, here.user)
        (made,) = answers.explain(here.ledger, here.user, asked.id, {(asked.code, asked.cell): asked.text}, at=at)
    return _say(asked, made)


def _decide(asked: argparse.Namespace, action: Action, kind: str, **words: Any) -> int:
    with session(asked) as here:
        here.user.must(action)
        at = stated(asked.at, here.user)
        with here.ledger.write(here.user.code, at=at) as writer:
            if "agency" in asked:
                known = reference.current(writer.connection, "agencies") | reference.current(writer.connection, "units")
                if asked.agency not in known:
                    raise Refusal(NO_AGENCY, found=asked.agency)
            if kind in ("accept", "return"):
                review.must_be_open_to(writer, words["submission_id"], here.user)
            made = decisions.decide(writer, kind, **words)
    return _say(asked, made)


def _say(asked: argparse.Namespace, made: Decision) -> int:
    if asked.json:
        found = {"seq": made.seq, "kind": made.kind, "id": made.submission_id, "subject": made.subject}
        say_json(found | {"reason": made.reason, "recorded_at": made.recorded_at.isoformat(), "actor": made.actor})
    else:
        print(DONE.say(kind=made.kind, subject=made.submission_id or made.subject, seq=made.seq))
    return 0
