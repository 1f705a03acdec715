"""The brief of a track on one A4 page, as PDF and as picture: what stands, what is late, what is to be decided.

However long names and lists are, it is one page: lists are cut with what is left out stated, until everything fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from base.words import Text
from exports import brief_lists as lists
from exports import cited, picture_text
from exports.content import Content, Indicator
from exports.masthead import head
from exports.reference import Reference
from exports.typeset import Data, Page, clipped, one_page, some
from kpi import speak
from kpi.chart import ChartSpec, Point
from kpi.model import Figure, Status, Unit

CARDS = ("C1", "C2", "C3", "C4", "K1", "K2", "K3", "K4")
WATCHED_CODES = ("M1", "M2", "M4", "M5", "M8", "M9")
WATCHED = Text(
    "ตัวชี้วัดติดตาม (คู่มือไม่ได้กำหนดเป้าหมาย · * รายงานยังไม่ครบ)",
    "Monitoring measures (no target in the manual · * reports incomplete)",
)
PARTIAL = "*"
MONTHS = Text("ร้อยละการเบิกจ่ายสะสมรายเดือน {year}", "Cumulative disbursement by month, {year}")
MATTERS = Text("ประเด็นเสนอที่ประชุม", "Matters for the meeting")

LIMITED = ("plans", "comments", "late", "problems", "matters", "letters", "space", "inset", "card", "chart")
LIMITS = tuple(
    dict(zip(LIMITED, row, strict=True))
    for row in (
        (9, 4, 8, 10, 6, 400, 10, 4, 78, 230),
        (9, 4, 8, 10, 6, 300, 8, 4, 76, 180),
        (9, 4, 8, 8, 6, 220, 6, 3, 74, 130),
        (9, 4, 8, 7, 6, 170, 4, 3, 72, 92),
        (8, 3, 5, 4, 6, 140, 3, 2, 66, 76),
        (6, 2, 4, 3, 5, 120, 2, 1, 66, 60),
        (6, 2, 4, 3, 5, 110, 5, 1, 65, 48),
        (6, 2, 3, 2, 5, 160, 2, 1, 64, 48),
        (6, 2, 3, 2, 5, 110, 2, 1, 64, 44),
        (5, 1, 2, 1, 4, 160, 1, 1, 64, 40),
        (4, 1, 1, 1, 2, 60, 1, 1, 64, 36),
    )
)
"""Lengths of lists, letters of a text, and heights in points, from generous to tight: a paper with little to say has
high charts instead of empty places. The last fits whatever the names are, because every text in it is cut."""
LONGEST_HEADLINE = 90


def brief(content: Content, reference: Reference, page: Page = "pdf", digits: speak.Digits = "arabic") -> bytes:
    """The brief of a track. `page`: a tagged PDF, or a picture of it, which holds its figures as text as well."""
    made = one_page("brief.typ", forms(content, reference), page, digits)
    if page == "pdf":
        return made
    citation = cited.line(content.citation, reference)
    return picture_text.told(made, content.title, citation, reference.url, printed(content))


def printed(content: Content) -> Iterator[Figure]:
    """Every figure that stands on the page, as far as its lists are not cut."""
    for one in content.indicators:
        if one.kpi.code in (*CARDS, *WATCHED_CODES):
            yield one.figure
        if one.kpi.code == "C1":
            charted = (point.figure for spec in (one.parts, one.trend) if spec for point in spec.points)
            yield from (figure for figure in charted if figure is not None)
    yield from content.cascaded
    yield from (figure for plan in content.plans for figure in (plan.success, plan.level) if figure is not None)


def pdf(content: Content, reference: Reference) -> bytes:
    """The brief as PDF."""
    return brief(content, reference)


def png(content: Content, reference: Reference) -> bytes:
    """The brief as a picture."""
    return brief(content, reference, "png")


def forms(content: Content, reference: Reference) -> Iterator[Data]:
    """The page's data, from generous to tight."""
    for limit in LIMITS:
        yield head(content.title, content.track_name, content.citation, reference, content.is_preliminary) | body(
            content, limit
        )


