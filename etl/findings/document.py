"""`docs/findings.md`, written from the catalogue: `python -m etl.findings.document > docs/findings.md`."""

from __future__ import annotations

from collections.abc import Mapping

from etl.findings.catalogue import GATE_RULES
from etl.findings.office_rules import OFFICE_RULES
from etl.findings.register_rules import REGISTER_RULES
from etl.findings.row_rules import ROW_RULES
from etl.findings.rule import SEVERITY_NAMES, Rule
from etl.findings.sheet_rules import SHEET_RULES
from etl.findings.value_rules import VALUE_RULES

_HEAD = """\
# ข้อความผลการตรวจแบบฟอร์ม

เอกสารนี้สร้างจากบัญชีข้อความในระบบด้วย `python -m etl.findings.document` ห้ามแก้ไขด้วยมือ

This page is written from the catalogue in `etl/findings`. A code never changes its meaning; its sentence may be
improved. Words in braces are filled from the file: `{column}` is the Thai column header, `{found}` what was there.
"""
_SECTIONS: tuple[tuple[str, Mapping[str, Rule]], ...] = (
    ("ไฟล์และแผ่นงาน (file and sheet)", SHEET_RULES),
    ("แถวข้อมูล (rows)", ROW_RULES),
    ("ทะเบียน เหตุการณ์ และงบประมาณ (registers, events and budget)", REGISTER_RULES),
    ("ทะเบียนของสำนักงาน (the Office's own registers)", OFFICE_RULES),
    ("ค่าในช่องเดียว (single values)", VALUE_RULES),
    ("การรับไฟล์ (the gate)", GATE_RULES),
)


def findings_document() -> str:
    """The whole page, in Markdown."""
    return "\n".join([_HEAD, *(_section(title, rules) for title, rules in _SECTIONS)])


def _section(title: str, rules: Mapping[str, Rule]) -> str:
    lines = [f"## {title}", "", "| รหัส | ระดับ | ข้อความ | English |", "| --- | --- | --- | --- |"]
    for code, rule in sorted(rules.items()):
        lines.append(f"| {code} | {SEVERITY_NAMES[rule.severity].th} | {rule.text.th} | {rule.text.en} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    print(findings_document(), end="")
