"""`problem`: the register of problems, who will do what by when, and that one is solved."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date

from base.access import Action
from base.clock import now
from base.problem import CLOSE, PLAN, REOPEN
from base.words import Text
from etl.commands.frame import Refusal, Subcommands, add_json, add_user, fiscal_year_named, say_json, session
from etl.commands.frame import stated as stated_moment
from etl.problems import Plan, Problem, of_year, record

KINDS = {"plan": PLAN, "close": CLOSE, "reopen": REOPEN}
DONE = Text("บันทึกแล้ว: {what} {key} (ลำดับที่ {seq})", "Recorded: {what} {key} (no. {seq})")
BAD_DAY = Text("ระบุวันที่เป็นปี ค.ศ. เช่น 2021-01-15 (พบ “{found}”)", "State a day such as 2021-01-15 (found “{found}”)")
EMPTY = Text("ระบุ {name} (พบว่ายังว่างอยู่)", "Give {name} (it is empty)")
NONE = Text("ไม่มีปัญหา/อุปสรรคในปีงบประมาณ {year}", "No problem in fiscal year {year}")


def register(commands: Subcommands) -> None:
    """Add the command to the parser."""
    problem = commands.add_parser("problem", help="ทะเบียนปัญหา/อุปสรรค")
    what = problem.add_subparsers(metavar="list|plan|close|reopen", required=True, parser_class=type(problem))
    listed = what.add_parser("list", help="ปัญหา/อุปสรรคที่ยังไม่ปิด")
    listed.add_argument("--all", action="store_true", help="รวมที่ปิดแล้ว")
    listed.add_argument("--as-of", metavar="DATE", help="ณ วันที่ (ปี ค.ศ.)")
    listed.set_defaults(run=run_list)
    plan = what.add_parser("plan", help="ใครจะทำอะไรภายในเมื่อใด")
    plan.add_argument("--action", required=True, metavar="TEXT")
    plan.add_argument("--owner", required=True, metavar="CODE")
    plan.add_argument("--due", required=True, metavar="DATE")
    close, reopen = what.add_parser("close", help="แก้ไขแล้ว"), what.add_parser("reopen", help="ยังไม่ได้รับการแก้ไข")
    for parser in (close, reopen):
        parser.add_argument("--reason", required=True, metavar="TEXT")
    for name, parser in (("plan", plan), ("close", close), ("reopen", reopen)):
        parser.add_argument("key", metavar="AGENCY:PROJECT:PROVINCE")
        parser.add_argument("--on", metavar="DATE", help="วันที่มีผล (ปี ค.ศ.) ไม่ระบุ = วันที่บันทึก")
        parser.add_argument("--at", metavar="ISO", help="เวลาที่บันทึก (เวลากรุงเทพฯ ปี ค.ศ.)")
        parser.set_defaults(run=run_step, step=name)
    for parser in (listed, plan, close, reopen):
        parser.add_argument("--fy", required=True, metavar="F")
        add_user(parser)
        add_json(parser)


def run_list(asked: argparse.Namespace) -> int:
    """The problems of a fiscal year, those still open first."""
    year = fiscal_year_named(asked.fy)
    day = _day(asked.as_of) if asked.as_of else now().date()
    with session(asked) as here:
        here.user.must(Action.BOARD_VIEW)
        every = of_year(here.ledger, here.settings.builds_dir, year, day)
    found = [one for one in every if one.is_open or asked.all]
    found = [one for one in found if here.user.sees(one.key.partition(":")[0])]
    if asked.json:
        say_json([asdict(one) for one in found])
    else:
        print(*(map(_line, found) if found else (NONE.say("th", year=year.year_be),)), sep="\n")
    return 0


def run_step(asked: argparse.Namespace) -> int:
    """Plan, close or reopen one problem."""
    year, kind = fiscal_year_named(asked.fy), KINDS[asked.step]
    with session(asked) as here:
        here.user.must(Action.DECIDE)
        at = stated_moment(asked.at, here.user)
        day = _day(asked.on) if asked.on else (at or now()).date()
        plan = _plan(asked) if kind == PLAN else None
        reason = getattr(asked, "reason", None)
        stores = here.ledger, here.settings.builds_dir
        made = record(*stores, here.user, kind, year, asked.key, on=day, at=at, reason=reason, plan=plan)
    if asked.json:
        found = {"seq": made.seq, "kind": made.kind, "key": asked.key, "on": day.isoformat(), "reason": made.reason}
        say_json(found | {"actor": made.actor, "recorded_at": made.recorded_at.isoformat()})
    else:
        print(DONE.say("th", what=made.kind, key=asked.key, seq=made.seq))
    return 0


def _plan(asked: argparse.Namespace) -> Plan:
    if not asked.action.strip():
        raise Refusal(EMPTY, name="--action")
    return Plan(asked.action, asked.owner, _day(asked.due))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Refusal(BAD_DAY, found=text) from fault


def _line(one: Problem) -> str:
    state = "เปิด" if one.is_open else "ปิด"
    plan = f" · {one.action} ({one.owner} ภายใน {one.due_on})" if one.action else ""
    return f"{one.key}  {state}  ตั้งแต่ {one.since}  {one.problem}{plan}"
