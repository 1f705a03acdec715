"""Every role at every page in both languages: what is offered opens whole, what is not leads to the first page."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import SECTIONS
from base.access import GRANTS, Role
from base.clock import now
from base.words import LANGUAGES, Language
from etl.build import last_good
from kpi.store import Build
from ledger.papers import reference_of
from tests.pages import screen, wire
from tests.pages.test_every_page import ALLOWED, VARIANTS, WRITTEN_BY_OTHERS
from ui import names

pytestmark = [pytest.mark.slow]

MODULES = [module for section in SECTIONS for module in section.PAGES]
FIRST = MODULES[0].PAGE
AGENCY = "agency.DOE"
OTHERS_PANELS = set(re.findall(r"st-key-(panel_\w+)", WRITTEN_BY_OTHERS))
TABLES = {"panel_map": "panel_all"}
"""Where the table of a chart stands that has no switch between the two."""
CODES = {"PROP"}
"""In lists that a browser shows only when they are opened: codes of proposals."""
IS_DRILL = os.environ.get("TIDTAM_DRILL") == "1"
CASES = [
    (role, language) for role in GRANTS for language in LANGUAGES if IS_DRILL or language == "th" or role is Role.ADMIN
]
"""Every role in Thai, and who sees everything in English; in the drills every role in both."""
HEADS = re.compile(r"(?s)<(?:h2|h3|caption|thead).*?</(?:h2|h3|caption|thead)>")


@pytest.fixture(scope="module")
def positions(demo_data: Path) -> dict[Language, dict[Role, str]]:
    """Somebody of every role, as the switch of positions names them."""
    last = last_good(demo_data / "builds")
    assert last is not None
    build = Build.open(last)
    people = build.reference("people", now().date(), build.last_seq)
    roles = {Role(row["role"]): code for code, row in people.items()} | {Role.REPORTER: AGENCY}
    assert roles.keys() == GRANTS.keys()
    return {
        language: {role: names.person(build, code, language) for role, code in roles.items()} for language in LANGUAGES
    }


@pytest.fixture
def tab(server: str) -> Iterator[wire.Session]:
    with wire.session(server) as opened:
        yield opened


def ways(slug: str, language: Language) -> list[str]:
    """How a page is opened: one query string; in the drills every one the browser's test knows."""
    known = VARIANTS.get(slug, ("",))
    shown = known if IS_DRILL else known[:1]
    return [f"lang={language}&{variant.lstrip('?')}" for variant in shown]


@pytest.mark.parametrize(("role", "language"), CASES)
def test_a_role_opens_what_it_is_offered_and_nothing_else(
    tab: wire.Session, positions: dict[Language, dict[Role, str]], role: Role, language: Language
) -> None:
    begun = tab.open("glossary", f"lang={language}")
    tab.choose(begun, "position", positions[language][Role.ADMIN])
    everything = tab.open("glossary", f"lang={language}").menu
    tab.choose(begun, "position", positions[language][role])
    for module in MODULES:
        page = module.PAGE
        if page.needs in GRANTS[role]:
            for query in ways(page.slug, language):
                shown = tab.open("", query, page_hash=everything["" if page is FIRST else page.slug])
                assert not shown.is_refused and shown.title == page.title.say(language), page.slug
                is_whole(shown, page.slug)
                is_in_one_language(shown, page.slug, language)
        else:
            by_name = tab.open(page.slug, f"lang={language}")
            by_hash = tab.open("", f"lang={language}", page_hash=everything[page.slug])
            assert by_name.is_refused, page.slug
            for shown in (by_name, by_hash):
                assert shown.title == FIRST.title.say(language), page.slug
    offered = {module.PAGE.slug for module in MODULES if module.PAGE.needs in GRANTS[role]}
    assert set(shown.menu) - {""} | {FIRST.slug} == offered


def is_whole(shown: wire.Screen, slug: str) -> None:
    assert shown.of("exception") == [] and shown.of("alert") == [], slug
    assert "tt-state-fault" not in shown.html, slug
    assert shown.html.count('class="tt-footer"') == 1, slug
    for chart in shown.of("plotly_chart"):
        (panel,) = [key for key in chart.keys if key.startswith("panel_")]
        around = [piece for piece in shown.pieces if panel in piece.keys]
        said = "".join(piece.html for piece in around)
        assert "<h2" in said and ("tt-quiet" in said or "tt-meta" in said), f"{slug} {panel}: no summary"
        is_switched = any(piece.keys[-1] == f"choice_view.{chart.keys[-1]}" for piece in around)
        elsewhere = [piece.html for piece in shown.pieces if TABLES.get(panel) in piece.keys]
        assert is_switched or "<table" in "".join(elsewhere), f"{slug} {panel}: no table"


def is_in_one_language(shown: wire.Screen, slug: str, language: Language) -> None:
    texts = [words for piece in shown.pieces for words in ours(piece)]
    texts += [
        words for chart in shown.of("plotly_chart") for words in drawn(json.loads(chart.element.plotly_chart.spec))
    ]
    assert screen.ce_years(texts) == [], slug
    if language == "th":
        # The reference of a paper that another test has made is a code.
        assert [text for text in screen.english(texts, ALLOWED | CODES) if reference_of(text) is None] == [], slug


def ours(piece: wire.Piece) -> list[str]:
    """The words of a piece; where agencies' own words stand, only the headings around them."""
    if OTHERS_PANELS.isdisjoint(piece.keys):
        return piece.texts()
    return [wire.MARKUP.sub(" ", head).strip() for head in HEADS.findall(piece.html)]


def drawn(spec: object, name: str = "") -> Iterator[str]:
    """Every word of a chart that can be read: titles, labels of points and axes."""
    if isinstance(spec, dict):
        for inner, value in spec.items():
            yield from drawn(value, inner)
    elif isinstance(spec, list):
        for value in spec:
            yield from drawn(value, name)
    elif isinstance(spec, str) and name in {"text", "x", "y", "categoryarray", "ticktext", "hovertext", "label"}:
        yield wire.MARKUP.sub(" ", spec)
