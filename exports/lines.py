"""Where a line of Thai may end, and how wide it is: Thai has no spaces between words.

Words come from libthai (it is there wherever Pango is); without it a rule breaks before leading vowels and after
spaces only. Long names and words that must stay whole are protected in both.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from functools import cache, lru_cache

from base.thai import thai_digits
from exports import typeface
from kpi import speak

KEEP = re.compile(
    "คณะกรรมการ|คณะอนุกรรมการ|ตัวชี้วัด|งบประมาณ|เป้าหมาย|ทรัพยากรธรรมชาติ|พระราชดำริ|พระนครศรีอยุธยา|ประจวบคีรีขันธ์|"
    "นครศรีธรรมราช|นครราชสีมา|กรุงเทพมหานคร|อุบลราชธานี|ปีงบประมาณ|ผู้ด้อยโอกาส|นอกระบบ|ผู้อำนวยการ|ผู้สูงอายุ|คนพิการ|"
    r"พ\.ศ\. ?[\d๐-๙]+|ร้อยละ [\d๐-๙.,]+|ระดับ [\d๐-๙]+|รอบที่ [\d๐-๙]|[\d๐-๙]+ [ก-ฮ]{1,2}\.[ก-ฮ]\. [\d๐-๙]+|"
    r"[ก-ฮ]{1,2}\.[ก-ฮ]\. [\d๐-๙]+|[\d๐-๙.,]+ (?:รายการ|ครั้ง|วัน|เรื่อง|แห่ง|ฉบับ|จุด|เดือน|ค่า)"
)
"""Never broken inside: words that libthai splits too finely, and a number with its unit."""
NEVER_LAST = (
    *("และ", "ของ", "การ", "ความ", "ที่", "ใน", "เพื่อ", "ได้", "ให้"),
    *("แห่ง", "ด้าน", "พระ", "อัน", "จังหวัด", "มา", "จาก", "โดย"),
)
NEVER_FIRST = frozenset(")ๆฯ,.”%0123456789๐๑๒๓๔๕๖๗๘๙ะาำิีึืุู็่้๊๋์ํๅ")
_HEADS = re.compile("(?=[เแโใไ])|(?<= )")
_CODE = re.compile(r"[A-Za-z][\w./:+-]*")

Width = Callable[[str], float]


@cache
def _library() -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL("libthai.so.0")
    except OSError:
        return None


@lru_cache(maxsize=8192)
def breaks(text: str) -> tuple[int, ...]:
    """The places at which a line may end."""
    library = _library()
    if library is not None:
        encoded = text.encode("cp874", "replace")
        found = (ctypes.c_int * (len(encoded) + 1))()
        count = library.th_brk(encoded, found, len(encoded))
        places = set(found[:count])
    else:
        places = {match.start() for match in _HEADS.finditer(text)}
    places |= {match.end() for match in re.finditer(r"\s+|[/\-–·](?=\S)", text)}
    kept = [match.span() for match in KEEP.finditer(text)]
    return tuple(
        place
        for place in sorted(places)
        if 0 < place < len(text)
        and not any(start < place < end for start, end in kept)
        and not text[:place].endswith(NEVER_LAST)
        and text[place] not in NEVER_FIRST
    )


def wrap(text: str, room: float, width: Width) -> list[str]:
    """The text in lines no wider than `room` by the measure `width`; a word longer than a line is cut at a letter."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        start = last = 0
        for place in (*breaks(paragraph), len(paragraph)):
            if last > start and width(paragraph[start:place].strip()) > room:
                lines.append(paragraph[start:last].strip())
                start = last
            while width(paragraph[start:place].strip()) > room and (cut := _cut(paragraph, start, place, room, width)):
                lines.append(paragraph[start:cut])
                start = cut
            last = place
        lines.append(paragraph[start:].strip())
    return lines


def _cut(text: str, start: int, end: int, room: float, width: Width) -> int | None:
    """The last place that still fits and leaves no mark without its letter; None when nothing can be cut."""
    fits = [
        place
        for place in range(start + 1, end)
        if text[place] not in NEVER_FIRST and width(text[start:place]) <= room and text[place - 1] not in "เแโใไ"
    ]
    return fits[-1] if fits else None


@cache
def _advances(is_bold: bool) -> tuple[dict[int, int], int]:
    """Advance widths by code point, and the units of an em."""
    from fontTools.ttLib import TTFont

    with TTFont(typeface.BOLD if is_bold else typeface.REGULAR) as font:
        metrics = font["hmtx"].metrics
        return {code: metrics[name][0] for code, name in font.getBestCmap().items()}, font["head"].unitsPerEm


@lru_cache(maxsize=65536)
def width_em(text: str, is_bold: bool = False) -> float:
    """How wide a text is in Sarabun, in ems; TH Sarabun New is `typeface.SCALE` times narrower."""
    advances, units = _advances(is_bold)
    return sum(advances.get(ord(letter), units // 2) for letter in text) / units


def digits(text: str, kind: speak.Digits) -> str:
    """The text with Thai digits where they are wanted; codes (`K2b`, references, addresses) stay as they are."""
    if kind == "arabic":
        return text
    places, shown = 0, []
    for match in _CODE.finditer(text):
        shown += [thai_digits(text[places : match.start()]), match.group()]
        places = match.end()
    return "".join([*shown, thai_digits(text[places:])])
