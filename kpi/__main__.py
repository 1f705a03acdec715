"""`python -m kpi values|trace|compare|round|digest|definitions|preview|record`: figures, and what moves them.

A front door: it asks `etl.build` for the build that holds everything the ledger knows.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import etl.build as builds
from base import clock
from base.access import Action, NotAllowed
from base.leaving import leave
from base.period import FiscalYear
from base.setting import SettingRefused
from base.settings import SettingFault, Settings, read_settings
from base.thai import say_moment
from base.words import Text
from etl import people, reference
from etl.commands.frame import Parser, Refusal, Subcommands, stated
from etl.receipt import StatedInFuture
from kpi import answers, cite, defined, definitions, measure, papers, recording, rounds, speak
from kpi import preview as changing
from kpi.compare import compare, known
from kpi.model import Ask, Source, SourceKind
from kpi.round_digest import digests
from kpi.store import Build, DamagedBuild
from kpi.trace import trace
from ledger.store import Ledger, LedgerFault

BAD_YEAR = Text("ปีงบประมาณหรือรอบไม่ถูกต้อง ({found})", "no such fiscal year or round ({found})")
FAULTS = (
    SettingFault,
    LedgerFault,
    measure.UnknownFigure,
    builds.BuildFault,
    DamagedBuild,
    NotAllowed,
    people.UnknownUser,
    Refusal,
    StatedInFuture,
    rounds.RoundFault,
    SettingRefused,
    changing.ChangeRefused,
)
TWO_MOMENTS = Text("ระบุ --known-at สองครั้ง คือเวลาก่อนและเวลาหลัง", "Give --known-at twice: before and after")
NO_CHANGE = Text("ระบุ --set, --target หรือ --definition", "Give --set, --target or --definition")
ENTERED = Text(
    "บันทึกบนหน้าจอ ฉบับที่ {version} โดย {who} เมื่อ {when}", "typed on screen, version {version}, by {who}, {when}"
)
ONLY_REOPENING = Text("ใช้ --until กับ reopen เท่านั้น", "Use --until with reopen only")
FROZEN = Text("ปิดรอบ: {display}", "frozen: {display}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it answered, 1 with one sentence on standard error when it could not."""
    try:
        options = _parser().parse_args(arguments)
        with _ledger() as (ledger, settings):
            answer, lines = options.run(ledger, settings, options)
    except FAULTS as fault:
        print(fault.text.th, fault.text.en, sep="\n", file=sys.stderr)
        return 1
    except ValueError as fault:
        print(BAD_YEAR.say("th", found=fault), BAD_YEAR.say("en", found=fault), sep="\n", file=sys.stderr)
        return 1
    print(json.dumps(answer, ensure_ascii=False, indent=1) if options.json else "\n".join(lines))
    return 0


Answer = tuple[dict[str, object], Sequence[str]]
"""What `--json` prints, and the lines printed without it."""


@contextmanager
def _ledger() -> Iterator[tuple[Ledger, Settings]]:
    settings = read_settings()
    ledger = Ledger.open(settings.ledger_url, settings.audit_key)
    try:
        reference.ensure(ledger)
        yield ledger, settings
    finally:
        ledger.close()


def _build(ledger: Ledger, settings: Settings) -> Build:
    return Build.open(builds.current(ledger, settings.builds_dir))


def _ask(options: argparse.Namespace, build: Build) -> Ask:
    """What is asked; known now, also where a clock that was wrong has recorded something later than now."""
    now, official = clock.now(), not options.provisional
    known_at = options.known_at or papers.known_now(build, now)
    return measure.ask(options.fy, options.round, as_of=options.as_of, known_at=known_at, official=official, now=now)


def _values(ledger: Ledger, settings: Settings, options: argparse.Namespace) -> Answer:
    build = _build(ledger, settings)
    asked = _ask(options, build)
    figures = [(figure, rounds.beside(build, figure)) for figure in measure.every(build, asked)]
    answer = {
        "as_of": asked.as_of.isoformat(),
        "known_at": asked.known_at.isoformat(),
        "official": asked.official,
        "build": build.name,
        "figures": [answers.figure_json(figure, frozen) for figure, frozen in figures],
    }
    lines = []
    for figure, frozen in figures:
        kept = FROZEN.say("th", display=frozen.display or speak.NOTHING) if frozen else ""
        shown = f"{speak.value(figure):>18}  {speak.status(figure)}  {speak.scope(build, figure)}"
        lines.append(f"{figure.kpi:9}{figure.scope:8}{shown}  {kept}".rstrip())
    return answer, [*lines, _cited(build, asked)]


