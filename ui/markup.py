"""HTML from data: every value passes `html.escape`, and there is no other way to put data into a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from unicodedata import category

import streamlit as st

from ui.digits import shown

GRIDS = frozenset({"tt-matrix", "tt-board", "tt-rows", "tt-gantt", "tt-money", "tt-rights"})
"""Tables whose columns are read across."""
SHORT_HEAD = 9
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
    # On a phone a row of a list stands as a block and each cell names its column; a grid of numbers scrolls instead.
    is_list = len(heads) > 2 and GRIDS.isdisjoint(css.split())
    head = tag("tr", *(tag("th", _head(name) if is_list else text(name), scope="col") for name in heads))
    names = [{"data_head": shown(name)} if is_list and name else {} for name in heads[1:]]
    body = "".join(tag("tr", tag("th", first, scope="row"), *_cells(cells, names)) for first, *cells in rows)
    css = f"tt-table {'tt-list ' if is_list else ''}{css}"
    whole = tag("table", tag("caption", text(caption)), tag("thead", head), tag("tbody", body), css=css)
    return tag("div", whole, css="tt-scroll", tabindex="0", role="region", aria_label=caption)


def _cells(cells: Iterable[str], names: Iterable[dict[str, str]]) -> Iterable[str]:
    return (tag("td", cell, **name) for cell, name in zip(cells, names, strict=True))


def _head(name: str) -> str:
    """The name of a column; a unit in brackets, and a name that is one short word, are never broken."""
    words, bracket, unit = name.partition("(")
    # Vowels and tone marks above and below a letter take no room.
    if sum(category(letter) != "Mn" for letter in name) <= SHORT_HEAD:
        return tag("span", text(name), css="tt-keep")
    return text(words) + (tag("span", text(bracket + unit), css="tt-keep") if bracket else "")


def label(value: object) -> str:
    """Data inside a widget's label, in the reader's digits. Streamlit reads Markdown: its marks stay characters."""
    return _MARKS.sub(r"\\\1", shown(str(value)))


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
