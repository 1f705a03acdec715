"""A month in which every way of owing a report and of not owing it occurs, and the command line over it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from base.access import Role, User
from base.words import Text
from etl import reference
from exports.__main__ import main
from tests.kpi.history import KEY, History

STEWARD = User("steward", Role.STEWARD, Text("ธุรการ", "steward"))
KNOWN_AT = datetime(2021, 4, 20, 9, 0)
HOSTILE = "=cmd|'/c calc'!A0 <script>alert(1)</script> {{ 7*7 }} {% raw %} &amp; \x0b"
OWING = {"OPS": ["2021-02", "2021-03"], "SSO": ["2021-03"]}
"""At 20 April 2021: OPS sent nothing since January, SSO's report of March was returned."""


@pytest.fixture
def told(tmp_path: Path) -> Iterator[History]:
    """Five agencies to January; then OPS falls silent, DLPW is excused, SSO is returned, DOE is late, DSD on time."""
    history = History(tmp_path)
    agencies = dict(reference.read_table("agencies"))
    history.refer("agencies", "OPS", date(2018, 10, 1), **agencies["OPS"] | {"name_th": HOSTILE})
    history.refer("contacts", "OPS", date(2018, 10, 1), agency="OPS", email="", attention_th="", letter="", opt_out="")
    early = [f"2020-{number}" for number in (10, 11, 12)] + ["2021-01"]
    for code in ("OPS", "DOE", "DSD", "DLPW", "SSO"):
        for month in early + (["2021-02"] if code != "OPS" else []):
            history.send("progress", code, month)
    wrong = history.send("progress", "SSO", "2021-03", at=datetime(2021, 4, 4, 9), accept=False)
    history.send("progress", "DSD", "2021-03", at=datetime(2021, 4, 5, 9))
    history.send("progress", "DOE", "2021-03", at=datetime(2021, 4, 12, 9))
    history.decide("return", wrong, at=datetime(2021, 4, 13, 9), reason="แนบหลักฐานไม่ครบ")
    history.decide("waive", subject="DLPW:2021-03", at=datetime(2021, 4, 14, 9), reason="อุทกภัย")
    yield history
    history.ledger.close()


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """`python -m exports` over the folder of `told`."""
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", KEY.decode())
    for name in ("TIDTAM_LEDGER", "TIDTAM_USER", "TIDTAM_PAPERS"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return run
