"""From a figure to whoever typed its value on screen; what nobody typed over is still traced to the file it came in."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from base.settings import read_settings
from etl import build, reference, screen
from kpi import measure
from kpi.__main__ import main as kpi
from kpi.compare import compare, known
from kpi.model import Source, SourceKind
from kpi.store import Build
from kpi.trace import trace
from ledger import submissions
from ledger.store import Ledger
from tests.etl_screen.desk import Desk, type_over

ALLOCATED = {
    **{"unit": "กลุ่มแรงงานนอกระบบ", "category": "งบดำเนินงาน", "txn_type": "ได้รับจัดสรร"},
    **{"effective_on": "02/11/2563", "amount": "100,000.00", "doc_ref": "จส.64/0001"},
}
LATER = datetime(2100, 1, 1)
PAID = ALLOCATED | {"txn_type": "เบิกจ่าย", "effective_on": "17/11/2563", "amount": "๔๐,๐๐๐", "doc_ref": "บจ.64/0001"}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    settings = read_settings()
    ledger = Ledger.open(settings.ledger_url, settings.audit_key)
    reference.ensure(ledger)
    return Desk(ledger)


def sources(desk: Desk, folder: Path) -> dict[tuple[str, str], Source]:
    """(document, field) → the source behind C1 of the Office in the first round."""
    built = Build.open(build.current(desk.ledger, folder / "builds"))
    found = trace(built, "C1", "OFF", measure.ask(2564, 1, now=LATER, known_at=LATER))
    kinds = {one.item: str(one.value) for one in found if one.field == "txn_type"}
    return {(kinds[one.item], one.field or ""): one for one in found}


def typed(desk: Desk, by: str, **cells: str) -> screen.Opened:
    """The second row of the ledger form typed over and saved."""
    opened = desk.open("ledger", by=by)
    first, second = opened.start
    saved = screen.save(desk.ledger, opened, [first, type_over(second, **cells)], desk.user(by))
    assert saved.status == "accepted"
    return desk.open("ledger", by=by)


def test_each_value_is_traced_to_the_version_it_came_in(desk: Desk, tmp_path: Path) -> None:
    uploaded = desk.upload("ledger", ALLOCATED, PAID)
    second = typed(desk, "staff", amount="๔๕,๐๐๐.๕๐")
    third = typed(desk, "steward", effective_on="๑๘ พ.ย. ๒๕๖๓")
    assert second.base is not None and third.base is not None
    found = sources(desk, tmp_path)

    amount = found["disburse", "amount"]
    assert (amount.kind, amount.version, amount.sent_by) == (SourceKind.ENTRY, 2, "staff")
    assert (amount.value, amount.raw, amount.submission) == ("45000.5", "๔๕,๐๐๐.๕๐", second.base.submission_id)
    assert amount.received_at == second.base.received_at
    day = found["disburse", "effective_on"]
    assert (day.kind, day.version, day.sent_by, day.raw) == (SourceKind.ENTRY, 3, "steward", "๑๘ พ.ย. ๒๕๖๓")
    for untouched in (found["disburse", "category"], found["allocate", "amount"]):
        assert (untouched.kind, untouched.version, untouched.sent_by) == (SourceKind.CELL, 1, "admin")
        assert untouched.submission == uploaded.submission_id
    for one in found.values():
        assert one.raw is not None and _in_original(desk, one) == one.raw or _in_original(desk, one) == 100000


def _in_original(desk: Desk, source: Source) -> object:
    """What stands in the cell of the original that the source names."""
    with desk.ledger.read() as connection:
        data = submissions.original(connection, source.sha256 or "")
    assert data is not None and source.sheet and source.cell
    return load_workbook(io.BytesIO(data))[source.sheet][source.cell].value


def test_a_row_added_on_screen_is_an_entry_throughout(desk: Desk, tmp_path: Path) -> None:
    desk.upload("ledger", ALLOCATED)
    opened = desk.open("ledger")
    added = screen.Typed({**opened.start[0].cells, **PAID}, 2)
    screen.save(desk.ledger, opened, [*opened.start, added], desk.user())
    found = sources(desk, tmp_path)
    kinds = {key: one.kind for key, one in found.items()}
    assert {kind for (what, _), kind in kinds.items() if what == "allocate"} == {SourceKind.CELL}
    assert {kind for (what, _), kind in kinds.items() if what == "disburse"} == {SourceKind.ENTRY}


def test_only_what_was_typed_is_a_change_between_two_moments(desk: Desk, tmp_path: Path) -> None:
    desk.upload("ledger", ALLOCATED, PAID)
    before = desk.ledger.last_fact_seq()
    typed(desk, "staff", amount="50000")
    built = Build.open(build.current(desk.ledger, tmp_path / "builds"))
    (moment,) = built.rows("SELECT recorded_at FROM fact WHERE seq = $seq", {"seq": before})[0]
    asked = measure.ask(2564, 1, now=LATER, known_at=LATER)
    (move,) = [one for one in compare(built, known(built, asked, moment), asked) if one.after.scope == "INF"]
    assert [(one.field, one.before and one.before.value, one.after and one.after.value) for one in move.cells] == [
        ("amount", "40000", "50000")
    ]
    assert move.cells[0].after is not None and move.cells[0].after.kind is SourceKind.ENTRY


def test_the_command_line_says_who_typed_it(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.upload("ledger", ALLOCATED, PAID)
    typed(desk, "staff", amount="45000")
    assert kpi(["trace", "C1", "OFF", "--fy", "2564", "--round", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["sources"]
    (entry,) = [one for one in told if one["kind"] == "entry"]
    assert (entry["field"], entry["version"], entry["sent_by"], entry["value"]) == ("amount", 2, "staff", "45000")
    assert {one["kind"] for one in told} == {"entry", "cell"} and {one["version"] for one in told} == {1, 2}
    assert kpi(["trace", "C1", "OFF", "--fy", "2564", "--round", "1"]) == 0
    assert "บันทึกบนหน้าจอ ฉบับที่ 2 โดย staff เมื่อ" in capsys.readouterr().out
