"""Asks `kpi` everything that the papers of one question say."""

from __future__ import annotations

from collections.abc import Sequence

from base.thai import say_date
from base.words import Text
from exports import comments, entries, sentences
from exports.content import CommentEntry, Content, Indicator
from kpi import chart, cite, definitions, finding, measure, parts, plans, rounds, speak
from kpi.definitions import kpi_of
from kpi.indicators import BY_CODE
from kpi.model import ASSESSEES, OFFICE, PLANS, UNITS, Ask, Family, Figure, Kpi, Status
from kpi.sharing import Recalling
from kpi.store import Build

COVERED_BY = "M2"
"""The indicator whose coverage stands for the paper: monthly reports received of those due."""
COVERAGE = Text("ได้รับ {received} จาก {expected} ฉบับ", "{received} of {expected} received")
FROZEN = Text("ค่าเมื่อปิดรอบ {display}", "frozen at {display}")
AT = Text("ข้อมูล ณ {day}", "as of {day}")


class UnknownTrack(LookupError):
    """A track that no paper is made for; `text` says which there are."""

    def __init__(self, track: str) -> None:
        known = ", ".join(ASSESSEES)
        self.text = Text(f"ไม่มีหน่วย {track} ให้เลือกจาก {known}", f"no track {track}; choose from {known}")
        super().__init__(self.text.th)


def content(build: Build, asked: Ask, track: str = OFFICE) -> Content:
    """What the papers of a track say to a question. Raises UnknownTrack."""
    if track not in ASSESSEES:
        raise UnknownTrack(track)
    build = Recalling(build)
    figures = measure.every(build, asked)
    items = plans.overview(build, asked)
    owned = {item.code for item in items if item.owner == track}
    own = figures if track == OFFICE else tuple(one for one in figures if one.scope == track or one.scope in owned)
    names = {one.scope: speak.scope(build, one) for one in figures}
    compared = _compared(figures, track)
    below = [
        sentences.ONE_BELOW.say(kpi=kpi_of(one).short.th, who=names[one.scope], value=speak.value(one))
        for one in compared
        if one.status is Status.FAIL
    ]
    stand = entries.plans(build, asked, items, figures, track)
    late = entries.late(build, asked, items, track)
    problems = entries.problems(build, asked, items, track)
    said = comments.entries(build, asked, own)
    summary = finding.headline(compared)
    covered = next(one for one in figures if one.kpi == COVERED_BY and one.scope == OFFICE)
    return Content(
        ask=asked,
        track=track,
        track_name=entries.full_name(build, asked, track),
        title=sentences.TITLE.say(round=asked.round.say()),
        headline=summary,
        matters=sentences.matters(asked.round.say(), below, summary, late, stand, problems),
        citation=cite.citation(build, asked, covered.coverage),
        indicators=tuple(
            _indicator(build, asked, one, figures, owned, said)
            for one in figures
            if one.scope == track and BY_CODE[one.kpi].is_main
        ),
        cascaded=tuple(compared_ for compared_ in figures if _is_cascaded(compared_)) if track == OFFICE else (),
        plans=stand,
        late=late,
        problems=problems,
        comments=said,
        figures=own,
        names=names,
    )


def _is_cascaded(figure: Figure) -> bool:
    kpi = kpi_of(figure)
    return kpi.family is Family.CASCADED and kpi.is_main and figure.scope in ASSESSEES


def _compared(figures: Sequence[Figure], track: str) -> list[Figure]:
    """The figures that the headline counts: the track's own, in the Office's paper the five assessees'."""
    return [
        one
        for one in figures
        if BY_CODE[one.kpi].is_main and (one.scope == track or (track == OFFICE and _is_cascaded(one)))
    ]


def _indicator(
    build: Build,
    asked: Ask,
    figure: Figure,
    figures: Sequence[Figure],
    owned: set[str],
    said: Sequence[CommentEntry],
) -> Indicator:
    kpi = definitions.declared(figure.kpi, figure.definition_version)
    series = () if figure.value is None else measure.series(build, figure.kpi, figure.scope, asked)
    covered = figure.coverage
    return Indicator(
        kpi=kpi,
        figure=figure,
        title=finding.finding(figure, series),
        value=speak.value(figure),
        target=speak.target(figure),
        status=speak.status(figure),
        shape=speak.SHAPE[figure.status],
        remarks=_remarks(build, figure),
        made_of=tuple((what.say(), speak.amount(number)) for what, number in parts.made_of(figure)),
        coverage=COVERAGE.say(received=covered.received, expected=covered.expected) if covered.expected else "",
        is_partial=covered.received < covered.expected,
        trend=chart.trend(series),
        parts=_parts(build, kpi, figure, figures, owned),
        smaller=tuple(
            one
            for one in figures
            if one.scope == figure.scope and one.kpi.startswith(kpi.code) and not BY_CODE[one.kpi].is_main
        ),
        comment=next((one for one in said if one.figure == figure), None),
    )


def _parts(
    build: Build, kpi: Kpi, figure: Figure, figures: Sequence[Figure], owned: set[str]
) -> chart.ChartSpec | None:
    """The bars: in a unit's paper its own plans only, unless the units themselves are compared."""
    part, found = parts.of(kpi, figures)
    if figure.scope != OFFICE:
        found = [one for one in found if one.scope in owned or one.scope in UNITS]
    if not any(one.value is not None for one in found) or (found and found[0].scope in PLANS and len(found) < 2):
        return None
    return chart.parts([(speak.scope(build, one), one) for one in found], part)


def _remarks(build: Build, figure: Figure) -> str:
    said = [speak.reason(figure)] if speak.reason(figure) else []
    if figure.as_of != figure.ask.as_of:
        said.append(AT.say(day=say_date(figure.as_of)))
    frozen = rounds.beside(build, figure)
    if frozen is not None and frozen.display != speak.display(figure):
        said.append(FROZEN.say(display=frozen.display or speak.NOTHING))
    return " · ".join(said)
