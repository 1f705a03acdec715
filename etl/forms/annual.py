"""The annual results of an agency with photos of its important work, due on 15 September (manual T5.6(1))."""

from __future__ import annotations

from decimal import Decimal

from base.words import Text
from etl.forms.model import Field, FieldType, Form, PeriodKind, ReporterKind

LONGEST = 4000
"""Characters of one narrative: about two pages of the annual report."""

ANNUAL = Form(
    code="annual",
    name=Text("รายงานผลการดำเนินงานประจำปี", "Annual results"),
    sheet="ผลงานประจำปี",
    version="2564.1",
    reporter_kind=ReporterKind.AGENCY,
    period_kind=PeriodKind.FISCAL_YEAR,
    identity=("project_code",),
    fields=(
        Field(
            "project_code",
            Text("รหัสโครงการ", "Project code"),
            FieldType.CODE,
            required=True,
            reference="projects",
            aliases=("รหัส", "รหัสโครงการ/กิจกรรม"),
        ),
        Field(
            "result_final",
            Text("ผลการดำเนินงานทั้งปี", "Result of the year"),
            FieldType.NUMBER,
            minimum=Decimal(0),
            aliases=("ผลทั้งปี", "ผลการดำเนินงานรวมทั้งปี"),
            dash_is_zero=True,
            hint=Text(
                "ข้อมูลเบื้องต้น ณ วันส่ง ตัวเลขสุดท้ายใช้รายงานเดือนกันยายน",
                "preliminary; the September report gives the final figure",
            ),
        ),
        Field(
            "narrative",
            Text("สรุปผลการดำเนินงานประจำปี", "Summary of the year"),
            FieldType.TEXT,
            required=True,
            max_length=LONGEST,
            aliases=("สรุปผลการดำเนินงาน", "ผลงานสำคัญ", "ผลการดำเนินงาน"),
            width=48,
        ),
        Field("situation", Text("สถานการณ์", "Situation"), FieldType.TEXT, max_length=LONGEST, width=36),
        Field(
            "problem",
            Text("ปัญหาและอุปสรรค", "Problems and obstacles"),
            FieldType.TEXT,
            max_length=LONGEST,
            aliases=("ปัญหา/อุปสรรค", "ปัญหา", "ปัญหาอุปสรรค"),
            width=30,
        ),
        Field(
            "solution",
            Text("แนวทางแก้ไข", "Solution"),
            FieldType.TEXT,
            max_length=LONGEST,
            aliases=("แนวทางแก้ไข/ข้อเสนอแนะ", "ข้อเสนอแนะ"),
            width=30,
        ),
        Field(
            "photo",
            Text("ลิงก์ภาพผลงานสำคัญ", "Link to the photo"),
            FieldType.URL,
            aliases=("ภาพผลงานสำคัญ", "ลิงก์ภาพ", "ภาพถ่าย"),
            width=28,
        ),
        Field(
            "photo_caption",
            Text("คำบรรยายภาพ", "Caption"),
            FieldType.TEXT,
            aliases=("คำอธิบายภาพ",),
            width=30,
            hint=Text("จำเป็นเมื่อมีภาพ ห้ามใส่ชื่อบุคคล", "required with a photo; never names of persons"),
        ),
        Field(
            "photo_consent",
            Text("ยินยอมให้เผยแพร่ภาพ", "Consent to publish"),
            FieldType.YES_NO,
            aliases=("ความยินยอมให้เผยแพร่ภาพ", "ความยินยอม"),
            hint=Text(
                "จำเป็นเมื่อมีภาพ: บุคคลในภาพยินยอมให้เผยแพร่หรือไม่",
                "required with a photo: whether the people in it agreed",
            ),
        ),
    ),
)
