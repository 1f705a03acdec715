"""The folder of backups: their names, and how many of them are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ledger.backup.faults import NO_BACKUPS, BackupFault
from ledger.backup.manifest import Manifest

_NAME = re.compile(r"tidtam-(\d{8}T\d{6})-\d{9,}\.(zip|tidtam)")


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup on the shelf, as its name and the disk tell it."""

    path: Path
    made_at: datetime
    size_bytes: int
    is_encrypted: bool


def name_of(manifest: Manifest, *, is_encrypted: bool) -> str:
    """`tidtam-20261122T020000-000001234.zip`: Bangkok time and the newest journal row; `.tidtam` when encrypted."""
    ending = "tidtam" if is_encrypted else "zip"
    return f"tidtam-{manifest.made_at:%Y%m%dT%H%M%S}-{manifest.head.seq:09d}.{ending}"


def kept(folder: Path) -> list[Kept]:
    """The backups of this folder that carry a name of ours, newest first; none when there is no such folder."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        if (parts := _NAME.fullmatch(path.name)) and path.is_file():
            made_at = datetime.strptime(parts[1], "%Y%m%dT%H%M%S")
            found.append(Kept(path, made_at, path.stat().st_size, parts[2] == "tidtam"))
    return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)


def clear(folder: Path, count: int) -> list[Path]:
    """Removes all but the newest `count` backups with a name of ours; what was removed. Other files are let be."""
    old = [one.path for one in kept(folder)[count:]]
    for path in old:
        path.unlink(missing_ok=True)
    return old


def newest(place: Path) -> Path:
    """The file itself, or the newest backup of a folder. Raises BackupFault when the folder has none."""
    if not place.is_dir():
        return place
    found = kept(place)
    if not found:
        raise BackupFault(NO_BACKUPS.filled(folder=place))
    return found[0].path
