"""`python -m kpi values|trace`: the figures of a round and the cells behind them, for tests and operators.

A front door: it asks `etl.build` for the build that holds everything the ledger knows.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import etl.build as builds
from base import clock
from base.settings import SettingFault, read_settings
from base.words import Text
from etl import reference
from kpi import cite, measure, speak
from kpi.model import Ask, Figure, Source
from kpi.store import Build
from kpi.trace import trace
from ledger.store import Ledger, LedgerFault

JSON_DECIMALS = 10
BAD_YEAR = Text("ปีงบประมาณหรือรอบไม่ถูกต้อง ({found})", "no such fiscal year or round ({found})")


def number(value: Fraction | Decimal | None) -> str | None:
    """An exact number as a decimal string; what does not end is rounded half up at 10 places. Absent is null."""
    if value is None:
        return None
    fraction = Fraction(value)
    rounded = speak.rounded(fraction, JSON_DECIMALS)
    return format(rounded.normalize(), "f") if rounded else "0"


def figure_json(figure: Figure) -> dict[str, object]:
    """A figure as `--json` prints it (design.md 5)."""
    return {
        "kpi": figure.kpi,
        "scope": figure.scope,
        "fy": figure.ask.round.fiscal_year.year_be,
        "round": figure.ask.round.number,
        "as_of": figure.as_of.isoformat(),
        "numerator": number(figure.numerator),
        "denominator": number(figure.denominator),
        "value": number(figure.value),
        "display": speak.display(figure),
        "unit": figure.unit.value,
        "target": number(figure.target),
        "status": figure.status.value,
        "reason": figure.reason.th if figure.reason else None,
        "notes": [note.th for note in figure.notes],
        "preliminary": figure.is_preliminary,
        "coverage": {"received": figure.coverage.received, "expected": figure.coverage.expected},
        "definition_version": figure.definition_version,
        "variant": figure.variant,
    }


def source_json(source: Source) -> dict[str, object]:
    """A source as `--json` prints it (design.md 5)."""
    return {
        "kind": source.kind.value,
        "submission": source.submission,
        "sha256": source.sha256,
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "raw": source.raw,
        "value": source.value,
        "role": source.role,
        "item": source.item,
        "field": source.field,
        "reporter": source.reporter,
        "sent_by": source.sent_by,
        "received_at": source.received_at.isoformat() if source.received_at else None,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it answered, 1 with one sentence on standard error when it could not."""
    options = _parser().parse_args(arguments)
    try:
        asked = _ask(options)
        build = _build()
        answer = _values(build, asked) if options.command == "values" else _trace(build, asked, options)
    except (SettingFault, LedgerFault, measure.UnknownFigure, builds.BuildFault) as fault:
        print(fault.text.th, fault.text.en, sep="\n", file=sys.stderr)
        return 1
    except ValueError as fault:
        print(BAD_YEAR.say("th", found=fault), BAD_YEAR.say("en", found=fault), sep="\n", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        _print_table(build, asked, options)
    return 0


def _build() -> Build:
    settings = read_settings()
    ledger = Ledger.open(settings.ledger_url, settings.audit_key)
    try:
        reference.ensure(ledger)
        return Build.open(builds.current(ledger, settings.builds_dir))
    finally:
        ledger.close()


def _ask(options: argparse.Namespace) -> Ask:
    return measure.ask(
        options.fy,
        options.round,
        as_of=options.as_of,
        known_at=options.known_at,
        official=not options.provisional,
        now=clock.now(),
    )


def _values(build: Build, asked: Ask) -> dict[str, object]:
    figures = measure.every(build, asked)
    return {
        "as_of": asked.as_of.isoformat(),
        "known_at": asked.known_at.isoformat(),
        "official": asked.official,
        "build": build.name,
        "figures": [figure_json(figure) for figure in figures],
    }


def _trace(build: Build, asked: Ask, options: argparse.Namespace) -> dict[str, object]:
    return {
        "figure": figure_json(measure.one(build, options.kpi, options.scope, asked)),
        "sources": [source_json(source) for source in trace(build, options.kpi, options.scope, asked)],
    }


def _print_table(build: Build, asked: Ask, options: argparse.Namespace) -> None:
    if options.command == "values":
        for figure in measure.every(build, asked):
            scope = speak.scope(build, figure)
            print(f"{figure.kpi:9}{figure.scope:8}{speak.value(figure):>18}  {speak.status(figure)}  {scope}")
    else:
        figure = measure.one(build, options.kpi, options.scope, asked)
        print(f"{figure.kpi} {figure.scope} {speak.value(figure)} {speak.status(figure)} {speak.reason(figure)}")
        for source in trace(build, options.kpi, options.scope, asked):
            place = "!".join(part for part in (source.sheet, source.cell) if part)
            print(f"  {source.role:13}{source.value or '':>20}  {source.file or source.kind.value} {place}")
    print(cite.citation(build, asked, measure.one(build, "M2", "OFF", asked).coverage).line())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kpi", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    values = commands.add_parser("values", help="every figure of a round")
    trace_ = commands.add_parser("trace", help="the cells behind one figure")
    trace_.add_argument("kpi")
    trace_.add_argument("scope")
    for command in (values, trace_):
        command.add_argument("--fy", type=int, required=True, help="fiscal year of the Buddhist Era, e.g. 2564")
        command.add_argument("--round", type=int, required=True, help="1 or 2")
        command.add_argument("--as-of", type=date.fromisoformat, help="CE day, e.g. 2021-03-31")
        command.add_argument("--known-at", type=_moment, help="CE moment in Bangkok, e.g. 2021-04-06T00:00")
        command.add_argument("--provisional", action="store_true", help="count reports not yet accepted")
        command.add_argument("--json", action="store_true")
    return parser


def _moment(text: str) -> datetime:
    return clock.parse_moment(text)


if __name__ == "__main__":
    sys.exit(main())
