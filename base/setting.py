"""What a setting of the manual's ambiguities is, and the values it may have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from base.words import Text

YES_NO = ("false", "true")
TECHNOLOGY_KEYS = ("unit", "used_on", "technology", "purpose", "object")


class SettingRefused(ValueError):
    """A setting that does not exist or cannot have this value; `text` says what is possible."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.th)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its default, the values it may have, and the question of the manual that it answers."""

    name: str
    default: str
    ambiguity: str
    question: Text
    choices: tuple[str, ...] = ()
    """The values allowed; empty when `accepts` decides."""
    accepts: Callable[[str], bool] | None = None
    only: Text | None = None
    """Why there is nothing to choose: the manual leaves the question open, one answer has been worked out."""


def in_force(rows: Mapping[str, Mapping[str, str]], year_be: int, name: str, default: str) -> str:
    """The value of a setting in a fiscal year (BE): that of the year (`2564:name`), of all (`*:name`), the default."""
    row = rows.get(f"{year_be}:{name}") or rows.get(f"*:{name}")
    return row["value"] if row else default


def whole(low: int, high: int) -> Callable[[str], bool]:
    """A test for whole numbers from `low` to `high`."""
    return lambda value: value.isascii() and value.isdecimal() and low <= int(value) <= high


def number_or_nothing(value: str) -> bool:
    """Whether the value is a decimal number or empty."""
    try:
        return not value or Decimal(value).is_finite()
    except InvalidOperation:
        return False


def technology_keys(value: str) -> bool:
    """Whether the value names fields of the technology log, each once."""
    names = value.split(",")
    return bool(value) and set(names) <= set(TECHNOLOGY_KEYS) and len(names) == len(set(names))


INTAKE = (
    Setting(
        "review.policy",
        "auto",
        "design 2",
        Text("รับรองรายงานอัตโนมัติหรือให้ผู้ตรวจรับรอง", "Accept automatically or by a reviewer"),
        choices=("auto", "manual"),
    ),
    Setting(
        "intake.personal_data",
        "refuse",
        "design 2",
        Text(
            "ข้อมูลส่วนบุคคลในไฟล์ที่ส่งมา: ไม่รับ หรือปิดบังก่อนบันทึก",
            "Personal data in a file: refused, or masked before it is kept",
        ),
        choices=("refuse", "mask"),
    ),
)
"""How reports are taken in: not an ambiguity of the manual, but a choice of the Office (design 2)."""

PAPERS = (
    Setting(
        "paper.min_coverage_pct",
        "80",
        "feature 25",
        Text(
            "เอกสารฉบับเผยแพร่ต้องมีรายงานครบอย่างน้อยร้อยละเท่าใด",
            "The least share of reports (per cent) behind a paper that is published",
        ),
        accepts=whole(0, 100),
    ),
)
"""When a paper may be published without giving a reason: a choice of the Office."""
