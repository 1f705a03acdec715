"""`commentary`: cause and remedy of a figure below its target, its actions, and what became of them."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from base.access import Action
from base.commentary import CLOSE, COMMENT, REOPEN, Key
from base.words import Text
from etl import commentary
from etl.commands.frame import Refusal, Subcommands, add_json, add_user, fiscal_year_named, say_json, session
from etl.commands.frame import stated as stated_moment
from etl.commentary import Plan
from ledger.decisions import Decision

KINDS = {"close": CLOSE, "reopen": REOPEN}
DONE = Text("บันทึกแล้ว: {what} {key} (ลำดับที่ {seq})", "Recorded: {what} {key} (no. {seq})")
BAD_DAY = Text("ระบุวันที่เป็นปี ค.ศ. เช่น 2021-01-15 (พบ “{found}”)", "State a day such as 2021-01-15 (found “{found}”)")
BAD_KEY = Text(
    "ระบุตัวชี้วัด หน่วยที่วัด และเดือน (ปี ค.ศ.) เช่น C1:DIS:2021-03 (พบ “{found}”)",
    "Give indicator, scope and month such as C1:DIS:2021-03 (found “{found}”)",
)
WHOLE_PLAN = Text(
    "ระบุ --action --owner และ --due ให้ครบ หรือไม่ระบุเลย", "Give --action, --owner and --due together, or none of them"
)
NONE = Text("ยังไม่มีคำชี้แจงในปีงบประมาณ {year}", "No commentary in fiscal year {year}")


def register(commands: Subcommands) -> None:
    """Add the command to the parser."""
    family = commands.add_parser("commentary", help="คำชี้แจงผลและแนวทางแก้ไขของตัวชี้วัดที่ต่ำกว่าเกณฑ์")
    what = family.add_subparsers(metavar="list|write|plan|close|reopen", required=True, parser_class=type(family))
    listed = what.add_parser("list", help="ทุกฉบับที่บันทึกไว้ในปีงบประมาณ")
    listed.add_argument("--fy", required=True, metavar="F")
    listed.set_defaults(run=run_list)
    written = what.add_parser("write", help="สาเหตุและแนวทางแก้ไขของเดือน")
    written.add_argument("--cause", required=True, metavar="TEXT")
    written.add_argument("--remedy", required=True, metavar="TEXT")
    plan = what.add_parser("plan", help="เพิ่มการดำเนินการ หรือแก้ไขรายการที่มีอยู่ (ระบุเลขที่ต่อท้ายรหัส)")
    for parser, is_required in ((written, False), (plan, True)):
        parser.add_argument("--action", required=is_required, metavar="TEXT")
        parser.add_argument("--owner", required=is_required, metavar="CODE")
        parser.add_argument("--due", required=is_required, metavar="DATE")
    close, reopen = what.add_parser("close", help="ดำเนินการเสร็จแล้ว"), what.add_parser("reopen", help="ยังไม่เสร็จ")
    for name, parser in (("close", close), ("reopen", reopen)):
        parser.add_argument("--reason", required=True, metavar="TEXT")
        parser.set_defaults(run=run_end, step=name)
    written.set_defaults(run=run_write)
    plan.set_defaults(run=run_plan)
    for parser in (plan, close, reopen):
        parser.add_argument("--on", metavar="DATE", help="วันที่มีผล (ปี ค.ศ.) ไม่ระบุ = วันที่บันทึก")
    for parser in (written, plan, close, reopen):
        parser.add_argument("key", metavar="KPI:SCOPE:MONTH[:NO]")
        parser.add_argument("--at", metavar="ISO", help="เวลาที่บันทึก (เวลากรุงเทพฯ ปี ค.ศ.)")
    for parser in (listed, written, plan, close, reopen):
        add_user(parser)
        add_json(parser)


def run_list(asked: argparse.Namespace) -> int:
    """Every version of a fiscal year's commentary and of its actions, oldest first."""
    year = fiscal_year_named(asked.fy)
    with session(asked) as here:
        here.user.must(Action.BOARD_VIEW)
        found = commentary.of_year(here.ledger, year)
    if asked.json:
        say_json([_told(key, one) for key, one in found])
    else:
        lines = (f"{key}  {one.recorded_at:%Y-%m-%d %H:%M}  {one.kind}  {_words(one)}" for key, one in found)
        print(*(lines if found else (NONE.say("th", year=year.year_be),)), sep="\n")
    return 0


def run_write(asked: argparse.Namespace) -> int:
    """Cause and remedy, with an action if there is one."""
    key, plan = _key(asked.key), _plan(asked)
    with session(asked) as here:
        at = stated_moment(asked.at, here.user)
        made = commentary.write(here.ledger, here.user, key, asked.cause, asked.remedy, plan=plan, at=at)
    return _say(asked, made)


def run_plan(asked: argparse.Namespace) -> int:
    """A new action, or a new version of one."""
    key, plan = _key(asked.key), _plan(asked)
    assert plan is not None, "the parser requires all three"
    with session(asked) as here:
        at = stated_moment(asked.at, here.user)
        made = commentary.set_action(here.ledger, here.user, key, plan, on=_day(asked.on), at=at)
    return _say(asked, (made,))


def run_end(asked: argparse.Namespace) -> int:
    """An action is done, or is not done after all."""
    key = _key(asked.key)
    with session(asked) as here:
        at = stated_moment(asked.at, here.user)
        made = commentary.end(here.ledger, here.user, KINDS[asked.step], key, asked.reason, on=_day(asked.on), at=at)
    return _say(asked, (made,))


def _key(text: str) -> Key:
    try:
        return Key.parse(text)
    except ValueError as fault:
        raise Refusal(BAD_KEY, found=text) from fault


def _plan(asked: argparse.Namespace) -> Plan | None:
    given = (asked.action, asked.owner, asked.due)
    if not any(one is not None for one in given):
        return None
    due = _day(asked.due)
    if asked.action is None or asked.owner is None or due is None:
        raise Refusal(WHOLE_PLAN)
    return Plan(asked.action, asked.owner, due)


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as fault:
        raise Refusal(BAD_DAY, found=text) from fault


def _say(asked: argparse.Namespace, made: tuple[Decision, ...]) -> int:
    if asked.json:
        say_json([_told(Key.parse(one.subject), one) for one in made])
    else:
        print(*(DONE.say("th", what=one.kind, key=one.subject, seq=one.seq) for one in made), sep="\n")
    return 0


def _told(key: Key, one: Decision) -> dict[str, Any]:
    same = {"seq": one.seq, "kind": one.kind, "key": str(key), "actor": one.actor, "reason": one.reason}
    names = ("cause", "remedy", "action", "owner", "due_on", "on")
    return same | {"recorded_at": one.recorded_at.isoformat()} | {name: one.payload.get(name) for name in names}


def _words(one: Decision) -> str:
    if one.kind == COMMENT:
        return f"{one.payload['cause']} → {one.payload['remedy']}"
    plan = one.payload
    return one.reason or f"{plan['action']} ({plan['owner']} ภายใน {plan['due_on']})"
