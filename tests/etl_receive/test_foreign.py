"""Foreign workbooks sent through the whole intake: refused quickly, each by its reason, and nothing else kept."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from ledger import audit, schema
from tests.etl_receive.command import ROOT, spawn
from tests.etl_receive.desk import Desk
from tests.etl_receive.foreign import files, page, row, sent

FILES = files()
VAGUE = {"G_UNREADABLE", "G_TOO_SLOW", "G_TOO_LARGE", "G_STOPPED", "G_BUSY"}
MOST_SECONDS = 30
PAGE = ROOT / "docs" / "intake-outcomes.md"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FILES, reason="the corpus of foreign workbooks is not here")]


def test_every_foreign_file_leaves_the_record_of_its_refusal_and_nothing_else(
    desk: Desk, drill: Callable[[int, int], int]
) -> None:
    taken = FILES[:: max(1, len(FILES) // drill(40, len(FILES)))]
    rows, written = [], PAGE.read_text(encoding="utf-8")
    for one in taken:
        begun = time.monotonic()
        outcome = sent(desk, one)
        assert time.monotonic() - begun < MOST_SECONDS, one.path.name
        assert (outcome.status, outcome.receipt) == ("refused", None), one.path.name
        assert outcome.findings and not VAGUE & {finding.code for finding in outcome.findings}, one.path.name
        rows.append(row(one, outcome))
        kind, note, status, code = rows[-1]
        assert f"| {status} | {code} |" in written and f"| {kind} | {note} |" in written
    if len(taken) == len(FILES):
        assert written == page(rows), "mend with python -m tests.etl_receive.foreign > docs/intake-outcomes.md"
    with desk.ledger.read() as connection:
        counts = {table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                  for table in (schema.submission, schema.submission_rows, schema.original)}  # fmt: skip
    assert counts == {"submission": len(taken), "submission_rows": 0, "original": 0}
    assert audit.verify(desk.ledger) == []


def test_the_command_line_takes_them_all_at_once(tmp_path: Path, drill: Callable[[int, int], int]) -> None:
    taken = FILES[:: max(1, len(FILES) // drill(12, len(FILES)))]
    process = spawn(tmp_path / "data", ["submit", "--json", *(one.path for one in taken)])
    out, err = process.communicate(timeout=600)
    told = json.loads(out)
    assert process.returncode == 1 and "Traceback" not in err
    assert [entry["file"] for entry in told] == [str(one.path) for one in taken]
    assert {entry["status"] for entry in told} == {"refused"}
    assert len([line for line in err.splitlines() if line]) >= len(taken), "one clear sentence for each file at least"
