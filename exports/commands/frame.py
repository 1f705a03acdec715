"""What the commands share: the build that holds everything known, and files written into a folder."""

from __future__ import annotations

from pathlib import Path

import etl.build as builds
from base.words import Text
from etl.commands.frame import Refusal, Session
from kpi.store import Build

NO_FOLDER = Text("เขียนไฟล์ลงใน {folder} ไม่ได้", "Cannot write into {folder}")


def newest(here: Session) -> Build:
    """The build that holds everything the ledger knows. Raises BuildFault."""
    return Build.open(builds.current(here.ledger, here.settings.builds_dir))


def put(folder: Path, name: str, data: bytes) -> Path:
    """Write a file whole or not at all, or a refusal that names the folder."""
    path = folder / name
    draft = path.with_name(f".{name}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as fault:
        raise Refusal(NO_FOLDER, folder=folder) from fault
    return path
