"""The steps of the annual report, for all plans at once: the only source of S6 (manual T5.6(2); domain.md 3.1)."""

from __future__ import annotations

from base.words import Text
from etl.forms.model import Choice, Field, FieldType, Form, PeriodKind, ReporterKind

STEPS = (
    Choice(
        "REPORT_COMPILED",
        Text("จัดทำรายงานประจำปีแล้วเสร็จ", "annual report compiled"),
        ("รวบรวมและจัดทำรายงาน", "จัดทำรายงาน", "รวบรวมข้อมูลแล้วเสร็จ"),
    ),
    Choice(
        "REPORT_TO_EXECUTIVES",
        Text("เสนอรายงานต่อผู้บริหาร", "annual report to executives"),
        ("เสนอผู้บริหาร", "นำเสนอผู้บริหาร"),
    ),
    Choice(
        "REPORT_CIRCULATED",
        Text("แจ้งเวียนรายงานประจำปี", "annual report circulated"),
        ("แจ้งเวียนรายงาน", "แจ้งเวียนผู้รับบริการและผู้มีส่วนได้ส่วนเสีย"),
    ),
)
"""In the order in which they are taken."""

MILESTONES = Form(
    code="milestones",
    name=Text("ขั้นตอนการจัดทำรายงานผลการดำเนินงานประจำปี", "Steps of the annual report"),
    sheet="ขั้นตอนรายงานประจำปี",
    version="2564.1",
    reporter_kind=ReporterKind.OFF,
    period_kind=PeriodKind.FISCAL_YEAR,
    identity=("step",),
    fields=(
        Field(
            "step",
            Text("ขั้นตอนของรายงานประจำปี", "Step of the annual report"),
            FieldType.CHOICE,
            required=True,
            choices=STEPS,
            aliases=("ขั้นตอนการจัดทำรายงาน", "ขั้นตอนรายงานประจำปี"),
            width=34,
            hint=Text("แจ้งเวียนภายในเดือนตุลาคม", "circulated within October"),
        ),
        Field(
            "done_on",
            Text("วันที่ดำเนินการแล้วเสร็จ", "Done on"),
            FieldType.DATE,
            required=True,
            aliases=("วันที่แล้วเสร็จ", "วันที่ดำเนินการ"),
        ),
        Field(
            "evidence",
            Text("หลักฐาน", "Evidence"),
            FieldType.TEXT,
            aliases=("ลิงก์หลักฐาน", "เอกสารหลักฐาน"),
            width=36,
            hint=Text("ลิงก์ หรือเลขที่บันทึกหรือหนังสือเวียน", "a link, or the number of the memo or circular"),
        ),
    ),
)
