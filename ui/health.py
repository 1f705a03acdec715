"""How the system is, as one list: what was looked at, how it is, what to do; and a backup at the press of a button."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from base.settings import Settings
from base.words import LANGUAGES, Text
from etl import build
from etl.health import Point, State
from kpi.round_digest import digests
from kpi.store import Build
from ledger import backup_command
from ledger.backup.manifest import KpiDigest
from ledger.store import Ledger
from ui.acting import act, form_key
from ui.context import Context
from ui.markup import heading, show, table, tag, text

LOOKS = {
    State.WELL: ("▲", "tt-pass", Text("ปกติ", "Well")),
    State.LOOK: ("◆", "tt-late", Text("ควรดู", "To look at")),
    State.BAD: ("▼", "tt-fail", Text("ต้องแก้ไข", "To mend")),
}
ALL_WELL = Text("ทุกอย่างปกติ", "Everything is well")
SOME = Text("มีเรื่องที่ต้องดู {count} เรื่อง", "{count} things to look at")
POINTS = Text("สิ่งที่ตรวจ", "What was looked at")
HEADS = (
    Text("รายการ", "Thing"),
    Text("สถานะ", "State"),
    Text("ที่พบ", "Found"),
    Text("ต้องทำอะไร", "What to do"),
)
NOTHING = "–"
BACKUP = Text("สำรองข้อมูล", "Backup")
SHELF = Text(
    "เก็บในโฟลเดอร์ข้อมูลสำรองของเครื่องแม่ข่าย คงไว้ {count} ชุดล่าสุด บันทึกผู้สั่งไว้ในประวัติ",
    "Kept in the server's folder of backups, the newest {count}; the record says who asked",
)
NOW, WORKING = Text("สำรองข้อมูลเดี๋ยวนี้", "Back up now"), Text("กำลังสำรองข้อมูล", "Backing up")


def points(found: Sequence[Point], ctx: Context) -> None:
    """What is not well first, then the rest, as one table."""
    worst = sorted(found, key=lambda one: list(LOOKS).index(one.state), reverse=True)
    count = sum(one.state is not State.WELL for one in found)
    heading(ctx.say(POINTS), ctx.say(SOME, count=count) if count else ctx.say(ALL_WELL))
    show(table(ctx.say(POINTS), [ctx.say(head) for head in HEADS], [_row(one, ctx) for one in worst]))


def backup(settings: Settings, ctx: Context) -> None:
    """The button that puts a backup on the server's shelf. Whether it may, is asked where it is made."""
    heading(ctx.say(BACKUP), ctx.say(SHELF, count=settings.backups_kept))
    if st.button(ctx.say(NOW), icon=":material/backup:", key=form_key("backup_now", ctx)):
        with st.spinner(ctx.say(WORKING)):
            act(lambda: _backed_up(settings, ctx))


def _backed_up(settings: Settings, ctx: Context) -> Text:
    made, gone = backup_command.take(ctx.ledger, settings, ctx.user.code, _figures)
    size, file = f"{made.size_bytes:,}", made.path.name
    said = [backup_command.MADE.filled(file=file, size=size, head=made.manifest.head)]
    said += [backup_command.CLEARED.filled(count=len(gone), kept=settings.backups_kept)] if gone else []
    said += backup_command.notes_of(made)
    return Text(*(" · ".join(one.say(language) for one in said) for language in LANGUAGES))


def _figures(ledger: Ledger, builds_dir: Path, _: int | None) -> KpiDigest | None:
    """The figures to compare with after a restore; None when no build can be made."""
    try:
        made = Build.open(build.current(ledger, builds_dir))
    except build.BuildFault:
        return None
    return KpiDigest(made.last_seq, made.name, digests(made))


def _row(point: Point, ctx: Context) -> list[str]:
    shape, css, words = LOOKS[point.state]
    chip = tag("span", tag("span", text(shape), " ", aria_hidden="true"), text(ctx.say(words)), css=f"tt-chip {css}")
    advice = text(ctx.say(point.advice)) if point.advice else NOTHING
    return [text(ctx.say(point.name)), chip, text(ctx.say(point.found)), advice]
