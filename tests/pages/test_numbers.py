"""Every number on a page is the one that `python -m kpi` gives for the same parameters.

Whatever shows a figure goes through `ui.marks` (tests/house/test_figures.py), so an element says which figure it shows,
of which round, day and moment. Here every page of the menu is opened and each mark is held against the command line; a
number with decimals that no mark stands around must repeat a marked one, or stand in a container named below.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import redirect_stdout
from fractions import Fraction
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from base.access import GRANTS, Role
from kpi import speak
from kpi.__main__ import main as kpi
from kpi.model import Unit
from tests.pages import marked, wire
from tests.pages.test_every_page import MODULES, VARIANTS
from ui import style

pytestmark = [pytest.mark.slow]

IS_DRILL = os.environ.get("TIDTAM_DRILL") == "1"
FIGURES = {
    "overview": 70,
    "group": 5,
    "rounds": 30,
    "commentary": 2,
    "plans": 6,
    "budget": 60,
    "pmqa": 8,
    "technology": 10,
    "agency": 6,
    "indicator": 12,
    "compare": 4,
    "committee": 40,
}
"""Page → the least number of figures on it, so that a page without marks is no page without mistakes."""
NO_FIGURES = {
    "alerts": "sentences: held against the command line below",
    "projects": "what agencies say of each project; the counts are of its rows",
    "problems": "the register of problems, in words",
    "provinces": "parts of figures by province: held against the rows below",
    "calendar": "the days of the year's work",
    "quality": "shares of rows of the reports: held against the counts beside them",
    "glossary": "definitions and targets, no values",
    "packs": "a list of papers to be made",
    "letters": "a list of letters to be made",
    "papers": "figures only once a paper is opened (test_papers)",
    "board": "the states of reports",
    "audit": "who did what, and when",
    "review": "the states of reports",
    "upload": "what is sent, before it is a figure",
    "editor": "what is typed, before it is a figure",
    "sheets": "the register of sheets",
    "receipt": "one report as it was received",
    "report": "the state of the annual report and its photos; the figures are in the file",
    "monthly": "sentences: held against the command line below",
    "people": "positions, accounts and permissions",
    "next_year": "what is carried into the next fiscal year",
    "approvals": "projects that wait for a decision",
    "waivers": "months that need no report",
    "sample_data": "how many rows are sample data",
    "tables": "a list of tables to be exported",
    "health": "the state of the machine, not of the Office",
    "privacy": "what personal data is kept, no figure of the Office",
    "registers": "names and days of the registers",
    "settings": "targets and settings; what a change would move is computed before it is recorded",
}
"""Page → why it shows no figure."""
CLOSED = {module.PAGE.slug for module in MODULES if module.PAGE.needs not in GRANTS[Role.STEWARD]}
"""Pages that the data steward may not open; they are among those that show no figure."""
SENTENCES = {"packs": "panel_preview", "alerts": "panel_know"}
"""Page → its panel that speaks of figures in sentences of `kpi`, which no mark can stand inside."""
OTHER_NUMBERS = {
    "panel_outlook": "an estimate, labelled as one (tests/kpi/test_forecast)",
    "panel_projects": "the progress that agencies tell of their projects",
    "panel_agency_money": "baht by plan: held against their sum below",
    "panel_changes": "lines of the ledger: held against their sum below",
    "panel_map": "parts of figures: held against the rows below",
    "panel_ranking": "parts of figures: held against the rows below",
    "panel_all": "parts of figures: held against the rows below",
    "panel_whole": "shares of counts: held against the counts beside them",
    "panel_agencies": "shares of counts: held against the counts beside them",
    "panel_money": "allocation and the target's share of it beside each marked amount: held against both below",
    **dict.fromkeys(SENTENCES.values(), "sentences: held against the command line below"),
    "panel_meaning": "definitions and sections of the manual",
    "panel_definition": "definitions and sections of the manual",
    "panel_definitions": "definitions and sections of the manual",
    "panel_sources": "what stands in the cells",
    "panel_cells": "what stands in the cells",
    "panel_meetings": "the names of meetings",
}
"""Container → what the numbers with decimals are in it that no mark stands around."""
QUERIES = {"compare": ("?round=1&since=2021-04-05T12:00:00",)}
"""Where the first two ways to open a page would show nothing, or cost too much."""
UNIT_WORDS = {"", *(text.th for text in speak.UNIT_WORDS.values())}
Answer = dict[tuple[str, str], dict[str, Any]]


class Values:
    """What the command line says, asked once for every question."""

    def __init__(self, data: Path) -> None:
        self.data, self.known = data, dict[tuple[str, ...], Any]()

    def _asked(self, *command: str) -> Any:
        if command not in self.known:
            with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as said:
                patch.setenv("TIDTAM_DATA", str(self.data))
                assert kpi([*command, "--json"]) == 0
            self.known[command] = json.loads(said.getvalue())
        return self.known[command]

    def of(self, asked: marked.Question) -> Answer:
        """Every figure of a question."""
        year, number = asked.round.split(":")
        days = ("--as-of", asked.as_of, "--known-at", asked.known_at)
        basis = () if asked.basis == "official" else ("--provisional",)
        found = self._asked("values", "--fy", year, "--round", number, *days, *basis)["figures"]
        return {(one["kpi"], one["scope"]): one for one in found}

    def frozen(self, asked: marked.Question, at: str) -> Answer:
        """What one freeze of a round has kept."""
        year, number = asked.round.split(":")
        log = self._asked("round", "show", "--fy", year, "--round", number)["log"]
        (entry,) = [one for one in log if one["at"] == at]
        return {(one["kpi"], one["scope"]): one for one in entry["figures"]}


@pytest.fixture(scope="module")
def values(demo_data: Path) -> Values:
    return Values(demo_data)


def opened(server: str, slug: str, query: str) -> wire.Screen:
    """A page in a session of its own: choices made on another page would follow."""
    with wire.session(server) as tab:
        return tab.open("" if slug == "overview" else slug, f"lang=th&{query.lstrip('?')}")


def ways(slug: str) -> tuple[str, ...]:
    """The ways to open a page: the first two that the browser's test knows, or all of them in the drills."""
    if slug in QUERIES and not IS_DRILL:
        return QUERIES[slug]
    return VARIANTS.get(slug, ("",))[: None if IS_DRILL else 2]


