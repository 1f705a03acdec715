"""Before a paper is published the list is asked; who publishes all the same gives a reason, and it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from base.access import NotAllowed, Role, User
from base.words import Text
from kpi import checklist, measure, papers, publishing
from kpi.papers import NewPaper, PaperRefused
from tests.kpi.history import History

pytestmark = pytest.mark.slow

STEWARD = User("steward", Role.STEWARD, Text("ธุรการ", "steward"))
VIEWER = User("viewer", Role.VIEWER, Text("ผู้ชม", "viewer"))
AGENCIES = ("DOE", "DSD", "DLPW", "SSO", "OPS")


@pytest.fixture
def told(tmp_path: Path) -> Iterator[History]:
    """A ledger of October in which the office has spent nine tenths, and nobody has reported."""
    history = History(tmp_path)
    history.budget("2020-10", ("INF", "allocate", date(2020, 10, 5), 100), ("INF", "disburse", date(2020, 10, 9), 90))
    yield history
    history.ledger.close()


def new(told: History, at: datetime, as_of: date = date(2020, 10, 31)) -> NewPaper:
    build = told.build()
    asked = papers.pinned(measure.ask(2564, 1, as_of=as_of, known_at=at, now=at), at)
    figures = [one for one in measure.every(build, asked) if one.kpi == "C1"]
    return NewPaper("brief", "สรุป", asked, figures, track="OFF")


def answers(told: History, at: datetime, as_of: date = date(2020, 10, 31)) -> dict[str, bool]:
    found = publishing.checked(told.ledger, told.build(), new(told, at, as_of))
    return {one.code: one.is_passed for one in found}


def report(told: History, agency: str, at: datetime, **more: bool) -> None:
    told.send("progress", agency, "2020-10", {"project_code": "P-1", "plan_no": 2}, at=at, **more)


def expected(told: History) -> list[str]:
    at = datetime(2020, 11, 4, 9)
    facts = measure.facts_for(told.build(), (new(told, at).ask,))
    return sorted(facts.reporting_agencies(measure.ask(2564, 1, now=at).round.months[0]))


def test_each_question_is_answered_by_what_happened(told: History) -> None:
    early, later = datetime(2020, 11, 4, 12), datetime(2020, 11, 20, 12)
    assert answers(told, early) == {
        "coverage": False,
        "reviewed": True,
        "closed": False,
        "commentary": True,
        "unchanged": False,
    }
    agencies = expected(told)
    for agency in agencies[:-1]:
        report(told, agency, datetime(2020, 11, 3, 9))
    report(told, agencies[-1], datetime(2020, 11, 3, 9), accept=False)
    found = answers(told, later)
    assert found["coverage"] and found["closed"] and not found["reviewed"]
    papers.issue(told.ledger, told.build(), new(told, later), user=STEWARD, at=later)
    assert answers(told, datetime(2020, 11, 21))["unchanged"]
    told.budget("2020-11", ("INF", "disburse", date(2020, 10, 20), 5), at=datetime(2020, 11, 22))
    assert not answers(told, datetime(2020, 11, 23))["unchanged"]


def test_a_round_that_ended_wants_to_be_frozen_and_what_is_below_wants_words(told: History) -> None:
    at = datetime(2021, 4, 20, 9)
    told.budget("2021-03", ("INF", "refund", date(2021, 3, 9), 50), at=datetime(2021, 4, 1))
    found = {one.code: one for one in publishing.checked(told.ledger, told.build(), new(told, at, date(2021, 3, 31)))}
    assert not found["closed"].is_passed and "ยังไม่ปิดรอบที่ 1" in found["closed"].detail.th
    assert not found["commentary"].is_passed and "C1 สำนักงาน" in found["commentary"].detail.th


def test_publishing_needs_a_right_and_a_reason(told: History) -> None:
    at = datetime(2020, 11, 20, 12)
    build, paper = told.build(), new(told, at)
    with pytest.raises(NotAllowed):
        publishing.publish(told.ledger, build, paper, user=VIEWER, reason="ด่วน", at=at)
    with pytest.raises(PaperRefused) as refused:
        publishing.publish(told.ledger, build, paper, user=STEWARD, reason="  ", at=at)
    assert checklist.COVERAGE.th in refused.value.text.th and papers.every(told.ledger) == ()
    made = publishing.publish(told.ledger, build, paper, user=STEWARD, reason="ประชุมด่วน", at=at)
    assert made.is_final and made.reason == "ประชุมด่วน"
    assert [one["code"] for one in made.checks if not one["is_passed"]] == ["coverage", "unchanged"]
    assert papers.find(told.ledger, made.reference) == made


def test_the_least_coverage_is_a_setting(told: History) -> None:
    at = datetime(2020, 11, 20, 12)
    report(told, expected(told)[0], datetime(2020, 11, 3, 9))
    assert not answers(told, at)["coverage"]
    told.refer("settings", "*:paper.min_coverage_pct", date(2020, 10, 1), at=datetime(2020, 11, 5), value="1")
    assert answers(told, at)["coverage"]
