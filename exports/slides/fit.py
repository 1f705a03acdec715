"""How much room text takes in TH Sarabun: sizes are chosen so that nothing is clipped or runs over."""

from __future__ import annotations

from base.thai import thai_digits
from exports import lines, typeface

LINE_EM = 1.305
"""Line height of TH Sarabun New."""
POINTS = 72
SLACK = 0.98
"""Of the room, so that another program's narrower breaking still fits."""
ELLIPSIS = "…"


def width_in(text: str, size_pt: float, is_bold: bool = False) -> float:
    """Inches that a line takes, its digits in Thai: these are the wider ones."""
    return lines.width_em(thai_digits(text), is_bold) / typeface.SCALE * size_pt / POINTS


def broken(text: str, room_in: float, size_pt: float, is_bold: bool = False) -> list[str]:
    """The lines that a text takes in a box as wide."""
    return lines.wrap(text, room_in * SLACK, lambda line: width_in(line, size_pt, is_bold))


def height_in(text: str, room_in: float, size_pt: float, is_bold: bool = False) -> float:
    """Inches that a text takes from top to bottom."""
    return len(broken(text, room_in, size_pt, is_bold)) * LINE_EM * size_pt / POINTS


def size_for(text: str, box_in: tuple[float, float], largest: int, smallest: int, is_bold: bool = False) -> int:
    """The largest size at which a text fits a box (width, height); `smallest` when none does."""
    width, height = box_in
    for size in range(largest, smallest, -1):
        if height_in(text, width, size, is_bold) <= height:
            return size
    return smallest


def shortened(text: str, box_in: tuple[float, float], size_pt: float, is_bold: bool = False) -> str:
    """The text, or as much of it as fits the box with an ellipsis; the whole of it stands in the notes."""
    found = broken(text, box_in[0], size_pt, is_bold)
    most = max(1, int(box_in[1] / (LINE_EM * size_pt / POINTS) + 0.01))
    if len(found) <= most:
        return text
    kept = text[: text.find(found[most - 1]) + len(found[most - 1])] if found[most - 1] in text else found[most - 1]
    while kept and len(broken(kept + ELLIPSIS, box_in[0], size_pt, is_bold)) > most:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS
