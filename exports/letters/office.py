"""Who writes the letters: the letterhead, which an office may state in `office.toml` of its folder of papers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from base.settings import SettingFault
from base.words import Text

OFFICE_FILE, EMBLEM_FILE = "office.toml", "emblem.png"
TEMPLATES = (
    (Text("แม่แบบรายงาน", "Report"), "report.docx"),
    (Text("แม่แบบหนังสือภายนอก", "Letter"), "letter.docx"),
    (Text("แม่แบบบันทึกข้อความ", "Memo"), "memo.docx"),
)
"""What an office may restyle, and the file in which it stands."""
OWN_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Office:
    """The letterhead. Positions, never persons: whoever signs writes the name, or the office states it in the file."""

    number_prefix: str = "รง 0213/"
    """What stands before the number that the office's own correspondence register gives (section 4.6(1))."""
    sender: str = "สำนักงานนโยบายแรงงานนอกระบบ"
    ministry_office: str = "สำนักงานปลัดกระทรวงแรงงาน"
    address: tuple[str, ...] = ("ถนนมิตรไมตรี เขตดินแดง", "กรุงเทพฯ 10400")
    unit: str = "ฝ่ายบริหารทั่วไป"
    phone: str = ""
    email: str = ""
    signer_name: str = "(..............................................)"
    signer_title: str = "ผู้อำนวยการสำนักงานนโยบายแรงงานนอกระบบ"
    thai_digits: bool = True
    reply_workdays: int = 5
    """Working days that a late agency is given from the day of the letter."""


def office(papers_dir: Path | None) -> Office:
    """The letterhead of this installation. Raises SettingFault naming the line of `office.toml` that cannot be used."""
    path = papers_dir / OFFICE_FILE if papers_dir else None
    if path is None or not path.is_file():
        return Office()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise _fault(Text(f"อ่านไฟล์ {OFFICE_FILE} ไม่ได้ ({fault})", f"cannot read {OFFICE_FILE} ({fault})")) from fault
    known = {field.name: getattr(Office(), field.name) for field in fields(Office)}
    for name, value in told.items():
        if name not in known or not _fits(value, known[name]):
            raise _fault(
                Text(
                    f"{OFFICE_FILE}: ตรวจบรรทัด {name} (ใช้ได้เฉพาะ {', '.join(known)})",
                    f"{OFFICE_FILE}: check the line {name} (there are {', '.join(known)})",
                )
            )
    stated: dict[str, Any] = {name: tuple(value) if name == "address" else value for name, value in told.items()}
    return replace(Office(), **stated)


def _fits(value: object, example: object) -> bool:
    """Whether a value of the file is of the kind that the letterhead needs."""
    if isinstance(example, tuple):
        return isinstance(value, list) and all(isinstance(line, str) for line in value)
    if isinstance(example, bool) or isinstance(value, bool):
        return isinstance(example, bool) and isinstance(value, bool)
    return isinstance(value, type(example)) and (not isinstance(value, int) or 1 <= value <= 60)


def _fault(text: Text) -> SettingFault:
    return SettingFault("TIDTAM_PAPERS", text)


def template(papers_dir: Path | None, name: str) -> Path:
    """The template of this name (`letter.docx`): the office's own where it has one, else ours."""
    own = papers_dir / name if papers_dir else None
    return own if own and own.is_file() else OWN_TEMPLATES / name


def emblem(papers_dir: Path | None) -> Path | None:
    """The picture of the emblem that the office provides; None leaves the usual space for it."""
    path = papers_dir / EMBLEM_FILE if papers_dir else None
    return path if path and path.is_file() else None


def templates(papers_dir: Path | None) -> tuple[tuple[Text, str, bool, bytes], ...]:
    """What each template is for, its file name, whether it is the office's own, and its bytes."""
    found = ((title, name, template(papers_dir, name)) for title, name in TEMPLATES)
    return tuple((title, name, path.parent != OWN_TEMPLATES, path.read_bytes()) for title, name, path in found)
