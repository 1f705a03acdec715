"""What the administrator is told about the system, and when it stops being well."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from base.clock import now
from base.settings import Settings, read_settings
from etl import build, reference
from etl.health import BACKUP_HOURS, CHECK_DAYS, Point, State, look
from ledger import verified
from ledger.backup import pack
from ledger.store import Ledger
from tests.etl_build.histories import KEY, new_submission, progress_rows, send


@pytest.fixture
def settings(tmp_path: Path, ledger: Ledger) -> Settings:
    (tmp_path / "audit.key").write_bytes(KEY)
    (tmp_path / "audit.key").chmod(0o600)
    return read_settings({"TIDTAM_DATA": str(tmp_path), "TIDTAM_URL": "https://tidtam.example.go.th"})


def told(ledger: Ledger, settings: Settings, at: datetime | None = None) -> dict[str, Point]:
    found: dict[str, Point] = {}
    for point in look(ledger, settings, at or now()):
        found.setdefault(point.name.en, point)
    return found


def test_a_fresh_server_is_told_what_it_lacks(ledger: Ledger, settings: Settings) -> None:
    points = told(ledger, settings)
    assert points["Backup"].state is State.BAD and points["The build"].state is State.BAD
    assert points["Check of the chain"].state is State.LOOK and points["Google Sheets"].state is State.WELL
    assert all(point.advice for point in points.values() if point.state is not State.WELL)


def test_all_is_well_until_a_night_or_a_month_is_missed(ledger: Ledger, settings: Settings, tmp_path: Path) -> None:
    reference.ensure(ledger)
    send(ledger, new_submission("progress", "DSD", "2020-10", progress_rows(2)))
    build.current(ledger, settings.builds_dir)
    pack.make(ledger, settings.backups_dir, None, lambda: None, {}, None)
    with ledger.write("admin") as writer:
        writer.append("backup", "tidtam.zip", {}, is_fact=False)
    verified.keep(ledger, "admin", ledger.head(), [])
    points = told(ledger, settings)
    states = {name: points[name].state for name in ("The record", "Check of the chain", "Backup", "The build")}
    assert set(states.values()) == {State.WELL}, states
    later = now() + timedelta(hours=BACKUP_HOURS + 1)
    assert told(ledger, settings, later)["Backup"].state is State.LOOK
    assert told(ledger, settings, later)["Check of the chain"].state is State.WELL
    much_later = now() + timedelta(days=CHECK_DAYS + 1)
    assert told(ledger, settings, much_later)["Check of the chain"].state is State.LOOK
    send(ledger, new_submission("progress", "DSD", "2020-11", progress_rows(2)))
    assert told(ledger, settings)["The build"].state is State.LOOK
    next(settings.backups_dir.iterdir()).unlink()
    assert told(ledger, settings)["Backup"].state is State.BAD, "the shelf is empty"


def test_settings_that_a_server_in_use_should_not_have(ledger: Ledger, settings: Settings, tmp_path: Path) -> None:
    def said(changed: Settings) -> list[str]:
        return [one.found.en for one in look(ledger, changed, now()) if one.name.en == "Settings"]

    assert said(settings) == ["Backups lie on the disk of the data", "Backups are not encrypted"]
    good = replace(settings, backup_key="k" * 32, backups=Path("/dev/shm"))
    if os.stat("/dev/shm").st_dev != tmp_path.stat().st_dev:
        assert said(good) == ["Complete"]
    bad = replace(good, public_url="http://localhost:8501", is_training=True, google_key=tmp_path / "none.json")
    assert {"Opened without https", "A training machine", "The key file for Google is missing"} <= set(said(bad))
    (tmp_path / "audit.key").chmod(0o644)
    assert "Others of the machine can read audit.key" in said(good)
