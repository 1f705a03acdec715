"""The permanent link of a view, to copy and as a QR code: whoever opens it later sees the same figures."""

from __future__ import annotations

from datetime import datetime

import segno
import streamlit as st

from base.settings import read_settings
from base.words import Text
from ui import session
from ui.context import Context, Page
from ui.markup import code, show, tag, text

SHARE = Text("ลิงก์และคิวอาร์", "Link and QR")
TITLE = Text("คัดลอกลิงก์และคิวอาร์", "Copy the link and QR code")
PINNED = Text(
    "เปิดเมื่อใดก็เห็นตัวเลขชุดเดียวกันนี้ แม้มีข้อมูลใหม่เข้ามาภายหลัง",
    "It shows these very figures whenever it is opened, also after newer data has come in",
)
PLAIN = Text("ลิงก์นี้เปิดหน้านี้", "This link opens this page")
COPY = Text("คัดลอกลิงก์", "Copy the link")
COPIED = Text("▲ คัดลอกแล้ว", "▲ Copied")
DRAWN = Text("คิวอาร์โค้ดของลิงก์นี้", "QR code of this link")


@st.fragment
def control(page: Page, ctx: Context) -> None:
    """A button that opens the link and its code; both are made only when it is open."""
    box = st.popover(ctx.say(SHARE), icon=":material/qr_code_2:", key="share", on_change="rerun")
    if box.open:
        with box:
            _opened(page, ctx)


def _opened(page: Page, ctx: Context) -> None:
    link = permalink(page, ctx)
    button = tag("button", text(ctx.say(COPY)), type="button", css="tt-copy", data_copy=link, data_done=ctx.say(COPIED))
    show(
        tag("h2", text(ctx.say(TITLE)), css="tt-h2"),
        tag("p", text(ctx.say(PINNED if page.filters else PLAIN)), css="tt-quiet"),
        tag(
            "div",
            drawing(link, ctx.say(DRAWN)),
            tag("div", tag("p", code(link), css="tt-link"), button),
            css="tt-share",
        ),
    )


def permalink(page: Page, ctx: Context) -> str:
    """The whole address of what is on the screen: every choice, and what nobody chose as it is at this moment."""
    pinned = {
        "fy": str(ctx.ask.round.fiscal_year.year_be),
        "round": str(ctx.ask.round.number),
        "as_of": ctx.ask.as_of.isoformat(),
        "known_at": _shortest(ctx.ask.known_at),
    }
    query = session.permanent(**{name: value for name, value in pinned.items() if name in page.filters})
    return f"{read_settings().public_url}/{ctx.links[page.slug].url_path}" + (f"?{query}" if query else "")


def drawing(link: str, named: str) -> str:
    """The QR code as markup; black on white in either theme, or a telephone could not read it."""
    # Without a size of its own the style sheet scales it instead of cutting it off. A picture, since Streamlit takes
    # drawings out of markup.
    drawn = segno.make(link, error="m").svg_data_uri(omitsize=True, border=4, dark="#000000", light="#ffffff")
    return tag("span", tag("img", src=drawn, alt=named), css="tt-qr")


def _shortest(moment: datetime) -> str:
    return moment.isoformat(timespec="auto" if moment.second or moment.microsecond else "minutes")
