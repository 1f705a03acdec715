"""Which decision may follow which."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from ledger import decisions, schema
from ledger.decisions import DecisionRefused
from ledger.store import Ledger
from tests.ledger import samples

WHY = "ตัวเลขงบประมาณไม่ตรงกับเอกสารแนบ"
LEGAL = ["accept", "return", "accept return", "return accept", "accept return accept return", "accept lock"]
ILLEGAL = ["accept accept", "return return", "lock", "return lock", "accept lock return", "accept lock accept"]


def walk(ledger: Ledger, moves: list[str]) -> None:
    for move in moves:
        samples.decide(ledger, move, submission_id="S000001", reason=WHY if move == "return" else None)


@pytest.mark.parametrize("moves", LEGAL)
def test_legal_moves(ledger: Ledger, moves: str) -> None:
    samples.keep(ledger)
    walk(ledger, moves.split())
    with ledger.read() as connection:
        assert [one.kind for one in decisions.of_submission(connection, "S000001")] == moves.split()


@pytest.mark.parametrize("moves", ILLEGAL)
def test_illegal_moves(ledger: Ledger, moves: str) -> None:
    samples.keep(ledger)
    *before, last = moves.split()
    walk(ledger, before)
    with pytest.raises(DecisionRefused) as refused:
        walk(ledger, [last])
    assert "S000001" in refused.value.text.th and "S000001" in refused.value.text.en
    assert ledger.head().seq == 1 + len(before)


@pytest.mark.parametrize("kind", ["accept", "return", "lock", "verify", "reject"])
@pytest.mark.parametrize("one", [samples.with_errors(), samples.refused()], ids=["with errors", "refused"])
def test_only_a_valid_submission_is_decided(ledger: Ledger, kind: str, one: samples.NewSubmission) -> None:
    samples.keep(ledger, one)
    with pytest.raises(DecisionRefused):
        samples.decide(ledger, kind, submission_id="S000001", row_no=1, reason=WHY)


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("return", {"submission_id": "S000001"}),
        ("return", {"submission_id": "S000001", "reason": " \n"}),
        ("waive", {"subject": "DOE/2020-10"}),
        ("freeze", {"subject": "2564:1"}),
        ("reopen", {"subject": "2564:1", "reason": " "}),
        ("accept", {}),
        ("explain", {}),
        ("accept", {"submission_id": "S000009"}),
        ("explain", {"submission_id": "anything"}),
        ("verify", {"submission_id": "S000001"}),
        ("reject", {"submission_id": "S000001", "row_no": 0}),
    ],
)
def test_a_decision_without_its_parts_is_refused(ledger: Ledger, kind: str, parts: dict[str, Any]) -> None:
    samples.keep(ledger)
    with pytest.raises(DecisionRefused):
        samples.decide(ledger, kind, **parts)
    assert ledger.head().seq == 1


def test_what_was_decided_comes_back(ledger: Ledger) -> None:
    samples.keep(ledger)
    waived = samples.decide(ledger, "waive", subject="DOE/2020-11", reason=f" {WHY} ", payload={"months": 1})
    assert (waived.seq, waived.actor, waived.submission_id, waived.row_no) == (2, "director", None, None)
    assert (waived.subject, waived.reason, waived.payload) == ("DOE/2020-11", WHY, {"months": 1})
    checked = samples.decide(ledger, "verify", submission_id="S000001", row_no=11)
    explained = samples.decide(ledger, "explain", submission_id="S000001", subject="V22 K12", reason="นับรวมรุ่นก่อน")
    with ledger.read() as connection:
        assert decisions.of_kind(connection, "waive") == [waived]
        assert decisions.of_submission(connection, "S000001") == [checked, explained]
        assert decisions.of_kind(connection, "remove_demo") == []


def test_an_unknown_kind_is_a_mistake_of_ours(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="no such kind"):
        samples.decide(ledger, "shred")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "shred"},
        {"kind": "accept"},
        {"kind": "waive"},
        {"kind": "waive", "reason": " "},
        {"kind": "freeze"},
        {"kind": "reopen", "reason": " "},
        {"submission_seq": 9},
    ],
    ids=str,
)
def test_the_database_refuses_what_decide_never_writes(ledger: Ledger, wrong: dict[str, Any]) -> None:
    with pytest.raises(sa.exc.IntegrityError), ledger.write("admin") as writer:
        seq = writer.append("note", "raw", {})
        row = {"seq": seq, "kind": "map_header", "subject": "", "payload": "{}", **wrong}
        writer.connection.execute(schema.decision.insert(), row)
    assert ledger.head().seq == 0
