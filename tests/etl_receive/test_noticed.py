"""Why files were refused and which warnings nobody has explained, counted by code."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from base.period import FiscalYear
from etl import noticed
from etl.noticed import Intake
from ledger import submissions
from ledger.records import NewSubmission, StoredFinding, seq_of
from tests.kpi.history import History

YEAR = FiscalYear(2564)


def found(code: str, severity: str, cell: str | None) -> StoredFinding:
    return StoredFinding(code, severity, "รายงาน", cell, "project_code", {})


def refuse(history: History, period: str | None, at: datetime, *findings: StoredFinding) -> None:
    body = at.isoformat().encode()
    new = NewSubmission(
        status="with_errors", form="progress", reporter="DOE", period=period, form_version="1", is_nil=False,
        channel="cli", file_name="a.xlsx", size_bytes=len(body), sha256=hashlib.sha256(body).hexdigest(), original=body,
        rows=None, row_count=1, layout={}, received_at=at, findings=findings,
    )  # fmt: skip
    with history.ledger.write("tester", at=at) as writer:
        submissions.keep(writer, new)


def intake(history: History, standing: set[str], known_seq: int | None = None) -> Intake:
    with history.ledger.read() as connection:
        seqs = {seq_of(one) for one in standing}
        return noticed.intake(connection, YEAR, seqs, known_seq or history.ledger.last_fact_seq())


def test_codes_are_counted_by_file_and_cell_and_explained_ones_left_out(tmp_path: Path) -> None:
    history = History(tmp_path)
    refuse(history, "2020-10", datetime(2020, 11, 2), found("V08", "error", "E11"), found("V08", "error", "E12"))
    refuse(history, "2020-10", datetime(2020, 11, 3), found("V08", "error", "E11"), found("V11", "error", "N11"))
    refuse(history, None, datetime(2020, 12, 3), found("V04", "error", None))
    refuse(history, "2021-10", datetime(2021, 11, 3), found("V11", "error", "N11"))
    warned = (found("V14", "warning", "O11"), found("V14", "warning", "O12"), found("V16", "warning", "Q11"))
    number = history.send("progress", "DOE", "2020-10", at=datetime(2020, 11, 4), findings=warned)
    before = history.ledger.last_fact_seq()
    history.decide("explain", number, payload={"code": "V14", "cell": "O11"}, reason="ยอดสะสมแก้ไขแล้ว")

    told = intake(history, {number})
    assert (told.sent, told.refused) == (4, 3), "the year after is not asked for; no period counts by its receipt"
    assert [(one.code, one.submissions, one.cells) for one in told.reasons] == [
        ("V08", 2, 3),
        ("V04", 1, 1),
        ("V11", 1, 1),
    ]
    assert [(one.code, one.cells, one.unexplained) for one in told.warnings] == [("V14", 2, 1), ("V16", 1, 1)]
    assert [one.unexplained for one in intake(history, {number}, before).warnings] == [2, 1], "as known then"
    assert intake(history, set()).warnings == (), "a version that was replaced asks for nothing"
    assert all(one.to_do() and one.to_do("en") for one in told.reasons)
    history.ledger.close()
