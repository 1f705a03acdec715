"""A figure in words: the only place that turns numbers, statuses and scopes into text.

Page, slide, letter and command line print the same digits because they all ask here.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Literal

from base.period import Month
from base.setting_words import said
from base.thai import thai_digits
from base.words import Language, Text
from kpi.model import Figure, Status, Unit
from kpi.store import Build

Digits = Literal["arabic", "thai"]

DECIMALS = {Unit.DAYS: 1, Unit.ITEMS: 0, Unit.TIMES: 0, Unit.LEVEL: 0, Unit.MONTH: 0}
"""Decimals of a value; a percentage has those that the setting display.decimals gives it."""
DIFFERENCE_DECIMALS = 2
"""Decimals of the difference of two percentages, which may have been shown with different ones."""
PARTIAL_BELOW_PCT = 80
"""Below this share of the expected submissions a value is hatched and says so (features 28)."""
NOTHING = "–"

STATUS_WORDS: dict[Status, Text] = {
    Status.PASS: Text("ผ่านเกณฑ์", "Meets target"),
    Status.FAIL: Text("ต่ำกว่าเกณฑ์", "Below target"),
    Status.NO_DATA: Text("ยังไม่มีข้อมูล", "No data"),
    Status.NOT_ASSESSED: Text("ไม่ประเมินในรอบนี้", "Not assessed"),
    Status.NO_TARGET: Text("คู่มือไม่ได้กำหนดเป้าหมาย", "No target in the manual"),
}
SHAPE: dict[Status, str] = {
    Status.PASS: "▲",
    Status.FAIL: "▼",
    Status.NO_DATA: "◊",
    Status.NOT_ASSESSED: "–",
    Status.NO_TARGET: "■",
}
"""One shape per status, so that colour is never the only sign; each is a glyph of Sarabun."""

AS_SET = Text("วิธีที่ตั้งไว้: {what}", "As set: {what}")
PRELIMINARY = Text("เบื้องต้น", "Preliminary")
UNIT_WORDS: dict[Unit, Text] = {
    Unit.PERCENT: Text("ร้อยละ", "%"),
    Unit.ITEMS: Text("รายการ", "items"),
    Unit.TIMES: Text("ครั้ง", "times"),
    Unit.LEVEL: Text("ระดับ", "level"),
    Unit.DAYS: Text("วัน", "days"),
    Unit.MONTH: Text("เดือน", "month"),
}
OFFICE_NAME = Text("สำนักงาน (ผู้อำนวยการ)", "Office (Director)")


def rounded(value: Fraction, decimals: int, *, is_truncated: bool = False) -> Decimal:
    """An exact value at `decimals` places: half up, or cut off towards zero."""
    with localcontext() as context:
        context.prec = 60
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return quotient.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN if is_truncated else ROUND_HALF_UP)


def month(value: Fraction) -> Month:
    """The calendar month that a value of `Unit.MONTH` stands for (202103 = March 2021)."""
    return Month(*divmod(int(value), 100))


def display(figure: Figure, language: Language = "th") -> str | None:
    """The digits of a value, without unit: half up, cut off where rounding up would look like a pass.

    A percentage has the decimals of the setting display.decimals (2).
    A month is said as one (`มี.ค. 2564`), the only value that depends on the language.
    Source: domain.md 4.0 (99.996 % below 100 shows 99.99, never 100.00). None when there is no value.
    """
    if figure.value is None:
        return None
    if figure.unit is Unit.MONTH:
        return month(figure.value).say(language)
    decimals = DECIMALS.get(figure.unit, figure.decimals)
    shown = rounded(figure.value, decimals)
    if figure.status is Status.FAIL and figure.target is not None and shown >= figure.target:
        shown = rounded(figure.value, decimals, is_truncated=True)
    return f"{shown:,}"


def digits(text: str, kind: Digits) -> str:
    """The text with the digits the reader chose."""
    return thai_digits(text) if kind == "thai" else text


def value(figure: Figure, language: Language = "th", kind: Digits = "arabic") -> str:
    """The value with its unit (`ร้อยละ 86.42`, `6 รายการ`, `86.42 %`), or – where there is none."""
    shown = display(figure, language)
    if shown is None:
        return NOTHING
    return digits(_with_unit(shown, figure.unit, language), kind)


def target(figure: Figure, language: Language = "th", kind: Digits = "arabic") -> str:
    """The target with its unit (`ไม่น้อยกว่าร้อยละ 88`), or that the manual sets none."""
    if figure.target is None:
        return STATUS_WORDS[Status.NO_TARGET].say(language)
    shown = _with_unit(f"{figure.target.normalize():f}", figure.unit, language)
    return digits(f"ไม่น้อยกว่า{shown}" if language == "th" else f"at least {shown}", kind)


def _with_unit(shown: str, unit: Unit, language: Language) -> str:
    if unit is Unit.MONTH:
        return shown
    word = UNIT_WORDS[unit].say(language)
    comes_first = unit is Unit.LEVEL or (unit is Unit.PERCENT and language == "th")
    return f"{word} {shown}" if comes_first else f"{shown} {word}"


def amount(number: Fraction | None, kind: Digits = "arabic") -> str:
    """A numerator or denominator: thousands separated, whole numbers without decimals, others with two."""
    if number is None:
        return NOTHING
    shown = f"{number.numerator:,}" if number.denominator == 1 else f"{rounded(number, 2):,}"
    return digits(shown, kind)


def difference(change: Fraction | None, unit: Unit) -> str:
    """How much a value moved, with its sign, in the unit's own digits; a small move never looks like none.

    `–` where one side has no value, `0` where nothing moved.
    """
    if change is None:
        return NOTHING
    if change == 0:
        return "0"
    decimals = DECIMALS.get(unit, DIFFERENCE_DECIMALS)
    while rounded(abs(change), decimals) == 0 and decimals < 6:
        decimals += 2
    return f"{'+' if change > 0 else '−'}{rounded(abs(change), decimals):,}"


def moved(before: Fraction | None, after: Fraction | None, unit: Unit) -> Fraction | None:
    """After minus before; None where one of them has no value. Months apart for `Unit.MONTH`."""
    if before is None or after is None:
        return None
    if unit is not Unit.MONTH:
        return after - before
    first, last = month(before), month(after)
    return Fraction((last.year - first.year) * 12 + last.number - first.number)


def status(figure: Figure, language: Language = "th") -> str:
    """The status in words."""
    return STATUS_WORDS[figure.status].say(language)


def reason(figure: Figure, language: Language = "th") -> str:
    """Why there is no value, and what must be said beside it; empty when there is nothing to say."""
    texts = ([figure.reason] if figure.reason else []) + list(figure.notes) + list(variants(figure))
    return " · ".join(text.say(language) for text in texts)


def variants(figure: Figure) -> tuple[Text, ...]:
    """How the figure was computed where a setting is not at its default, one sentence per setting (domain.md 4.4)."""
    pairs = (pair.partition("=") for pair in (figure.variant or "").split("; ") if pair)
    sentences = (said(name, value) for name, _, value in pairs)
    return tuple(Text(AS_SET.say("th", what=one.th), AS_SET.say("en", what=one.en)) for one in sentences)


def coverage_pct(figure: Figure) -> str | None:
    """Received of expected submissions as whole per cent, never rounded up to 100; None when none are expected."""
    if not figure.coverage.expected:
        return None
    share = Fraction(figure.coverage.received * 100, figure.coverage.expected)
    return str(rounded(share, 0, is_truncated=True))


def is_partial(figure: Figure) -> bool:
    """Whether a value rests on so few of the expected submissions that it must be marked as a part of the truth."""
    received, expected = figure.coverage.received, figure.coverage.expected
    return figure.value is not None and expected > 0 and received * 100 < PARTIAL_BELOW_PCT * expected


def scope(build: Build, figure: Figure, language: Language = "th") -> str:
    """The name of the scope a figure speaks for, as the registers have it on the figure's day."""
    return scope_name(build, figure.scope, figure, language)


def scope_name(build: Build, code: str, figure: Figure, language: Language = "th") -> str:
    """The short name of a unit, plan or agency; the code itself when no register knows it."""
    if code == "OFF":
        return OFFICE_NAME.say(language)
    seq = build.seq_at(figure.ask.known_at)
    for table in ("units", "agencies", "plans"):
        row = build.reference(table, figure.as_of, seq).get(code)
        if row is not None:
            return row.get(f"short_{language}") or row.get(f"name_{language}") or code
    return code