def _trace(ledger: Ledger, settings: Settings, options: argparse.Namespace) -> Answer:
    build = _build(ledger, settings)
    asked = _ask(options, build)
    figure = measure.one(build, options.kpi, options.scope, asked)
    sources = trace(build, options.kpi, options.scope, asked)
    answer: dict[str, object] = {
        "figure": answers.figure_json(figure, rounds.beside(build, figure)),
        "sources": [answers.source_json(source) for source in sources],
    }
    lines = [f"{figure.kpi} {figure.scope} {speak.value(figure)} {speak.status(figure)} {speak.reason(figure)}"]
    for source in sources:
        place = "!".join(part for part in (source.sheet, source.cell) if part)
        line = f"  {source.role:13}{source.value or '':>20}  {source.file or source.kind.value} {place}"
        lines.append(line + (f"  {_entered(source)}" if source.kind is SourceKind.ENTRY else ""))
    return answer, [*lines, _cited(build, asked)]


def _entered(source: Source) -> str:
    """Who typed a value on screen, when, and in which version of the form."""
    when = say_moment(source.received_at) if source.received_at else speak.NOTHING
    return ENTERED.say("th", version=source.version, who=source.sent_by, when=when)


def _compare(ledger: Ledger, settings: Settings, options: argparse.Namespace) -> Answer:
    """What moved between two moments of knowledge; the round and the day are the same on both sides."""
    if len(options.known_at) != 2:
        raise Refusal(TWO_MOMENTS)
    before, after = options.known_at
    build = _build(ledger, settings)
    asked = _ask(argparse.Namespace(**vars(options) | {"known_at": after}), build)
    moves = compare(build, known(build, asked, before), asked)
    answer: dict[str, object] = {
        "as_of": asked.as_of.isoformat(),
        "known_at": [before.isoformat(), after.isoformat()],
        "build": build.name,
        "moves": [answers.move_json(move) for move in moves],
    }
    lines = [
        f"{move.after.kpi:9}{move.after.scope:8}{speak.value(move.before):>18} → {speak.value(move.after)}"
        for move in moves
    ]
    return answer, [*lines, _cited(build, asked)]


def _definitions(ledger: Ledger, settings: Settings, options: argparse.Namespace) -> Answer:
    """Every version of every indicator, what is in force from when, and who said so why."""
    build = _build(ledger, settings)
    entries = definitions.history(build, build.seq_at(options.known_at or clock.now()))
    return defined.definitions_json(entries, build), defined.definition_lines(entries)


def _preview(ledger: Ledger, settings: Settings, options: argparse.Namespace) -> Answer:
    """The figures that a change would move; nothing is recorded."""
    changes = _changes(options)
    build = _build(ledger, settings)
    shifts = changing.preview(build, changes, clock.now())
    return defined.preview_json(changes, shifts, build), defined.preview_lines(changes, shifts, build)


def _record(ledger: Ledger, settings: Settings, options: argparse.Namespace) -> Answer:
    """Record a change, and say which figures it moves."""
    changes = _changes(options)
    with ledger.read() as connection:
        user = people.user(connection, options.user or settings.default_user)
    user.must(Action.SETTING_EDIT)
    build = _build(ledger, settings)
    shifts = changing.preview(build, changes, clock.now())
    recording.record(ledger, user, changes, options.reason, at=stated(options.at, user))
    said = defined.preview_lines(changes, shifts, build, is_recorded=True)
    return defined.preview_json(changes, shifts, build), said


def _changes(options: argparse.Namespace) -> list[changing.Change]:
    year = FiscalYear(options.fy) if options.fy else None
    since: date = options.since or (year.start if year else clock.now().date())
    changes = [
        *(changing.setting_change(pair, year, since) for pair in options.settings),
        *(changing.target_change(pair, since) for pair in options.targets),
        *(changing.definition_change(pair, since) for pair in options.definitions),
    ]
    if not changes:
        raise Refusal(NO_CHANGE)
    return changes


def _digest(ledger: Ledger, settings: Settings, options: argparse.Namespace) -> Answer:
    """One digest for all figures of each round: equal digests, equal figures."""
    build = _build(ledger, settings)
    found = digests(build)
    return {"build": build.name, "rounds": found}, [build.name, *(f"{key:9}{digest}" for key, digest in found.items())]


def _cited(build: Build, asked: Ask) -> str:
    return cite.citation(build, asked, measure.one(build, "M2", "OFF", asked).coverage).line()