def check(mark: marked.Mark, values: Values) -> str:
    """The digits that the command line has for what is marked, after they were found in it."""
    now = values.of(mark.question)[mark.figure]
    part, frozen = mark.given.get("part"), mark.given.get("frozen")
    before = values.frozen(mark.question, frozen) if frozen else None
    if part == "difference":
        was = (before or values.of(mark.since))[mark.figure]
        digits = speak.difference(moved(was["value"], now), Unit(now["unit"]))
    elif part:
        digits = speak.amount(Fraction(now[part]))
    else:
        digits = (before[mark.figure] if before else now)["display"]
    assert digits is not None and digits in mark.said, (mark, digits)
    assert mark.said.replace(digits, "", 1).strip() in UNIT_WORDS, (mark, digits)
    return str(digits)


def moved(was: str | None, now: dict[str, Any]) -> Fraction | None:
    sides = (None if one is None else Fraction(one) for one in (was, now["value"]))
    return speak.moved(*sides, Unit(now["unit"]))


@pytest.mark.parametrize("slug", [module.PAGE.slug for module in MODULES])
def test_every_number_is_that_of_the_command_line(server: str, values: Values, slug: str) -> None:
    count = 0
    for query in ways(slug):
        shown = opened(server, slug, query)
        assert shown.is_refused == (slug in CLOSED)
        if shown.is_refused:
            continue
        assert "tt-state-fault" not in shown.html
        switched = marked.tabled(shown)
        screens = [shown, opened(server, slug, f"{query}{switched}")] if switched else [shown]
        digits = [check(mark, values).lstrip("+−") for screen in screens for mark in marked.marks(screen)]
        count += len(digits)
        assert marked.drawn(shown, OTHER_NUMBERS) <= {*digits}, "a chart prints what its table does not say"
        bare = {number for screen in screens for number in marked.bare(screen, OTHER_NUMBERS)}
        assert bare <= {*digits}, query
    least = FIGURES.get(slug, 0)
    assert count >= least and (least or not count), count


def test_every_page_shows_figures_or_says_why_not() -> None:
    slugs = {module.PAGE.slug for module in MODULES}
    assert FIGURES.keys() | NO_FIGURES.keys() == slugs and not FIGURES.keys() & NO_FIGURES.keys()


@pytest.fixture(scope="module")
def known_at(server: str) -> str:
    """The moment that every page of this hour is of."""
    return marked.marks(opened(server, "group", "unit=INF"))[0].question.known_at


@pytest.mark.parametrize(("slug", "panel"), SENTENCES.items())
def test_a_sentence_says_the_digits_of_the_command_line(
    server: str, values: Values, known_at: str, slug: str, panel: str
) -> None:
    said = {*marked.bare(opened(server, slug, ""), OTHER_NUMBERS.keys() - {panel})}
    days = (marked.Question("2564:2", day, known_at, "official") for day in ("2021-09-30", "2021-08-31"))
    assert said and said <= {figure["display"] for day in days for figure in values.of(day).values()}


