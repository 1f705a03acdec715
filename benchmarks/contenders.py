"""The tools that the browser measures in one run: what each serves, when it is whole, how its round is changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.peers import dash_served, evidence_served, superset_served
from benchmarks.served import served

Serving = Callable[[Path], AbstractContextManager[tuple[str, int]]]
"""In: a data folder with the demonstration and its build. Out: the page's address and the server's process number.
Raises peers.NotToBeHad where the tool is not installed or does not start."""


@dataclass(frozen=True)
class Contender:
    """One page to measure."""

    name: str
    serve: Serving
    last: str
    """A selector of what the page draws last."""
    press: Callable[[Page, int], None] | None = None
    """Changes the round to 1 or 2; None where the page has no filter."""
    choose: Callable[[Page, int], None] | None = None
    """What comes before the press and is not timed."""


def _radio(page: Page, number: int) -> None:
    page.get_by_role("radio", name=f"รอบที่ {number}").click()


def _button(page: Page, number: int) -> None:
    page.get_by_role("button", name=f"รอบที่ {number}").click()


def _streamlit(script: str) -> Serving:
    return partial(served, script)


OVERVIEW = Contender("overview", _streamlit("app.py"), ".tt-footer", _radio)
EMPTY = Contender("empty page", _streamlit("benchmarks/peers/streamlit_empty.py"), "text=ว่าง")
PLAIN = Contender(
    "plain Streamlit page", _streamlit("benchmarks/peers/streamlit_plain.py"), "text=ฐานข้อมูล >> nth=0", _radio
)
DASH = Contender("Plotly Dash", dash_served.serve, "#cited", _radio)
SUPERSET = Contender(
    "Apache Superset", superset_served.serve, superset_served.WHOLE, superset_served.press, superset_served.choose
)
EVIDENCE = Contender("Evidence", evidence_served.serve, "text=หน่วยงานที่ค้างส่งรายงาน", _button)
ALL = (OVERVIEW, EMPTY, PLAIN, DASH, SUPERSET, EVIDENCE)
