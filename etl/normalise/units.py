"""A unit or scale word behind a number: "12 คน", "3.5 ล้านบาท"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_SUFFIXED = re.compile(r"([\d.,][\d., ]*?) ?([ก-๎]+\.?|baht|thb)", re.I)
_SCALES: tuple[tuple[str, int], ...] = (
    ("ล้านล้าน", 10**12),
    ("แสนล้าน", 10**11),
    ("หมื่นล้าน", 10**10),
    ("พันล้าน", 10**9),
    ("ร้อยล้าน", 10**8),
    ("สิบล้าน", 10**7),
    ("ล้าน", 10**6),
    ("แสน", 10**5),
    ("หมื่น", 10**4),
    ("พัน", 10**3),
    ("ร้อย", 10**2),
)
_COUNTED_WORDS = (
    "บาท คน ราย แห่ง ครั้ง เรื่อง โครงการ กิจกรรม หน่วย หน่วยงาน จังหวัด อำเภอ ตำบล หมู่บ้าน กลุ่ม ชุด ฉบับ เล่ม "
    "วัน เดือน ปี ชั่วโมง รุ่น หลักสูตร ครัวเรือน สถานประกอบการ แรงงาน เครื่อง ระบบ แผน"
)
_COUNTED = frozenset(_COUNTED_WORDS.split())
_NOT_UNITS = frozenset({"ถึง", "กว่า", "ขึ้นไป", "เศษ", "และ", "หรือ"})
_CERTAIN = 10**4
"""From หมื่น up a scale word begins no other word; พัน and ร้อย do (พันธุ์, ร้อยละ), so those need a counted word."""


@dataclass(frozen=True, slots=True)
class Suffixed:
    """The digits in front of a unit, what they are multiplied by, and the warning that says so."""

    number: str
    scale: Decimal
    code: str


def split_unit(text: str) -> Suffixed | None:
    """`"3.5 ล้านบาท"` → 3.5 × 1,000,000 with W_UNIT_SCALED, `"12 คน"` → 12 with W_UNIT; None without a unit."""
    found = _SUFFIXED.fullmatch(text)
    if found is None or found[2] in _NOT_UNITS:
        return None
    number, unit = found[1].strip(), found[2].rstrip(".")
    for word, scale in _SCALES:
        rest = unit.removeprefix(word)
        if rest == unit:
            continue
        if rest == "" or rest in _COUNTED or scale >= _CERTAIN:
            return Suffixed(number, Decimal(scale), "W_UNIT_SCALED")
        break
    return Suffixed(number, Decimal(1), "W_UNIT")
