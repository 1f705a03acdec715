"""Rows that add up other rows: they are not data."""

from __future__ import annotations

import re

from etl.cells import CellValue
from etl.normalise.clean import plain
from etl.normalise.model import LONGEST

_TOTAL = re.compile(
    r"(?:ยอด|ผล)?รวม"
    r"(?:\s*(?:ทั้งสิ้น|ทั้งหมด|ทั้งปี|ย่อย|สุทธิ|สะสม|เป็นเงิน|จำนวน|ทุก|ภาค|จังหวัด|หน่วยงาน|โครงการ|กิจกรรม|แผนงาน"
    r"|งบประมาณ)\S*)?(?:\s*\d[\d,]*\s*\S*)?(?:\s*\([^)]*\))?\s*:?"
    r"|(?:ค่า)?เฉลี่ย.*"
    r"|(?:grand|sub)?[\s-]*totals?(?:\s*\([^)]*\))?\s*:?"
    r"|averages?\s*:?|sum\s*:?",
    re.I,
)


def is_total_label(value: CellValue) -> bool:
    """Whether a row's first text says that the row is a total or an average; รวมพลังสตรี is a name, not a total."""
    if not isinstance(value, str):
        return False
    text = plain(value)
    return len(text) <= LONGEST and _TOTAL.fullmatch(text) is not None
