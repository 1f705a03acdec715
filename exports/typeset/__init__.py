"""Pages set by typst: PDF and PNG from one template, out of data alone, with the fonts of this house.

Nothing that somebody wrote is ever template code: a template reads one JSON text, and a string in it stays a string.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from base.palette import BRAND, GRID, INK, SOFT, colour, tint
from base.words import Text
from exports import lines, typeface
from kpi import speak
from kpi.model import Status

FOLDER = Path(__file__).resolve().parent
UNKNOWN = "?"
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
AND_MORE = Text("และอีก {count} {unit}", "and {count} more {unit}")
PAGE_PPI = 144
KEEP = (
    lines.KEEP.pattern.replace("(?:", "(")
    + "|ความครอบคลุม|เลขที่อ้างอิง|ผู้อำนวยการ|บริหารทั่วไป|สูงอายุ|ภายใน|ไม่น้อยกว่า|ผู้รับการประเมิน"
    + "|สำนักงาน|เบื้องต้น|ยังไม่มีแผน|ประจำปี|กำหนด|แก้ไข"
)
"""What a line is never broken inside of."""
Data = Mapping[str, Any]
Page = Literal["pdf", "png"]


class DoesNotFit(ValueError):
    """Even the shortest form of a page needs more than one."""


def one_page(template: str, forms: Iterable[Data], page: Page, digits: speak.Digits = "arabic") -> bytes:
    """The first of these forms of a page, each shorter than the one before, that fits on one page.

    Raises DoesNotFit when none does, which a template's own limits prevent.
    """
    for form in forms:
        inputs = shown(form, digits)
        if count(template, inputs) == 1:
            return compiled(template, inputs, page)
    raise DoesNotFit(template)


def count(template: str, inputs: dict[str, str]) -> int:
    """How many pages it needs."""
    return _count(template, inputs["d"])


@lru_cache(maxsize=32)
def _count(template: str, data: str) -> int:
    """The same, remembered: the picture of a page is asked for after its PDF."""
    found = typst.query(str(FOLDER / template), "<pages>", field="value", one=True, sys_inputs={"d": data}, **_fonts())
    return int(json.loads(found))


def compiled(template: str, inputs: dict[str, str], page: Page) -> bytes:
    """The page: a tagged PDF, or a picture of it."""
    made = typst.compile(
        str(FOLDER / template),
        format=page,
        sys_inputs=inputs,
        **_fonts(),
        **({"ppi": float(PAGE_PPI)} if page == "png" else {"pdf_standards": ["ua-1"]}),
    )
    if not isinstance(made, bytes):
        raise DoesNotFit(template)
    return made


def style() -> dict[str, object]:
    """Colours, signs and the words that are never broken, for every template."""
    return {
        "ink": INK,
        "soft": SOFT,
        "grid": GRID,
        "brand": BRAND,
        "font": typeface.DRAWN,
        "keep": KEEP,
        "colour": {status.value: colour(status.value) for status in Status},
        "tint": {status.value: tint(status.value) for status in Status},
        "shape": {status.value: speak.SHAPE[status] for status in Status},
    }


def clipped(words: str, longest: int) -> str:
    """At most `longest` letters that take room; what was left out is marked."""
    if len(words) <= longest:
        return words
    places = [place for place in lines.breaks(words[: longest + 1]) if place <= longest] or [longest]
    return words[: places[-1]].rstrip() + "…"


def some(items: list[Any], limit: int, unit: str) -> tuple[list[Any], str]:
    """The first of a list, and how many more there are in words (empty when that is all)."""
    left = len(items) - limit
    return (items, "") if left <= 0 else (items[:limit], AND_MORE.say(count=f"{left:,}", unit=unit))


def settable(words: str) -> str:
    """What the house's font can set: marks that take no room go, what it has no letter for becomes a question mark."""
    letters = " ".join(_ZERO_WIDTH.sub("", words).split())
    return "".join(letter if ord(letter) in _known() else UNKNOWN for letter in letters)


@cache
def _known() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(typeface.REGULAR) as font:
        return frozenset(font.getBestCmap())


def _fonts() -> dict[str, Any]:
    return {"root": str(FOLDER), "font_paths": [str(typeface.FOLDER)], "ignore_system_fonts": True}


def shown(form: Data, digits: speak.Digits) -> dict[str, str]:
    """What a template is given: one JSON text with the data, in the reader's digits, and the house's style."""
    return {"d": json.dumps(_shown(form, digits) | {"style": style()}, ensure_ascii=False)}


def _shown(form: Data, digits: speak.Digits) -> dict[str, Any]:
    """The form with the digits that the reader chose; what machines read keeps its own."""
    return {name: value if name in ("qr", "link") else _turned(value, digits) for name, value in form.items()}


def _turned(value: Any, digits: speak.Digits) -> Any:
    if isinstance(value, str):
        return lines.digits(settable(value), digits)
    if isinstance(value, Mapping):
        return {name: _turned(item, digits) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_turned(item, digits) for item in value]
    return value
