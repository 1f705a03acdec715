"""`python -m ledger backup|restore|copy`: keep the record safe, bring it back, take it to another database.

The figures come from whoever calls: `ledger` knows nothing of indicators (`figures_of`, see `ledger/__main__.py`).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from base.access import Action
from base.settings import KEY_FILE, Settings, read_settings
from base.thai import say_moment
from base.words import Text
from ledger import people
from ledger.backup import pack, shelf, unpack
from ledger.backup.faults import NOT_EMPTY, OTHER_KEY, BackupFault
from ledger.backup.manifest import BACKUP, KpiDigest, Manifest
from ledger.backup.sealed import opened
from ledger.canonical import Json
from ledger.store import Ledger

FiguresOf = Callable[[Ledger, Path, int | None], KpiDigest | None]
"""The figures of a ledger, built in this folder, at this fact or the newest; None when no build can be made."""

PAPERS = "papers/"
COPY = "copy"
MADE = Text("สำรองข้อมูลแล้ว {file} ขนาด {size} ไบต์ รหัสตรวจสอบ {head}", "Backed up to {file}, {size} bytes, head {head}")
NO_FIGURES = Text(
    "จัดทำชุดข้อมูลไม่สำเร็จ ข้อมูลสำรองนี้จึงไม่มีผลตัวชี้วัดให้เทียบเมื่อกู้คืน กรุณาสั่ง python -m etl build เพื่อดูสาเหตุ",
    "No build could be made, so this backup holds no figures to compare with. Run python -m etl build to see why",
)
PLAIN = Text(
    "ข้อมูลสำรองนี้ไม่ได้เข้ารหัส ผู้ที่ได้ไฟล์ไปอ่านได้ทั้งหมด ตั้ง TIDTAM_BACKUP_KEY เพื่อเข้ารหัส",
    "This backup is not encrypted: whoever has the file reads it all. Set TIDTAM_BACKUP_KEY to encrypt",
)
CLEARED = Text("ลบข้อมูลสำรองเก่า {count} ชุด เหลือ {kept} ชุด", "Removed {count} old backups; {kept} are kept")
RESTORED = Text(
    "กู้คืนข้อมูลสำรองเมื่อ {made} แล้ว ลูกโซ่ครบถ้วน {rows} รายการ ตัวชี้วัดตรงกันทั้ง {rounds} รอบ",
    "Restored the backup of {made}: its chain of {rows} rows is whole and the figures of all {rounds} rounds agree",
)
CHECKED = Text(
    "ข้อมูลสำรองเมื่อ {made} ใช้กู้คืนได้ ลูกโซ่ครบถ้วน {rows} รายการ ตัวชี้วัดตรงกันทั้ง {rounds} รอบ",
    "The backup of {made} can be restored: its chain of {rows} rows is whole, the figures of all {rounds} rounds agree",
)
COPIED = Text(
    "คัดลอกทะเบียนข้อมูลไปยัง {where} แล้ว ลูกโซ่ครบถ้วน {rows} รายการ ตัวชี้วัดตรงกันทั้ง {rounds} รอบ กรุณาตั้ง TIDTAM_LEDGER เป็นที่อยู่ใหม่",
    "Copied the ledger to {where}: its chain of {rows} rows is whole and the figures of all {rounds} rounds agree. Set"
    " TIDTAM_LEDGER to the new address",
)
NOT_COMPARED = Text(
    "ข้อมูลสำรองนี้ไม่มีผลตัวชี้วัดให้เทียบ ลูกโซ่ครบถ้วน {rows} รายการ",
    "This backup holds no figures to compare with; its chain of {rows} rows is whole",
)
MOVED = Text(
    "ทะเบียนข้อมูลครบถ้วน แต่ตัวชี้วัดของรอบ {rounds} ไม่ตรงกับเมื่อสำรองข้อมูล"
    " หากระบบเป็นคนละรุ่นกับเมื่อสำรอง กรุณาเทียบผลก่อนใช้งาน มิฉะนั้นแจ้งผู้พัฒนา",
    "The record is whole, but the figures of {rounds} are not those of the backup. If this programme is of another"
    " version than the backup's, compare them before use; otherwise tell the developers",
)
TEMPLATES = Text(
    "แบบหนังสือของสำนักงานอยู่ที่ {folder} กรุณาตั้ง TIDTAM_PAPERS เป็นโฟลเดอร์นี้",
    "The Office's templates are in {folder}; set TIDTAM_PAPERS to it",
)


def add_parsers(commands: Any) -> None:
    """Add the three commands to the parser of `python -m ledger`."""
    backup = commands.add_parser("backup", help="สำรองข้อมูลทั้งหมดลงไฟล์เดียว ทำได้ขณะมีผู้ใช้งาน")
    backup.add_argument("--to", type=Path, metavar="FILE|FOLDER", help="ที่เก็บ (ปกติคือโฟลเดอร์ TIDTAM_BACKUPS)")
    restore = commands.add_parser("restore", help="กู้คืนจากข้อมูลสำรองลงที่ว่าง แล้วเทียบตัวชี้วัดทุกรอบ")
    restore.add_argument("file", type=Path, metavar="FILE|FOLDER", help="ไฟล์ข้อมูลสำรอง หรือโฟลเดอร์ (ใช้ชุดล่าสุด)")
    restore.add_argument("--check", action="store_true", help="ลองกู้คืนในที่ชั่วคราวเท่านั้น ไม่แตะข้อมูลที่ใช้อยู่")
    copy = commands.add_parser("copy", help="คัดลอกทะเบียนข้อมูลไปยังฐานข้อมูลอื่นที่ว่าง เช่น SQLite ไป PostgreSQL")
    copy.add_argument("url", metavar="URL", help="sqlite:///... หรือ postgresql+psycopg://...")
    for one in (backup, restore, copy):
        one.add_argument("--as", dest="user", metavar="USER", help="ผู้ทำรายการ (ต้องเป็นผู้ดูแลระบบ)")
        one.add_argument("--json", action="store_true", help="ผลเป็น JSON")


def backup(asked: argparse.Namespace, ledger: Ledger, settings: Settings, figures_of: FiguresOf) -> int:
    """Make a backup, record it in the chain, remove the oldest ones of the shelf. Raises LedgerFault."""
    user = asked.user or settings.default_user
    to: Path | None = asked.to
    if to is None:
        made, gone = take(ledger, settings, user, figures_of)
    else:
        is_folder = to.is_dir() or not to.suffix
        folder, name = (to, None) if is_folder else (to.parent, to.name)
        made, gone = _make(ledger, settings, user, figures_of, folder, name), []
    notes = notes_of(made)
    if asked.json:
        told = {"file": str(made.path), "sha256": made.sha256, "size_bytes": made.size_bytes}
        more = {
            "head": str(made.manifest.head),
            "is_encrypted": made.is_encrypted,
            "removed": [str(one) for one in gone],
        }
        print(json.dumps(told | more | {"figures": _rounds(made.manifest)}, ensure_ascii=False))
    else:
        print(MADE.say(file=made.path, size=f"{made.size_bytes:,}", head=made.manifest.head))
        if gone:
            print(CLEARED.say(count=len(gone), kept=settings.backups_kept))
        print(*(note.th for note in notes), sep="\n", end="\n" if notes else "", file=sys.stderr)
    return 0


def take(ledger: Ledger, settings: Settings, user: str, figures_of: FiguresOf) -> tuple[pack.Made, list[Path]]:
    """A backup on the shelf, recorded in the chain, and the oldest ones that were removed for it.

    Raises NotAllowed, UnknownUser and LedgerFault.
    """
    made = _make(ledger, settings, user, figures_of, settings.backups_dir, None)
    return made, shelf.clear(settings.backups_dir, settings.backups_kept)


def notes_of(made: pack.Made) -> list[Text]:
    """What whoever keeps this backup has to know."""
    return [*([] if made.manifest.figures else [NO_FIGURES]), *([] if made.is_encrypted else [PLAIN])]


def restore(asked: argparse.Namespace, figures_of: FiguresOf) -> int:
    """Bring a backup back into the empty place that the settings name, or only try it. Raises LedgerFault."""
    file = shelf.newest(asked.file)
    with opened(file, os.environ.get("TIDTAM_BACKUP_KEY") or None) as archive:
        manifest = unpack.manifest_of(archive, file.name)
        files = unpack.files_of(archive, manifest, file.name)
        if asked.check:
            with tempfile.TemporaryDirectory(prefix="tidtam-check-") as folder:
                settings = _settings_for({"TIDTAM_DATA": folder} | _given(), files, file)
                moved = _bring_back(archive, manifest, file, settings, asked.user, figures_of)
                return _tell(asked, CHECKED, manifest, moved)
        settings = _settings_for(os.environ, files, file)
        moved = _bring_back(archive, manifest, file, settings, asked.user, figures_of)
    templates = _put_papers(files, settings.data_dir)
    code = _tell(asked, RESTORED, manifest, moved)
    if templates and not asked.json:
        print(TEMPLATES.say(folder=templates))
    return code


def copy(asked: argparse.Namespace, ledger: Ledger, settings: Settings, figures_of: FiguresOf) -> int:
    """Take the whole record to an empty database of either engine and compare every figure. Raises LedgerFault."""
    there = read_settings({"TIDTAM_LEDGER": asked.url, "TIDTAM_DATA": str(settings.data_dir)})
    there = replace(there, audit_key=settings.audit_key)
    user = asked.user or settings.default_user
    with tempfile.TemporaryDirectory(prefix="tidtam-copy-", dir=settings.data_dir) as folder:
        made = _make(ledger, settings, user, figures_of, Path(folder), None, COPY)
        with opened(made.path, settings.backup_key) as archive:
            moved = _bring_back(archive, made.manifest, made.path, there, user, figures_of, Path(folder))
    return _tell(asked, COPIED, made.manifest, moved, where=asked.url.rpartition("@")[2])


def _make(
    ledger: Ledger,
    settings: Settings,
    user: str,
    figures_of: FiguresOf,
    folder: Path,
    name: str | None,
    kind: str = BACKUP,
) -> pack.Made:
    with ledger.read() as connection:
        people.user(connection, user).must(Action.SYSTEM_RUN)
    made = pack.make(
        ledger,
        folder,
        name,
        lambda: figures_of(ledger, settings.builds_dir, None),
        _beside(settings),
        settings.backup_key,
    )
    told: dict[str, Json] = {"sha256": made.sha256, "size_bytes": made.size_bytes, "head": str(made.manifest.head)}
    with ledger.write(user) as writer:
        writer.append(kind, made.path.name, told | {"is_encrypted": made.is_encrypted}, is_fact=False)
    return made


def _beside(settings: Settings) -> dict[str, bytes]:
    """What the ledger needs beside it: the audit key where it is kept in the data folder, the Office's templates."""
    files: dict[str, bytes] = {}
    key_file = settings.data_dir / KEY_FILE
    if key_file.is_file() and (key := key_file.read_bytes()) == settings.audit_key:
        files[KEY_FILE] = key
    for path in sorted(settings.papers_dir.iterdir()) if settings.papers_dir else ():
        if path.is_file() and not path.name.startswith(".") and path.stat().st_size <= unpack.LONGEST_FILE:
            files[f"{PAPERS}{path.name}"] = path.read_bytes()
    return files


