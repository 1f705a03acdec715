"""PMQA meetings, a row for each meeting and invited unit: the only source of C3 (manual 10.2(3); domain.md A-11–A-15).

A row is itself the invitation: whoever attends without one has no row and is not counted (R-35).
"""

from __future__ import annotations

from base.words import Text
from etl.forms.model import Choice, Field, FieldType, Form, PeriodKind, ReporterKind

PURPOSES = (
    Choice(
        "award_data",
        Text("จัดทำข้อมูลประกวดรางวัลเลิศรัฐ", "award data"),
        ("รางวัลเลิศรัฐ", "ประกวดรางวัลเลิศรัฐ", "จัดทำข้อมูลประกวดรางวัล"),
    ),
    Choice("training", Text("อบรม/ให้ความรู้", "training"), ("อบรม", "ฝึกอบรม", "ให้ความรู้")),
    Choice("other", Text("อื่น ๆ", "other"), ("อื่นๆ",)),
)

STATUSES = (
    Choice("scheduled", Text("กำหนดประชุม", "scheduled"), ("นัดประชุม", "ยังไม่ประชุม", "รอประชุม")),
    Choice("held", Text("ประชุมแล้ว", "held"), ("จัดประชุมแล้ว", "จัดแล้ว")),
    Choice("cancelled", Text("ยกเลิกการประชุม", "cancelled"), ("ยกเลิก", "งดประชุม")),
    Choice("postponed", Text("เลื่อนการประชุม", "postponed"), ("เลื่อน", "เลื่อนประชุม")),
)

MODES = (
    Choice("onsite", Text("ประชุม ณ สถานที่จัดประชุม", "on site"), ("ณ ที่ตั้ง", "ในห้องประชุม", "ห้องประชุม")),
    Choice(
        "online",
        Text("ประชุมผ่านสื่ออิเล็กทรอนิกส์", "online"),
        ("ออนไลน์", "ประชุมออนไลน์", "ผ่านสื่ออิเล็กทรอนิกส์"),
    ),
    Choice("hybrid", Text("ประชุมทั้งสองรูปแบบ", "hybrid"), ("ผสมผสาน", "แบบผสมผสาน")),
)

INVITERS = ("กพบ.",)
"""The inviter whose meetings count for C3 (manual 10.2(3)); any other may be typed."""

_MEETING = (
    Field(
        "meeting_code",
        Text("รหัสการประชุม", "Meeting code"),
        FieldType.CODE,
        required=True,
        aliases=("รหัสประชุม", "รหัส"),
        hint=Text(
            "ไม่ซ้ำกันในปีงบประมาณ และใช้รหัสเดิมเมื่อเลื่อนการประชุม",
            "unique within the fiscal year; a meeting that is moved keeps its code",
        ),
    ),
    Field(
        "meeting_on",
        Text("วันที่ประชุม", "Date of the meeting"),
        FieldType.DATE,
        required=True,
        aliases=("วันที่", "วันประชุม"),
    ),
    Field(
        "title",
        Text("เรื่องที่ประชุม", "Title"),
        FieldType.TEXT,
        aliases=("ชื่อการประชุม", "เรื่อง", "หัวข้อการประชุม"),
        width=40,
    ),
    Field(
        "invited_by",
        Text("ผู้เชิญประชุม", "Invited by"),
        FieldType.TEXT,
        required=True,
        aliases=("หน่วยงานผู้เชิญ", "เชิญโดย", "หน่วยงานที่เชิญประชุม"),
        suggestions=INVITERS,
        width=22,
        hint=Text("นับเฉพาะการประชุมตามที่ กพบ. เชิญประชุม", "only meetings called by “กพบ.” count"),
    ),
    Field(
        "purpose",
        Text("วัตถุประสงค์การประชุม", "Purpose"),
        FieldType.CHOICE,
        required=True,
        choices=PURPOSES,
        aliases=("วัตถุประสงค์",),
        width=28,
    ),
    Field(
        "status",
        Text("สถานะการประชุม", "Status"),
        FieldType.CHOICE,
        required=True,
        choices=STATUSES,
        aliases=("สถานะ",),
        width=18,
    ),
    Field(
        "letter_ref",
        Text("เลขที่หนังสือเชิญประชุม", "Letter of invitation"),
        FieldType.TEXT,
        aliases=("เลขที่หนังสือ", "หนังสือเชิญประชุม"),
        width=22,
    ),
)

_ATTENDANCE = (
    Field(
        "unit",
        Text("กลุ่ม/ฝ่ายที่ได้รับเชิญ", "Invited unit"),
        FieldType.CODE,
        required=True,
        reference="units",
        aliases=("กลุ่ม/ฝ่าย", "หน่วยงานที่ได้รับเชิญ", "ผู้ได้รับเชิญ"),
        width=30,
        hint=Text("หนึ่งแถวต่อหนึ่งกลุ่ม/ฝ่ายที่ได้รับเชิญ", "one row for each invited unit"),
    ),
    Field(
        "attended",
        Text("เข้าร่วมประชุม", "Attended"),
        FieldType.YES_NO,
        aliases=("การเข้าร่วมประชุม", "เข้าร่วม"),
        hint=Text("เว้นว่างไว้จนกว่าจะประชุม", "leave empty until the meeting is held"),
    ),
    Field(
        "attendee_position",
        Text("ผู้เข้าร่วมประชุม (ตำแหน่ง)", "Attended by (position)"),
        FieldType.TEXT,
        aliases=("ผู้เข้าร่วมประชุม", "ตำแหน่งผู้เข้าร่วม", "ผู้แทนที่เข้าร่วม"),
        width=28,
        hint=Text("ตำแหน่งเท่านั้น ห้ามใส่ชื่อบุคคล", "a position only, never a name"),
    ),
    Field("delegate", Text("เข้าร่วมแทน", "As a delegate"), FieldType.YES_NO, aliases=("ผู้แทน", "มอบหมายผู้แทน")),
    Field(
        "mode",
        Text("รูปแบบการประชุม", "Mode"),
        FieldType.CHOICE,
        choices=MODES,
        aliases=("รูปแบบ", "วิธีประชุม"),
        width=26,
    ),
    Field("evidence", Text("ลิงก์หลักฐาน", "Link to evidence"), FieldType.URL, aliases=("หลักฐาน",), width=24),
)

PMQA = Form(
    code="pmqa",
    name=Text("บันทึกการประชุม PMQA", "PMQA meetings and attendance"),
    sheet="การประชุม PMQA",
    version="2564.1",
    reporter_kind=ReporterKind.GEN,
    period_kind=PeriodKind.MONTH,
    date_field="meeting_on",
    is_future_allowed=True,
    identity=("meeting_code", "unit"),
    fields=_MEETING + _ATTENDANCE,
)
