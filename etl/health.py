"""How the system is: each thing an administrator would look at, whether it is well, and what to do when it is not."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa

from base.settings import KEY_FILE, Settings
from base.thai import say_moment
from base.words import Text
from etl import build
from etl.building.goal import seq_of
from ledger import sheets, verified
from ledger.backup import shelf
from ledger.backup.manifest import BACKUP
from ledger.schema import SCHEMA_VERSION, journal
from ledger.store import Ledger

BACKUP_HOURS, PULL_HOURS, CHECK_DAYS = 26, 26, 35
"""After how long a backup, a pull and a check of the chain are overdue: one missed night, one missed month."""
LEAST_FREE, LEAST_FREE_PCT = 2 << 30, 10
GIB = 1 << 30


class State(StrEnum):
    """How one thing is."""

    WELL = "well"
    LOOK = "look"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing looked at: its name, how it is, what was found, and what to do unless all is well."""

    name: Text
    state: State
    found: Text
    advice: Text | None = None


def look(ledger: Ledger, settings: Settings, now: datetime) -> list[Point]:
    """Everything, the record first. `now` is naive Bangkok time. Raises LedgerFault when the ledger is out of reach."""
    with ledger.read() as connection:
        head = connection.execute(sa.select(sa.func.max(journal.c.seq))).scalar() or 0
        points = [_record(head, ledger), _checked(connection, now), _backup(connection, settings, now)]
        points.append(_pull(connection, settings, now))
    return [*points, _build(ledger, settings), *_disks(settings), *_settings(settings)]


def build_age_seconds(settings: Settings) -> int | None:
    """How long ago the build in use was made; None when there is none."""
    path = build.last_good(settings.builds_dir)
    return int(time.time() - path.stat().st_mtime) if path else None


def _record(head: int, ledger: Ledger) -> Point:
    engine = "PostgreSQL" if ledger.where.startswith("postgresql") else "SQLite"
    found = Text(
        f"{engine} โครงสร้างรุ่น {SCHEMA_VERSION} จำนวน {head:,} รายการ",
        f"{engine}, schema {SCHEMA_VERSION}, {head:,} rows",
    )
    return Point(Text("ทะเบียนข้อมูล", "The record"), State.WELL, found)


def _checked(connection: sa.Connection, now: datetime) -> Point:
    name, last = Text("การตรวจลูกโซ่", "Check of the chain"), verified.last(connection)
    advice = Text("สั่ง python -m ledger verify --keep", "Run python -m ledger verify --keep")
    if last is None:
        return Point(name, State.LOOK, Text("ยังไม่เคยตรวจ", "Never checked"), advice)
    if last.count:
        found = Text(f"พบความผิดปกติ {last.count} แห่ง {_th(last.at)}", f"{last.count} faults, {_en(last.at)}")
        restore = Text(
            "เก็บสำเนาเป็นหลักฐาน แล้วกู้คืนข้อมูลสำรองชุดล่าสุด", "Keep a copy as evidence, then restore the newest backup"
        )
        return Point(name, State.BAD, found, restore)
    return _timed(name, last.at, now - timedelta(days=CHECK_DAYS), advice)


def _backup(connection: sa.Connection, settings: Settings, now: datetime) -> Point:
    name, last = Text("การสำรองข้อมูล", "Backup"), _newest(connection, BACKUP)
    advice = Text(
        "ตรวจตัวตั้งเวลา tidtam-backup.timer แล้วสั่ง python -m ledger backup",
        "See tidtam-backup.timer, then run python -m ledger backup",
    )
    if last is None:
        return Point(name, State.BAD, Text("ยังไม่เคยสำรองข้อมูล", "Never backed up"), advice)
    point = _timed(name, last, now - timedelta(hours=BACKUP_HOURS), advice)
    kept = shelf.kept(settings.backups_dir)
    found = point.found.th + f" เก็บไว้ {len(kept)} ชุด", point.found.en + f", {len(kept)} kept"
    if not kept:
        return Point(
            name,
            State.BAD,
            Text(*found),
            Text("โฟลเดอร์ข้อมูลสำรองว่าง ตรวจ TIDTAM_BACKUPS", "The shelf is empty; see TIDTAM_BACKUPS"),
        )
    return Point(name, point.state, Text(*found), point.advice)


def _pull(connection: sa.Connection, settings: Settings, now: datetime) -> Point:
    name, pulls = Text("การดึง Google Sheets", "Google Sheets"), sheets.last_pulls(connection)
    if settings.google_key is None or not pulls:
        return Point(name, State.WELL, Text("ไม่ได้ใช้", "Not in use"))
    advice = Text(
        "ตรวจตัวตั้งเวลา tidtam-pull.timer แล้วสั่ง python -m etl pull", "See tidtam-pull.timer, then run python -m etl pull"
    )
    return _timed(name, max(pulls.values()), now - timedelta(hours=PULL_HOURS), advice)


