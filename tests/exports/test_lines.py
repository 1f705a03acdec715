"""Where Thai lines end: between words, never inside a protected one, and never a mark without its letter."""

from __future__ import annotations

import unicodedata

import pytest

from exports import lines

LONG = "สำนักงานคณะกรรมการพิเศษเพื่อประสานงานโครงการอันเนื่องมาจากพระราชดำริจังหวัดพระนครศรีอยุธยา"


@pytest.mark.parametrize("room", [8, 14, 24])
@pytest.mark.parametrize(
    "text", [LONG, "เบิกจ่ายร้อยละ 84.12 ณ 31 มี.ค. 2564 ต่ำกว่าเป้าหมาย", "น้ำ" * 40, "a" * 90, "ป้ปี๊ฟื้ญูฐุ " * 9]
)
def test_lines_fit_and_lose_nothing(text: str, room: float) -> None:
    broken = lines.wrap(text, room, lines.width_em)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    for line in broken:
        assert lines.width_em(line) <= room and not line.startswith(" ")
        assert unicodedata.category(line[0]) != "Mn" and line[0] not in "ะาำๆฯ" and line[-1] not in "เแโใไ"


def test_words_and_numbers_stay_whole() -> None:
    for line in lines.wrap(LONG, 14, lines.width_em):
        assert ("คณะ" in line) == ("คณะกรรมการ" in line) and ("พระนคร" in line) == ("พระนครศรีอยุธยา" in line)
    assert "ร้อยละ 84.12" in "\n".join(lines.wrap("เบิกจ่ายงบประมาณได้ร้อยละ 84.12", 9, lines.width_em))


def test_without_the_library_lines_still_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_library", lambda: None)
    lines.breaks.cache_clear()
    assert all(lines.width_em(line) <= 14 for line in lines.wrap(LONG, 14, lines.width_em))
    lines.breaks.cache_clear()


def test_marks_take_no_room_and_bold_is_wider() -> None:
    assert lines.width_em("ก้") == lines.width_em("ก") < lines.width_em("ก", True)


def test_thai_digits_leave_codes_alone() -> None:
    assert lines.digits("K2b 12.50 build-0012 PLAN1 2564", "thai") == "K2b ๑๒.๕๐ build-0012 PLAN1 ๒๕๖๔"