def rows(shown: wire.Screen, panel: str) -> list[list[str]]:
    """The rows of the tables in a panel, cell by cell, the heading of the row first."""
    return rows_of("".join(piece.html for piece in shown.pieces if panel in piece.keys))


def rows_of(markup: str) -> list[list[str]]:
    """The rows of every table in a piece of markup."""
    return [
        [unescape(wire.MARKUP.sub("", cell)) for cell in re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"(?s)<tr><th[^>]*scope=\"row\".*?</tr>", markup)
    ]


def baht(words: str) -> Fraction:
    return Fraction(words.replace(",", "").replace("−", "-"))


def test_baht_of_the_budget_are_those_of_the_figure(server: str, values: Values, known_at: str) -> None:
    """The allocation is what was divided by, the wanted baht the target's share of it, the changes add up to it."""
    shown = opened(server, "budget", "view.budget_money=table")
    months = {mark.question.as_of: mark for mark in marked.marks(shown, "panel_money")}
    found = [values.of(mark.question)[mark.figure] for mark in months.values()]
    assert [[baht(cell) for cell in row[1:]] for row in rows(shown, "panel_money")] == [
        [
            Fraction(one["numerator"]),
            Fraction(one["denominator"]),
            Fraction(one["denominator"]) * Fraction(one["target"]) / 100,
        ]
        for one in found
    ]
    changes = [baht(row[3]) for row in rows(shown, "panel_changes")]
    assert len(changes) > 3 and sum(changes) == Fraction(found[-1]["denominator"])


def test_baht_of_an_agency_add_up_to_its_figure(server: str, values: Values) -> None:
    shown = opened(server, "agency", "reporter=DSD")
    *plans, whole = rows(shown, "panel_agency_money")
    (mark,) = marked.marks(shown, "panel_agency_money")
    told = values.of(mark.question)[mark.figure]
    for place, part in ((1, "denominator"), (2, "numerator")):
        assert sum(baht(row[place]) for row in plans) == baht(whole[place]) == Fraction(told[part])
    for _, allocated, paid, share in plans:
        assert speak.amount(baht(paid) * 100 / baht(allocated)) in (share, share.removesuffix(".00"))


@pytest.mark.parametrize("by", ["on_time", "money"])
def test_a_province_is_the_quotient_of_what_stands_beside_it(server: str, by: str) -> None:
    shown = opened(server, "provinces", f"measure={by}")
    said = {row[1]: row[3] for row in rows(shown, "panel_all")}
    assert len(said) == 77
    for _, _, _, value, parts in rows(shown, "panel_all"):
        if value != speak.NOTHING:
            above, below = (baht(number) for number in re.findall(r"\d[\d,.]*", parts))
            exact = above * 100 / below
            assert baht(value) == Fraction(speak.rounded(exact, 2, is_truncated=exact < 100)), value
    ranked = re.findall(r"<span>\d+\. ([^<]+)</span>.*?<b>([^<]+)</b>", shown.html)
    assert ranked and all(said[name] == value for name, value in ranked)


def test_shares_of_rows_are_those_of_the_counts(server: str) -> None:
    shown = opened(server, "quality", "")
    tiles = re.findall(r"<b>ร้อยละ ([\d.,]+)</b><small>([\d,]+)/([\d,]+)</small>", shown.html)
    assert len(tiles) == 3
    for share, part, every in tiles:
        assert baht(share) == Fraction(speak.rounded(baht(part) * 100 / baht(every), 2, is_truncated=True))


def test_what_cannot_be_compared_is_a_dash(server: str) -> None:
    """The small demonstration has no year before, and a new round begins anew."""
    for query, cells in (("", r"เดือน [+−]?[\d.]+ ปี –"), ("round=2&as_of=2021-04-30", "เดือน – ปี –")):
        first = rows_of(opened(server, "overview", query).html)[0][1:]
        assert len(first) == 5 and all(re.search(f"{cells}$", cell) for cell in first), first


def test_a_value_of_few_reports_is_hatched_and_says_its_coverage(server: str, values: Values, known_at: str) -> None:
    shown = opened(server, "overview", "")
    told = values.of(marked.Question("2564:2", "2021-09-30", known_at, "official"))[("K3", "OFF")]["coverage"]
    assert told["received"] * 100 < speak.PARTIAL_BELOW_PCT * told["expected"]
    cards = {code: shown.html.partition(f"card_{code}_OFF")[2].partition("card_")[0] for code in ("K1", "K3")}
    assert f"ครอบคลุมร้อยละ {told['received'] * 100 // told['expected']}" in cards["K3"]
    assert "tt-partial" in cards["K3"] and "tt-partial" not in cards["K1"]
    sheet = (Path(style.HERE) / "style.css").read_text("utf-8")
    assert re.search(r"\.tt-partial \{[^}]*repeating-linear-gradient", sheet)
