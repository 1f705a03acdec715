"""`python -m ledger account` as the administrator runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledger import accounts, sign_in
from ledger.__main__ import main
from ledger.audit import verify
from ledger.sign_in import SignInRefused
from ledger.store import Ledger
from tests.ledger.test_accounts import PASSWORD, office

__all__ = ["office"]


@pytest.fixture(autouse=True)
def settings(ledger_url: str, audit_key: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    monkeypatch.setenv("TIDTAM_LEDGER", ledger_url)
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", audit_key.decode())
    monkeypatch.setenv("TIDTAM_URL", "https://tidtam.example")


def said(capsys: pytest.CaptureFixture[str], *asked: str) -> dict[str, str]:
    assert main(["account", "--json", *asked]) == 0
    found: dict[str, str] = json.loads(capsys.readouterr().out)
    return found


def test_an_account_from_its_link_to_its_end(office: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["account", "list"]) == 0
    assert "ยังไม่มีบัญชี" in capsys.readouterr().out
    made = said(capsys, "add", "director")
    assert made["link"].startswith("https://tidtam.example/password?token=")
    accounts.redeem(office, "password", made["link"].partition("token=")[2], PASSWORD)
    assert sign_in.with_password(office, "director", PASSWORD)
    for command, status in (("lock", "locked"), ("unlock", "active"), ("disable", "disabled"), ("enable", "active")):
        assert said(capsys, command, "director")["status"] == status
    again = said(capsys, "reset", "director")["link"].partition("token=")[2]
    with pytest.raises(SignInRefused):
        sign_in.with_password(office, "director", PASSWORD)
    accounts.redeem(office, "password", again, PASSWORD + " ตัวใหม่")
    assert said(capsys, "add", "head.INF", "--email", "Head@mol.example")["link"] is None
    rows = {row["code"]: row for row in said(capsys, "list")}
    assert rows["director"]["role"] == "director" and rows["director"]["last_signed_in"]
    assert rows["head.INF"] | {"last_signed_in": None} == {
        **{"code": "head.INF", "role": "group_head", "status": "active", "has_password": False},
        **{"outside": "email:head@mol.example", "last_signed_in": None},
    }
    assert main(["account", "list"]) == 0
    told = capsys.readouterr().out
    assert "director" in told and "argon2" not in told
    assert main(["account", "reset", "director"]) == 0
    assert "ภายใน 24 ชั่วโมง" in capsys.readouterr().out
    assert verify(office) == []


@pytest.mark.parametrize(
    "asked",
    [
        ["--as", "director", "add", "head.INF"],
        ["--as", "agency.DOE", "list"],
        ["--as", "director", "reset", "admin"],
        ["--as", "stranger", "list"],
        ["add", "stranger"],
        ["lock", "nobody"],
        ["add", "admin"],
        ["disable", "admin"],
    ],
)
def test_what_may_not_be_is_one_sentence(asked: list[str], office: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    with office.write("admin") as writer:
        accounts.add(writer, "admin")
    before = office.head()
    assert main(["account", *asked]) == 1
    told = capsys.readouterr()
    assert told.out == "" and len(told.err.strip().splitlines()) == 1 and "Traceback" not in told.err
    assert office.head() == before
