"""`everything`: all tables of the build as one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from base import clock
from base.access import Action
from base.period import FiscalYear
from etl.commands.frame import Subcommands, add_json, add_user, say_json, session
from exports import everything
from exports.commands.frame import newest, put
from kpi import measure, papers


def register(commands: Subcommands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("everything", help="all tables, as Parquet files in a ZIP or as a workbook")
    parser.add_argument("--format", choices=("parquet", "xlsx"), default="parquet")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    add_user(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Write the file and say where it is."""
    with session(asked) as here:
        here.user.must(Action.TABLE_EXPORT)
        moment = clock.now()
        build = newest(here)
        year, known_at = FiscalYear.of(moment.date()).year_be, papers.known_now(build, moment)
        question = measure.ask(year, 1, known_at=known_at, now=moment)
        name, data = everything.export(here.ledger, build, here.user, asked.format, question, here.settings.public_url)
        path = put(asked.output, name, data)
    if asked.json:
        say_json({"file": str(path), "bytes": len(data), "build": build.name})
    else:
        print(path)
    return 0
