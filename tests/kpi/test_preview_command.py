"""`python -m kpi preview` and `definitions`, and the change itself by `python -m etl set` (features.md 8)."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from etl.__main__ import main as etl
from kpi.__main__ import main as kpi
from ledger import reference
from ledger.store import Ledger
from tests.kpi.history import KEY, History

pytestmark = pytest.mark.slow
OCTOBER = date(2021, 10, 5)


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """A ledger that the command line opens: in 2565 the Office spent 80 of 100 baht and has 15 under contract."""
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", KEY.decode())
    history = History(tmp_path)
    lines = [("OFF", "allocate", OCTOBER, 100), ("OFF", "disburse", OCTOBER, 80), ("OFF", "commit", OCTOBER, 15)]
    history.budget("2021-10", *lines, at=datetime(2021, 11, 2))
    history.ledger.close()
    return history


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert kpi([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def values(capsys: pytest.CaptureFixture[str]) -> dict[tuple[str, str], Any]:
    figures = said(capsys, "values", "--fy", "2565", "--round", "1")["figures"]
    return {(one["kpi"], one["scope"]): one for one in figures}


def test_the_preview_is_what_then_happens(told: History, capsys: pytest.CaptureFixture[str]) -> None:
    before = values(capsys)
    shown = said(capsys, "preview", "--set", "c1.count_commitment=true", "--fy", "2565")["moves"]
    assert values(capsys) == before, "a preview writes nothing"
    assert etl(["set", "c1.count_commitment", "true", "--fy", "2565", "--reason", "หนังสือเวียน ว 12"]) == 0
    after = values(capsys)
    first = {(one["kpi"], one["scope"]): one for one in shown if (one["fy"], one["round"]) == (2565, 1)}
    assert set(first) == {key for key in after if after[key]["value"] != before[key]["value"]} != set()
    for key, move in first.items():
        assert (move["before"], move["after"]) == (before[key], after[key]), key
    assert after["C1", "OFF"]["variant_th"] == ["วิธีที่ตั้งไว้: นับการก่อหนี้ผูกพันเป็นการเบิกจ่าย"]
    told_now = said(capsys, "definitions")["settings"]
    (mine,) = [one for one in told_now if one["key"] == "2565:c1.count_commitment"]
    assert (mine["by"], mine["reason"], mine["effective_from"]) == ("admin", "หนังสือเวียน ว 12", "2021-10-01")


def test_a_target_stands_side_by_side(told: History, capsys: pytest.CaptureFixture[str]) -> None:
    assert kpi(["preview", "--target", "C1:1=75", "--from", "2021-10-01"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (office,) = [line for line in lines if line.startswith("2565/1 C1       OFF")]
    assert "ร้อยละ 80.00 ต่ำกว่าเกณฑ์ → ร้อยละ 80.00 ผ่านเกณฑ์" in office
    assert "ไม่น้อยกว่าร้อยละ 88 → ไม่น้อยกว่าร้อยละ 75" in office


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--set", "k3.cap=5", "--fy", "2565"), "k3.cap"),
        (("--set", "k9.cap=5", "--fy", "2565"), "k9.cap"),
        (("--set", "k3.cap", "--fy", "2565"), "k3.cap"),
        (("--target", "C9:1=80", "--fy", "2565"), "C9"),
        (("--target", "C1:3=80", "--fy", "2565"), "C1:3"),
        (("--target", "C1:1=many", "--fy", "2565"), "many"),
        (("--definition", "C1=7", "--fy", "2565"), "7"),
        (("--fy", "2565"), "--set"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    told: History, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], named: str
) -> None:
    assert kpi(["preview", *words]) == 1
    thai, english = capsys.readouterr().err.splitlines()
    assert named in thai and named in english


def test_what_was_shown_is_recorded_with_who_and_why(told: History, capsys: pytest.CaptureFixture[str]) -> None:
    """As the page does it: the same change, recorded; a target keeps how the manual compares it and where."""
    target = ("--target", "C1:1=75", "--from", "2021-10-01")
    shown = said(capsys, "preview", *target)["moves"]
    moved = said(capsys, "record", *target, "--reason", "มติที่ 3", "--as", "steward")["moves"]
    assert moved == shown != []
    after = values(capsys)["C1", "OFF"]
    assert after["target"] == "75" and after["status"] == "pass"
    listed = {one["kpi"]: one["targets"] for one in said(capsys, "definitions")["indicators"]}["C1"]
    (mine,) = [one for one in listed if one["value"] == "75"]
    assert (mine["by"], mine["reason"]) == ("steward", "มติที่ 3")
    ledger = Ledger.open(f"sqlite:///{told.folder / 'ledger.sqlite'}", KEY)
    with ledger.read() as connection:
        row = reference.current(connection, "targets")["C1:1"]
    ledger.close()
    assert (row["comparison"], row["source"]) == ("ge", "10.2(1)")


@pytest.mark.parametrize(
    "words",
    [
        ("--target", "C1:1=75", "--as", "steward"),
        ("--target", "C1:1=88", "--as", "steward", "--reason", "เท่าเดิม"),
        ("--target", "C1:1=75", "--as", "staff", "--reason", "ไม่มีสิทธิ์"),
        ("--target", "C1:1=75", "--as", "director", "--reason", "ไม่มีสิทธิ์"),
    ],
)
def test_a_change_without_reason_difference_or_right_is_not_recorded(
    told: History, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert kpi(["record", *words, "--from", "2021-10-01"]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 2, "one sentence in each language"
    assert values(capsys)["C1", "OFF"]["target"] == "88"
