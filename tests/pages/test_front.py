"""The front door without a browser: the whole script runs over an empty ledger in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import ROOT

WORDS = {"th": "ยังไม่มีข้อมูลในระบบ", "en": "There is no data yet"}


def front(language: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    test.query_params["lang"] = language
    return test.run()


def written(test: AppTest) -> str:
    return "\n".join(str(block.proto.body) for block in test.get("html"))


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_empty_ledger_says_what_to_do(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    test = front(language)
    assert not test.exception
    assert WORDS[language] in written(test)
    assert "tt-sample" not in written(test).replace(".tt-sample", "")


def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    monkeypatch.setenv("TIDTAM_LEDGER", "mysql://somewhere")
    test = front("th")
    assert not test.exception
    assert "TIDTAM_LEDGER" in written(test) and "tt-state-fault" in written(test)