def body(content: Content, limit: dict[str, int]) -> dict[str, Any]:
    found = {one.kpi.code: one for one in content.indicators}
    c1 = found.get("C1")
    matters, left = some(list(content.matters), limit["matters"], lists.ITEMS)
    said = [clipped(one, limit["letters"] + 80) for one in matters]
    return {
        "headline": clipped(content.headline, LONGEST_HEADLINE),
        "cards": [_card(found[code]) for code in CARDS if code in found],
        "card_height": limit["card"],
        "chart": limit["chart"],
        "space": limit["space"],
        "bars": _bars(c1.parts if c1 else None, c1),
        "months": _months(c1.trend if c1 else None, content),
        "tables": [
            *([lists.matrix(content, limit)] if content.cascaded else []),
            *([lists.plans(content.plans, limit, is_narrow=content.is_office)] if content.plans else []),
        ],
        "watched": {
            "title": WATCHED.th,
            "items": [_watched(found[code]) for code in WATCHED_CODES if code in found],
        },
        "explained": lists.explained(content.comments, content.names, limit),
        "late": lists.late(content.late, limit),
        "problems": lists.problems(content.problems, limit),
        "matters": {
            "title": MATTERS.th,
            "items": [*said, *([left] if left else [])],
            "numbers": [str(number) for number in range(1, len(said) + 2)],
        },
    }


def _card(one: Indicator) -> dict[str, Any]:
    figure = one.figure
    word = "" if figure.unit is Unit.MONTH else speak.UNIT_WORDS[figure.unit].th
    is_before = figure.unit in (Unit.PERCENT, Unit.LEVEL)
    shown = speak.display(figure)
    has_target = figure.status in (Status.PASS, Status.FAIL)
    return {
        "code": one.kpi.code,
        "name": one.kpi.short.th,
        "value": shown or speak.NOTHING,
        "before": word if is_before and shown else "",
        "after": word if not is_before and shown else "",
        "status": figure.status.value,
        "said": f"{one.status} ({one.target})" if has_target else one.status,
        "partial": one.coverage if one.is_partial else "",
    }


def _watched(one: Indicator) -> dict[str, Any]:
    return {
        "name": f"{one.kpi.code} {one.kpi.short.th}",
        "value": one.value,
        "partial": one.is_partial,
        "mark": PARTIAL,
    }


def _bars(spec: ChartSpec | None, one: Indicator | None) -> dict[str, Any]:
    if spec is None or one is None:
        return {"title": "", "summary": "", "points": [], "most": 1.0, "target": None}
    most = _most(spec)
    target = next((line for line in spec.lines if line.is_target), None)
    return {
        "title": clipped(spec.title, 60),
        "summary": spec.summary,
        "most": most,
        "points": [_point(clipped(point.label, lists.LONGEST_NAME), point) for point in spec.points[:6]],
        "target": {"part": float(target.value), "label": target.label} if target else None,
    }


def _months(spec: ChartSpec | None, content: Content) -> dict[str, Any]:
    title = MONTHS.say(year=content.ask.round.fiscal_year.say())
    if spec is None:
        return {"title": title, "summary": "", "points": [], "most": 1.0, "targets": []}
    return {
        "title": title,
        "summary": spec.summary,
        "most": _most(spec),
        "points": [_month(at, point, len(spec.points)) for at, point in enumerate(spec.points)],
        "targets": [
            {"part": float(line.value), "first": line.first, "last": line.last, "label": line.label}
            for line in spec.lines
            if line.is_target
        ],
    }


def _month(at: int, point: Point, count: int) -> dict[str, Any]:
    """A column; a target is one of a round's end, so only the last month and the ends of rounds have its colour."""
    shown = _point(point.label.split(" ")[0], point)
    is_compared = at == count - 1 or at % 6 == 5
    return shown if is_compared or point.value is None else shown | {"status": Status.NO_TARGET.value}


def _most(spec: ChartSpec) -> float:
    """The value at the end of the scale; lengths are drawn, never read back as figures."""
    points = [one.value for one in spec.points if one.value is not None]
    values = [*points, *(one.value for one in spec.lines)]
    return float(max([*values, Decimal(1)])) * 1.03


def _point(label: str, point: Point) -> dict[str, Any]:
    return {
        "label": label,
        "part": None if point.value is None else float(max(point.value, Decimal(0))),
        "shown": point.shown,
        "status": point.status.value,
        "partial": point.is_partial,
    }
