"""What only processes show: several senders at once. Senders that are killed: tests/faults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from etl.reference import ensure
from ledger.store import Ledger
from tests.etl_receive.command import spawn
from tests.etl_receive.desk import Desk
from tests.etl_receive.reports import AT, RECEIPT, files, ledger_of, must_be_whole
from tests.postgres import fresh_database


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_four_senders_at_once_lose_nothing(tmp_path: Path, drill: Callable[[int, int], int]) -> None:
    data_dir = tmp_path / "data"
    ledger = ledger_of(data_dir)
    each = drill(6, 50)
    paths = files(tmp_path, list(Desk(ledger).register().agencies)[:20], 4 * each)
    senders = [spawn(data_dir, ["submit", *paths[start::4], *AT]) for start in range(4)]
    receipts: list[tuple[str, str]] = []
    for sender in senders:
        out, err = sender.communicate(timeout=280)
        assert sender.returncode == 0, err
        receipts += RECEIPT.findall(out)
    assert len(receipts) == 4 * each
    assert must_be_whole(ledger, receipts) == 4 * each
    ledger.close()


@pytest.mark.slow
def test_the_same_course_on_postgresql(postgres_url: str) -> None:
    with fresh_database(postgres_url) as url:
        ledger = Ledger.open(url, b"k" * 32)
        ensure(ledger)
        desk = Desk(ledger)
        report = desk.report()
        assert desk.send(report).status == "accepted"
        assert desk.send(report).status == "duplicate"
        assert desk.send(desk.report(result_cum=None)).status == "with_errors"
        assert desk.send(b"\x89PNG\r\n\x1a\n").status == "refused"
        late = desk.send(desk.report("DOE", lead_agency="DOE"), at=datetime(2021, 4, 6))
        assert late.receipt is not None and late.receipt.is_late and late.receipt.head == str(ledger.head())
        assert must_be_whole(ledger, []) == 2
        ledger.close()
