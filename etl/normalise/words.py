"""Words that stand where a value should: nothing known, nothing there, or zero."""

from __future__ import annotations

from etl.normalise.clean import comparable
from etl.normalise.model import MISSING, Normal

_DASHES = frozenset({"-", "--", "---", "–", "—", "−", "_", "‐", "‑"})
_NOTHING_THERE = frozenset(map(comparable, ("ไม่มี", "none")))
_NOTHING_KNOWN = frozenset(
    map(
        comparable,
        (
            "ไม่มีข้อมูล",
            "ไม่มีรายงาน",
            "ไม่ระบุ",
            "ไม่ทราบ",
            "ไม่เกี่ยวข้อง",
            "ไม่รายงาน",
            "ยังไม่รายงาน",
            "ยังไม่มีข้อมูล",
            "ยังไม่ได้รายงาน",
            "ยังไม่ดำเนินการ",
            "อยู่ระหว่างดำเนินการ",
            "อยู่ระหว่างรวบรวม",
            "รอผล",
            "รอข้อมูล",
            "รอรายงาน",
            "รอผลการดำเนินงาน",
            "N/A",
            "NA",
            "n.a.",
            "null",
            "no data",
            "not available",
            "pending",
            "TBA",
            "TBD",
            "?",
        ),
    )
)


def is_dash(text: str) -> bool:
    """Whether the text is nothing but a dash."""
    return text in _DASHES


def missing_word(text: str, *, dash_is_zero: bool = False) -> Normal | None:
    """The value of an empty text or of a word that says "nothing", else None.

    A dash or ไม่มี is 0 with W_ZERO_WORD where `dash_is_zero`; otherwise missing with W_NULL_WORD, like รอผล.
    """
    if not text:
        return MISSING
    key = comparable(text)
    if is_dash(text) or key in _NOTHING_THERE:
        return Normal(0, ("W_ZERO_WORD",)) if dash_is_zero else Normal(None, ("W_NULL_WORD",))
    return Normal(None, ("W_NULL_WORD",)) if key in _NOTHING_KNOWN else None
