"""One rule of the catalogue: how grave it is and the sentence that the sender reads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from base.words import Text


class Severity(StrEnum):
    """`error` refuses the submission, `warning` asks for an explanation, `note` only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITY_NAMES: dict[Severity, Text] = {
    Severity.ERROR: Text("ข้อผิดพลาด (ต้องแก้ไข)", "Error (must be mended)"),
    Severity.WARNING: Text("คำเตือน", "Warning"),
    Severity.NOTE: Text("ข้อสังเกต", "Note"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a finding of one code says. The sentence begins with what to do and then says what was found."""

    severity: Severity
    text: Text


def error(th: str, en: str) -> Rule:
    return Rule(Severity.ERROR, Text(th, en))


def warning(th: str, en: str) -> Rule:
    return Rule(Severity.WARNING, Text(th, en))


def note(th: str, en: str) -> Rule:
    return Rule(Severity.NOTE, Text(th, en))