def _round(ledger: Ledger, settings: Settings, options: argparse.Namespace) -> Answer:
    """Show a round, or freeze or reopen it; for `show` a moment given by --at is the one it is seen from."""
    if options.until and options.action != "reopen":
        raise Refusal(ONLY_REOPENING)
    if options.action == "show":
        moment = clock.parse_moment(options.at) if options.at else clock.now()
        asked = measure.ask(options.fy, options.round, now=moment)
        build = _build(ledger, settings)
        return answers.round_json(build, asked, moment.date()), answers.round_lines(build, asked, moment.date())
    with ledger.read() as connection:
        user = people.user(connection, options.user or settings.default_user)
    at = stated(options.at, user)
    asked, build = measure.ask(options.fy, options.round, now=at), _build(ledger, settings)
    reason = options.reason or ""
    if options.action == "freeze":
        made = rounds.freeze(ledger, build, asked, user=user, reason=reason, at=at)
    else:
        made = rounds.reopen(ledger, build, asked.round, user=user, reason=reason, until=options.until, at=at)
    return answers.decision_json(made, asked.round), [answers.said(made, asked.round)]


def _parser() -> Parser:
    parser = Parser(prog="python -m kpi", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    values = commands.add_parser("values", help="every figure of a round")
    trace_ = commands.add_parser("trace", help="the cells behind one figure")
    trace_.add_argument("kpi")
    trace_.add_argument("scope")
    for command in (values, trace_):
        command.add_argument("--as-of", type=date.fromisoformat, help="CE day, e.g. 2021-03-31")
        command.add_argument("--known-at", type=clock.parse_moment, help="CE moment in Bangkok, e.g. 2021-04-06T00:00")
        command.add_argument("--provisional", action="store_true", help="count reports not yet accepted")
    compare_ = commands.add_parser("compare", help="what moved between two moments of knowledge")
    compare_.add_argument("--as-of", type=date.fromisoformat, help="CE day, e.g. 2021-03-31")
    compare_.add_argument(
        "--known-at", type=clock.parse_moment, action="append", required=True, help="twice: before and after"
    )
    compare_.add_argument("--provisional", action="store_true")
    round_ = commands.add_parser("round", help="the state of a round; freeze or reopen it")
    round_.add_argument("action", choices=("show", "freeze", "reopen"))
    round_.add_argument("--reason", metavar="TEXT", help="why it is frozen or reopened")
    round_.add_argument("--until", type=date.fromisoformat, metavar="DATE", help="last day of a reopening, CE; or 14")
    round_.add_argument("--at", metavar="ISO", help="CE moment in Bangkok, e.g. 2021-04-06T09:00")
    round_.add_argument("--as", dest="user", metavar="USER", help="who acts, e.g. director")
    _add_definitions(commands)
    for command, run in ((values, _values), (trace_, _trace), (compare_, _compare), (round_, _round)):
        command.add_argument("--fy", type=int, required=True, help="fiscal year of the Buddhist Era, e.g. 2564")
        command.add_argument("--round", type=int, required=True, help="1 or 2")
        command.add_argument("--json", action="store_true")
        command.set_defaults(run=run)
    return parser


def _add_definitions(commands: Subcommands) -> None:
    summed = commands.add_parser("digest", help="one digest for all figures of each round, to compare two ledgers by")
    summed.set_defaults(run=_digest)
    listed = commands.add_parser(
        "definitions", help="versions of formulas, targets and settings, with days and reasons"
    )
    listed.add_argument("--known-at", type=clock.parse_moment, help="CE moment in Bangkok, e.g. 2021-04-06T00:00")
    listed.set_defaults(run=_definitions)
    tried = commands.add_parser("preview", help="the figures that a change would move; nothing is recorded")
    recorded = commands.add_parser("record", help="record a change, and say which figures it moves")
    recorded.add_argument("--reason", default="", metavar="TEXT", help="why, or the number of the resolution")
    recorded.add_argument("--at", metavar="ISO", help="CE moment in Bangkok, e.g. 2021-04-06T09:00")
    recorded.add_argument("--as", dest="user", metavar="USER", help="who acts, e.g. steward")
    for command, run in ((tried, _preview), (recorded, _record)):
        _add_change(command)
        command.set_defaults(run=run)
    for command in (summed, listed, tried, recorded):
        command.add_argument("--json", action="store_true")


def _add_change(tried: argparse.ArgumentParser) -> None:
    tried.add_argument("--set", dest="settings", action="append", default=[], metavar="NAME=VALUE")
    tried.add_argument("--target", dest="targets", action="append", default=[], metavar="KPI:ROUND=NUMBER")
    tried.add_argument("--definition", dest="definitions", action="append", default=[], metavar="KPI=VERSION")
    when = tried.add_mutually_exclusive_group(required=True)
    when.add_argument("--fy", type=int, help="fiscal year of the Buddhist Era; a setting then holds in that year only")
    when.add_argument("--from", dest="since", type=date.fromisoformat, metavar="DATE", help="CE day, e.g. 2021-10-01")


if __name__ == "__main__":
    leave(main)
