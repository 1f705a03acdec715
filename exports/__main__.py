"""`python -m exports pack|brief|sheet|workbook|report|letters|remind|everything`: papers, letters, all tables.

A front door: it asks `etl.build` for the build that holds everything the ledger knows.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import etl.build as builds
from base import clock
from base.access import NotAllowed
from base.leaving import leave
from base.settings import SettingFault, Settings, read_settings
from base.words import Text
from etl import people
from etl import reference as registers
from etl.commands.frame import Parser, Refusal, add_user
from etl.receipt import StatedInFuture
from exports import cited, formats, gather, monthly
from exports.annual import document
from exports.commands import everything, letters, papers, remind, report
from exports.content import Content
from exports.slides.master import TemplateRefused
from kpi import measure, publishing
from kpi import papers as issuing
from kpi.model import ASSESSEES, Ask
from kpi.papers import PaperRefused
from kpi.store import Build
from ledger.store import Ledger, LedgerFault

FAULTS = (
    *(SettingFault, LedgerFault, builds.BuildFault, gather.UnknownTrack, TemplateRefused, Refusal),
    *(NotAllowed, people.UnknownUser, StatedInFuture, PaperRefused, monthly.MonthRefused, document.ReportRefused),
)
BAD_YEAR = Text("ปีงบประมาณหรือรอบไม่ถูกต้อง ({found})", "no such fiscal year or round ({found})")
NO_FOLDER = Text("เขียนไฟล์ลงใน {folder} ไม่ได้", "Cannot write into {folder}")
COMMITTEES = {"1": "INF", "2": "OLD", "3": "DIS"}
"""The number of a committee's track (manual 5.1(1)) → the unit that serves it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it answered, 1 with one sentence on standard error when it could not."""
    try:
        options = _parser().parse_args(arguments)
        if "run" in options:
            return int(options.run(options))
        with _opened() as (ledger, settings):
            made = _pack(ledger, settings, options)
    except FAULTS as fault:
        print(fault.text.th, fault.text.en, sep="\n", file=sys.stderr)
        return 1
    except ValueError as fault:
        print(BAD_YEAR.say("th", found=fault), BAD_YEAR.say("en", found=fault), sep="\n", file=sys.stderr)
        return 1
    print(
        json.dumps(made, ensure_ascii=False, indent=1) if options.json else "\n".join(str(one["file"]) for one in made)
    )
    return 0


@contextmanager
def _opened() -> Iterator[tuple[Ledger, Settings]]:
    settings = read_settings()
    ledger = Ledger.open(settings.ledger_url, settings.audit_key)
    try:
        registers.ensure(ledger)
        yield ledger, settings
    finally:
        ledger.close()


def _pack(ledger: Ledger, settings: Settings, options: argparse.Namespace) -> list[dict[str, object]]:
    build = Build.open(builds.current(ledger, settings.builds_dir))
    asked, track = _ask(build, options), COMMITTEES.get(options.track, options.track)
    said = gather.content(build, asked, track)
    printed = cited.numbered(_issued(ledger, settings, build, said, options), settings.public_url)
    made: list[dict[str, object]] = []
    try:
        options.output.mkdir(parents=True, exist_ok=True)
        for one, name, content in formats.pack(said, printed, digits="thai" if options.thai_digits else "arabic"):
            (options.output / name).write_bytes(content)
            made.append({"format": one.code, "file": str(options.output / name), "bytes": len(content)})
    except OSError as fault:
        raise Refusal(NO_FOLDER, folder=options.output) from fault
    return made


def _issued(
    ledger: Ledger, settings: Settings, build: Build, said: Content, options: argparse.Namespace
) -> issuing.Paper:
    """The pack recorded under its reference: a draft, or published when the checklist passes or a reason is given."""
    with ledger.read() as connection:
        user = people.user(connection, options.user or settings.default_user)
    new = issuing.NewPaper(issuing.PACK, said.title, said.ask, said.figures, track=said.track)
    if options.final:
        return publishing.publish(ledger, build, new, user=user, reason=options.reason)
    return issuing.issue(ledger, build, new, user=user)


def _ask(build: Build, options: argparse.Namespace) -> Ask:
    moment = clock.now()
    asked = measure.ask(
        options.fy,
        options.round,
        as_of=options.as_of,
        known_at=options.known_at or issuing.known_now(build, moment),
        official=not options.provisional,
        now=moment,
    )
    return issuing.pinned(asked, moment, build=build)


def _parser() -> Parser:
    parser = Parser(prog="python -m exports", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    pack = commands.add_parser("pack", help="the committee's papers of a round, one file per format")
    pack.add_argument("--fy", type=int, required=True, help="fiscal year of the Buddhist Era, e.g. 2564")
    pack.add_argument("--round", type=int, required=True, help="1 or 2")
    tracks = f"1, 2, 3 or one of {', '.join(ASSESSEES)}"
    pack.add_argument("--track", default="OFF", help=f"whose paper: {tracks}; the Office's when left out")
    pack.add_argument("--as-of", type=date.fromisoformat, help="CE day, e.g. 2021-03-31")
    pack.add_argument("--known-at", type=clock.parse_moment, help="CE moment in Bangkok, e.g. 2021-04-06T00:00")
    pack.add_argument("--provisional", action="store_true", help="count reports not yet accepted")
    pack.add_argument("--final", action="store_true", help="publish: the checklist must pass, or give --reason")
    pack.add_argument("--reason", default="", metavar="TEXT")
    pack.add_argument("--thai-digits", action="store_true", help="๐๑๒๓ instead of 0123")
    add_user(pack)
    pack.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    pack.add_argument("--json", action="store_true")
    for command in (everything, letters, papers, remind, report):
        command.register(commands)
    return parser


if __name__ == "__main__":
    leave(main)
