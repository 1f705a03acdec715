"""Runs the queries that must return nothing, over what was just added to a build.

Each file of `etl/sql/must_be_empty` begins with two lines saying in Thai and in English what it means when it finds
something, and uses `$after_seq`: only facts above it are new.
"""

from __future__ import annotations

import re

import duckdb

from base.words import Text
from etl.building.fault import BuildFault
from etl.building.schema import guards

SHOWN_ROWS = 20

FOUND = Text(
    "จัดทำชุดข้อมูลใหม่ไม่ได้ เนื่องจาก{what} ({count} รายการ) ระบบยังใช้ชุดข้อมูลเดิม กรุณาแจ้งผู้ดูแลระบบ",
    "The new build was refused: {what} ({count} found). The one before stays in use; please tell the administrator",
)
_MEANING = re.compile(r"-- th: (?P<th>.+)\n-- en: (?P<en>.+)\n")


def meaning(sql: str) -> Text:
    """What it means when a guard finds something. Raises ValueError when the query does not begin with it."""
    found = _MEANING.match(sql)
    if found is None:
        raise ValueError("a guard begins with its meaning: -- th: and -- en:")
    return Text(found["th"], found["en"])


def check(build: duckdb.DuckDBPyConnection, after_seq: int) -> None:
    """Raises BuildFault at the first guard that finds a row among the facts above `after_seq`."""
    for name, sql in guards().items():
        rows = build.execute(sql, {"after_seq": after_seq}).fetchall()
        if rows:
            what = meaning(sql)
            text = Text(FOUND.say("th", what=what.th, count=len(rows)), FOUND.say("en", what=what.en, count=len(rows)))
            raise BuildFault(text, guard=name, rows=tuple(rows[:SHOWN_ROWS]))
