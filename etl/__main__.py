"""`python -m etl`: templates, submissions, decisions, reference data and builds from the command line.

Every bad input ends with exit code 1 and one sentence in Thai; with --json the English stands beside it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from base.leaving import leave
from base.words import Text
from etl.commands import (
    annotate,
    attach,
    build,
    commentary,
    decide,
    forms,
    problem,
    project,
    pull,
    reference,
    revalidate,
    submit,
    year,
)
from etl.commands.frame import Parser, refuse

INTERRUPTED = 130
"""What a shell expects of a command that was stopped from the keyboard."""

FAMILIES = (
    *(forms, submit, pull, annotate, decide, project, attach, problem, commentary, build, reference, year),
    revalidate,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Whatever carries a sentence for people is said here, in one place."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        asked = _parser().parse_args(words)
        code: int = asked.run(asked)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as fault:
        text = getattr(fault, "text", None)
        if not isinstance(text, Text):
            raise
        return refuse(text, is_json="--json" in words)
    return code


def _parser() -> Parser:
    parser = Parser(prog="python -m etl", description="รับ ตรวจ และจัดเก็บแบบฟอร์มของหน่วยงาน")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    for family in FAMILIES:
        family.register(commands)
    return parser


if __name__ == "__main__":
    leave(main)
