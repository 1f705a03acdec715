"""Reports that a process of its own sends, the receipts it is given, and what must be true of a ledger afterwards."""

from __future__ import annotations

import re
from pathlib import Path

import sqlalchemy as sa

from base.period import Month
from etl.reference import ensure
from ledger import audit, decisions, schema, submissions
from ledger.store import Head, Ledger
from tests.etl_receive.desk import TYPED, by_hand

RECEIPT = re.compile(r"รับแล้ว · เลขที่รับ (S\d+) .* รหัสตรวจสอบ (\d+:[0-9a-f]{64})")
AT = ("--received-at", "2022-01-05T09:00")


def ledger_of(data_dir: Path) -> Ledger:
    """The ledger that `python -m etl` uses in this folder, with its own key."""
    data_dir.mkdir(exist_ok=True)
    key = data_dir / "audit.key"
    if not key.exists():
        key.write_text("k" * 64)
    ledger = Ledger.open(f"sqlite:///{data_dir / 'ledger.sqlite'}", key.read_bytes())
    ensure(ledger)
    return ledger


def files(folder: Path, reporters: list[str], count: int, result: int = 50) -> list[Path]:
    """`count` different reports: each reporter's months from October 2020 on."""
    made = []
    for number in range(count):
        reporter, month = reporters[number % len(reporters)], Month(2020, 10).shift(number // len(reporters))
        labels = (("หน่วยงานที่รายงาน", reporter), ("ประจำเดือน", month.say()))
        path = folder / f"{reporter}-{month}.xlsx"
        path.write_bytes(by_hand(labels, **TYPED | {"result_cum": result, "problem": "ไม่มี"}))
        made.append(path)
    return made


def must_be_whole(ledger: Ledger, receipts: list[tuple[str, str]]) -> int:
    """Every submission has its rows and decision, every receipt its submission; returns how many there are."""
    assert audit.verify(ledger) == []
    with ledger.read() as connection:
        kept = submissions.load(connection, schema.submission.c.status == "valid")
        for one in kept:
            assert submissions.rows(connection, one.submission_id) is not None
            assert submissions.original(connection, one.sha256) is not None
            assert [made.kind for made in decisions.of_submission(connection, one.submission_id)] == ["accept"]
        known = {one.submission_id for one in kept}
        chain = {
            row.seq: row.hash for row in connection.execute(sa.select(schema.journal.c.seq, schema.journal.c.hash))
        }
    assert {submission_id for submission_id, _ in receipts} <= known
    for head in [Head.parse(head) for _, head in receipts if head]:
        assert chain.get(head.seq) == head.hash, "a receipt is about another chain"
    return len(known)
