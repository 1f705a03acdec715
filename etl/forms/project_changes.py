"""Changes of registered projects with their approval: cancelled, postponed, new target … (domain.md A-27).

A cancellation leaves the denominator of K3 from the later of `effective_on` and `approved_on`; one that is not
approved stays in it.
"""

from __future__ import annotations

from base.words import Text
from etl.forms.model import Choice, Field, FieldType, Form, PeriodKind, ReporterKind

CHANGE_TYPES = (
    Choice("cancel", Text("ยกเลิกโครงการ", "cancelled"), ("ยกเลิก", "ขอยกเลิกโครงการ")),
    Choice("postpone", Text("เลื่อนดำเนินการ", "postponed"), ("เลื่อน", "ชะลอ", "ขยายเวลา")),
    Choice("retarget", Text("ปรับค่าเป้าหมาย", "new target"), ("ปรับเป้าหมาย", "เปลี่ยนแปลงค่าเป้าหมาย")),
    Choice("rebudget", Text("ปรับงบประมาณ", "new budget"), ("เปลี่ยนแปลงงบประมาณ", "ปรับวงเงิน")),
    Choice("rename", Text("เปลี่ยนชื่อโครงการ", "renamed"), ("เปลี่ยนชื่อ", "ปรับชื่อโครงการ")),
    Choice(
        "reassign",
        Text("เปลี่ยนหน่วยงานรับผิดชอบ", "new lead agency"),
        ("เปลี่ยนหน่วยงาน", "โอนหน่วยงานรับผิดชอบ", "เปลี่ยนหน่วยงานรับผิดชอบหลัก"),
    ),
)

PROJECT_CHANGES = Form(
    code="project_changes",
    name=Text("บันทึกการเปลี่ยนแปลงโครงการ/กิจกรรม", "Changes of projects"),
    sheet="การเปลี่ยนแปลงโครงการ",
    version="2564.1",
    reporter_kind=ReporterKind.UNIT,
    period_kind=PeriodKind.MONTH,
    date_field="effective_on",
    identity=("project_code", "change_type", "effective_on"),
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
            "change_type",
            Text("ประเภทการเปลี่ยนแปลง", "Change"),
            FieldType.CHOICE,
            required=True,
            choices=CHANGE_TYPES,
            aliases=("การเปลี่ยนแปลง", "รายการเปลี่ยนแปลง"),
            width=24,
        ),
        Field(
            "effective_on",
            Text("วันที่มีผล", "Effective on"),
            FieldType.DATE,
            required=True,
            aliases=("วันที่", "วันที่มีผลบังคับใช้"),
        ),
        Field(
            "approved",
            Text("อนุมัติแล้ว", "Approved"),
            FieldType.YES_NO,
            required=True,
            aliases=("ได้รับอนุมัติแล้ว", "การอนุมัติ", "ผลการอนุมัติ"),
            hint=Text(
                "โครงการที่ยกเลิกโดยยังไม่อนุมัติยังคงนับเป็นโครงการตามแผน",
                "a cancelled project still counts until the cancellation is approved",
            ),
        ),
        Field(
            "approved_on",
            Text("วันที่อนุมัติ", "Approved on"),
            FieldType.DATE,
            aliases=("อนุมัติเมื่อ", "วันที่ได้รับอนุมัติ"),
            hint=Text("เว้นว่าง = วันที่มีผล", "empty = the day it takes effect"),
        ),
        Field(
            "approved_by",
            Text("ผู้อนุมัติ (ตำแหน่ง)", "Approved by (position)"),
            FieldType.TEXT,
            aliases=("ผู้อนุมัติ", "ตำแหน่งผู้อนุมัติ", "อนุมัติโดย"),
            width=26,
            hint=Text("ตำแหน่งเท่านั้น ห้ามใส่ชื่อบุคคล", "a position only, never a name"),
        ),
        Field(
            "approval_ref",
            Text("เลขที่หนังสืออนุมัติ/มติที่ประชุม", "Approval reference"),
            FieldType.TEXT,
            aliases=("เลขที่หนังสือ", "หนังสืออนุมัติ", "มติที่ประชุม", "เลขที่หนังสืออนุมัติ"),
            width=24,
        ),
        Field("old_value", Text("ค่าเดิม", "Old value"), FieldType.TEXT, aliases=("เดิม", "ก่อนเปลี่ยนแปลง"), width=24),
        Field(
            "new_value",
            Text("ค่าใหม่", "New value"),
            FieldType.TEXT,
            aliases=("ใหม่", "หลังเปลี่ยนแปลง", "เปลี่ยนเป็น"),
            width=24,
            hint=Text(
                "ค่าเป้าหมายหรืองบประมาณให้กรอกเป็นตัวเลข หน่วยงานรับผิดชอบให้กรอกชื่อหน่วยงานในทะเบียน",
                "a number for a target or a budget, a registered agency for a new lead agency",
            ),
        ),
        Field(
            "reason",
            Text("เหตุผล", "Reason"),
            FieldType.TEXT,
            max_length=2000,
            aliases=("เหตุผลความจำเป็น", "สาเหตุ"),
            width=36,
        ),
    ),
)
