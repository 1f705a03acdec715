"""What a paper said, kept with the paper: which question, which figures, and whether they still stand (R-43, R-98).

A paper is pinned to its day and its moment of knowledge, so that opening its reference shows the same numbers; asked
again as known today, the same figures say what a later correction moved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any

from base.access import Action, User
from base.clock import now
from base.period import FiscalYear, Round
from base.words import Text
from kpi import measure
from kpi.model import Ask, Figure, Status, Unit
from kpi.round_kept import plain
from kpi.sharing import Recalling
from kpi.store import Build
from ledger import papers
from ledger.canonical import Json, canonical
from ledger.facts import last_fact_by
from ledger.store import Ledger

SHEET, BRIEF, PACK, WORKBOOK, REPORT, IMAGE = "sheet", "brief", "pack", "workbook", "report", "image"
KIND_WORDS: dict[str, Text] = {
    PACK: Text("ชุดนำเสนอคณะกรรมการ", "Committee pack"),
    BRIEF: Text("สรุปหนึ่งหน้า", "One-page brief"),
    SHEET: Text("ใบผลตัวชี้วัดรายรอบ", "KPI-round sheet"),
    WORKBOOK: Text("ไฟล์ตาราง", "Workbook"),
    REPORT: Text("รายงานประจำปี", "Annual report"),
    "letters": Text("หนังสือเร่งรัดรายงาน", "Reminder letters"),
    IMAGE: Text("ภาพ", "Picture"),
}
BEHIND = Text(
    "จัดทำเอกสารอีกครั้ง เพราะมีข้อมูลใหม่เข้ามาระหว่างคำนวณ ระบบจึงยังไม่ออกเลขที่",
    "Make the paper again: new data came in during the calculation, so no reference was given",
)
PAGE = "papers"
"""Where a paper is opened that is no picture of a page: its own entry in the list of papers."""


class PaperRefused(ValueError):
    """A paper that may not be issued; `text` begins with what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.th)


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """One figure as a paper printed it."""

    kpi: str
    scope: str
    ask: Ask
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    unit: Unit
    status: Status
    display: str | None
    definition_version: str

    @property
    def says(self) -> tuple[Fraction | None, Fraction | None, Fraction | None, Status]:
        """What must be equal for a figure to be the same."""
        return self.value, self.numerator, self.denominator, self.status


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper before it has its reference."""

    kind: str
    """A key of KIND_WORDS."""
    title: str
    ask: Ask
    figures: Sequence[Figure]
    track: str | None = None
    """Whom it is about: the Office, a unit, the agency of a letter."""
    page: str = PAGE
    address: Mapping[str, str] = field(default_factory=dict)
    """The choices that show the same view on that page, beside the question itself."""
    checks: Sequence[Mapping[str, Json]] = ()
    """The pre-publication checklist as it stood; empty for a draft."""
    reason: str = ""
    """Why it was published although a check failed."""
    is_final: bool = False


@dataclass(frozen=True)
class Paper:
    """A paper as recorded; its figures are read when they are asked for, so that a long list of papers is quick."""

    reference: str
    seq: int
    made_at: datetime
    by: str
    is_demo: bool
    kind: str
    title: str
    ask: Ask
    track: str | None
    page: str
    address: dict[str, str]
    build: str
    digest: str
    kept: tuple[Mapping[str, Any], ...] = field(repr=False)
    """Its figures as they lie in the record."""
    checks: tuple[dict[str, Any], ...]
    reason: str
    is_final: bool

    @cached_property
    def figures(self) -> tuple[KeptFigure, ...]:
        """Every figure as it was printed."""
        return tuple(_read_figure(row, self.ask) for row in self.kept)


@dataclass(frozen=True, slots=True)
class Shifted:
    """A figure of a paper that reads differently today."""

    was: KeptFigure
    now: Figure


def pinned(asked: Ask, moment: datetime | None = None, *, build: Build | None = None) -> Ask:
    """The question as a paper asks it: on a named day, known at a moment that has passed (never tonight's midnight).

    What the build holds has passed, also where a clock that was wrong has recorded it as later than now.
    """
    passed = known_now(build, moment) if build else moment or now()
    return replace(asked, known_at=min(asked.known_at, passed))


def known_now(build: Build, moment: datetime | None = None) -> datetime:
    """When everything that the build holds is known: now, or later where a wrong clock recorded it so."""
    return max(moment or now(), build.last_recorded_at)


def digest(figures: Iterable[Figure]) -> str:
    """SHA-256 over the figures themselves, whatever the build and the moment they were asked of."""
    return _digest([_kept(one) for one in figures])


def issue(ledger: Ledger, build: Build, new: NewPaper, *, user: User, at: datetime | None = None) -> Paper:
    """Record a paper and give it its reference.

    `new.ask` is `pinned`. `at` (Bangkok, naive) states another moment than now. Raises NotAllowed, LedgerFault, and
    PaperRefused when something became known meanwhile that the build does not hold but the question covers.
    """
    user.must(Action.KPI_VIEW)
    # Strictly later than what the paper knows: whatever is recorded from here on is not known to it.
    moment = max(at or now(), new.ask.known_at + timedelta(microseconds=1))
    with ledger.write(user.code, at=moment, is_demo=build.has_demo) as writer:
        if last_fact_by(writer.connection, new.ask.known_at) > build.last_seq:
            raise PaperRefused(BEHIND)
        return _read(papers.record(writer, _content(build, new)))


def find(ledger: Ledger, reference: str) -> Paper | None:
    """The paper with this reference, as a reader typed it; None where there is none."""
    known = papers.reference_of(reference)
    if known is None:
        return None
    with ledger.read() as connection:
        record = papers.find(connection, known)
    return _read(record) if record else None


def every(ledger: Ledger) -> tuple[Paper, ...]:
    """Every paper, the newest first."""
    with ledger.read() as connection:
        return tuple(_read(record) for record in papers.every(connection))


def again(build: Build, paper: Paper, known_at: datetime | None = None) -> tuple[Figure | None, ...]:
    """Every figure of a paper computed anew, at its own moment or at another; None where its scope is gone."""
    build = Recalling(build)
    asked = {one.ask: replace(one.ask, known_at=known_at or one.ask.known_at) for one in paper.figures}
    measures = {ask: measure.Measure(build, now_ask) for ask, now_ask in asked.items()}
    return tuple(_figure(measures[one.ask], one) for one in paper.figures)


def moved(build: Build, paper: Paper, known_at: datetime) -> tuple[Shifted, ...]:
    """The figures of a paper that read differently as known at `known_at`."""
    pairs = zip(paper.figures, again(build, paper, known_at), strict=True)
    return tuple(Shifted(was, new) for was, new in pairs if new is not None and was.says != _says(new))


def choices(paper: Paper) -> dict[str, str]:
    """The address of the view: the question pinned, and what else was chosen on its page."""
    asked = paper.ask
    pins = {"fy": str(asked.round.fiscal_year.year_be), "round": str(asked.round.number)}
    pins |= {"as_of": asked.as_of.isoformat(), "known_at": asked.known_at.isoformat()}
    basis = {} if asked.official else {"basis": "provisional"}
    return {**paper.address, **pins, **basis, **({"paper": paper.reference} if paper.page == PAGE else {})}


def _figure(measured: measure.Measure, kept: KeptFigure) -> Figure | None:
    try:
        return measured.figure(measure.rule_for(measured, kept.kpi, kept.scope), kept.scope)
    except measure.UnknownFigure:
        return None


def _says(figure: Figure) -> tuple[Fraction | None, Fraction | None, Fraction | None, Status]:
    return figure.value, figure.numerator, figure.denominator, figure.status


def _kept(figure: Figure) -> dict[str, Json]:
    return {**plain(figure), "round": figure.ask.round.number, "asked": figure.ask.as_of.isoformat()}


def _digest(figures: Sequence[Mapping[str, Json]]) -> str:
    return hashlib.sha256(canonical(list(figures)).encode()).hexdigest()


def _content(build: Build, new: NewPaper) -> dict[str, Json]:
    figures = [_kept(one) for one in new.figures]
    return {
        "paper": new.kind,
        "title": new.title,
        "fy": new.ask.round.fiscal_year.year_be,
        "round": new.ask.round.number,
        "track": new.track,
        "as_of": new.ask.as_of.isoformat(),
        "known_at": new.ask.known_at.isoformat(),
        "official": new.ask.official,
        "build": build.name,
        "page": new.page,
        "address": dict(new.address),
        "digest": _digest(figures),
        "figures": figures,
        "checks": [dict(one) for one in new.checks],
        "reason": new.reason.strip(),
        "is_final": new.is_final,
    }


def _read(record: papers.Record) -> Paper:
    told = record.content
    year, known_at = FiscalYear(told["fy"]), datetime.fromisoformat(told["known_at"])
    asked = Ask(Round(year, told["round"]), date.fromisoformat(told["as_of"]), known_at, told["official"], True)
    return Paper(
        reference=record.reference,
        seq=record.seq,
        made_at=record.recorded_at,
        by=record.by,
        is_demo=record.is_demo,
        kind=told["paper"],
        title=told["title"],
        ask=asked,
        track=told["track"],
        page=told["page"],
        address=told["address"],
        build=told["build"],
        digest=told["digest"],
        kept=tuple(told["figures"]),
        checks=tuple(told["checks"]),
        reason=told["reason"],
        is_final=told["is_final"],
    )


def _read_figure(row: Mapping[str, Any], asked: Ask) -> KeptFigure:
    round_ = Round(asked.round.fiscal_year, row["round"])
    return KeptFigure(
        kpi=row["kpi"],
        scope=row["scope"],
        ask=replace(asked, round=round_, as_of=date.fromisoformat(row["asked"])),
        numerator=_number(row["numerator"]),
        denominator=_number(row["denominator"]),
        value=_number(row["value"]),
        unit=Unit(row["unit"]),
        status=Status(row["status"]),
        display=row["display"],
        definition_version=row["definition_version"],
    )


def _number(exact: str | None) -> Fraction | None:
    return None if exact is None else Fraction(exact)
