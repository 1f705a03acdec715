"""What personal data looks like: 13-digit national numbers whose check digit is right, and names behind a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from base.thai import arabic_digits
from etl.cells import Cell, Workbook
from etl.findings import Finding, find
from etl.normalise import as_text

ID, NAME = "G_PERSONAL_ID", "G_PERSONAL_NAME"
MASK = "█"
_DIGIT = "[0-9๐-๙]"
_NUMBER = re.compile(
    rf"(?<![0-9๐-๙.,]){_DIGIT}[ -]?{_DIGIT}{{4}}[ -]?{_DIGIT}{{5}}[ -]?{_DIGIT}{{2}}[ -]?{_DIGIT}(?![0-9๐-๙.,])"
)
_PEOPLE = "12345678"
"""First digits of natural persons; a juristic person's number begins with 0 and is public."""

_TITLES = (
    r"(?<!ท)(?<!เจ้า)(?<!ขุน)(?<!นคร)(?<!มิถุ)"
    r"(?:นางสาว|นายแพทย์|แพทย์หญิง|นาย|นาง|น\.\s?ส\.|ด\.\s?[ชญ]\.|เด็กชาย|เด็กหญิง|ว่าที่\s?(?:ร\.ต\.|ร้อยตรี))"
)
_NOT_A_NAME = (
    r"(?!จ้าง|ก\s|ก(?:รัฐมนตรี|เทศมนตรี|สมาคม|องค์การ|อบต|อบจ|สภา|เหล่ากาชาด|เมือง|ฯ)|อำเภอ|ทะเบียน|แพทย์|หน้า|ทหาร"
    r"|ตำรวจ|ช่าง|ประกัน|สถานี|ด่าน|เรือ|ตรวจ|เวร|ท้าย|พราน|ธนาคาร|หมู่|งาน|คลัง|พยาบาล|แบบ|ฟ้า|งาม|เอก|รำ|ร้าย|ใน"
    r"|สงกรานต์|สาว|ผู้|ที่|และ|หรือ)"
)
_NOT_A_SURNAME = r"(?!และ|หรือ|ของ|ที่|ให้|เพื่อ|กับ|ตาม|จำนวน|โดย|ซึ่ง|ตำแหน่ง|พร้อม|เป็น|จาก)"
_FIRST, _LAST = "[ก-ฮเ-ไ][ก-๎]{1,24}", "[ก-ฮเ-ไ][ก-๎]{1,39}"
_THAI_NAME = re.compile(rf"{_TITLES}\s?{_NOT_A_NAME}{_FIRST}[ \u00a0]{{1,3}}{_NOT_A_SURNAME}{_LAST}")
_ENGLISH_NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? ?[A-Z][a-z]{1,24} [A-Z][A-Za-z]{1,39}\b")
_LONGEST = 32_767


def personal_cells(workbook: Workbook) -> list[Finding]:
    """A finding for each cell of each sheet, hidden ones too, that holds a national number or a person's name.

    The findings name the place only: they are kept, and what was found must not be.
    """
    found: list[Finding] = []
    for sheet in workbook.sheets:
        for cell in sheet.cells.values():
            codes = sorted({code for code, _, _ in _spans(_text(cell))})
            found.extend(find(code, sheet=sheet.name, cell=cell.address) for code in codes)
    return found


def masked_text(text: str) -> str:
    """The text with every national number and name covered, letter for letter."""
    for _, start, end in _spans(text):
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def _text(cell: Cell) -> str:
    return cell.value[:_LONGEST] if isinstance(cell.value, str) else as_text(cell.value) or ""


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    """(code, start, end) of whatever is personal."""
    for found in _NUMBER.finditer(text):
        if is_national_number(found[0]):
            yield ID, *found.span()
    if "น" in text or "ด" in text or "ว่าที่" in text or "M" in text:
        for pattern in (_THAI_NAME, _ENGLISH_NAME):
            for found in pattern.finditer(text):
                yield NAME, *found.span()


def is_national_number(text: str) -> bool:
    """Whether thirteen digits, Thai or not, with or without dashes, are a person's number (check digit: mod 11)."""
    digits = re.sub("[^0-9]", "", arabic_digits(text))
    if len(digits) != 13 or digits[0] not in _PEOPLE:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return (11 - total % 11) % 10 == int(digits[12])
