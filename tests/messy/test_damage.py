"""Thousands of damaged workbooks through the intake: every one ends in a sentence, and the ledger stays whole."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from base.period import Month
from etl.cells import Workbook
from etl.findings import CATALOGUE
from etl.read import read
from ledger import audit, schema
from tests.etl_receive.desk import Desk, open_desk
from tests.messy.damage import DAMAGES
from tests.messy.formats import DELIMITED, FORMATS
from tests.messy.paper import Page, Paper, Put

LONGEST_SECONDS = 35
AVERAGE_SECONDS = 0.5


def paper_of(book: Workbook) -> Paper:
    """A read workbook, to be written again in another format."""
    pages = []
    for sheet in book.sheets:
        cells = {place: Put(cell.value, cell.number_format, cell.formula) for place, cell in sheet.cells.items()}  # type: ignore[arg-type]
        pages.append(Page(sheet.name, cells, list(sheet.merges), set(sheet.hidden_rows), is_hidden=sheet.is_hidden))
    return Paper(pages)


def honest(desk: Desk) -> list[bytes]:
    """One valid report in every format that is read."""
    template = desk.report()
    paper = paper_of(read(template))
    return [template, *(write(paper) for write in (FORMATS | DELIMITED).values())]


def counted(desk: Desk) -> dict[str, int]:
    with desk.ledger.read() as connection:
        tables = (schema.submission, schema.submission_rows, schema.finding, schema.original)
        return {table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for table in tables}  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(5400)
def test_damaged_workbooks_end_in_a_sentence_and_leave_no_part(
    tmp_path: Path, drill: Callable[[int, int], int]
) -> None:
    desk, dice, many = open_desk(tmp_path), random.Random(20210405), drill(150, 10_000)
    sources = honest(desk)
    statuses, valid, findings, slowest, begun = Counter[str](), 0, 0, 0.0, time.monotonic()
    for number in range(many):
        data = dice.choice(DAMAGES)(sources[number % len(sources)], dice)
        at = time.monotonic()
        outcome = desk.send(data, form="progress", reporter="DSD", period=Month(2021, 3))
        slowest = max(slowest, time.monotonic() - at)
        statuses[outcome.status] += 1
        valid += outcome.is_received
        findings += len(outcome.findings) if outcome.status != "duplicate" else 0
        assert all(finding.code in CATALOGUE and finding.message("th") for finding in outcome.findings), number
        assert outcome.findings or outcome.is_received, number
    spent = time.monotonic() - begun
    print(f"{many} damaged: {dict(statuses)}, slowest {slowest:.1f} s, {spent:.0f} s in all")
    held = counted(desk)
    assert held["submission"] == many - statuses["duplicate"]
    assert (held["submission_rows"], held["finding"]) == (valid, findings)
    assert slowest < LONGEST_SECONDS and spent < max(60, many * AVERAGE_SECONDS)
    assert audit.verify(desk.ledger) == []
    assert desk.send(desk.report()).is_received, "the reader lives on"
    desk.ledger.close()
