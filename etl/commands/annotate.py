"""`annotate`: the marked copy of a submission."""

from __future__ import annotations

import argparse
from pathlib import Path

from etl.commands.forms import CANNOT_WRITE
from etl.commands.frame import Refusal, Subcommands, add_json, add_user, say_json, session


def register(commands: Subcommands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("annotate", help="ไฟล์ที่ส่งพร้อมเครื่องหมายช่องที่ต้องแก้")
    parser.add_argument("id", metavar="ID")
    parser.add_argument("-o", "--output", required=True, metavar="FILE")
    add_user(parser)
    add_json(parser)
    parser.set_defaults(run=run_annotate)


def run_annotate(asked: argparse.Namespace) -> int:
    """Write the sender's own workbook with every finding marked in it."""
    from etl.marking.copy import marked_copy  # xlsxwriter is only loaded where it is used

    with session(asked) as here:
        made = marked_copy(here.ledger, asked.id, here.user)
    try:
        Path(asked.output).write_bytes(made.data)
    except OSError as fault:
        raise Refusal(CANNOT_WRITE, path=asked.output) from fault
    if asked.json:
        say_json({"id": asked.id, "file": asked.output, "name": made.file_name, "is_copy": made.is_copy})
    else:
        print(f"{asked.output}: {made.file_name}")
    return 0
