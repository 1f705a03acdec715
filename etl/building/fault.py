"""What is raised when a build cannot be made."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from base.words import Text
from ledger.store import LedgerFault

Row = tuple[object, ...]

STORAGE = Text(
    "อ่านหรือเขียนโฟลเดอร์ {folder} ไม่ได้ จึงจัดทำชุดข้อมูลใหม่ไม่สำเร็จ กรุณาตรวจพื้นที่ว่างและสิทธิ์การเขียนของโฟลเดอร์นี้",
    "Cannot read or write the folder {folder}, so no new build was made. Check its free space and the right to write",
)
UNEXPECTED = Text(
    "จัดทำชุดข้อมูลใหม่ในโฟลเดอร์ {folder} ไม่สำเร็จ ระบบยังใช้ชุดข้อมูลเดิม กรุณาแจ้งผู้ดูแลระบบ",
    "No new build could be made in {folder}. The one before stays in use; please tell the administrator",
)

_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)


class BuildFault(Exception):
    """A build could not be made; the one before stays in use.

    `text` says why, `guard` names the query that found something, `rows` are the first of what it found.
    """

    def __init__(self, text: Text, *, guard: str | None = None, rows: tuple[Row, ...] = ()) -> None:
        self.text = text
        self.guard = guard
        self.rows = rows
        super().__init__(text.th)


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Inside, whatever goes wrong comes out as a BuildFault about `folder`, its cause attached.

    A fault of the ledger passes as it is: it already says what to do.
    """
    try:
        yield
    except (BuildFault, LedgerFault):
        raise
    except Exception as error:
        text = STORAGE if _is_of_the_disk(error) else UNEXPECTED
        raise BuildFault(Text(text.say("th", folder=folder), text.say("en", folder=folder))) from error


def _is_of_the_disk(error: Exception) -> bool:
    """DuckDB calls a disk that fills while it closes a file fatal; only its words still tell what it was."""
    is_said = isinstance(error, duckdb.Error) and any(os.strerror(code) in str(error) for code in _OF_THE_DISK)
    return is_said or isinstance(error, OSError | duckdb.IOException)
