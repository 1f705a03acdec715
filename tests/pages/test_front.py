"""The front door without a browser: the whole script runs over an empty ledger in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ledger import reference
from tests.pages.conftest import ROOT, ledger_of

pytestmark = pytest.mark.slow

WORDS = {"th": "ยังไม่มีข้อมูลในระบบ", "en": "There is no data yet"}


@pytest.fixture(autouse=True)
def training(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDTAM_TRAINING", "1")


def front(language: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    test.query_params["lang"] = language
    return test.run()


def written(test: AppTest) -> str:
    return "\n".join(str(block.proto.body) for block in test.get("html"))


def without_style(test: AppTest) -> str:
    return "\n".join(body for block in test.get("html") if not (body := str(block.proto.body)).startswith("<style>"))


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_empty_ledger_says_what_to_do(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    test = front(language)
    assert not test.exception
    assert WORDS[language] in written(test)
    assert "tt-sample" not in without_style(test)


def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    monkeypatch.setenv("TIDTAM_LEDGER", "mysql://somewhere")
    test = front("th")
    assert not test.exception
    assert "TIDTAM_LEDGER" in written(test) and "tt-state-fault" in written(test)


def test_a_build_that_fails_leaves_the_one_before_in_view(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    assert "tt-warning" not in without_style(front("th"))
    ledger = ledger_of(tmp_path)
    with ledger.write("steward") as writer:
        reference.append_rows(writer, "settings", [("2570:review.policy", date(2026, 10, 1), False, {"value": "auto"})])
    ledger.close()
    lock = tmp_path / "builds" / ".lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()  # nobody can take the lock any more
    said = without_style(front("th"))
    assert "tt-warning" in said and "ระบบจัดทำชุดข้อมูลใหม่ไม่สำเร็จ" in said
    assert str(tmp_path) not in said
    lock.rmdir()
    assert "tt-warning" not in without_style(front("th"))
