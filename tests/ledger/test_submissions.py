"""Submissions are kept as they came and found again by key, version and verdict."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from ledger import reference, schema, submissions
from ledger.audit import verify
from ledger.canonical import sha256
from ledger.store import Ledger
from ledger.submissions import NewSubmission
from tests.ledger import samples


def test_what_was_sent_comes_back(ledger: Ledger) -> None:
    sent = samples.new()
    kept = samples.keep(ledger, sent)
    assert (kept.submission_id, kept.seq, kept.version, kept.submitted_by) == ("S000001", 1, 1, "agency.DOE")
    same = ("status", "form", "reporter", "period", "form_version", "is_nil", "channel", "file_name", "size_bytes")
    same += ("sha256", "row_count", "layout", "received_at", "findings")
    assert [getattr(kept, name) for name in same] == [getattr(sent, name) for name in same]
    assert (kept.error_count, kept.warning_count) == (0, 1)
    with ledger.read() as connection:
        assert submissions.by_id(connection, "S000001") == kept
        assert submissions.original(connection, sent.sha256) == sent.original
        assert submissions.rows(connection, "S000001") == sent.rows
        assert submissions.findings(connection, "S000001") == list(sent.findings)


def test_what_is_not_there_is_none(ledger: Ledger) -> None:
    samples.keep(ledger, samples.refused())
    with ledger.read() as connection:
        for wrong in ("S000002", "", "S", "S1", "S0000001", "X000001", "S00000๑", "S000001\x00", "S" + "9" * 30):
            assert submissions.by_id(connection, wrong) is None, wrong
            assert submissions.rows(connection, wrong) is None
            assert submissions.findings(connection, wrong) == []
        assert submissions.original(connection, sha256(b"macro")) is None
        assert submissions.rows(connection, "S000001") is None
        assert submissions.latest_valid(connection, "progress", "DOE", "2020-10") is None


def test_versions_count_the_valid_ones_of_a_key(ledger: Ledger) -> None:
    arrivals = [samples.new(), samples.with_errors(), samples.new(b"2"), samples.new(reporter="SSO"), samples.refused()]
    versions = [samples.keep(ledger, one).version for one in [*arrivals, samples.new(b"3")]]
    assert versions == [1, None, 2, 1, None, 3]
    with ledger.read() as connection:
        latest = submissions.latest_valid(connection, "progress", "DOE", "2020-10")
        assert latest is not None and latest.submission_id == "S000006"


def test_the_same_bytes_are_stored_once(ledger: Ledger) -> None:
    first, second = samples.keep(ledger), samples.keep(ledger)
    with ledger.read() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(schema.original)).scalar() == 1
        assert submissions.of_file(connection, first.sha256) == [first, second]
        assert submissions.of_file(connection, "0" * 64) == []


def test_unstorable_characters_do_not_stop_a_file(ledger: Ledger) -> None:
    found = samples.StoredFinding("G_TYPE", "error", None, "A1", None, {"found": "a\x00b"})
    name = "ร\x00าย\udcffงาน.xlsm"
    hostile = samples.refused(file_name=name, findings=(found,), form=None, reporter=None, period=None)
    kept = samples.keep(ledger, hostile)
    assert kept.file_name == "ร\ufffdาย\ufffdงาน.xlsm"
    assert kept.findings[0].params == {"found": "a\ufffdb"}


@pytest.mark.parametrize(
    "wrong",
    [
        samples.new(rows=None),
        samples.new(form=None),
        samples.new(sha256="0" * 64),
        samples.new(size_bytes=1),
        samples.new(status="with_errors"),
        samples.new(status="refused", rows=None),
    ],
    ids=[
        "valid without rows",
        "valid without form",
        "other hash",
        "other size",
        "rows with errors",
        "refused with bytes",
    ],
)
def test_contradictions_are_not_kept(ledger: Ledger, wrong: NewSubmission) -> None:
    with pytest.raises(ValueError):
        samples.keep(ledger, wrong)
    assert ledger.head().seq == 0


@pytest.mark.parametrize(
    "wrong",
    [{"status": "new"}, {"channel": "fax"}, {"period": "2020"}, {"row_count": -1}],
    ids=lambda wrong: str(wrong),
)
def test_the_database_refuses_nonsense(ledger: Ledger, wrong: dict[str, Any]) -> None:
    rows = {} if wrong.get("status") is None else {"rows": None}
    with pytest.raises(sa.exc.IntegrityError):
        samples.keep(ledger, samples.new(**(wrong | rows)))
    assert ledger.head().seq == 0


RAW = {"form": "progress", "reporter": "DOE", "period": "2020-10", "channel": "cli", "file_name": "f", "layout": "{}"}
RAW |= {"size_bytes": 1, "sha256": "a" * 64, "row_count": 0, "is_nil": False, "received_at": samples.new().received_at}


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "valid", "version": 7},
        {"status": "valid", "version": 7, "rows_sha256": "b" * 64},
        {"status": "with_errors", "version": 7},
        {"status": "with_errors", "original_sha256": "a" * 64},
        {"status": "with_errors", "seq": 99},
    ],
    ids=["valid without rows", "rows that are not there", "version without valid", "original not there", "no journal"],
)
def test_the_database_refuses_what_keep_never_writes(ledger: Ledger, wrong: dict[str, Any]) -> None:
    with pytest.raises(sa.exc.IntegrityError), ledger.write("admin") as writer:
        seq = writer.append("note", "raw", {})
        writer.connection.execute(schema.submission.insert(), {"seq": seq, **RAW, **wrong})
    assert ledger.head().seq == 0


def test_a_version_is_taken_once(ledger: Ledger) -> None:
    samples.keep(ledger)
    with pytest.raises(sa.exc.IntegrityError), ledger.write("admin") as writer:
        seq = writer.append("note", "raw", {})
        rows = {"seq": seq, "arrow_ipc": b"r", "sha256": sha256(b"r")}
        writer.connection.execute(schema.submission_rows.insert(), rows)
        valid = {"status": "valid", "version": 1, "rows_sha256": sha256(b"r")}
        writer.connection.execute(schema.submission.insert(), {"seq": seq, **RAW, **valid})


def test_official_before_and_valid_of_follow_the_verdicts(ledger: Ledger) -> None:
    for period in ("2020-09", "2020-10", "2020-11", "2020-12"):
        samples.keep(ledger, samples.new(period=period))
    samples.keep(ledger, samples.new(b"2", period="2020-11"))  # S000005, not accepted yet
    for number in (1, 2, 3):
        samples.decide(ledger, "accept", submission_id=f"S00000{number}")

    def official_before(period: str) -> str | None:
        with ledger.read() as connection:
            found = submissions.last_official_before(connection, "progress", "DOE", period, "2020-10")
            return found and found.submission_id

    def valid() -> list[str]:
        with ledger.read() as connection:
            return [one.submission_id for one in submissions.valid_of(connection, "progress", reporter="DOE")]

    assert official_before("2020-10") is None  # September lies in the fiscal year before
    assert official_before("2020-11") == "S000002"
    assert official_before("2021-01") == "S000003"
    assert valid() == ["S000001", "S000002", "S000005", "S000004"]
    samples.decide(ledger, "accept", submission_id="S000005")
    assert official_before("2021-01") == "S000005"
    samples.decide(ledger, "return", submission_id="S000005", reason="ตัวเลขไม่ตรงกับหนังสือนำส่ง")
    assert official_before("2021-01") == "S000003"
    assert valid() == ["S000001", "S000002", "S000003", "S000004"]
    with ledger.read() as connection:
        assert [one.seq for one in submissions.valid_of(connection, "progress", period="2020-12")] == [4]
        assert submissions.valid_of(connection, "events") == []
        latest = submissions.latest_valid(connection, "progress", "DOE", "2020-11")
        assert latest is not None and latest.submission_id == "S000005"


def test_a_removed_demonstration_no_longer_stands(ledger: Ledger) -> None:
    def standing() -> tuple[list[int], list[int], dict[str, dict[str, Any]]]:
        with ledger.read() as connection:
            valid, sent = submissions.valid_of(connection, "progress"), submissions.of_file(connection, sha256(b"demo"))
            units = reference.current(connection, "units")
        return [one.seq for one in valid], [one.seq for one in sent], units

    samples.keep(ledger)
    with ledger.write("admin", is_demo=True) as writer:
        submissions.keep(writer, samples.new(b"demo", reporter="SSO"))
        reference.append_rows(writer, "units", [("INF", date(2020, 10, 1), False, {})])
    assert standing() == ([1, 2], [2], {"INF": {}})
    samples.decide(ledger, "remove_demo")
    assert standing() == ([1], [], {})
    with ledger.write("admin", is_demo=True) as writer:
        submissions.keep(writer, samples.new(b"demo", reporter="SSO"))
    assert standing() == ([1, 5], [5], {})
    assert verify(ledger) == []
