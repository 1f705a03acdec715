"""Every occasion on which a unit put technology to use: the only source of C2 (manual 10.2(2); domain.md A-09).

Whether an entry is verified or rejected is a decision of the data steward and no column of this form.
"""

from __future__ import annotations

from base.words import Text
from etl.forms.model import Field, FieldType, Form, PeriodKind, ReporterKind

TECHNOLOGIES = ("คิวอาร์โค้ด (QR code)", "ระบบอินทราเน็ต", "เว็บไซต์กระทรวงแรงงาน", "ประชุมผ่านสื่ออิเล็กทรอนิกส์")
"""Suggested technologies (manual 8.6, 10.2(2)); any other may be typed."""

PURPOSES = ("จัดทำเอกสารการประชุม", "เวียนหนังสือราชการ", "รวบรวมข้อมูลและรายงาน", "ประชุมหรือประสานงาน")
"""Suggested purposes (manual 10.2(2)); any other may be typed."""

TECHNOLOGY = Form(
    code="technology",
    name=Text("บันทึกการใช้เทคโนโลยี", "Log of technology use"),
    sheet="บันทึกการใช้เทคโนโลยี",
    version="2564.1",
    reporter_kind=ReporterKind.UNIT,
    period_kind=PeriodKind.MONTH,
    date_field="used_on",
    fields=(
        Field(
            "used_on",
            Text("วันที่ใช้", "Used on"),
            FieldType.DATE,
            required=True,
            aliases=("วันที่", "วันที่ใช้เทคโนโลยี"),
        ),
        Field(
            "technology",
            Text("เทคโนโลยีที่ใช้", "Technology"),
            FieldType.TEXT,
            required=True,
            aliases=("เทคโนโลยี", "ชื่อเทคโนโลยี", "การใช้เทคโนโลยี"),
            suggestions=TECHNOLOGIES,
            width=28,
        ),
        Field(
            "purpose",
            Text("วัตถุประสงค์การใช้", "Purpose"),
            FieldType.TEXT,
            required=True,
            aliases=("วัตถุประสงค์", "ใช้เพื่อ"),
            suggestions=PURPOSES,
            width=30,
            hint=Text(
                "เพิ่มประสิทธิภาพในการทำงานและการบริหารจัดการภายในหน่วยงาน เช่น ใช้ QR code "
                "ในการทำเอกสารการประชุม หรือเวียนหนังสือราชการ",
                "to raise efficiency within the unit, e.g. QR codes for meeting papers or circulars",
            ),
        ),
        Field(
            "object",
            Text("ใช้กับงาน/เรื่อง", "Used for"),
            FieldType.TEXT,
            aliases=("งานที่ใช้", "เรื่อง", "งาน/เรื่อง", "เรื่องที่ใช้"),
            width=34,
            hint=Text(
                "หนึ่งครั้ง = หนึ่งวัน หนึ่งเทคโนโลยี หนึ่งวัตถุประสงค์ หนึ่งเรื่อง",
                "one time = one day, technology, purpose and object",
            ),
        ),
        Field(
            "benefit",
            Text("ประโยชน์ที่ได้รับ", "Benefit"),
            FieldType.TEXT,
            aliases=("ประโยชน์", "ผลที่ได้รับ"),
            width=34,
        ),
        Field("evidence", Text("ลิงก์หลักฐาน", "Link to evidence"), FieldType.URL, aliases=("หลักฐาน",), width=24),
    ),
)
