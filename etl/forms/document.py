"""`docs/forms.md`, written from the declarations: `python -m etl.forms.document > docs/forms.md`."""

from __future__ import annotations

from base.words import Text
from etl.forms import FORMS
from etl.forms.examples import EXAMPLES
from etl.forms.model import Field, FieldType, Form, PeriodKind, ReporterKind

_HEAD = """\
# แบบฟอร์ม

เอกสารนี้สร้างจากคำประกาศแบบฟอร์มในระบบด้วย `python -m etl.forms.document` ห้ามแก้ไขด้วยมือ

This page is written from the declarations in `etl/forms`. A field's code is what `python -m etl forms --json` and the
tables of a build call it; its Thai header is what stands in the workbook. Dates may be written in any way that people
write them (`05/11/2563`, `5 พ.ย. 63`, a real Excel date); lists take the Thai label or the code.
"""

TYPE_NAMES: dict[FieldType, Text] = {
    FieldType.INTEGER: Text("จำนวนเต็ม", "whole number"),
    FieldType.NUMBER: Text("จำนวน (ทศนิยมไม่เกิน 4 ตำแหน่ง)", "number"),
    FieldType.MONEY: Text("บาท (ทศนิยม 2 ตำแหน่ง)", "baht"),
    FieldType.PERCENT: Text("ร้อยละ (85 = ร้อยละ 85)", "per cent, in points"),
    FieldType.DATE: Text("วันที่", "date"),
    FieldType.TEXT: Text("ข้อความ", "text"),
    FieldType.CODE: Text("รหัส", "code"),
    FieldType.CHOICE: Text("เลือกหนึ่งรายการ", "one of a list"),
    FieldType.MULTI_CHOICE: Text("เลือกได้หลายรายการ", "several of a list"),
    FieldType.YES_NO: Text("ใช่/ไม่ใช่", "yes or no"),
    FieldType.URL: Text("ลิงก์ (http, https)", "link"),
    FieldType.IGNORED: Text("ระบบคำนวณ ไม่อ่านค่าจากไฟล์", "calculated, never read"),
}
REPORTER_NAMES: dict[ReporterKind, Text] = {
    ReporterKind.AGENCY: Text("หน่วยงาน", "agency"),
    ReporterKind.UNIT: Text("กลุ่ม/ฝ่ายของสำนักงาน", "unit of the Office"),
    ReporterKind.GEN: Text("ฝ่ายบริหารทั่วไป", "General Administration (GEN)"),
    ReporterKind.OFF: Text("สำนักงาน", "the Office (OFF)"),
}
PERIOD_NAMES: dict[PeriodKind, Text] = {
    PeriodKind.MONTH: Text("รายเดือน", "month"),
    PeriodKind.FISCAL_YEAR: Text("รายปีงบประมาณ", "fiscal year"),
}
TABLE_NAMES: dict[str, Text] = {
    "agencies": Text("ทะเบียนหน่วยงาน", "agencies"),
    "units": Text("กลุ่ม/ฝ่าย", "units"),
    "provinces": Text("จังหวัดและ “ส่วนกลาง”", "provinces and “ส่วนกลาง”"),
    "bodies": Text("คณะกรรมการและผู้พิจารณา", "bodies"),
    "items": Text("ทะเบียนแผนและข้อเสนอ", "items"),
    "projects": Text("ทะเบียนโครงการ", "projects"),
}


def forms_document() -> str:
    """The whole page, in Markdown."""
    return "\n".join([_HEAD, *(_section(form) for form in FORMS.values())])


def _section(form: Form) -> str:
    reporter, period = REPORTER_NAMES[form.reporter_kind], PERIOD_NAMES[form.period_kind]
    lines = [
        f"## {form.name.th} (`{form.code}`)",
        "",
        f"{form.name.en}. ผู้รายงาน: {reporter.th} ({reporter.en}) · งวด: {period.th} ({period.en}) · "
        f"แผ่นงาน: {form.sheet} · รุ่น: {form.version}",
        "",
        "| รหัส | หัวคอลัมน์ | English | ชนิด | จำเป็น | ค่าที่ใช้ได้และคำอธิบาย | ตัวอย่าง |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    examples = EXAMPLES.get(form.code, {})
    lines += [_line(field, examples.get(field.code, "")) for field in form.fields]
    return "\n".join([*lines, ""])


def _line(field: Field, example: str) -> str:
    required = "ใช่" if field.required else ""
    cells = (f"`{field.code}`", field.header.th, field.header.en, TYPE_NAMES[field.type].th, required)
    return "| " + " | ".join([*cells, _values(field), example]) + " |"


def _values(field: Field) -> str:
    parts = []
    if field.choices:
        parts.append(" · ".join(f"{choice.label.th} (`{choice.code}`)" for choice in field.choices))
    if field.suggestions:
        parts.append("เช่น " + " · ".join(field.suggestions))
    if field.reference:
        parts.append("จาก" + TABLE_NAMES[field.reference].th)
    if field.max_length:
        parts.append(f"ไม่เกิน {field.max_length:,} ตัวอักษร")
    if field.hint:
        parts.append(field.hint.th.strip())
    return "; ".join(parts)


if __name__ == "__main__":
    print(forms_document(), end="")
