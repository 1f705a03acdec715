"""What a paper says, without drawing: slides, brief, sheet and workbook of one question are filled from one Content.

Strings are Thai with Arabic digits; who draws turns digits over (`base.thai.thai_digits`) and breaks lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from base.period import Month
from base.words import Text
from kpi.chart import ChartSpec
from kpi.cite import Citation
from kpi.model import ASSESSEES, OFFICE, Ask, Figure, Kpi, Status

TRACKS = ASSESSEES
"""Who a paper is about: the Office, or one of its units."""


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """One action that the Office follows until it is done."""

    action: str
    owner: str
    due: date
    state: str
    tone: Status
    """PASS done, FAIL overdue, NO_TARGET under way."""
    days_overdue: int
    since: Month
    """The month in which it was set."""


@dataclass(frozen=True, slots=True)
class CommentEntry:
    """What the Office says of one figure: cause and remedy, and the actions carried until they are done."""

    figure: Figure
    month: Month
    """The month that the paper speaks of."""
    written_for: Month | None
    """The month that the words were written for; None where nobody has written any."""
    cause: str
    remedy: str
    actions: tuple[ActionEntry, ...]

    @property
    def is_lacking(self) -> bool:
        """Nothing has been written for this very month."""
        return self.written_for != self.month


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the track in words, with its charts."""

    kpi: Kpi
    """By the version that measured the figure."""
    figure: Figure
    title: str
    """The finding, e.g. `เบิกจ่ายงบประมาณร้อยละ 84.12 ต่ำกว่าเป้าหมายร้อยละ 88`."""
    value: str
    """With its unit."""
    target: str
    status: str
    shape: str
    """A sign of the status beside its colour."""
    remarks: str
    """Reason, notes, settings, the frozen value where it differs; empty where nothing need be said."""
    made_of: tuple[tuple[str, str], ...]
    """Numerator and denominator: what, how much."""
    coverage: str
    """`ได้รับ 6 จาก 6 ฉบับ`; empty where nothing is expected."""
    is_partial: bool
    """Less has come in than was expected: hatched, and said."""
    trend: ChartSpec | None
    """By month to the day asked for; None where there is no value yet."""
    parts: ChartSpec | None
    """By unit, plan or agency."""
    smaller: tuple[Figure, ...]
    """Figures shown only beside this one (K2b, K3b …)."""
    comment: CommentEntry | None = None
    """Where the figure is below its target, or an action about it is still open."""

    @property
    def is_assessed(self) -> bool:
        return self.figure.status is not Status.NOT_ASSESSED


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One strategy, plan or proposal of the track: where it stands and what it waits for."""

    code: str
    name: str
    owner: str
    state: str
    tone: Status
    """PASS endorsed or beyond, FAIL returned, withdrawn or overdue, NO_DATA not begun, NO_TARGET on its way."""
    since: date | None
    waits_for: str
    """The next step or body; empty at the end."""
    due: date | None
    days_overdue: int
    chain: tuple[tuple[str, str, date | None], ...]
    """Body, its latest word, the day."""
    success: Figure | None
    """K3 of the plan."""
    level: Figure | None
    """K4 of the plan."""


@dataclass(frozen=True, slots=True)
class LateAgency:
    """One agency that owes reports of the months up to the day asked for."""

    code: str
    name: str
    full_name: str
    months: tuple[Month, ...]
    days_late: int
    """Of the oldest, on the day the facts were known."""
    state: str


@dataclass(frozen=True, slots=True)
class ProblemEntry:
    """One open problem with who does what by when."""

    key: str
    agency: str
    project: str
    province: str
    problem: str
    solution: str
    action: str
    """What was decided; empty while there is no plan."""
    owner: str
    due: date | None
    state: str
    tone: Status
    since: Month
    month_count: int
    days_overdue: int


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that the papers of one track, round, day, moment and basis say."""

    ask: Ask
    track: str
    track_name: str
    title: str
    """`รายงานผลการดำเนินงานตามตัวชี้วัด รอบที่ 1 ปีงบประมาณ พ.ศ. 2564`."""
    headline: str
    """How many figures with a target meet it: the title of the summary."""
    matters: tuple[str, ...]
    """What is laid before the meeting: to note, to press for, to decide."""
    citation: Citation
    indicators: tuple[Indicator, ...]
    """The main ones of the track in the order of the register, those not assessed in this round too."""
    cascaded: tuple[Figure, ...]
    """C1–C4 for all five assessees; only in the Office's paper."""
    plans: tuple[PlanEntry, ...]
    late: tuple[LateAgency, ...]
    problems: tuple[ProblemEntry, ...]
    comments: tuple[CommentEntry, ...]
    """Of every figure below its target and of every open action: the Office's paper has all, a unit's its own."""
    figures: tuple[Figure, ...]
    """Every figure that the paper prints or may print in a table: the Office's has all, a unit's has its own."""
    names: Mapping[str, str]
    """Scope → its short name on the day."""

    @property
    def is_office(self) -> bool:
        return self.track == OFFICE

    @property
    def is_sample(self) -> bool:
        """Demonstration data stands in the build: said on every sheet and slide (`kpi.cite.SAMPLE`)."""
        return self.citation.is_sample

    @property
    def is_preliminary(self) -> bool:
        """The round is not frozen: every figure may still move."""
        return any(figure.is_preliminary for figure in self.figures)


SOURCE_NAME = Text("ระบบติดตามผลการดำเนินงานตามตัวชี้วัด (ติดตาม)", "the KPI monitoring system (Tidtam)")
"""The source named under every table and chart."""