def _given() -> dict[str, str]:
    return {name: os.environ[name] for name in ("TIDTAM_AUDIT_KEY", "TIDTAM_USER") if name in os.environ}


def _settings_for(environ: Mapping[str, str], files: Mapping[str, bytes], file: Path) -> Settings:
    """The settings of the place to restore into, with the audit key of the backup where none is given.

    Raises BackupFault when another key or another ledger is there already.
    """
    folder = Path(environ.get("TIDTAM_DATA", "data")).resolve()
    key_file = folder / KEY_FILE
    if KEY_FILE in files and "TIDTAM_AUDIT_KEY" not in environ:
        if not key_file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(key_file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as into:
                into.write(files[KEY_FILE])
        elif key_file.read_bytes() != files[KEY_FILE]:
            text = NOT_EMPTY.filled(where=folder) if (folder / "ledger.sqlite").exists() else None
            raise BackupFault(text or OTHER_KEY.filled(file=file.name, key_file=key_file))
    return read_settings(environ)


def _bring_back(
    archive: Any,
    manifest: Manifest,
    file: Path,
    settings: Settings,
    user: str | None,
    figures_of: FiguresOf,
    builds_dir: Path | None = None,
) -> list[str] | None:
    """Load, then compare; the rounds whose figures are others than in the manifest, None when it has none."""
    unpack.load(archive, manifest, file, settings.ledger_url, settings.audit_key, user or settings.default_user)
    if manifest.figures is None:
        return None
    with closing(Ledger.open(settings.ledger_url, settings.audit_key)) as ledger:
        found = figures_of(ledger, builds_dir or settings.builds_dir, manifest.figures.seq)
    return manifest.figures.moved(found) if found else sorted(manifest.figures.rounds)


def _put_papers(files: Mapping[str, bytes], data_dir: Path) -> Path | None:
    folder = data_dir / "papers"
    for member, data in files.items():
        name = member.removeprefix(PAPERS)
        if member.startswith(PAPERS) and name == Path(name).name:
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
    return folder if folder.is_dir() else None


def _tell(asked: argparse.Namespace, done: Text, manifest: Manifest, moved: list[str] | None, **blanks: object) -> int:
    if asked.json:
        told = {"ok": not moved, "made_at": manifest.made_at.isoformat(), "head": str(manifest.head)}
        print(json.dumps(told | {"figures": _rounds(manifest), "moved": moved}, ensure_ascii=False))
    elif moved:
        print(MOVED.say(rounds=", ".join(moved)), file=sys.stderr)
    elif moved is None:
        print(NOT_COMPARED.say(rows=manifest.head.seq))
    else:
        made = say_moment(manifest.made_at, "th")
        print(done.say("th", made=made, rows=manifest.head.seq, rounds=len(_rounds(manifest) or ()), **blanks))
    return 1 if moved else 0


def _rounds(manifest: Manifest) -> dict[str, str] | None:
    return dict(manifest.figures.rounds) if manifest.figures else None
