"""A frozen round: nobody decides on its reports until it is reopened, and what still comes is kept and says so."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest

from base.access import NotAllowed, User
from etl import review
from etl.__main__ import main
from ledger import decisions, submissions
from ledger.decisions import DecisionRefused
from tests.etl_receive.desk import KEY, ON_TIME, Desk, project
from tests.ledger import samples

FROZEN_AT, LATER = datetime(2021, 4, 6, 9), datetime(2021, 4, 8, 9)
WHY = "ตัวเลขไม่ตรงกับเอกสารแนบ"
EVERYBODY = ("admin", "director", "steward", "head.INF", "staff", "viewer", "agency.DOE")
DECIDERS = EVERYBODY[:4]
BEFORE = {"under review": [], "accepted": ["accept"], "returned": ["return"], "locked": ["accept", "lock"], "bad": []}
MOVES = ("accept", "return")
LEGAL = {("under review", "accept"), ("under review", "return"), ("accepted", "return"), ("returned", "accept")}


def decide_round(desk: Desk, kind: str, at: datetime, subject: str = "2564:1", **payload: str) -> None:
    with desk.ledger.write("director", at=at) as writer:
        decisions.decide(writer, kind, subject=subject, reason=WHY, payload=payload)


def in_every_state(desk: Desk, at: datetime) -> dict[tuple[str, str, str], str]:
    """(state, who, move) → a submission of March 2021 of its own in that state."""
    found = {}
    with desk.ledger.write("tester", at=at) as writer:
        for state, who, move in product(BEFORE, EVERYBODY, MOVES):
            new = samples.with_errors() if state == "bad" else samples.new()
            kept = submissions.keep(writer, dataclasses.replace(new, reporter="DOE", period="2021-03"))
            for kind in BEFORE[state]:
                decisions.decide(writer, kind, submission_id=kept.submission_id, reason=WHY)
            found[state, who, move] = kept.submission_id
    return found


def tried(desk: Desk, number: str, who: str | User, move: str, at: datetime) -> str:
    """What comes of one move: done, not allowed, frozen or refused."""
    user = desk.user(who) if isinstance(who, str) else who
    try:
        if move == "return":
            review.give_back(desk.ledger, number, WHY, user, at=at)
            return "done"
        verdicts = review.accept(desk.ledger, [number], user, at=at)
    except NotAllowed:
        return "not allowed"
    except DecisionRefused as refusal:
        said = refusal.text.th
    else:
        if verdicts.decided:
            return "done"
        said = verdicts.refused[number].th
    assert number in said
    return "frozen" if said.startswith("ให้ผู้อำนวยการสำนักงานเปิดแก้ไขรอบที่ 1") else "refused"


@pytest.mark.slow
def test_every_move_by_every_role_before_and_after_the_freeze(desk: Desk) -> None:
    users = {who: desk.user(who) for who in EVERYBODY}
    for at, is_frozen in ((ON_TIME, False), (LATER, True)):
        if is_frozen:
            decide_round(desk, "freeze", FROZEN_AT)
        for (state, who, move), number in in_every_state(desk, at).items():
            before = desk.facts()
            came = tried(desk, number, users[who], move, at)
            legal = "done" if (state, move) in LEGAL else "refused"
            expected = "not allowed" if who not in DECIDERS else "frozen" if is_frozen else legal
            assert came == expected, (state, who, move, is_frozen)
            assert desk.facts() - before == (came == "done")


def test_a_verdict_waits_for_the_reopening_and_no_longer_than_it_lasts(desk: Desk) -> None:
    with desk.ledger.write("tester", at=ON_TIME) as writer:
        march, april, year = (
            submissions.keep(writer, dataclasses.replace(samples.new(), reporter="DOE", period=period)).submission_id
            for period in ("2021-03", "2021-04", "FY2564")
        )
    decide_round(desk, "freeze", FROZEN_AT)
    assert tried(desk, march, "steward", "accept", LATER) == "frozen"
    assert [tried(desk, other, "steward", "accept", LATER) for other in (april, year)] == ["done", "done"]
    decide_round(desk, "reopen", datetime(2021, 4, 9), until="2021-04-12")
    assert tried(desk, march, "steward", "accept", datetime(2021, 4, 12, 23, 59, 59)) == "done"
    assert tried(desk, march, "steward", "return", datetime(2021, 4, 13)) == "frozen"
    decide_round(desk, "reopen", datetime(2021, 4, 14))
    assert tried(desk, march, "steward", "return", datetime(2030, 1, 1)) == "done", "recorded without a last day"


def test_a_freeze_that_went_with_its_demonstration_locks_nothing(desk: Desk) -> None:
    with desk.ledger.write("tester", at=FROZEN_AT, is_demo=True) as writer:
        decisions.decide(writer, "freeze", subject="2564:1", reason=WHY)
    with desk.ledger.write("tester", at=FROZEN_AT) as writer:
        march = submissions.keep(writer, dataclasses.replace(samples.new(), period="2021-03")).submission_id
    assert tried(desk, march, "steward", "accept", LATER) == "frozen"
    with desk.ledger.write("tester", at=LATER) as writer:
        decisions.decide(writer, "remove_demo", reason="นำข้อมูลตัวอย่างออก")
    assert tried(desk, march, "steward", "accept", LATER) == "done"


def test_the_command_says_so_in_one_sentence(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with desk.ledger.write("tester", at=ON_TIME) as writer:
        march = submissions.keep(writer, dataclasses.replace(samples.new(), period="2021-03")).submission_id
    decide_round(desk, "freeze", FROZEN_AT)
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", KEY.decode())
    before = desk.facts()
    for words in (("accept",), ("return", "--reason", WHY)):
        assert main(["decide", march, *words, "--as", "director"]) == 1
        (said,) = [line for line in capsys.readouterr().err.splitlines() if line]
        assert said == (
            "ให้ผู้อำนวยการสำนักงานเปิดแก้ไขรอบที่ 1 ปีงบประมาณ พ.ศ. 2564 ก่อน "
            f"จึงตัดสินรายงาน {march} ได้ เพราะรอบนี้ปิดแล้วเมื่อ 6 เม.ย. 2564"
        )
    assert desk.facts() == before


def test_what_comes_after_the_freeze_is_kept_and_says_so(desk: Desk) -> None:
    first = desk.send(desk.report())
    assert first.receipt is not None and not first.receipt.is_after_freeze
    decide_round(desk, "freeze", FROZEN_AT)
    late = desk.send(desk.report(result_cum=60, progress_pct=60), at=LATER)
    assert (late.status, late.version) == ("accepted", 2)
    assert late.receipt is not None and late.receipt.is_after_freeze
    (note,) = [one for one in late.findings if one.code == "V95"]
    assert (str(note.severity), note.place) == ("note", "")
    assert note.message().endswith("(พบว่ารอบที่ 1 ปีงบประมาณ พ.ศ. 2564 ปิดแล้วเมื่อ 6 เม.ย. 2564 จึงรับไว้เป็นฉบับหลังปิดรอบ)")
    assert "was frozen on 6 Apr 2564 BE" in note.message("en") and "Round 1" in note.message("en")
    with desk.ledger.read() as connection:
        kept = submissions.by_id(connection, late.submission_id or "")
    assert kept is not None and "V95" in [one.code for one in kept.findings]


def test_files_with_errors_and_reports_of_no_frozen_month_carry_no_such_note(desk: Desk) -> None:
    decide_round(desk, "freeze", FROZEN_AT)
    others = {
        "with_errors": desk.report(province="99"),
        "accepted": desk.report(period="2021-04"),
        "under_review": desk.file("projects", "OLD", "FY2564", [project("P-1", item_code="PLAN3", wg="OLD")]),
    }
    for status, data in others.items():
        outcome = desk.send(data, at=LATER)
        assert outcome.receipt is not None and not outcome.receipt.is_after_freeze
        assert "V95" not in [one.code for one in outcome.findings], status
    assert desk.send(desk.report(), at=LATER).version == 1
