"""The committee pack as PowerPoint: native charts and tables that can be edited, every Thai run with its typeface."""

from __future__ import annotations

from exports.content import Content
from exports.reference import Reference
from exports.slides import cover, pages
from exports.slides.deck import Deck
from kpi.speak import Digits


def draw(content: Content, reference: Reference, template: bytes | None = None, digits: Digits = "arabic") -> bytes:
    """The .pptx of a paper: cover, summary, an indicator a slide, plans, late agencies, problems, definitions.

    `template`: a .pptx whose master and layouts replace ours. Raises `deck.TemplateRefused` when it cannot be used.
    `digits`: as they are shown; in a chart's workbook they stay numbers.
    """
    deck = Deck(content, reference, template)
    cover.cover(deck)
    pages.meeting(deck)
    pages.summary(deck)
    for one in content.indicators:
        if one.trend is not None:
            pages.indicator(deck, one)
    pages.plans(deck)
    pages.late(deck)
    pages.problems(deck)
    pages.definitions(deck)
    return deck.save(digits)
