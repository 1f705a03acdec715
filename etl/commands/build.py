"""`build` and `demo`: the derived file that figures are read from, and the demonstration year."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from base.access import Action
from base.words import Text
from etl.commands.frame import Refusal, Subcommands, add_json, add_user, say_json, session

NEEDS_SCRATCH = Text("ใช้ --at-seq คู่กับ --from-scratch", "Use --at-seq together with --from-scratch")
SOUND = Text("ชุดข้อมูล {name} ไม่ถูกแก้ไขและตรงกับทะเบียนข้อมูล", "The build {name} is unaltered and agrees with the ledger")
LOADED = Text("โหลดปีตัวอย่าง {years} แล้ว ({count} ไฟล์)", "Loaded the demonstration years {years} ({count} files)")
KEPT = Text("มีข้อมูลอยู่แล้ว จึงไม่โหลดปีตัวอย่าง", "There is data already; the demonstration is not loaded")
LOADING = Text("กำลังโหลดข้อมูลตัวอย่าง {done}/{total}", "Loading the demonstration {done}/{total}")
REMOVED = Text("นำปีตัวอย่างออกแล้ว", "The demonstration years are taken out")


def register(commands: Subcommands) -> None:
    """Add the commands to the parser."""
    build = commands.add_parser("build", help="สร้างฐานข้อมูลสำหรับคำนวณตัวชี้วัด")
    build.add_argument("--from-scratch", action="store_true", help="สร้างใหม่ทั้งหมดจากทะเบียนข้อมูล")
    build.add_argument("--check", action="store_true", help="ตรวจว่าชุดข้อมูลที่ใช้อยู่ไม่ถูกแก้ไขและตรงกับทะเบียนข้อมูล")
    build.add_argument("--at-seq", type=int, metavar="N", help="เพียงลำดับที่กำหนด")
    demo = commands.add_parser("demo", help="ปีตัวอย่าง")
    demo.add_argument("what", metavar="load|remove", choices=("load", "remove"))
    demo.add_argument("--if-empty", action="store_true", help="โหลดเฉพาะเมื่อยังไม่มีข้อมูลจริง")
    for parser, run in ((build, run_build), (demo, run_demo)):
        add_user(parser)
        add_json(parser)
        parser.set_defaults(run=run)


def run_build(asked: argparse.Namespace) -> int:
    """Bring the build up to the ledger, or make one anew."""
    from etl import build  # DuckDB is only loaded where it is used

    if asked.at_seq is not None and not asked.from_scratch:
        raise Refusal(NEEDS_SCRATCH)
    if asked.check:
        return _check(asked)
    with session(asked) as here:
        folder = here.settings.builds_dir
        if asked.from_scratch:
            path = build.from_scratch(here.ledger, folder, asked.at_seq)
        else:
            path = build.current(here.ledger, folder)
    return _say(asked, {"build": path.name, "path": str(path)}, path.name)


def _check(asked: argparse.Namespace) -> int:
    from etl.building.inspected import check

    with session(asked) as here:
        path = check(here.ledger, here.settings.builds_dir)
    return _say(asked, {"ok": True, "build": path.name}, SOUND.say("th", name=path.name))


def run_demo(asked: argparse.Namespace) -> int:
    """Load the demonstration year, or take it out of every build."""
    from etl import demo

    with session(asked) as here:
        here.user.must(Action.DEMO)
        if asked.what == "remove":
            demo.remove(here.ledger, here.user.code)
            return _say(asked, {"demo": "remove"}, REMOVED.th)
        loaded = demo.load_if_empty(here.ledger, _show) if asked.if_empty else demo.load(here.ledger, _show)
    if loaded is None:
        return _say(asked, {"demo": "kept"}, KEPT.th)
    found = {"demo": "load", "years": list(loaded.years), "workbooks": loaded.workbooks, "statuses": loaded.statuses}
    return _say(asked, found, LOADED.say(count=loaded.workbooks, years=", ".join(map(str, loaded.years))))


def _show(done: int, total: int) -> None:
    """Progress on standard error, for whoever watches a terminal."""
    if sys.stderr.isatty() or done % 200 == 0 or done == total:
        print(LOADING.say("th", done=done, total=total), end="\r" if sys.stderr.isatty() else "\n", file=sys.stderr)


def _say(asked: argparse.Namespace, found: dict[str, Any], sentence: str) -> int:
    if asked.json:
        say_json(found)
    else:
        print(sentence)
    return 0
