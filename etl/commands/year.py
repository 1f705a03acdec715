"""`open-year`: the next fiscal year from the command line."""

from __future__ import annotations

import argparse

from base.access import Action
from base.words import Text
from etl import open_year
from etl.commands.frame import Refusal, Subcommands, add_json, add_user, fiscal_year_named, say_json, session, stated
from etl.open_year import Opening, Successor, Way

WAYS = {
    Way.RENEWED: Text("แผนประจำปีฉบับใหม่", "the new year's plan"),
    Way.CONTINUES: Text("แผนเดิมยังไม่สิ้นสุด", "the plan goes on"),
    Way.SUCCEEDED: Text("แผนฉบับใหม่ต่อจากแผนที่สิ้นสุด", "follows the plan that ended"),
}
DONE = Text("เปิด{year}แล้ว", "{year} is open")
WOULD = Text("หากเปิด{year} จะบันทึกดังนี้ (ยังไม่ได้บันทึก)", "Opening {year} would record this (nothing was recorded)")
PLAN = Text("  {code} {way} {span} {name}", "  {code} {way} {span} {name}")
AGENCIES = Text("  หน่วยงาน {count} แห่ง สิ้นสุดการรายงาน {leaving}", "  {count} agencies; leaving: {leaving}")
SETTINGS = Text("  ค่ากำหนดเฉพาะปีก่อน {names}", "  settings of the year before only: {names}")
HOLIDAYS = Text("  วันหยุดของปีใหม่ในทะเบียน {count} วัน", "  {count} days off of the new year are registered")
BAD_SUCCESSOR = Text(
    "ระบุแผนฉบับใหม่เป็น แผน=ปีสิ้นสุด หรือ แผน=ปีสิ้นสุด=ชื่อ เช่น PLAN1=2569 (พบ “{found}”)",
    "Write PLAN=END or PLAN=END=NAME, as in PLAN1=2569 (found “{found}”)",
)


def register(commands: Subcommands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("open-year", help="เปิดปีงบประมาณถัดไป")
    parser.add_argument("year", metavar="F")
    parser.add_argument("--preview", action="store_true", help="ดูสิ่งที่จะบันทึก โดยยังไม่บันทึก")
    parser.add_argument("--successor", action="append", default=[], metavar="PLAN=END[=NAME]", help="แผนฉบับใหม่")
    parser.add_argument("--without", action="append", default=[], metavar="AGENCY", help="หน่วยงานที่เลิกรายงาน")
    parser.add_argument("--keep-settings", action="store_true", help="ใช้ค่ากำหนดเฉพาะปีก่อนต่อ")
    parser.add_argument("--at", metavar="ISO", help="เวลาที่บันทึก (เวลากรุงเทพฯ ปี ค.ศ.)")
    add_user(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Open the year, or show what that would record."""
    year, successors = fiscal_year_named(asked.year), dict(map(_successor, asked.successor))
    with session(asked) as here:
        here.user.must(Action.YEAR_OPEN)
        if asked.preview:
            with here.ledger.read() as connection:
                opening = open_year.preview(connection, year, successors, asked.without)
        else:
            at = stated(asked.at, here.user)
            opening = open_year.open_year(
                here.ledger,
                here.user,
                year,
                successors=successors,
                leaving=asked.without,
                keeps_settings=asked.keep_settings,
                at=at,
            )
    if asked.json:
        say_json(_json(opening, is_recorded=not asked.preview))
    else:
        print((WOULD if asked.preview else DONE).say("th", year=year.say()), *_lines(opening), sep="\n")
    return 0


def _successor(text: str) -> tuple[str, Successor]:
    code, _, rest = text.partition("=")
    end, _, name = rest.partition("=")
    if not code or not end.isascii() or not end.isdecimal():
        raise Refusal(BAD_SUCCESSOR, found=text)
    return code, Successor(int(end), name)


def _lines(opening: Opening) -> list[str]:
    lines = [
        PLAN.say(
            "th",
            code=one.code,
            way=WAYS[one.way].th,
            span=f"{one.after['start_year']}–{one.after['end_year']}",
            name=one.after["name_th"],
        )
        for one in opening.plans
    ]
    lines.append(AGENCIES.say("th", count=len(opening.agencies), leaving=", ".join(opening.leaving) or "–"))
    lines += [SETTINGS.say("th", names=", ".join(opening.settings))] if opening.settings else []
    return [*lines, HOLIDAYS.say("th", count=opening.holidays)]


def _json(opening: Opening, *, is_recorded: bool) -> dict[str, object]:
    plans = [
        {"code": one.code, "way": one.way.value, "before": one.before, "after": one.after} for one in opening.plans
    ]
    found = {"year": opening.year.year_be, "is_recorded": is_recorded, "plans": plans}
    found |= {"agencies": sorted(opening.agencies), "leaving": list(opening.leaving)}
    return found | {"settings": opening.settings, "holidays": opening.holidays}
