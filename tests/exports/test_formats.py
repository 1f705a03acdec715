"""The pack on the command line, and names that every file system takes."""

from __future__ import annotations

import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pptx import Presentation
from pptx.util import Inches

from base.filename import safe
from exports import __main__ as command
from exports import formats, reference, typeface
from exports.content import Content
from exports.formats import Format
from kpi import speak
from kpi.model import Ask


def test_a_name_is_safe_on_every_system(office: Content) -> None:
    assert formats.file_name(office, "pptx") == "ชุดนำเสนอ สำนักงาน รอบที่ 1 ปีงบประมาณ 2564 ข้อมูล ณ 31 มี.ค. 2564.pptx"
    hostile = replace(office, track="X", names={"X": '../<b>:"|?*\\ ' + "กลุ่ม" * 90})
    name = formats.file_name(hostile, "pptx")
    assert not set(name) & set('<>:"/\\|?*') and len(name.encode()) <= 255
    assert safe("ก" * 64 + "ที่") == "ก" * 64 and safe("ก" * 65 + "น้ำ") == "ก" * 65, "no letter loses its marks"
    assert safe("con") == "_con" and safe("งบ. . ") == "งบ"


def test_a_draft_leads_to_the_same_question(asked: Ask) -> None:
    one = reference.draft("https://kpi.example.go.th", asked)
    assert one.url == (
        "https://kpi.example.go.th/overview?fy=2564&round=1&as_of=2021-03-31&known_at=2021-04-20T09%3A00%3A00"
    )
    assert "unit=OLD" in reference.draft("https://kpi.example.go.th", asked, "OLD").url and one.url.isascii()


def test_the_command_writes_each_format(
    small_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(shutil.copytree(small_demo, tmp_path / "data")))
    plain = Format(
        "txt", formats.STEM, "txt", "text/plain", lambda content, ref, digits: f"{content.title}\n{ref.url}".encode()
    )
    monkeypatch.setattr(formats, "FORMATS", (plain,))
    arguments = ["pack", "--fy", "2564", "--round", "1", "--track", "2", "-o", str(tmp_path / "out"), "--json"]
    assert command.main(arguments) == 0
    (made,) = json.loads(capsys.readouterr().out)
    written = Path(made["file"])
    assert written.name == "ชุดนำเสนอ กลุ่มแรงงานสูงอายุ รอบที่ 1 ปีงบประมาณ 2564 ข้อมูล ณ 31 มี.ค. 2564.txt"
    assert written.read_text().startswith("รายงานผลการดำเนินงาน") and written.stat().st_size == made["bytes"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [(["--track", "9"], "ไม่มีหน่วย 9"), (["--round", "3"], "รอบไม่ถูกต้อง"), (["--output", "{file}/x"], "เขียนไฟล์ลงใน")],
)
def test_bad_use_is_one_sentence(
    changed: list[str],
    said: str,
    small_demo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(shutil.copytree(small_demo, tmp_path / "data")))
    (tmp_path / "file").write_text("")
    usual = ["pack", "--fy", "2564", "--round", "1", "-o", str(tmp_path / "out")]
    assert command.main([*usual, *(one.format(file=tmp_path / "file") for one in changed)]) == 1
    assert said in capsys.readouterr().err


def test_the_typefaces_are_complete() -> None:
    wanted = {
        *range(0x0E01, 0x0E3B),
        *range(0x0E3F, 0x0E5C),
        *map(ord, "".join(speak.SHAPE.values()) + "·≥≤0123456789"),
    }
    for path in (typeface.REGULAR, typeface.BOLD, typeface.ITALIC):
        with TTFont(path) as font:
            assert wanted <= set(font.getBestCmap()) and font["OS/2"].fsType == 0
    assert "SIL Open Font License" in (typeface.FOLDER / "OFL.txt").read_text()


def test_the_offices_master_is_taken_from_its_folder(
    office: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    monkeypatch.setenv("TIDTAM_PAPERS", str(tmp_path))
    said = replace(office, indicators=office.indicators[:1], problems=(), plans=())
    printed = reference.draft("https://kpi.example.go.th", office.ask)
    (pptx,) = [one for one in formats.FORMATS if one.code == "pptx"]
    ours = pptx.draw(said, printed, "arabic")
    Presentation().save(str(tmp_path / formats.MASTER))
    theirs = pptx.draw(said, printed, "arabic")
    widths = [Presentation(io.BytesIO(made)).slide_width for made in (ours, theirs)]
    assert widths == [Inches(13.333), Inches(10)]
