"""What stands above and below every page that typst sets: title, owner, day, standing, sample mark, citation, QR."""

from __future__ import annotations

from typing import Any

from base.thai import say_date
from base.words import Text
from exports import cited
from exports.reference import Reference
from exports.typeset import clipped
from kpi import cite
from kpi.cite import Citation

ABOUT = Text("ข้อมูล ณ วันที่ {day} · {standing} · {state}", "As of {day} · {standing} · {state}")
PRELIMINARY = Text("ค่าเบื้องต้น รอบยังไม่ปิด", "preliminary, round not frozen")
FROZEN = Text("ปิดรอบแล้ว", "round frozen")
QR_SAYS = Text("คิวอาร์โค้ดเปิดข้อมูลชุดนี้ในระบบ", "QR code that opens these figures in the system")
LONGEST_TITLE, LONGEST_NOTE = 110, 300
LONG_TITLE = 70
"""A title longer than this is set smaller."""


def head(title: str, owner: str, citation: Citation, reference: Reference, is_preliminary: bool) -> dict[str, Any]:
    """The data of `typeset/paper.typ`."""
    standing = cite.OFFICIAL if citation.is_official else cite.PROVISIONAL
    state = PRELIMINARY if is_preliminary else FROZEN
    made = citation.known_at
    return {
        "title": clipped(title, LONGEST_TITLE),
        "title_size": 14 if len(title) < LONG_TITLE else 12,
        "owner": clipped(owner, LONGEST_TITLE),
        "about": ABOUT.say(day=say_date(citation.as_of, full=True), standing=standing.th, state=state.th),
        "sample": cite.SAMPLE.th if citation.is_sample else "",
        "cited": cited.line(citation, reference),
        "note": clipped(reference.note, LONGEST_NOTE),
        "reference": reference.code,
        "link": reference.url,
        "qr": cited.qr_svg(reference.url),
        "qr_says": QR_SAYS.th,
        "made": [made.year, made.month, made.day],
    }
