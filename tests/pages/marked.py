"""The figures of a screen: what every marked element says, and the words that no mark stands around."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from lxml.html import fromstring, tostring

from tests.pages import wire

NUMBER = re.compile(r"(?<![\w.,/-])\d[\d,]*\.\d+(?! น\.)(?![\w.]*\w)")
"""A number with decimals that is no time of day; the days, codes and counts of a page have none."""
VOID = {"br", "hr", "img", "input", "wbr"}
SPOKEN = {"title", "aria-label", "alt"}


@dataclass(frozen=True)
class Question:
    """What `python -m kpi values` is asked: fiscal year and round, day, moment of knowledge, basis."""

    round: str
    as_of: str
    known_at: str
    basis: str


@dataclass
class Mark:
    """One marked element: the figure it names, and the words in it."""

    given: Mapping[str, str]
    said: str = ""

    @property
    def figure(self) -> tuple[str, str]:
        kpi, scope, *_ = self.given["figure"].split(" ")
        return kpi, scope

    @property
    def question(self) -> Question:
        return Question(*self.given["figure"].split(" ")[2:])

    @property
    def since(self) -> Question:
        return Question(*self.given["since"].split(" "))


class Reader(HTMLParser):
    """Takes markup apart into what is marked and what is not."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[Mark] = []
        self.plain: list[str] = []
        self._open: list[Mark | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.plain += [given[name] for name in SPOKEN & given.keys()]
        if tag in VOID:
            return
        mark = Mark({name.removeprefix("data-"): value for name, value in given.items()})
        self._open.append(mark if "figure" in mark.given else None)
        self.marks += [one for one in self._open[-1:] if one]

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        inner = next((mark for mark in reversed(self._open) if mark), None)
        if inner:
            inner.said += data.strip()
        else:
            self.plain.append(data)


def read(markup: str) -> Reader:
    """A piece of markup, taken apart."""
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


def marks(shown: wire.Screen, panel: str = "") -> list[Mark]:
    """Every marked number of a screen, or of one of its panels."""
    return read(inside(shown, panel) if panel else shown.html).marks


def inside(shown: wire.Screen, key: str) -> str:
    """The markup of a container with this key, whether it is Streamlit's own or a frame in our markup."""
    whole = "".join(piece.html for piece in shown.pieces if key in piece.keys)
    if whole or f"st-key-{key}" not in shown.html:
        return whole
    return "".join(tostring(one, encoding="unicode") for one in fromstring(shown.html).find_class(f"st-key-{key}"))


def bare(shown: wire.Screen, without: Collection[str]) -> Iterator[str]:
    """Numbers with decimals that no mark stands around, but for the containers whose keys are `without`."""
    for piece in shown.pieces:
        if set(without).isdisjoint(piece.keys):
            words = read(piece.html).plain if piece.kind == "html" else piece.texts()
            yield from (number for said in words for number in NUMBER.findall(said))


def tabled(shown: wire.Screen) -> str:
    """What the address must say for every chart of a screen to be a table."""
    return "".join(f"&view.{chart.keys[-1]}=table" for chart in shown.of("plotly_chart"))


def drawn(shown: wire.Screen, without: Collection[str]) -> set[str]:
    """The numbers with decimals that are printed inside the charts of a screen, but for those in `without`."""
    charts = [chart for chart in shown.of("plotly_chart") if set(without).isdisjoint(chart.keys)]
    traces = [trace for chart in charts for trace in json.loads(chart.element.plotly_chart.spec)["data"]]
    labels = [label for trace in traces for label in _listed(trace.get("text"))]
    return {number for label in labels for number in NUMBER.findall(label)}


def _listed(text: object) -> list[str]:
    return [str(one) for one in text] if isinstance(text, list) else [str(text or "")]
