"""The dated events of each strategy, plan or proposal, from the first study to the follow-up (manual T5.1–T5.5).

States are derived from these events and never typed in (domain.md 3.4).
"""

from __future__ import annotations

from decimal import Decimal

from base.words import Text
from etl.forms.model import Choice, Field, FieldType, Form, PeriodKind, ReporterKind

EVENT_TYPES = (
    Choice("STUDY_OPENED", Text("เริ่มศึกษา วิเคราะห์", "study opened"), ("เริ่มศึกษาวิเคราะห์",)),
    Choice("DRAFTED", Text("ยกร่างแล้วเสร็จ", "drafted"), ("ยกร่าง", "ยกร่างแผน")),
    Choice("MEETING_APPROVED", Text("อนุมัติจัดประชุมทบทวน", "review meeting approved"), ("อนุมัติจัดประชุม",)),
    Choice("REVIEW_MEETING", Text("จัดประชุมทบทวน", "review meeting held"), ("ประชุมทบทวน", "จัดประชุม/สัมมนาทบทวน")),
    Choice("SUBMITTED", Text("เสนอขอความเห็นชอบ", "submitted"), ("เสนอ",)),
    Choice("ENDORSED", Text("เห็นชอบ", "endorsed"), ("ให้ความเห็นชอบ", "ผ่านความเห็นชอบ")),
    Choice("RETURNED", Text("ให้แก้ไข/ส่งคืน", "returned for revision"), ("ส่งคืน", "ให้แก้ไข")),
    Choice("CIRCULATED", Text("แจ้งเวียนเพิ่มโครงการ", "circulated for projects"), ("แจ้งเวียนเพิ่มโครงการ/กิจกรรม",)),
    Choice("COMPILED", Text("รวบรวมร่างแผน", "draft plan compiled"), ("รวบรวมโครงการ",)),
    Choice("DISTRIBUTED", Text("แจ้งเวียนให้นำไปปฏิบัติ", "distributed for action"), ("แจ้งเวียนสู่การปฏิบัติ",)),
    Choice("FOLLOW_UP", Text("ติดตามผลผ่านคณะกรรมการ", "followed up in committee"), ("ติดตามผล",)),
    Choice("AMENDMENT_OPENED", Text("เริ่มปรับแผน", "amendment opened")),
    Choice("AMENDED", Text("ปรับแผนแล้ว", "amended")),
    Choice("AMENDMENT_DROPPED", Text("ยุติการปรับแผน", "amendment dropped")),
    Choice("WITHDRAWN", Text("ถอนเรื่อง/ยกเลิก", "withdrawn"), ("ถอนเรื่อง", "ยกเลิก")),
)

EVENTS = Form(
    code="events",
    name=Text("บันทึกเหตุการณ์และการเห็นชอบแผน", "Events and endorsements of the plans"),
    sheet="เหตุการณ์ของแผน",
    version="2564.1",
    reporter_kind=ReporterKind.UNIT,
    period_kind=PeriodKind.MONTH,
    date_field="event_on",
    identity=("cycle_fy", "item_code", "event_on", "seq", "event_type", "body"),
    fields=(
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
            "item_code",
            Text("รหัสแผน/รายการ", "Plan or item code"),
            FieldType.CODE,
            required=True,
            reference="items",
            aliases=("รหัสแผน", "รหัสรายการ"),
        ),
        Field(
            "event_on",
            Text("วันที่ของเหตุการณ์", "Date of the event"),
            FieldType.DATE,
            required=True,
            aliases=("วันที่", "วันที่ดำเนินการ"),
        ),
        Field(
            "seq",
            Text("ลำดับในวัน", "Order within the day"),
            FieldType.INTEGER,
            minimum=Decimal(1),
            aliases=("ลำดับ",),
            width=9,
            hint=Text("เว้นว่าง = 1", "empty = 1"),
        ),
        Field(
            "event_type",
            Text("เหตุการณ์", "Event"),
            FieldType.CHOICE,
            required=True,
            choices=EVENT_TYPES,
            aliases=("ประเภทเหตุการณ์",),
            width=26,
        ),
        Field(
            "body",
            Text("ผู้พิจารณา/คณะกรรมการ", "Body"),
            FieldType.CODE,
            reference="bodies",
            aliases=("คณะกรรมการ", "คณะอนุกรรมการ/คณะกรรมการ", "ผู้พิจารณา"),
            width=34,
            hint=Text(
                "จำเป็นเมื่อเหตุการณ์เป็นการเสนอ เห็นชอบ หรือส่งคืน",
                "required for submitted, endorsed and returned",
            ),
        ),
        Field(
            "on_behalf_of",
            Text("ผู้ปฏิบัติราชการแทน", "Acted on behalf by"),
            FieldType.TEXT,
            aliases=("แทน", "ผู้ลงนามแทน"),
            width=24,
            hint=Text("ตำแหน่งผู้ลงนามแทน เช่น รองปลัดกระทรวงแรงงาน", "position of whoever signed on behalf"),
        ),
        Field(
            "ref_no",
            Text("เลขที่หนังสือ/มติที่ประชุม", "Reference no."),
            FieldType.TEXT,
            aliases=("เลขที่หนังสือ", "มติ"),
            width=22,
        ),
        Field(
            "participants",
            Text("จำนวนผู้เข้าร่วม (คน)", "Participants"),
            FieldType.INTEGER,
            minimum=Decimal(0),
            aliases=("จำนวนผู้เข้าร่วม", "ผู้เข้าร่วม (คน)"),
            hint=Text("จำนวนเท่านั้น ห้ามใส่ชื่อบุคคล", "a count only, never names"),
        ),
        Field(
            "improvement_source",
            Text("ข้อเสนอที่นำมาปรับปรุง", "Proposal used for the improvement"),
            FieldType.TEXT,
            aliases=("ที่มาของการปรับปรุง",),
            width=30,
        ),
        Field(
            "override_reason",
            Text("เหตุผลที่ข้ามลำดับขั้น", "Reason for leaving the order"),
            FieldType.TEXT,
            width=24,
        ),
        Field("note", Text("หมายเหตุ", "Note"), FieldType.TEXT, width=30),
        Field("evidence", Text("ลิงก์หลักฐาน", "Link to evidence"), FieldType.URL, aliases=("หลักฐาน",), width=24),
    ),
)
