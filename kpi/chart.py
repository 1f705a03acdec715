"""What a chart says, without saying how it is drawn: screen and exports draw the same spec."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from base.period import Month
from base.words import Language, Text
from kpi import speak
from kpi.definitions import kpi_of
from kpi.forecast import Projection
from kpi.model import Figure, Status, Unit

TREND_TITLE = Text("{name}: สะสมถึงสิ้นเดือน", "{name}: cumulative to the end of each month")
PARTS_TITLE = Text("{name}: จำแนกราย{part}", "{name} by {part}")
TARGET_LABEL = Text("เป้าหมายรอบที่ {round}: {target}", "Round {round} target: {target}")
REFERENCE_LABEL = Text("ค่าอ้างอิง (คู่มือไม่ได้กำหนด): {value}", "Reference line (not set by the manual): {value}")
TREND_SUMMARY = Text("ล่าสุด {month} {value} ({status})", "Latest {month}: {value} ({status})")
PARTS_SUMMARY = Text(
    "สูงสุด {best} {best_value} · ต่ำสุด {worst} {worst_value}",
    "Highest {best} {best_value} · lowest {worst} {worst_value}",
)
OUTLOOK_TITLE = Text("{name}: ประมาณการถึงสิ้นรอบ", "{name}: projected to the end of the round")
OUTLOOK_LABEL = Text("ประมาณการ {expected} ({low}–{high})", "projection {expected} ({low}–{high})")
OUTLOOK_SUMMARY = Text(
    "ประมาณการสิ้น {month} ร้อยละ {expected} ช่วงความเชื่อมั่นร้อยละ 80 คือ {low}–{high} ไม่ใช่ผลที่เกิดขึ้นจริง",
    "Projection for the end of {month}: {expected} %, 80 % interval {low}–{high}; not a result",
)
MONEY_TITLE = Text("วงเงินจัดสรรและเบิกจ่ายสะสม (บาท)", "Allocation and cumulative disbursement (baht)")
MONEY_SUMMARY = Text(
    "สิ้น {month} เบิกจ่าย {paid} บาท จากวงเงิน {allocated} บาท คิดเป็น{value}",
    "End of {month}: {paid} of {allocated} baht paid out, {value}",
)
BAHT = Text("บาท", "baht")
PAID = Text("เบิกจ่ายสะสม", "Disbursed")
ALLOCATED = Text("ได้รับจัดสรร", "Allocated")
WANTED = Text("เกณฑ์ร้อยละ 88 (รอบที่ 1) และ 100 (รอบที่ 2)", "88 % (round 1) and 100 % (round 2)")
MONTH_PLACE = Text("เดือนที่ของปีงบประมาณ", "month of the fiscal year")
PARTIAL = Text("ลายหรือเครื่องหมายโปร่ง: ข้อมูลยังมาไม่ครบ", "hatched or open: not all data is in yet")
EMPTY_SUMMARY = Text("ยังไม่มีข้อมูล", "No data yet")


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a chart: its label, number (None = a gap, never 0), the digits to print and its status."""

    label: str
    value: Decimal | None
    shown: str
    status: Status
    is_partial: bool = False
    """Not all the expected submissions stand behind it: hatched, or an open mark."""
    figure: Figure | None = None
    """The figure it shows; None for an estimate."""


@dataclass(frozen=True, slots=True)
class Line:
    """A horizontal line: a target over some of the points, or a grey reference line."""

    value: Decimal
    label: str
    first: int
    last: int
    is_target: bool


@dataclass(frozen=True, slots=True)
class Series:
    """Another line over the same points: one value and one label per point (an empty label is not printed)."""

    name: str
    values: tuple[Decimal | None, ...]
    labels: tuple[str, ...]
    is_target: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """An estimate ahead of the known points: from point `start` to point `end`, with its interval there."""

    start: int
    end: int
    expected: Decimal
    low: Decimal
    high: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """One chart: kind, title, points in order, lines across them, unit and a summary in words."""

    kind: Literal["line", "bar"]
    title: str
    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    unit: Unit | None
    """None for baht."""
    unit_label: str
    summary: str
    outlook: Outlook | None = None
    name: str = ""
    """What the points are, where there are other series beside them."""
    others: tuple[Series, ...] = ()

    @property
    def is_partial(self) -> bool:
        """Whether a mark of the chart must be explained (`PARTIAL`)."""
        return any(point.is_partial and point.value is not None for point in self.points)


def _point(label: str, figure: Figure, language: Language) -> Point:
    shown = speak.display(figure, language) or speak.NOTHING
    is_partial = figure.coverage.received < figure.coverage.expected
    return Point(label, _height(figure), shown, figure.status, is_partial, figure)


def _height(figure: Figure) -> Decimal | None:
    """How high a value is drawn: itself, for a month its place in the fiscal year (October = 1)."""
    if figure.value is None:
        return None
    if figure.unit is Unit.MONTH:
        month = speak.month(figure.value)
        return Decimal(month.fiscal_year.months.index(month) + 1)
    return speak.rounded(figure.value, 4)


def _unit_label(unit: Unit, language: Language) -> str:
    return (MONTH_PLACE if unit is Unit.MONTH else speak.UNIT_WORDS[unit]).say(language)


