"""`python -m ledger` as an operator runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledger.__main__ import main
from ledger.store import Ledger
from tests.ledger import samples


@pytest.fixture(autouse=True)
def settings(ledger_url: str, audit_key: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    monkeypatch.setenv("TIDTAM_LEDGER", ledger_url)
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", audit_key.decode())


def test_head_and_verify(ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    samples.fill(ledger)
    assert main(["head"]) == 0
    head = capsys.readouterr().out.strip()
    assert head == str(ledger.head())
    assert main(["verify", "--head", head]) == 0
    said = capsys.readouterr()
    assert "ไม่ถูกแก้ไข" in said.out and head in said.out and said.err == ""


def test_verify_begins_an_empty_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "head": f"0:{'0' * 64}", "faults": []}


def test_verify_says_every_fault(ledger: Ledger, ledger_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    samples.fill(ledger)
    samples.tamper(ledger_url, "UPDATE journal SET actor = 'x' WHERE seq = 2", "UPDATE decision SET reason = 'x'")
    assert main(["verify"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 4 and "รายการที่ 2 " in said.err and "ledger restore" in said.err
    assert main(["verify", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert not found["ok"] and [fault["seq"] for fault in found["faults"]] == [2, 4]
    assert set(found["faults"][0]) == {"seq", "message", "message_en"}


@pytest.mark.parametrize("head", ["7", "nonsense", "7:abc"])
def test_a_head_that_is_none(head: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--head", head]) == 1
    said = capsys.readouterr()
    assert "--head" in said.err and head in said.err and said.err.count("\n") == 1


def test_a_removed_tail(ledger: Ledger, ledger_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    samples.fill(ledger)
    head = str(ledger.head())
    samples.tamper(ledger_url, "DELETE FROM journal WHERE seq = 6")
    assert main(["verify"]) == 0
    assert main(["verify", "--head", head]) == 1
    assert "ถูกลบ" in capsys.readouterr().err


def test_a_ledger_out_of_reach(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TIDTAM_LEDGER", "postgresql+psycopg://tidtam@127.0.0.1:1/tidtam")
    assert main(["head"]) == 1
    assert "PostgreSQL" in capsys.readouterr().err
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", "short")
    assert main(["head"]) == 1
    assert "TIDTAM_AUDIT_KEY" in capsys.readouterr().err
