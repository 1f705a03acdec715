"""A ledger that the first release wrote keeps every answer about the past, to the last digit.

tests/data/first_release.zip holds a ledger of version 0.1.0 (schema 1) with a year of reports, a return, a waiver, late
corrections and money, and what `python -m kpi values` of that release answered: both rounds, six pairs of a day and a
moment of knowledge, official and provisional, 2,220 figures.
"""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
import sqlalchemy as sa

from kpi.__main__ import main as kpi
from ledger.audit import verify
from ledger.schema import SCHEMA_VERSION, meta
from ledger.store import Head
from tests.kpi.history import KEY
from tests.shared import ledger_in

KEPT = Path(__file__).parents[1] / "data" / "first_release.zip"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with ZipFile(KEPT) as kept:
        kept.extractall(tmp_path)
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", KEY.decode())
    (tmp_path / "audit.key").write_bytes(KEY)
    return tmp_path


def version_and_head(folder: Path) -> tuple[int, Head]:
    engine = sa.create_engine(f"sqlite:///{folder / 'ledger.sqlite'}", poolclass=sa.NullPool)
    with engine.connect() as connection:
        version = connection.execute(sa.select(meta.c.value).where(meta.c.key == "schema_version")).scalar_one()
        last = connection.exec_driver_sql("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").one()
    return int(version), Head(*last)


@pytest.mark.slow
def test_every_figure_of_the_past_is_what_the_first_release_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, head = version_and_head(folder)
    assert before == 1
    compared = 0
    for told in json.loads((folder / "answers.json").read_text()):
        capsys.readouterr()
        assert kpi([*told["words"], "--json"]) == 0
        found = {(one["kpi"], one["scope"]): one for one in json.loads(capsys.readouterr().out)["figures"]}
        for figure in told["figures"]:
            now = found[figure["kpi"], figure["scope"]]
            assert {name: now[name] for name in figure} == figure, told["words"]
            compared += 1
    assert compared == 2220
    assert version_and_head(folder) == (SCHEMA_VERSION, head), "the record itself is as it was"
    ledger = ledger_in(folder)
    assert verify(ledger, head) == []
    ledger.close()
