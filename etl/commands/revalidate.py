"""`revalidate`: every kept original judged again by today's rules; a report of differences, nothing is changed."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable
from pathlib import Path

from base.access import Action
from base.settings import Settings
from base.words import Text
from etl.commands.forms import CANNOT_WRITE
from etl.commands.frame import Refusal, Subcommands, add_json, add_user, say_json, session
from ledger.backup import pack
from ledger.store import Ledger

SAME = Text("ตรวจไฟล์ต้นฉบับซ้ำ {count} ไฟล์ ผลตรงกับเมื่อรับทุกไฟล์", "Judged {count} originals again: each as when it came")
OTHER = Text(
    "ตรวจไฟล์ต้นฉบับซ้ำ {count} ไฟล์ ผลต่างจากเมื่อรับ {differ} ไฟล์ ไม่มีสิ่งใดถูกแก้ไข",
    "Judged {count} originals again: {differ} otherwise than when they came; nothing was changed",
)
SAFE = Text("สำรองข้อมูลก่อนตรวจไว้ที่ {file}", "Backed up first to {file}")
HEADS = ("id", "form", "reporter", "period", "was", "now", "gone", "new", "rows_differ")


def register(commands: Subcommands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("revalidate", help="ตรวจไฟล์ต้นฉบับทั้งหมดซ้ำตามกฎปัจจุบัน และรายงานความแตกต่าง")
    parser.add_argument("-o", "--output", metavar="FILE", help="บันทึกความแตกต่างเป็นไฟล์ .csv")
    parser.add_argument("--no-backup", action="store_true", help="ไม่ต้องสำรองข้อมูลก่อน")
    add_user(parser)
    add_json(parser)
    parser.set_defaults(run=run_revalidate)


def run_revalidate(asked: argparse.Namespace) -> int:
    """Back up, judge everything again, and tell the differences."""
    from etl.revalidate import revalidate

    with session(asked) as here:
        here.user.must(Action.SYSTEM_RUN)
        file = None if asked.no_backup else _backed_up(here.ledger, here.settings)
        found = revalidate(here.ledger)
    rows: list[dict[str, object]] = [
        {
            "id": one.kept.submission_id,
            "form": one.kept.form,
            "reporter": one.kept.reporter,
            "period": one.kept.period,
            "was": one.kept.status,
            "now": one.status,
            "gone": [_place(place) for place in one.gone],
            "new": [_place(place) for place in one.new],
            "rows_differ": one.rows_differ,
        }
        for one in found.differences
    ]
    if asked.output:
        _write(asked.output, rows)
    if asked.json:
        say_json({"count": found.count, "backup": file, "differences": rows})
        return 0
    if file:
        print(SAFE.say("th", file=file))
    for row in rows:
        print("  ".join(_cell(value) for value in row.values()))
    print((OTHER if rows else SAME).say("th", count=found.count, differ=len(rows)))
    return 0


def _backed_up(ledger: Ledger, settings: Settings) -> str:
    # Without figures: nothing of the record changes, this is for whoever acts on the differences.
    made = pack.make(ledger, settings.backups_dir, None, lambda: None, {}, settings.backup_key)
    return str(made.path)


def _write(path: str, rows: Iterable[dict[str, object]]) -> None:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(HEADS)
    table.writerows([_defused(_cell(value)) for value in row.values()] for row in rows)
    try:
        Path(path).write_text("\ufeff" + out.getvalue(), encoding="utf-8")
    except OSError as fault:
        raise Refusal(CANNOT_WRITE, path=path) from fault


def _place(place: tuple[str, str | None, str | None]) -> str:
    code, sheet, cell = place
    return f"{code} {sheet}!{cell}" if sheet and cell else code


def _cell(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _defused(text: str) -> str:
    """A spreadsheet would take a text that begins like a formula for one."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
