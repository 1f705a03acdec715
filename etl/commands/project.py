"""`project`: the pending projects, and the decision to let one in or keep it out."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date

from base.access import Action
from base.clock import now
from base.words import Text
from etl import added, approval
from etl.approval import Approval, Pending
from etl.commands.frame import (
    Refusal,
    Subcommands,
    add_json,
    add_user,
    fiscal_year_named,
    say_json,
    session,
    stated,
)
from ledger.decisions import Decision

APPROVED = Text("อนุมัติโครงการ {code} แล้ว นับตั้งแต่ {day} (ลำดับที่ {seq})", "Approved {code} from {day} (no. {seq})")
DECLINED = Text("บันทึกว่าไม่อนุมัติโครงการ {code} แล้ว (ลำดับที่ {seq})", "Declined {code} (no. {seq})")
NONE = Text("ไม่มีโครงการที่รออนุมัติในปีงบประมาณ {year}", "No pending project in fiscal year {year}")
NEEDS_CODE = Text(
    "ระบุรหัสที่จะให้โครงการ แล้วระบุแถวด้วย --row {found}", "Give the code the project gets, and the row as --row {found}"
)
BAD_PLACE = Text(
    "ระบุแถวเป็น เลขที่รับ:แถว เช่น S000012:14 (พบ “{found}”)",
    "State a row as SUBMISSION:ROW such as S000012:14 (found “{found}”)",
)
BAD_DAY = Text("ระบุวันที่เป็นปี ค.ศ. เช่น 2021-01-15 (พบ “{found}”)", "State a day such as 2021-01-15 (found “{found}”)")
NOT_YET = Text(
    "ระบุวันที่อนุมัติไม่หลังวันที่บันทึก (พบ {found})", "The day of approval may not come after the recording (found {found})"
)


def register(commands: Subcommands) -> None:
    """Add the command to the parser."""
    project = commands.add_parser("project", help="อนุมัติหรือไม่อนุมัติโครงการที่รอบรรจุในแผน")
    what = project.add_subparsers(metavar="approve|decline|list", required=True, parser_class=type(project))
    for name, run, said in (
        ("approve", run_approve, "อนุมัติให้บรรจุในแผน"),
        ("decline", run_decline, "ไม่อนุมัติให้บรรจุในแผน"),
    ):
        parser = what.add_parser(name, help=said)
        parser.add_argument("code", metavar="CODE")
        parser.add_argument("--fy", required=True, metavar="F")
        parser.add_argument("--on", metavar="DATE", help="วันที่อนุมัติ (ปี ค.ศ.) ไม่ระบุ = วันที่บันทึก")
        parser.add_argument("--ref", metavar="TEXT", help="เลขที่หนังสือหรือมติที่ประชุม")
        parser.add_argument("--reason", metavar="TEXT")
        parser.add_argument("--at", metavar="ISO", help="เวลาที่ตัดสิน (เวลากรุงเทพฯ ปี ค.ศ.)")
        if name == "approve":
            parser.add_argument("--row", metavar="S:N", help="แถวของรายงานที่ยังไม่มีรหัสโครงการ")
        add_user(parser)
        add_json(parser)
        parser.set_defaults(run=run)
    listed = what.add_parser("list", help="โครงการที่รออนุมัติ")
    listed.add_argument("--fy", required=True, metavar="F")
    add_user(listed)
    add_json(listed)
    listed.set_defaults(run=run_list)


def run_approve(asked: argparse.Namespace) -> int:
    """Let a pending project into the plan, from a day on."""
    if added.parse_place(asked.code):
        raise Refusal(NEEDS_CODE, found=asked.code)
    place = added.parse_place(asked.row) if asked.row else None
    if asked.row and place is None:
        raise Refusal(BAD_PLACE, found=asked.row)
    year = fiscal_year_named(asked.fy)
    with session(asked) as here:
        here.user.must(Action.PROJECT_APPROVE)
        at = stated(asked.at, here.user)
        said = _approval(asked, (at or now()).date())
        with here.ledger.write(here.user.code, at=at) as writer:
            made = approval.approve(writer, here.user, year, asked.code, said, place=place)
    return _say(asked, made, APPROVED, said.approved_on)


def run_decline(asked: argparse.Namespace) -> int:
    """Keep a pending project out of the plan; it may be approved later."""
    year = fiscal_year_named(asked.fy)
    with session(asked) as here:
        here.user.must(Action.PROJECT_APPROVE)
        at = stated(asked.at, here.user)
        said = _approval(asked, (at or now()).date())
        with here.ledger.write(here.user.code, at=at) as writer:
            made = approval.decline(writer, here.user, year, asked.code, said)
    return _say(asked, made, DECLINED, said.approved_on)


def run_list(asked: argparse.Namespace) -> int:
    """The projects that wait, and those that were declined."""
    year = fiscal_year_named(asked.fy)
    with session(asked) as here, here.ledger.read() as connection:
        here.user.must(Action.BOARD_VIEW)
        found = [one for one in approval.pending(connection, year) if here.user.sees(one.agency)]
    if asked.json:
        say_json([asdict(one) for one in found])
    elif not found:
        print(NONE.say("th", year=year.year_be))
    else:
        print(*map(_line, found), sep="\n")
    return 0


def _line(one: Pending) -> str:
    state = "ไม่อนุมัติ" if one.is_declined else "รออนุมัติ"
    return f"{one.key}  {state}  {one.item_code}  {one.agency}  {one.project_name}"


def _approval(asked: argparse.Namespace, today: date) -> Approval:
    try:
        day = date.fromisoformat(asked.on) if asked.on else today
    except ValueError as fault:
        raise Refusal(BAD_DAY, found=asked.on) from fault
    if day > today:
        raise Refusal(NOT_YET, found=day.isoformat())
    return Approval(day, asked.ref, asked.reason)


def _say(asked: argparse.Namespace, made: Decision, text: Text, day: date) -> int:
    code = made.subject.partition(":")[2]
    if asked.json:
        found = {"seq": made.seq, "kind": made.kind, "code": code, "subject": made.subject, "id": made.submission_id}
        found |= {"row": made.row_no, "on": day.isoformat(), "reason": made.reason, "actor": made.actor}
        say_json(found | {"recorded_at": made.recorded_at.isoformat()})
    else:
        print(text.th.format(code=code, day=day.isoformat(), seq=made.seq))
    return 0
