"""Whether the build in use is what the ledger says: every byte as written, and every row as a build made anew has it.

The first finds a disk that forgets and a hand in the file; the second also a build that was replaced with its sum.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb

from base.words import Text
from etl.building.assemble import assemble
from etl.building.digest import content_digest
from etl.building.fault import BuildFault, told
from etl.building.goal import goal_at, seq_of
from etl.building.shelf import Shelf
from ledger.store import Ledger

MEND = Text(
    " กรุณาสั่ง python -m etl build --from-scratch แล้วเปิดระบบใหม่ ตัวชี้วัดจะคำนวณจากทะเบียนข้อมูลอีกครั้ง ไม่มีข้อมูลสูญหาย",
    " Run python -m etl build --from-scratch, then start the system again: figures are computed from the ledger anew,"
    " nothing is lost",
)
NONE_IN_USE = Text(
    "ยังไม่มีชุดข้อมูลสำหรับคำนวณ หรือไฟล์ CURRENT หรือชุดข้อมูลเสียหาย",
    "There is no build in use, or its pointer or file is damaged.",
)
ALTERED = Text("ชุดข้อมูล {name} ถูกแก้ไขหรือเสียหายหลังจากจัดทำ", "The build {name} was altered or damaged after it was made.")
OTHER = Text("ชุดข้อมูล {name} ไม่ตรงกับทะเบียนข้อมูล", "The build {name} does not agree with the ledger.")


def check(ledger: Ledger, builds_dir: Path) -> Path:
    """The build in use, after it was compared byte by byte with its sum and row by row with one made anew.

    Raises BuildFault, with what to do, when there is none or it is not as it should be; LedgerFault.
    """
    with told(builds_dir):
        shelf = Shelf(builds_dir)
        in_use = shelf.pointed()
        if in_use is None:
            raise _fault(NONE_IN_USE)
        if not shelf.is_as_written(in_use):
            raise _fault(ALTERED, in_use)
        with tempfile.TemporaryDirectory(prefix=".checking-", dir=builds_dir) as folder:
            with ledger.read() as connection:
                anew = assemble(Shelf(Path(folder)), connection, goal_at(connection, seq_of(in_use)), None)
            try:
                is_same = anew.name == in_use.name and content_digest(anew) == content_digest(in_use)
            except duckdb.Error as error:
                raise _fault(ALTERED, in_use) from error
        if not is_same:
            raise _fault(OTHER, in_use)
        return in_use


def _fault(text: Text, build: Path | None = None) -> BuildFault:
    whole = Text(text.th + MEND.th, text.en + MEND.en)
    return BuildFault(whole.filled(name=build.name) if build else whole)
