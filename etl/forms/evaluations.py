"""The evaluation of each plan after each sub-process (manual 10.1; domain.md K5, A-32)."""

from __future__ import annotations

from decimal import Decimal

from base.words import Text
from etl.forms.model import Choice, Field, FieldType, Form, PeriodKind, ReporterKind

STEPS = (
    Choice("S1", Text("ศึกษา วิเคราะห์ และยกร่างแผน", "study, analyse, draft"), ("ขั้นตอนที่ 1", "ขั้นที่ 1", "1")),
    Choice("S2", Text("ประชุม/สัมมนาทบทวนแผน", "review meeting"), ("ขั้นตอนที่ 2", "ขั้นที่ 2", "2")),
    Choice(
        "S3",
        Text("แจ้งเวียนแผนเพื่อเพิ่มโครงการ/กิจกรรม", "circulate for added projects"),
        ("ขั้นตอนที่ 3", "ขั้นที่ 3", "3"),
    ),
    Choice(
        "S4",
        Text("เสนอคณะอนุกรรมการ/คณะกรรมการเห็นชอบ", "committee endorsement"),
        ("ขั้นตอนที่ 4", "ขั้นที่ 4", "4"),
    ),
    Choice("S5", Text("ขับเคลื่อน กำกับ ติดตาม", "drive, oversee, monitor"), ("ขั้นตอนที่ 5", "ขั้นที่ 5", "5")),
    Choice("S6", Text("จัดทำรายงานผลประจำปี", "annual report"), ("ขั้นตอนที่ 6", "ขั้นที่ 6", "6")),
)
"""The six steps of the process (manual T4, T5)."""

EVALUATIONS = Form(
    code="evaluations",
    name=Text("บันทึกการประเมินผลรายแผน", "Evaluation of each plan"),
    sheet="ประเมินผลรายแผน",
    version="2564.1",
    reporter_kind=ReporterKind.UNIT,
    period_kind=PeriodKind.FISCAL_YEAR,
    is_future_allowed=True,
    identity=("item_code", "cycle_fy", "step"),
    fields=(
        Field(
            "item_code",
            Text("รหัสแผน/รายการ", "Plan or item code"),
            FieldType.CODE,
            required=True,
            reference="items",
            aliases=("รหัสแผน", "รหัสรายการ"),
        ),
        Field(
            "cycle_fy",
            Text("ปีงบประมาณของรอบงาน", "Fiscal year of the cycle"),
            FieldType.INTEGER,
            required=True,
            minimum=Decimal(2500),
            aliases=("รอบปีงบประมาณ",),
            hint=Text(
                "ปีงบประมาณ (พ.ศ.) ที่แผนนั้นใช้ มิใช่ปีที่ดำเนินการ",
                "the fiscal year (BE) the work is for, not the one it is done in",
            ),
        ),
        Field(
            "step",
            Text("กระบวนการย่อย", "Sub-process"),
            FieldType.CHOICE,
            required=True,
            choices=STEPS,
            aliases=("กระบวนการย่อยที่ประเมิน", "ขั้นตอนที่ประเมิน"),
            width=38,
            hint=Text(
                "ประเมินภายหลังเสร็จสิ้นการดำเนินการตามกระบวนการย่อย",
                "evaluated after the sub-process is completed",
            ),
        ),
        Field(
            "evaluated_on",
            Text("วันที่ประเมิน", "Evaluated on"),
            FieldType.DATE,
            required=True,
            aliases=("วันที่ประเมินผล",),
        ),
        Field(
            "evaluator_position",
            Text("ผู้ประเมิน (ตำแหน่ง)", "Evaluator (position)"),
            FieldType.TEXT,
            required=True,
            aliases=("ผู้ประเมิน", "ตำแหน่งผู้ประเมิน"),
            width=28,
            hint=Text("ตำแหน่งเท่านั้น ห้ามใส่ชื่อบุคคล", "a position only, never a name"),
        ),
        Field(
            "remark",
            Text("ข้อคิดเห็น/หมายเหตุ", "Remark"),
            FieldType.TEXT,
            max_length=2000,
            aliases=("หมายเหตุ", "ข้อคิดเห็น", "ผลการประเมิน"),
            width=40,
        ),
        Field("evidence", Text("ลิงก์หลักฐาน", "Link to evidence"), FieldType.URL, aliases=("หลักฐาน",), width=24),
    ),
)
