"""The five steps of reviewing the work processes: the only source of C4 (manual 10.2(4); domain.md A-16–A-18)."""

from __future__ import annotations

from decimal import Decimal

from base.words import Text
from etl.forms.model import Field, FieldType, Form, PeriodKind, ReporterKind

STEPS: dict[int, Text] = {
    1: Text(
        "จัดทำกระบวนการหลัก/กระบวนการสนับสนุนตามภารกิจของหน่วยงาน",
        "set out the core and support processes of the unit's mission",
    ),
    2: Text(
        "จัดทำข้อกำหนดที่สำคัญของกระบวนการหลัก/กระบวนการสนับสนุน",
        "set out the key requirements of those processes",
    ),
    3: Text(
        "ต้องมีการทบทวน ออกแบบกระบวนการทำงานในส่วนที่ตนรับผิดชอบ",
        "must review and design the work processes of one's own area",
    ),
    4: Text("ต้องมีการจัดทำคู่มือการปฏิบัติงาน", "must produce an operations manual"),
    5: Text("อาจสร้างนวัตกรรมใหม่ ๆ ในกระบวนการทำงานด้วยก็ได้", "may also create innovation in the work processes"),
}
"""The steps in the words of the manual, 10.2(4)."""

SHARED_STEPS = (1, 2, 4)
"""Steps for which evidence of the Office may stand for every unit; step 3 is the unit's own (domain.md A-17)."""

MANDATORY_STEPS = (1, 2, 3, 4)
"""Step 5 is optional: “อาจ…ก็ได้” (domain.md A-16)."""

REVIEW = Form(
    code="review",
    name=Text("แบบทบทวนและปรับปรุงกระบวนการทำงาน", "Review of work processes"),
    sheet="ทบทวนกระบวนงาน",
    version="2564.1",
    reporter_kind=ReporterKind.UNIT,
    period_kind=PeriodKind.FISCAL_YEAR,
    identity=("step_no", "process_name"),
    fields=(
        Field(
            "step_no",
            Text("ขั้นที่", "Step no."),
            FieldType.INTEGER,
            required=True,
            minimum=Decimal(1),
            aliases=("ขั้นตอนที่", "ลำดับขั้น"),
            suggestions=tuple(str(step) for step in STEPS),
            width=9,
            hint=Text(
                "1 กระบวนการหลัก/สนับสนุนตามภารกิจ 2 ข้อกำหนดที่สำคัญของกระบวนการ "
                "3 ต้องทบทวน ออกแบบกระบวนการทำงานในส่วนที่ตนรับผิดชอบ 4 ต้องจัดทำคู่มือการปฏิบัติงาน "
                "5 อาจสร้างนวัตกรรมใหม่ ๆ ด้วยก็ได้",
                "1 core and support processes, 2 key requirements, 3 review and design of one's own processes, "
                "4 operations manual, 5 innovation (optional)",
            ),
        ),
        Field(
            "done_on",
            Text("วันที่แล้วเสร็จ", "Done on"),
            FieldType.DATE,
            aliases=("วันที่ดำเนินการแล้วเสร็จ", "แล้วเสร็จเมื่อ"),
            hint=Text("ต้องระบุพร้อมหลักฐาน", "needs its evidence"),
        ),
        Field(
            "evidence",
            Text("หลักฐาน", "Evidence"),
            FieldType.TEXT,
            aliases=("ลิงก์หลักฐาน", "เอกสารหลักฐาน"),
            width=36,
            hint=Text("ลิงก์ หรือชื่อและเลขที่เอกสาร", "a link, or title and number of a document"),
        ),
        Field(
            "process_name",
            Text("ชื่อกระบวนการ", "Process"),
            FieldType.TEXT,
            aliases=("กระบวนการ", "กระบวนงาน", "ชื่อกระบวนงาน"),
            width=40,
        ),
        Field(
            "applies_to_all",
            Text("ใช้ร่วมทุกกลุ่ม", "Applies to all units"),
            FieldType.YES_NO,
            aliases=("ใช้ร่วมทุกกลุ่ม/ฝ่าย",),
            hint=Text(
                "เฉพาะหลักฐานของสำนักงานในขั้นที่ 1, 2 และ 4",
                "only for evidence of the Office in steps 1, 2 and 4",
            ),
        ),
    ),
)
