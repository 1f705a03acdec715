"""`letters`: one letter to each late agency of a month or a round, into the register and into a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from base.access import Action
from base.clock import now
from base.period import FiscalYear, Month, Round
from base.words import Text
from etl.commands.frame import (
    Refusal,
    Subcommands,
    add_json,
    add_user,
    fiscal_year_named,
    month_of,
    say_json,
    session,
    stated,
)
from exports.commands.frame import newest, put
from exports.letters import make
from exports.letters.late import late
from exports.letters.office import office
from ledger.letters import Letter

WHICH = Text("ระบุ --month เช่น 2021-03 หรือ --fy กับ --round", "Give --month such as 2021-03, or --fy and --round")
NOBODY = Text("ไม่มีหน่วยงานที่ค้างส่งรายงานของงวดนี้ จึงไม่มีหนังสือ", "No agency owes a report of this period: no letter")
ALL_ISSUED = Text(
    "ไม่มีหนังสือใหม่: วันนี้ออกหนังสือถึงหน่วยงานที่ค้างส่งครบแล้ว {count} ฉบับ (ใช้ --copies เพื่อพิมพ์สำเนา)",
    "No new letter: all {count} were issued today (--copies writes them again)",
)
ISSUED = Text("ออกหนังสือ {count} ฉบับ", "{count} letters issued")
CHANGED = Text(" (แม่แบบเปลี่ยนไปจากวันที่ออกหนังสือ)", " (the template has changed since)")
TEXTS_FILE = "texts.txt"


def register(commands: Subcommands) -> None:
    """Add the command to the parser."""
    made = commands.add_parser("letters", help="หนังสือเร่งรัดถึงหน่วยงานที่ค้างส่งรายงาน")
    made.add_argument("--month", metavar="MONTH", help="เดือนของรายงาน เช่น 2021-03")
    made.add_argument("--fy", metavar="F", help="ปีงบประมาณ พ.ศ. เช่น 2564 (ใช้กับ --round)")
    made.add_argument("--round", type=int, choices=(1, 2))
    made.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    made.add_argument("--copies", action="store_true", help="เขียนไฟล์ของหนังสือที่ออกแล้ววันนี้อีกครั้ง")
    made.add_argument("--at", metavar="ISO", help="เวลาที่ออกหนังสือ (เวลากรุงเทพฯ ปี ค.ศ.)")
    add_user(made)
    add_json(made)
    made.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Register the letters that are not there yet and write their files, with all texts to copy in one more."""
    year, months = _period(asked)
    with session(asked) as here:
        here.user.must(Action.LETTER)
        at = stated(asked.at, here.user)
        build, papers_dir = newest(here), here.settings.papers_dir
        found = late(build, year, months, at or now())
        done = make.issue(here.ledger, build, found, office(papers_dir), user=here.user, papers_dir=papers_dir, at=at)
        wanted = (*done.already, *done.issued) if asked.copies else done.issued
        rows = [_written(asked.output, letter, papers_dir) for letter in wanted]
    if wanted:
        put(asked.output, TEXTS_FILE, "\n\n———\n\n".join(make.text_of(one) for one in wanted).encode())
    if asked.json:
        say_json(
            {"issued": [one.number for one in done.issued], "already": [one.number for one in done.already]}
            | {"files": rows}
        )
        return 0
    for row in rows:
        print(f"{row['number']} {row['agency']} → {row['file']}{row['note']}")
    if not found:
        print(NOBODY.th)
    elif not done.issued:
        print(ALL_ISSUED.say(count=len(done.already)))
    else:
        print(ISSUED.say(count=len(done.issued)))
    return 0


def _period(asked: argparse.Namespace) -> tuple[FiscalYear, tuple[Month, ...]]:
    """The month that is asked for, or the six of a round."""
    if bool(asked.month) == bool(asked.fy or asked.round) or bool(asked.fy) != bool(asked.round):
        raise Refusal(WHICH)
    if asked.month:
        month = month_of(asked.month)
        return month.fiscal_year, (month,)
    year = fiscal_year_named(asked.fy)
    return year, Round(year, asked.round).months


def _written(folder: Path, letter: Letter, papers_dir: Path | None) -> dict[str, str]:
    data, is_same = make.copy(letter, papers_dir)
    path = put(folder, make.file_name(letter), data)
    told = {"number": letter.number, "agency": letter.agency, "months": " ".join(letter.months), "file": str(path)}
    return told | {"sha256": letter.sha256, "note": "" if is_same else CHANGED.th}
