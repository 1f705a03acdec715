"""The KPI-round sheet of one assessee: both rounds, what was divided by what, and the evidence, on one page (R-93)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from base.words import Text
from exports import cited, entries, picture_text
from exports.gather import COVERED_BY, UnknownTrack
from exports.masthead import head
from exports.reference import Reference
from exports.typeset import Data, Page, clipped, one_page, some
from kpi import cite, definitions, measure, parts, rounds, speak
from kpi.cite import Citation
from kpi.indicators import BY_CODE
from kpi.measure import Measure
from kpi.model import ASSESSEES, OFFICE, Ask, Family, Figure, Kpi, Source
from kpi.sharing import Recalling
from kpi.store import Build

TITLE = Text("ใบผลตัวชี้วัดรายรอบ {year}", "KPI-round sheet, {year}")
INDICATOR, EVIDENCE = Text("ตัวชี้วัด", "Indicator"), Text("หลักฐาน", "Evidence")
ROUND = Text("รอบที่ {number}", "Round {number}")
TARGET, RESULT = Text("เป้าหมาย", "Target"), Text("ผล", "Result")
MADE_OF = Text("{what} {amount}", "{what} {amount}")
FROZEN = Text("ค่าเมื่อปิดรอบ {display}", "frozen at {display}")
SOURCE = Text("{submission} {file} ({count} ช่อง)", "{submission} {file} ({count} cells)")
NO_EVIDENCE = Text("ยังไม่มีรายงาน", "No report yet")
FILES = "ฉบับ"
SIGNED = Text("ผู้รับการประเมิน", "Assessee"), Text("ผู้ประเมิน", "Assessor")
WHEN = Text("วันที่", "Date")

LIMITS = ({"files": 4, "letters": 160}, {"files": 3, "letters": 110}, {"files": 1, "letters": 60})


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator in both rounds."""

    kpi: Kpi
    figures: tuple[Figure, Figure]
    frozen: tuple[str, str]
    """What each round was frozen at where it differs; empty otherwise."""
    evidence: tuple[str, ...]
    """Reports behind either round, the one with the most cells first."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet of one assessee says."""

    ask: Ask
    track: str
    owner: str
    title: str
    citation: Citation
    lines: tuple[Line, ...]
    is_preliminary: bool

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure printed."""
        return tuple(figure for line in self.lines for figure in line.figures)


def gather(build: Build, asked: Ask, track: str) -> Sheet:
    """The sheet of an assessee: the asked round as asked, the other as of its end or today. Raises UnknownTrack."""
    if track not in ASSESSEES:
        raise UnknownTrack(track)
    build = Recalling(build)
    asks = tuple(asked if number == asked.round.number else _other(asked, number) for number in (1, 2))
    measures = [Measure(build, one) for one in asks]
    lines = [
        _line(build, measures, code, track)
        for code, kpi in BY_CODE.items()
        if kpi.family is Family.CASCADED and kpi.is_main and track in kpi.scopes
    ]
    covered = measure.one(build, COVERED_BY, OFFICE, asked).coverage
    return Sheet(
        asked,
        track,
        entries.full_name(build, asked, track),
        TITLE.say(year=asked.round.fiscal_year.say()),
        cite.citation(build, asked, covered),
        tuple(lines),
        measures[asked.round.number - 1].is_preliminary,
    )


def _other(asked: Ask, number: int) -> Ask:
    year = asked.round.fiscal_year.year_be
    return measure.ask(year, number, known_at=asked.known_at, official=asked.official, now=asked.known_at)


def _line(build: Build, measures: Sequence[Measure], code: str, track: str) -> Line:
    rules = [measure.rule_for(one, code, track) for one in measures]
    figures = [one.figure(rule, track) for one, rule in zip(measures, rules, strict=True)]
    sources = [source for one, rule in zip(measures, rules, strict=True) for source in one.trace(rule, track)]
    frozen = [rounds.beside(build, figure) for figure in figures]
    differs = [
        FROZEN.say(display=kept.display or speak.NOTHING) if kept and kept.display != speak.display(figure) else ""
        for kept, figure in zip(frozen, figures, strict=True)
    ]
    kpi = definitions.declared(code, figures[-1].definition_version)
    return Line(kpi, (figures[0], figures[1]), (differs[0], differs[1]), _evidence(sources))


def _evidence(sources: Sequence[Source]) -> tuple[str, ...]:
    counts: dict[tuple[str, str], int] = {}
    for one in sources:
        if one.submission:
            place = one.submission, one.file or ""
            counts[place] = counts.get(place, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(SOURCE.say(submission=number, file=file, count=count) for (number, file), count in ordered)


def sheet(told: Sheet, reference: Reference, page: Page = "pdf", digits: speak.Digits = "arabic") -> bytes:
    """The sheet as a tagged PDF, or as a picture, which holds its figures as text as well."""
    made = one_page("sheet.typ", forms(told, reference), page, digits)
    if page == "pdf":
        return made
    return picture_text.told(made, told.title, cited.line(told.citation, reference), reference.url, told.figures)


def forms(told: Sheet, reference: Reference) -> Iterator[Data]:
    """The page's data, from generous to tight."""
    for limit in LIMITS:
        yield head(told.title, told.owner, told.citation, reference, told.is_preliminary) | {
            "heads": [INDICATOR.th, *(ROUND.say(number=number) for number in (1, 2)), EVIDENCE.th],
            "under": [TARGET.th, RESULT.th],
            "lines": [_shown(line, limit) for line in told.lines],
            "signed": [one.th for one in SIGNED],
            "when": WHEN.th,
        }


def _shown(line: Line, limit: dict[str, int]) -> dict[str, Any]:
    files, more = some(list(line.evidence), limit["files"], FILES)
    return {
        "code": line.kpi.code,
        "name": line.kpi.name.th,
        "source": line.kpi.source,
        "rounds": [
            {
                "target": speak.target(figure) if figure.value is not None or figure.target else speak.NOTHING,
                "value": speak.value(figure),
                "status": figure.status.value,
                "said": speak.status(figure),
                "made_of": _made_of(figure, limit),
                "remark": clipped(_remark(figure, frozen), limit["letters"]),
            }
            for figure, frozen in zip(line.figures, line.frozen, strict=True)
        ],
        "files": [clipped(one, limit["letters"] // 2) for one in files] or [NO_EVIDENCE.th],
        "more": more,
    }


def _remark(figure: Figure, frozen: str) -> str:
    said = speak.reason(figure)
    return " · ".join(one for one in (said if said != speak.status(figure) else "", frozen) if one)


def _made_of(figure: Figure, limit: dict[str, int]) -> list[str]:
    if figure.value is None:
        return []
    pairs = parts.made_of(figure)
    return [
        MADE_OF.say(what=clipped(what.th, limit["letters"] // 2), amount=speak.amount(number)) for what, number in pairs
    ]
