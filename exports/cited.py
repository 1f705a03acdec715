"""What is printed on every paper so that it can be traced: source, day, moment, standing, coverage, reference."""

from __future__ import annotations

import io

import segno

from base.thai import say_date, say_moment
from base.words import Text
from exports.content import SOURCE_NAME
from exports.reference import DRAFT, Reference
from kpi import cite
from kpi.cite import Citation
from kpi.papers import BRIEF, PACK, REPORT, SHEET, Paper

SOURCE = Text("ที่มา", "Source")
AS_OF = Text("ข้อมูล ณ วันที่", "As of")
KNOWN_AT = Text("เท่าที่ทราบ ณ", "Known at")
STANDING = Text("สถานะข้อมูล", "Data")
COVERAGE = Text("ความครอบคลุม", "Coverage")
REFERENCE = Text("เลขที่อ้างอิง", "Reference")
BUILD = Text("ฐานข้อมูล", "Build")
REPORTS = Text("รายงาน {received} จาก {expected} ฉบับ", "{received} of {expected} reports")
NOT_FINAL = Text("ฉบับร่าง ยังไม่ผ่านรายการตรวจก่อนเผยแพร่", "Draft, not checked for publication")
OVERRIDDEN = Text(
    "ออกเอกสารโดยยังไม่ผ่าน {checks} เหตุผล: {reason}", "Issued although not passed: {checks}. Reason: {reason}"
)
PUBLISHED = frozenset({PACK, BRIEF, SHEET, REPORT})
"""Papers that are laid before somebody; until they are final they say that they are not."""
PATH = "/r/"
"""Below the public address: where a reference is opened."""


def numbered(paper: Paper, public_url: str) -> Reference:
    """The reference of a recorded paper as it is printed; `public_url` is the address at which people open the app."""
    failed = [str(one["title"]) for one in paper.checks if not one["is_passed"]]
    note = OVERRIDDEN.say(checks=", ".join(failed), reason=paper.reason) if failed else ""
    if not paper.is_final and paper.kind in PUBLISHED:
        note = NOT_FINAL.th
    return Reference(paper.reference, f"{public_url}{PATH}{paper.reference}", note)


def parts(citation: Citation, reference: Reference) -> tuple[tuple[str, str], ...]:
    """Label and value: source, as-of, known-at, standing, coverage, reference, build."""
    coverage = citation.coverage
    return (
        (SOURCE.th, SOURCE_NAME.th),
        (AS_OF.th, say_date(citation.as_of)),
        (KNOWN_AT.th, say_moment(citation.known_at)),
        (STANDING.th, (cite.OFFICIAL if citation.is_official else cite.PROVISIONAL).th),
        (COVERAGE.th, REPORTS.say(received=coverage.received, expected=coverage.expected)),
        (REFERENCE.th, reference.code or DRAFT.th),
        (BUILD.th, citation.build),
    )


def line(citation: Citation, reference: Reference) -> str:
    """Everything but the build in one line, for a footer."""
    return " · ".join(f"{label} {value}" for label, value in parts(citation, reference)[:-1])


def qr_png(link: str, scale: int = 6) -> bytes:
    """The QR code of a link as a PNG, for Office files."""
    picture = io.BytesIO()
    segno.make(link, error="m").save(picture, kind="png", scale=scale, border=2)
    return picture.getvalue()


def qr_svg(link: str) -> str:
    """The QR code of a link as an SVG that keeps its proportions when it is resized."""
    picture = io.BytesIO()
    segno.make(link, error="m").save(picture, kind="svg", omitsize=True, xmldecl=False, border=2)
    return picture.getvalue().decode()