def _build(ledger: Ledger, settings: Settings) -> Point:
    name, path = Text("ชุดข้อมูลที่ใช้คำนวณ", "The build"), build.last_good(settings.builds_dir)
    advice = Text("สั่ง python -m etl build เพื่อดูสาเหตุ", "Run python -m etl build to see why")
    if path is None:
        return Point(name, State.BAD, Text("ยังไม่มี", "None"), advice)
    waiting, minutes = ledger.last_fact_seq() - seq_of(path), (build_age_seconds(settings) or 0) // 60
    found = Text(f"{path.stem} จัดทำเมื่อ {minutes:,} นาทีที่แล้ว", f"{path.stem}, made {minutes:,} minutes ago")
    if waiting <= 0:
        return Point(name, State.WELL, found)
    behind = Text(f"{found.th} มีรายการรออยู่ {waiting:,} รายการ", f"{found.en}, {waiting:,} rows are waiting")
    return Point(name, State.LOOK, behind, advice)


def _disks(settings: Settings) -> Iterator[Point]:
    places = {
        Text("พื้นที่ว่างของข้อมูล", "Room for data"): settings.data_dir,
        Text("พื้นที่ว่างของข้อมูลสำรอง", "Room for backups"): settings.backups_dir,
    }
    for name, folder in places.items():
        usage = shutil.disk_usage(_standing(folder))
        pct = usage.free * 100 // usage.total
        is_low = usage.free < LEAST_FREE or pct < LEAST_FREE_PCT
        found = Text(f"{usage.free / GIB:,.1f} GB (ร้อยละ {pct})", f"{usage.free / GIB:,.1f} GB ({pct} %)")
        advice = Text("เพิ่มพื้นที่ หรือย้ายไฟล์อื่นออก", "Add room, or move other files away") if is_low else None
        yield Point(
            name, State.BAD if usage.free < LEAST_FREE // 4 else State.LOOK if is_low else State.WELL, found, advice
        )


def _settings(settings: Settings) -> Iterator[Point]:
    """The settings that a server in use should not have as they are; one point that all is well when there is none."""
    checks: tuple[tuple[Callable[[Settings], bool], Text, Text], ...] = (
        (
            lambda one: not one.is_https,
            Text("เปิดใช้โดยไม่มี https", "Opened without https"),
            Text("ตั้ง TIDTAM_URL เป็น https://", "Set TIDTAM_URL to https://"),
        ),
        (
            lambda one: one.is_training,
            Text("เปิดเป็นเครื่องฝึกอบรม", "A training machine"),
            Text("เอา TIDTAM_TRAINING ออก", "Remove TIDTAM_TRAINING"),
        ),
        (
            _same_disk,
            Text("ข้อมูลสำรองอยู่ดิสก์เดียวกับข้อมูล", "Backups lie on the disk of the data"),
            Text("ตั้ง TIDTAM_BACKUPS เป็นดิสก์อื่น", "Set TIDTAM_BACKUPS to another disk"),
        ),
        (
            lambda one: one.backup_key is None,
            Text("ข้อมูลสำรองไม่เข้ารหัส", "Backups are not encrypted"),
            Text("ตั้ง TIDTAM_BACKUP_KEY และเก็บสำเนากุญแจ", "Set TIDTAM_BACKUP_KEY and keep a copy of it"),
        ),
        (
            _open_key,
            Text("ผู้ใช้อื่นของเครื่องอ่าน audit.key ได้", "Others of the machine can read audit.key"),
            Text("สั่ง chmod 600 audit.key", "Run chmod 600 audit.key"),
        ),
        (
            _no_google_key,
            Text("ไม่พบไฟล์กุญแจ Google", "The key file for Google is missing"),
            Text("ตรวจ TIDTAM_GOOGLE_KEY", "See TIDTAM_GOOGLE_KEY"),
        ),
    )
    name = Text("การตั้งค่า", "Settings")
    faults = [Point(name, State.LOOK, found, advice) for is_wrong, found, advice in checks if is_wrong(settings)]
    yield from faults or [Point(name, State.WELL, Text("ครบถ้วน", "Complete"))]


def _same_disk(settings: Settings) -> bool:
    return os.stat(settings.data_dir).st_dev == os.stat(_standing(settings.backups_dir)).st_dev


def _open_key(settings: Settings) -> bool:
    key = settings.data_dir / KEY_FILE
    return key.exists() and bool(key.stat().st_mode & 0o077)


def _no_google_key(settings: Settings) -> bool:
    return settings.google_key is not None and not settings.google_key.is_file()


def _standing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(one for one in (folder, *folder.parents) if one.is_dir())


def _newest(connection: sa.Connection, kind: str) -> datetime | None:
    query = sa.select(journal.c.recorded_at).where(~journal.c.is_fact, journal.c.kind == kind)
    found: datetime | None = connection.execute(query.order_by(journal.c.seq.desc()).limit(1)).scalar()
    return found


def _timed(name: Text, at: datetime, oldest: datetime, advice: Text) -> Point:
    is_late = at < oldest
    return Point(name, State.LOOK if is_late else State.WELL, Text(_th(at), _en(at)), advice if is_late else None)


def _th(moment: datetime) -> str:
    return say_moment(moment, "th")


def _en(moment: datetime) -> str:
    return say_moment(moment, "en")
