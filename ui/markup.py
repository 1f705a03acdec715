"""HTML from data: every value passes `html.escape`, and there is no other way to put data into a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from ui.digits import shown

_MARKS = re.compile(r"([\\`*_\[\]~$<:])")
"""What begins emphasis, code, a link, a formula, an icon or markup inside a line."""


def tag(name: str, *inside: str, css: str = "", **attributes: str) -> str:
    """An element around markup already made by `tag` or `text`. Attribute values are escaped."""
    attributes = {"class": css, **attributes} if css else attributes
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>"


def text(value: object) -> str:
    """Data as text, with the digits the reader chose; never markup."""
    return escape(shown(str(value)))


def code(value: object) -> str:
    """Data that names something (a fingerprint, a code, a file) as text: its digits are never another script's."""
    return escape(str(value))


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], css: str = "") -> str:
    """A table with a caption, column headings and one heading per row. Cells are markup (use `text` for data)."""
    head = tag("tr", *(tag("th", text(name), scope="col") for name in heads))
    body = "".join(
        tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in cells)) for first, *cells in rows
    )
    whole = tag("table", tag("caption", text(caption)), tag("thead", head), tag("tbody", body), css=f"tt-table {css}")
    return tag("div", whole, css="tt-scroll", tabindex="0", role="region", aria_label=caption)


def label(value: object) -> str:
    """Data inside a widget's label, which Streamlit reads as Markdown: its marks stay characters."""
    return _MARKS.sub(r"\\\1", str(value))


def show(*markup: str, is_narrow: bool = False) -> None:
    """Put markup made here on the page, as wide as its place or (in a row with others) as its content."""
    st.html("".join(markup), width="content" if is_narrow else "stretch")


def heading(title: str, note: str = "", *, is_narrow: bool = False) -> None:
    """A second-level heading, with a quiet remark beside it."""
    show(headed(title, note), is_narrow=is_narrow)


def headed(title: str, note: str = "") -> str:
    """The markup of `heading`."""
    return tag("h2", text(title), tag("small", text(note)) if note else "", css="tt-h2")


def panel(key: str, *inside: str) -> str:
    """A frame around markup, of the same name and look as a container of Streamlit's with this key (`panel_…`)."""
    return tag("section", *inside, css=f"st-key-{key}")
