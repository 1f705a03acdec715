"""The queries that must return nothing: each finds what it is for, and stops a build from being published."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from etl import build
from etl.build import BuildFault
from etl.building import guard
from etl.building.digest import content_digest
from etl.building.schema import create_tables, guards
from etl.forms import FORMS
from etl.forms.model import FieldType
from ledger.store import Ledger
from tests.etl_build.histories import new_submission, progress_rows, send
from tests.etl_build.opened import names

STILL = 9223372036854775807
ACCEPTED = f"""
INSERT INTO fact VALUES (1, '2020-11-01', 'submission'), (2, '2020-11-01', 'accept');
INSERT INTO submission BY NAME SELECT 1 AS seq, 'S000001' AS submission_id, 'progress' AS form, 'DSD' AS reporter,
    '2020-10' AS period, DATE '2020-10-01' AS period_start, 2564 AS fy, 1 AS version, 'valid' AS status,
    TIMESTAMP '2020-11-01' AS received_at, TIMESTAMP '2020-11-01' AS recorded_at, 'admin' AS submitted_by,
    'cli' AS channel, 'a.xlsx' AS file_name, 1 AS size_bytes, 'ab' AS sha256, 1 AS row_count, false AS is_nil,
    false AS is_demo, '{{}}' AS layout, 0 AS error_count, 0 AS warning_count,
    0 AS warned_rows;
INSERT INTO decision VALUES (2, '2020-11-01', 'S000001', 'accept', NULL, '', NULL, 'admin', '{{}}');
INSERT INTO counted BY NAME SELECT 1 AS submission_seq, submission_id, form, reporter, period, period_start, fy,
    unnest(['provisional', 'official']) AS basis, unnest([1, 2]) AS from_seq, {STILL} AS to_seq FROM submission;
