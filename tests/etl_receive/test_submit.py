"""One file received: what is kept, what comes back, and who may do it when."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from base.access import NotAllowed
from base.clock import now
from etl import rows
from etl.forms import FORMS
from etl.headers import header_key
from etl.receipt import StatedInFuture
from ledger import audit, decisions, reference, submissions
from tests.etl_receive.desk import ON_TIME, TYPED, Desk, by_hand, edited, progress, project

DUE = datetime(2021, 4, 5, 23, 59, 59)
LABELS = (("หน่วยงานที่รายงาน", "DSD"), ("ประจำเดือน", "มี.ค. 2564"))


def codes(outcome: Any) -> list[str]:
    return [finding.code for finding in outcome.findings]


def set_policy(desk: Desk, name: str, value: str) -> None:
    with desk.ledger.write("admin") as writer:
        key = f"2564:{name}"
        start = date(2020, 10, 1)
        reference.append_rows(writer, "settings", [(key, start, False, {"key": key, "value": value})])


def test_a_valid_report_is_kept_whole_and_accepted(desk: Desk) -> None:
    data = desk.report()
    outcome = desk.send(data)
    assert (outcome.status, outcome.form, outcome.reporter, outcome.period, outcome.version) == (
        *("accepted", "progress", "DSD", "2021-03", 1),
    )
    receipt = outcome.receipt
    assert receipt is not None and outcome.submission_id is not None
    assert receipt.sha256 == hashlib.sha256(data).hexdigest()
    assert (receipt.received_at, receipt.row_count, receipt.is_late) == (ON_TIME, 1, False)
    assert receipt.head == str(desk.ledger.head())
    with desk.ledger.read() as connection:
        assert submissions.original(connection, receipt.sha256) == data
        kept = submissions.by_id(connection, outcome.submission_id)
        stream = submissions.rows(connection, outcome.submission_id)
        made = decisions.of_submission(connection, outcome.submission_id)
    assert kept is not None and stream is not None
    assert kept.layout["header_row"] == 10 and kept.layout["columns"]["plan_no"] == "B"
    assert kept.form_version == FORMS["progress"].version
    (row,) = rows.from_ipc(stream).to_pylist()
    assert {name: row[name] for name in progress()} == progress()
    assert row["_row"] == 11
    assert [one.kind for one in made] == ["accept"]
    assert audit.verify(desk.ledger) == []


def test_the_text_as_it_stood_is_kept_where_it_differs_from_the_value(desk: Desk) -> None:
    outcome = desk.send(by_hand(LABELS, **TYPED))
    with desk.ledger.read() as connection:
        stream = submissions.rows(connection, str(outcome.submission_id))
    assert stream is not None
    (row,) = rows.from_ipc(stream).to_pylist()
    raw = json.loads(row["_raw"])
    assert (row["target"], raw["target"]) == (Decimal(100), "๑๐๐")
    assert (row["province"], raw["province"]) == ("50", "เชียงใหม่")
    assert (row["result_cum"], raw["result_cum"]) == (Decimal(50), "50 ")
    assert (row["budget_disb"], raw.get("budget_disb")) == (Decimal("500.25"), None)
    assert row["strategy"] == "พัฒนาทักษะ" and "strategy" not in raw


def test_a_template_filled_in_and_sent_back_has_no_finding(desk: Desk) -> None:
    desk.send(desk.file("projects", "INF", "FY2564", [project()]))
    row = progress(project_code="P-001", result_month=None)
    assert desk.send(desk.file("progress", "DSD", "2021-03", [row])).findings == ()


def test_a_later_version_follows_and_the_earlier_one_stays(desk: Desk) -> None:
    first, second = desk.send(desk.report()), desk.send(desk.report(result_cum=Decimal(49)))
    assert (first.version, second.version) == (1, 2)
    with desk.ledger.read() as connection:
        latest = submissions.latest_valid(connection, "progress", "DSD", "2021-03")
        assert latest is not None and latest.submission_id == second.submission_id
        assert submissions.rows(connection, str(first.submission_id)) is not None


def test_a_report_with_errors_keeps_its_original_and_findings_but_no_rows(desk: Desk) -> None:
    data = edited(desk.report(), {"P11": "ห้าสิบ"})
    outcome = desk.send(data)
    assert (outcome.status, outcome.version, codes(outcome)) == ("with_errors", None, ["V39", "E_NUM_FORMAT"])
    assert outcome.receipt is not None and outcome.receipt.row_count == 0
    with desk.ledger.read() as connection:
        kept = submissions.by_id(connection, str(outcome.submission_id))
        assert kept is not None
        assert [one.code for one in kept.findings] == codes(outcome)
        assert (kept.form, kept.reporter, kept.period) == ("progress", "DSD", "2021-03")
        assert submissions.original(connection, outcome.receipt.sha256) == data
        assert submissions.rows(connection, str(outcome.submission_id)) is None
        assert submissions.valid_of(connection, "progress") == []


def test_a_refused_file_leaves_no_bytes(desk: Desk) -> None:
    data = b"\x89PNG\r\n\x1a\n" + b"\x00" * 100
    outcome = desk.send(data)
    assert (outcome.status, codes(outcome), outcome.receipt) == ("refused", ["G_NOT_SPREADSHEET"], None)
    with desk.ledger.read() as connection:
        kept = submissions.by_id(connection, str(outcome.submission_id))
        assert kept is not None
        assert (kept.sha256, kept.size_bytes) == (hashlib.sha256(data).hexdigest(), len(data))
        assert submissions.original(connection, kept.sha256) is None


def test_the_same_file_twice_changes_no_fact(desk: Desk) -> None:
    data = desk.report()
    first = desk.send(data)
    facts, head = desk.facts(), desk.ledger.head()
    again = desk.send(data)
    assert (again.status, codes(again), again.submission_id) == ("duplicate", ["V06"], first.submission_id)
    assert desk.facts() == facts
    assert desk.ledger.head().seq == head.seq + 1, "that it came again is noted"
    with desk.ledger.read() as connection:
        assert len(submissions.of_file(connection, hashlib.sha256(data).hexdigest())) == 1


def test_going_back_to_an_earlier_file_is_a_new_version(desk: Desk) -> None:
    data = desk.report()
    desk.send(data)
    desk.send(desk.report(result_cum=Decimal(49)))
    assert (desk.send(data).status, desk.send(data).status) == ("accepted", "duplicate")


def test_the_policy_decides_who_accepts(desk: Desk) -> None:
    set_policy(desk, "review.policy", "manual")
    waiting = desk.send(desk.report())
    assert waiting.status == "under_review"
    with desk.ledger.read() as connection:
        assert decisions.of_submission(connection, str(waiting.submission_id)) == []
    set_policy(desk, "review.policy.progress", "auto")
    assert desk.send(desk.report(result_cum=Decimal(51))).status == "accepted"


def test_a_reporter_sends_only_their_own(desk: Desk) -> None:
    assert desk.send(desk.report(), by="agency.DSD", at=None).status == "accepted"
    data = desk.report("DOE", lead_agency="DOE")
    outcome = desk.send(data, by="agency.DSD", at=None)
    assert (outcome.status, codes(outcome)) == ("refused", ["V38"])
    with desk.ledger.read() as connection:
        assert submissions.original(connection, hashlib.sha256(data).hexdigest()) is None


@pytest.mark.parametrize(
    ("user", "at"), [("viewer", None), ("director", None), ("staff", ON_TIME), ("agency.DSD", ON_TIME)]
)
def test_who_may_not(desk: Desk, user: str, at: datetime | None) -> None:
    head = desk.ledger.head()
    with pytest.raises(NotAllowed):
        desk.send(desk.report(), by=user, at=at)
    assert desk.ledger.head() == head


def test_a_moment_to_come_is_not_recorded(desk: Desk) -> None:
    head = desk.ledger.head()
    with pytest.raises(StatedInFuture):
        desk.send(desk.report(), at=now() + timedelta(days=1))
    assert desk.ledger.head() == head


@pytest.mark.parametrize(("at", "is_late"), [(DUE, False), (DUE + timedelta(seconds=1), True)])
def test_late_is_after_the_fifth(desk: Desk, at: datetime, is_late: bool) -> None:
    outcome = desk.send(desk.report(), at=at)
    assert outcome.receipt is not None and outcome.receipt.is_late is is_late
    assert ("V25" in codes(outcome)) is is_late
    assert outcome.status == "accepted"


def test_a_correction_after_the_deadline_does_not_make_an_on_time_report_late(desk: Desk) -> None:
    desk.send(desk.report(), at=DUE)
    later = desk.send(desk.report(result_cum=Decimal(49)), at=DUE + timedelta(days=9))
    assert later.receipt is not None and not later.receipt.is_late


def test_a_first_version_with_errors_is_no_report_in_time(desk: Desk) -> None:
    desk.send(edited(desk.report(), {"P11": "ห้าสิบ"}), at=DUE)
    later = desk.send(desk.report(), at=DUE + timedelta(days=1))
    assert later.receipt is not None and later.receipt.is_late


@pytest.mark.parametrize(
    ("at", "expected"), [(datetime(2021, 3, 1), "accepted"), (datetime(2021, 2, 28, 23, 59), "with_errors")]
)
def test_a_month_that_has_not_begun(desk: Desk, at: datetime, expected: str) -> None:
    outcome = desk.send(desk.report(), at=at)
    assert outcome.status == expected
    assert ("V05" in codes(outcome)) is (expected == "with_errors")


def test_a_nil_report_counts_and_has_no_rows(desk: Desk) -> None:
    outcome = desk.send(edited(desk.file("progress", "DSD", "2021-03", []), {"B8": "ใช่"}))
    assert (outcome.status, outcome.findings) == ("accepted", ())
    with desk.ledger.read() as connection:
        kept = submissions.by_id(connection, str(outcome.submission_id))
    assert kept is not None and kept.is_nil and kept.row_count == 0


@pytest.mark.slow
def test_the_month_before_is_the_last_official_one_with_rows(desk: Desk) -> None:
    desk.send(desk.file("projects", "INF", "FY2564", [project()]))
    at = datetime(2021, 5, 1)

    def month(period: str, result: int) -> list[str]:
        row = progress(project_code="P-001", result_cum=Decimal(result), progress_pct=Decimal(result), problem="ไม่มี")
        return [code for code in codes(desk.send(desk.file("progress", "DSD", period, [row]), at=at)) if code != "V25"]

    assert month("2021-01", 40) == []
    desk.send(edited(desk.file("progress", "DSD", "2021-02", []), {"B8": "ใช่", "A11": None}), at=at)
    assert month("2021-03", 39) == ["V13"]
    set_policy(desk, "review.policy", "manual")
    assert month("2021-03", 60) == [], "received but not official"
    assert month("2021-04", 50) == []


def test_a_new_register_is_seen_at_once_and_a_returned_one_no_more(desk: Desk) -> None:
    report = desk.report(project_code="P-001")
    assert codes(desk.send(report)) == ["V08"]
    registered = desk.send(desk.file("projects", "INF", "FY2564", [project()]))
    assert desk.send(report).status == "accepted"
    with desk.ledger.write("director") as writer:
        decisions.decide(writer, "return", submission_id=registered.submission_id, reason="ยังไม่ครบ")
    assert codes(desk.send(desk.report(project_code="P-001", result_cum=Decimal(51)))) == ["V08"]


def test_a_header_is_asked_about_once_and_remembered_for_that_agency(desk: Desk) -> None:
    renamed = edited(desk.report(), {"Y10": "เล่าสู่กันฟัง"})
    header = FORMS["progress"].field("result_text").header.th
    column = next(one for one in desk.send(renamed).findings if one.code == "V02")
    assert column.params["column"] == header
    with desk.ledger.write("steward") as writer:
        payload = {"header": header_key("เล่าสู่กันฟัง"), "field": "result_text"}
        decisions.decide(writer, "map_header", subject="DSD", payload=payload)
    assert desk.send(renamed).status == "accepted"
    other = edited(desk.report("DOE", lead_agency="DOE"), {"Y10": "เล่าสู่กันฟัง"})
    assert codes(desk.send(other)) == ["V02"]
