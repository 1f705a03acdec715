"""How the system is, as one list: what was looked at, how it is, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from base.words import Text
from etl.health import Point, State
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


def points(found: Sequence[Point], ctx: Context) -> None:
    """What is not well first, then the rest, as one table."""
    worst = sorted(found, key=lambda one: list(LOOKS).index(one.state), reverse=True)
    count = sum(one.state is not State.WELL for one in found)
    heading(ctx.say(POINTS), ctx.say(SOME, count=count) if count else ctx.say(ALL_WELL))
    show(table(ctx.say(POINTS), [ctx.say(head) for head in HEADS], [_row(one, ctx) for one in worst]))


def _row(point: Point, ctx: Context) -> list[str]:
    shape, css, words = LOOKS[point.state]
    chip = tag("span", tag("span", text(shape), " ", aria_hidden="true"), text(ctx.say(words)), css=f"tt-chip {css}")
    advice = text(ctx.say(point.advice)) if point.advice else NOTHING
    return [text(ctx.say(point.name)), chip, text(ctx.say(point.found)), advice]