def trend(series: Sequence[tuple[Month, Figure]], language: Language = "th") -> ChartSpec | None:
    """The line of one indicator over the months of a year, with the target of each round; None without a month."""
    if not series:
        return None
    kpi = kpi_of(series[0][1])
    points = tuple(_point(month.say(language), figure, language) for month, figure in series)
    month, last = series[-1]
    summary = TREND_SUMMARY.say(
        language, month=month.say(language), value=speak.value(last, language), status=speak.status(last, language)
    )
    return ChartSpec(
        "line",
        TREND_TITLE.say(language, name=kpi.short.say(language)),
        points,
        _lines([figure for _, figure in series], language),
        kpi.unit,
        _unit_label(kpi.unit, language),
        summary,
    )


def money(series: Sequence[tuple[Month, Figure]], language: Language = "th") -> ChartSpec | None:
    """Disbursed baht over the months, with the allocation and the target's share of it; None without a month.

    The figures are those of C1; a change of the allocation is printed where it happened.
    """
    if not series:
        return None
    figures = [figure for _, figure in series]
    allocated = tuple(_baht(figure.denominator) for figure in figures)
    wanted = tuple(
        None
        if figure.target is None or figure.denominator is None
        else _baht(figure.denominator * Fraction(figure.target) / 100)
        for figure in figures
    )
    steps = [
        0 if now is None or was is None else now - was for was, now in zip((None, *allocated), allocated, strict=False)
    ]
    points = tuple(
        replace(
            _point(month.say(language), figure, language),
            value=_baht(figure.numerator),
            shown=_said_baht(_baht(figure.numerator)),
        )
        for month, figure in series
    )
    month, last = series[-1]
    said = {"paid": points[-1].shown, "allocated": _said_baht(allocated[-1])}
    return ChartSpec(
        "line",
        MONEY_TITLE.say(language),
        points,
        (),
        None,
        BAHT.say(language),
        MONEY_SUMMARY.say(language, month=month.say(language), value=speak.value(last, language), **said),
        name=PAID.say(language),
        others=(
            Series(ALLOCATED.say(language), allocated, tuple(f"{step:+,.0f}" if step else "" for step in steps), False),
            Series(WANTED.say(language), wanted, tuple("" for _ in wanted), True),
        ),
    )


def _baht(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else speak.rounded(amount, 2)


def _said_baht(amount: Decimal | None) -> str:
    return speak.NOTHING if amount is None else f"{amount:,.2f}".removesuffix(".00")


def outlook(
    series: Sequence[tuple[Month, Figure]], projection: Projection, language: Language = "th"
) -> ChartSpec | None:
    """The trend carried on to the end of the round as an estimate (always labelled as one); None without a month."""
    spec = trend(series, language)
    if spec is None:
        return None
    months, end = series[0][0].fiscal_year.months, projection.end_month - 1
    expected, low, high = (
        Decimal(f"{value:.2f}") for value in (projection.expected_pct, projection.low_pct, projection.high_pct)
    )
    said = {"expected": f"{expected:,}", "low": f"{low:,}", "high": f"{high:,}"}
    label = OUTLOOK_LABEL.say(language, **said)
    ahead = [Point(month.say(language), None, speak.NOTHING, Status.NO_DATA) for month in months[len(series) : end]]
    last = Point(months[end].say(language), None, label, Status.NO_DATA)
    lines = [line for line in spec.lines if line.last < len(series) - 1 or projection.target is None]
    if projection.target is not None:
        number = 1 if end < 6 else 2
        words = TARGET_LABEL.say(language, round=number, target=f"{projection.target.normalize():f}")
        lines.append(Line(projection.target, words, 6 * (number - 1), end, True))
    return replace(
        spec,
        title=OUTLOOK_TITLE.say(language, name=kpi_of(series[0][1]).short.say(language)),
        points=(*spec.points, *ahead, last),
        lines=tuple(lines),
        summary=OUTLOOK_SUMMARY.say(language, month=months[end].say(language), **said),
        outlook=Outlook(len(series) - 1, end, expected, low, high, label),
    )


def parts(figures: Sequence[tuple[str, Figure]], part: Text, language: Language = "th") -> ChartSpec | None:
    """Bars of one indicator over units, plans or agencies (name, figure); None without any."""
    if not figures:
        return None
    kpi = kpi_of(figures[0][1])
    points = tuple(_point(name, figure, language) for name, figure in figures)
    return ChartSpec(
        "bar",
        PARTS_TITLE.say(language, name=kpi.short.say(language), part=part.say(language)),
        points,
        _lines([figure for _, figure in figures], language),
        kpi.unit,
        _unit_label(kpi.unit, language),
        _parts_summary(points, language),
    )


def _parts_summary(points: Sequence[Point], language: Language) -> str:
    known = sorted((point.value, point.label, point.shown) for point in points if point.value is not None)
    if not known:
        return EMPTY_SUMMARY.say(language)
    (_, worst, worst_value), (_, best, best_value) = known[0], known[-1]
    return PARTS_SUMMARY.say(language, best=best, best_value=best_value, worst=worst, worst_value=worst_value)


def _lines(figures: Sequence[Figure], language: Language) -> tuple[Line, ...]:
    """One target line per round that has a target; else the grey reference line, labelled as such."""
    lines = []
    for number in (1, 2):
        at = [i for i, figure in enumerate(figures) if figure.ask.round.number == number and figure.target is not None]
        if at:
            target = figures[at[0]].target
            assert target is not None  # chosen by that very condition above
            label = TARGET_LABEL.say(language, round=number, target=f"{target.normalize():f}")
            lines.append(Line(target, label, at[0], at[-1], True))
    reference = figures[0].reference_line
    if not lines and reference is not None and figures[0].scope == "OFF":
        label = REFERENCE_LABEL.say(language, value=f"{reference.normalize():f}")
        lines.append(Line(reference, label, 0, len(figures) - 1, False))
    return tuple(lines)