"""
ROW = "INSERT INTO {} BY NAME SELECT 1 AS submission_seq, 'DSD' AS reporter, DATE '2020-10-01' AS period_start, "
ROW += "{} AS fy, 11 AS sheet_row, '' AS raw, {}"
STRAY = "INSERT INTO {} (submission_seq, reporter, period_start, fy, sheet_row, raw) "
STRAY += "VALUES (9, 'DSD', '2020-10-01', 2564, 11, '')"
COUNTED = "INSERT INTO counted SELECT * REPLACE ({}) FROM counted WHERE basis = 'official'"
FORGET = "DELETE FROM counted; DELETE FROM progress; "

VIOLATIONS = {
    "counted_twice": [COUNTED.format("from_seq AS from_seq"), COUNTED.format("2 AS from_seq, 3 AS to_seq")],
    "counted_but_not_valid": [
        "DELETE FROM decision; DELETE FROM progress; UPDATE submission SET status = 'with_errors'",
        "UPDATE counted SET submission_seq = 7",
        "UPDATE counted SET reporter = 'OPS'",
    ],
    "decision_without_submission": [
        "UPDATE decision SET submission_id = 'S000009'",
        FORGET + "UPDATE submission SET status = 'refused'",
        FORGET + "UPDATE submission SET seq = 3",
    ],
    "fact_out_of_order": ["INSERT INTO fact VALUES (3, '2020-10-31', 'accept')"],
    "fiscal_year_mismatch": [
        FORGET + "UPDATE submission SET period = '2020-11'",
        FORGET + "UPDATE submission SET fy = 2563",
        FORGET + "UPDATE submission SET fy = 2565, period = 'FY2564'",
    ],
    "ledger_amount_not_positive": [
        FORGET + "UPDATE submission SET form = 'ledger'; " + ROW.format("ledger", 2564, "0 AS amount"),
        FORGET + "UPDATE submission SET form = 'ledger'; " + ROW.format("ledger", 2564, "NULL AS amount"),
    ],
    "negative_money": [
        "UPDATE progress SET budget_disb = -0.01",
        "UPDATE progress SET budget_alloc = -0.01, budget_disb = 5",
        FORGET + "UPDATE submission SET form = 'projects'; " + ROW.format("projects", 2564, "-1 AS budget_planned"),
    ],
    "rows_not_of_their_submission": [
        "UPDATE progress SET submission_seq = 2",
        ROW.format("progress", 2563, "1 AS target"),
        ROW.format("events", 2564, "'PS' AS body"),
    ],
    "version_twice": ["INSERT INTO submission SELECT * REPLACE (3 AS seq, 'S000003' AS submission_id) FROM submission"],
}
EACH = [(name, violation) for name, violations in VIOLATIONS.items() for violation in violations]


@pytest.fixture
def sound() -> Iterator[duckdb.DuckDBPyConnection]:
    """One accepted report of one row, in memory."""
    with duckdb.connect() as opened:
        create_tables(opened)
        opened.execute(ACCEPTED + ROW.format("progress", 2564, "1 AS budget_disb"))
        yield opened


def test_a_sound_build_passes(sound: duckdb.DuckDBPyConnection) -> None:
    guard.check(sound, 0)


@pytest.mark.parametrize(("name", "violation"), EACH)
def test_a_guard_finds_what_it_is_for(name: str, violation: str, sound: duckdb.DuckDBPyConnection) -> None:
    sound.execute(violation)
    with pytest.raises(BuildFault) as caught:
        guard.check(sound, 0)
    assert caught.value.guard == name
    assert caught.value.rows
    meaning = guard.meaning(guards()[name])
    assert meaning.th in caught.value.text.th
    assert meaning.en in caught.value.text.en


def test_every_guard_is_tried() -> None:
    assert set(VIOLATIONS) == set(guards())


@pytest.mark.parametrize("form", FORMS)
def test_rows_of_every_form_are_guarded(form: str, sound: duckdb.DuckDBPyConnection) -> None:
    sound.execute(STRAY.format(form))
    found = sound.execute(guards()["rows_not_of_their_submission"], {"after_seq": 0}).fetchall()
    assert [row[:2] for row in found] == [(form, 9)]


def test_every_amount_of_money_is_guarded() -> None:
    guarded = guards()["negative_money"] + guards()["ledger_amount_not_positive"]
    money = [field.code for form in FORMS.values() for field in form.fields if field.type is FieldType.MONEY]
    assert money
    assert [code for code in money if code not in guarded] == []


@pytest.mark.parametrize("name", guards())
def test_a_guard_looks_only_at_what_is_new(name: str, sound: duckdb.DuckDBPyConnection) -> None:
    for violation in VIOLATIONS[name]:
        sound.begin()
        sound.execute(violation)
        assert sound.execute(guards()[name], {"after_seq": 9}).fetchall() == []
        sound.rollback()


@pytest.mark.slow
def test_a_violation_keeps_the_build_before(ledger: Ledger, builds: Path) -> None:
    send(ledger, new_submission("progress", "DSD", "2020-10", progress_rows(3)))
    good = build.current(ledger, builds)
    digest = content_digest(good)
    send(ledger, new_submission("progress", "DSD", "2020-11", [{"budget_disb": Decimal("-1.00")}]))
    for _ in range(2):
        with pytest.raises(BuildFault) as caught:
            build.current(ledger, builds)
    assert caught.value.guard == "negative_money"
    assert caught.value.rows == (("progress", 3, 11, Decimal("-1.00")),)
    assert build.last_good(builds) == good
    assert content_digest(good) == digest
    with pytest.raises(BuildFault):
        build.from_scratch(ledger, builds)
    assert names(builds) == ["CURRENT", good.name]


@pytest.mark.slow
def test_any_other_fault_keeps_the_build_before(ledger: Ledger, builds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    send(ledger, new_submission("progress", "DSD", "2020-10", progress_rows(3)))
    good = build.current(ledger, builds)
    send(ledger, new_submission("progress", "DSD", "2020-11", progress_rows(1)))
    guards_now = {**guards(), "broken": "SELECT no_such_column FROM fact WHERE seq > $after_seq"}
    with monkeypatch.context() as patched:
        patched.setattr("etl.building.guard.guards", lambda: guards_now)
        with pytest.raises(BuildFault) as caught:
            build.current(ledger, builds)
    assert str(builds) in caught.value.text.th
    assert isinstance(caught.value.__cause__, duckdb.BinderException)
    assert names(builds) == ["CURRENT", good.name]
    assert build.current(ledger, builds) != good


def test_a_folder_that_cannot_be_written_is_named(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "builds").write_text("a file stands in the way")
    with pytest.raises(BuildFault) as caught:
        build.current(ledger, tmp_path / "builds")
    assert str(tmp_path / "builds") in caught.value.text.th
    assert isinstance(caught.value.__cause__, OSError)
    assert build.last_good(tmp_path / "builds") is None
