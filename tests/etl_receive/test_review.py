"""Review: the queue and who sees it, many accepted at once, one given back with its reason."""

from __future__ import annotations

from datetime import datetime

import pytest

from base.access import NotAllowed
from etl import review
from ledger import decisions, submissions
from ledger.decisions import DecisionRefused
from tests.etl_receive.desk import Desk, project
from tests.etl_receive.test_submit import set_policy

LATER = datetime(2021, 4, 6, 9, 0)


@pytest.fixture
def manual(desk: Desk) -> Desk:
    set_policy(desk, "review.policy", "manual")
    return desk


def queue(desk: Desk, by: str = "steward") -> list[str | None]:
    with desk.ledger.read() as connection:
        return [one.submission.submission_id for one in review.waiting(connection, desk.user(by))]


def sent(desk: Desk, reporter: str = "DSD", *, by: str = "admin", at: datetime = LATER) -> str:
    outcome = desk.send(desk.report(reporter, lead_agency=reporter), by=by, at=at)
    assert outcome.status == "under_review"
    return outcome.submission_id or ""


def test_the_longest_waiting_stands_first_and_an_older_version_not_at_all(manual: Desk) -> None:
    first = sent(manual, "DOE")
    superseded = sent(manual, at=datetime(2021, 4, 6, 10, 0))
    newer = manual.send(manual.report(result_cum=60, progress_pct=60), at=datetime(2021, 4, 6, 11, 0)).submission_id
    assert queue(manual) == [first, newer]
    assert superseded not in queue(manual)


def test_many_are_accepted_at_once_and_one_that_may_not_be_stops_no_other(manual: Desk) -> None:
    first, second = sent(manual, "DOE"), sent(manual)
    review.accept(manual.ledger, [first], manual.user("steward"))
    verdicts = review.accept(manual.ledger, [first, second, "S999999"], manual.user("director"))
    assert verdicts.decided == (second,)
    assert set(verdicts.refused) == {first, "S999999"}
    assert all(first in words.th or "S999999" in words.th for words in verdicts.refused.values())
    assert queue(manual) == []


def test_a_return_needs_a_reason_and_takes_it_out_of_the_queue(manual: Desk) -> None:
    number = sent(manual)
    with pytest.raises(DecisionRefused, match="เหตุผล"):
        review.give_back(manual.ledger, number, "  ", manual.user("director"))
    assert queue(manual) == [number]
    review.give_back(manual.ledger, number, "งบประมาณไม่ตรงกับบัญชี", manual.user("director"))
    assert queue(manual) == []
    with manual.ledger.read() as connection:
        (returned,) = review.returned_to(connection, manual.user("agency.DSD"))
        assert review.returned_to(connection, manual.user("agency.DOE")) == ()
    assert (returned.submission.submission_id, returned.reason) == (number, "งบประมาณไม่ตรงกับบัญชี")
    again = sent_again(manual)
    with manual.ledger.read() as connection:
        assert review.returned_to(connection, manual.user("agency.DSD")) == (), "mended by a newer version"
    assert queue(manual) == [again]


def sent_again(desk: Desk) -> str | None:
    return desk.send(desk.report(result_cum=60, progress_pct=60), at=datetime(2021, 4, 7)).submission_id


def test_nobody_reviews_what_they_sent_themselves(manual: Desk) -> None:
    number = sent(manual, by="steward", at=LATER)
    assert queue(manual, "steward") == []
    assert queue(manual, "director") == [number]
    verdicts = review.accept(manual.ledger, [number], manual.user("steward"))
    assert verdicts.decided == () and "ผู้อื่น" in verdicts.refused[number].th
    with pytest.raises(DecisionRefused, match="ผู้อื่น"):
        review.give_back(manual.ledger, number, "เหตุผล", manual.user("steward"))


def test_a_group_head_reviews_the_own_group_and_what_belongs_to_none(manual: Desk) -> None:
    form = manual.file("projects", "OLD", "FY2564", [project("P-1", item_code="PLAN3", wg="OLD")])
    outcome = manual.send(form, at=LATER)
    assert outcome.status == "under_review", outcome.findings
    agency = sent(manual)
    assert queue(manual, "head.OLD") == [outcome.submission_id, agency]
    assert queue(manual, "head.INF") == [agency]
    verdicts = review.accept(manual.ledger, [outcome.submission_id or ""], manual.user("head.INF"))
    assert verdicts.decided == ()
    with manual.ledger.read() as connection:
        kept = submissions.by_id(connection, outcome.submission_id or "")
        assert kept is not None and decisions.of_submission(connection, kept.submission_id) == []


@pytest.mark.parametrize("by", ["viewer", "staff", "agency.DSD"])
def test_who_may_not_decide_sees_no_queue_and_decides_nothing(manual: Desk, by: str) -> None:
    number, user = sent(manual), manual.user(by)
    with pytest.raises(NotAllowed):
        queue(manual, by)
    with pytest.raises(NotAllowed):
        review.accept(manual.ledger, [number], user)
    with pytest.raises(NotAllowed):
        review.give_back(manual.ledger, number, "เหตุผล", user)
    assert queue(manual) == [number]


def test_unexplained_warnings_are_counted(manual: Desk) -> None:
    number = manual.send(manual.report(progress_pct=90), at=LATER).submission_id or ""
    with manual.ledger.read() as connection:
        (one,) = review.waiting(connection, manual.user("steward"))
    assert one.warning_count == one.unexplained_count >= 1
    warned = next(finding for finding in one.submission.findings if finding.severity == "warning")
    with manual.ledger.write("agency.DSD") as writer:
        payload = {"code": warned.code, "cell": warned.cell or "-"}
        decisions.decide(writer, "explain", submission_id=number, reason="นับรวมเดือนก่อน", payload=payload)
    with manual.ledger.read() as connection:
        (after,) = review.waiting(connection, manual.user("steward"))
    assert after.unexplained_count == one.unexplained_count - 1
