"""The book of indicators is what the declarations say."""

from __future__ import annotations

from kpi.book import book
from kpi.indicators import ALL
from tests.house.tree import ROOT


def test_the_book_is_current() -> None:
    assert (ROOT / "docs/kpi-book.md").read_text(encoding="utf-8") == book(), (
        "run: python -m kpi.book > docs/kpi-book.md"
    )


def test_every_indicator_says_all_that_a_reader_needs() -> None:
    codes = [kpi.code for kpi in ALL]
    assert len(codes) == len(set(codes))
    for kpi in ALL:
        for text in (kpi.name, kpi.short, kpi.definition, kpi.numerator):
            assert text.th and text.en, kpi.code
        assert kpi.source and kpi.scopes and kpi.data and kpi.version, kpi.code
