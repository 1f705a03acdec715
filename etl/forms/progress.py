"""The monthly progress report of an agency (manual T5.5(3); columns of domain.md 7.4)."""

from __future__ import annotations

from decimal import Decimal

from base.words import Text
from etl.forms.choices import FUND_SOURCES, UNITS_OF_COUNT, WORKFORCE_GROUPS
from etl.forms.model import Choice, Field, FieldType, Form, PeriodKind, ReporterKind

STATUSES = (
    Choice("not_started", Text("ยังไม่เริ่ม", "not started"), ("ยังไม่ดำเนินการ", "ยังไม่เริ่มดำเนินการ")),
    Choice("in_progress", Text("อยู่ระหว่างดำเนินการ", "in progress"), ("กำลังดำเนินการ", "ระหว่างดำเนินการ")),
    Choice("completed", Text("แล้วเสร็จ", "completed"), ("เสร็จสิ้น", "ดำเนินการแล้วเสร็จ", "เสร็จแล้ว")),
    Choice("postponed", Text("เลื่อน", "postponed"), ("เลื่อนดำเนินการ", "ชะลอ")),
    Choice("cancelled", Text("ยกเลิก", "cancelled"), ("ยกเลิกโครงการ",)),
)

_ZERO = Decimal(0)

_WHAT = (
    Field("row_no", Text("ลำดับที่", "No."), FieldType.INTEGER, minimum=Decimal(1), aliases=("ลำดับ", "ที่"), width=8),
    Field(
        "plan_no",
        Text("แผน (ฉบับที่)", "Plan no."),
        FieldType.INTEGER,
        required=True,
        minimum=Decimal(1),
        aliases=("แผน", "แผนฉบับที่", "ฉบับที่", "แผนที่"),
        is_locked=True,
        width=9,
        hint=Text("เลขที่ของแผน 1–6 ตามคู่มือ", "the plan's number in the manual, 1–6"),
    ),
    Field(
        "strategy",
        Text("ยุทธศาสตร์/ประเด็น", "Strategy/issue"),
        FieldType.TEXT,
        required=True,
        aliases=("ยุทธศาสตร์", "ประเด็น", "ประเด็นยุทธศาสตร์"),
        is_locked=True,
        width=26,
    ),
    Field(
        "measure",
        Text("มาตรการ/แนวทาง", "Measure/guideline"),
        FieldType.TEXT,
        aliases=("มาตรการ", "แนวทาง"),
        is_locked=True,
        width=26,
    ),
    Field(
        "project_code",
        Text("รหัสโครงการ", "Project code"),
        FieldType.CODE,
        reference="projects",
        aliases=("รหัส",),
        is_locked=True,
        width=13,
        hint=Text("โครงการใหม่ที่ยังไม่มีรหัสให้เว้นว่าง", "leave empty for a new project without a code"),
    ),
    Field(
        "project_name",
        Text("โครงการ/กิจกรรม", "Project/activity"),
        FieldType.TEXT,
        required=True,
        aliases=("ชื่อโครงการ", "โครงการ", "ชื่อโครงการ/กิจกรรม"),
        is_locked=True,
        width=42,
    ),
    Field("activity", Text("กิจกรรมย่อย", "Sub-activity"), FieldType.TEXT, is_locked=True, width=26),
    Field(
        "wg",
        Text("กลุ่มเป้าหมาย", "Target groups"),
        FieldType.MULTI_CHOICE,
        required=True,
        choices=WORKFORCE_GROUPS,
        aliases=("กลุ่มเป้าหมาย (นอกระบบ/สูงอายุ/คนพิการ/ผู้ด้อยโอกาส)",),
        width=20,
        hint=Text(
            "นอกระบบ/สูงอายุ/คนพิการ/ผู้ด้อยโอกาส ระบุได้มากกว่าหนึ่งกลุ่ม คั่นด้วยเครื่องหมาย , ",
            "one or more groups, separated by commas",
        ),
    ),
    Field(
        "lead_agency",
        Text("หน่วยงานรับผิดชอบหลัก", "Lead agency"),
        FieldType.CODE,
        required=True,
        reference="agencies",
        aliases=("หน่วยงานรับผิดชอบ", "หน่วยงานหลัก", "ผู้รับผิดชอบหลัก"),
        is_locked=True,
        width=28,
    ),
    Field(
        "partners",
        Text("หน่วยงานร่วมดำเนินการ", "Partner agencies"),
        FieldType.TEXT,
        aliases=("หน่วยงานร่วม", "หน่วยงานสนับสนุน"),
        width=24,
    ),
    Field(
        "province",
        Text("จังหวัด", "Province"),
        FieldType.CODE,
        required=True,
        reference="provinces",
        aliases=('จังหวัด (หรือ "ส่วนกลาง")', "จังหวัดที่ดำเนินการ", "พื้นที่ดำเนินการ"),
        width=16,
        hint=Text("ชื่อจังหวัด หรือ “ส่วนกลาง”", "a province, or “ส่วนกลาง” for central work"),
    ),
)

_RESULT = (
    Field("indicator", Text("ตัวชี้วัดโครงการ", "Project indicator"), FieldType.TEXT, aliases=("ตัวชี้วัด",), width=28),
    Field(
        "target",
        Text("ค่าเป้าหมายทั้งปี", "Target for the year"),
        FieldType.NUMBER,
        minimum=_ZERO,
        aliases=("ค่าเป้าหมาย", "เป้าหมาย", "เป้าหมายทั้งปี"),
        is_locked=True,
        hint=Text("เว้นว่างเมื่อเป้าหมายเป็นเชิงคุณภาพ", "leave empty when the target is qualitative"),
    ),
    Field(
        "target_unit",
        Text("หน่วยนับ", "Unit of count"),
        FieldType.TEXT,
        required=True,
        aliases=("หน่วยนับ (คน/ครั้ง/แห่ง/เรื่อง/ร้อยละ)", "หน่วย"),
        suggestions=UNITS_OF_COUNT,
        is_locked=True,
        width=11,
    ),
    Field(
        "result_month",
        Text("ผลการดำเนินงานเดือนนี้", "Result of this month"),
        FieldType.NUMBER,
        aliases=("ผลเดือนนี้", "ผลการดำเนินงานประจำเดือน"),
        dash_is_zero=True,
    ),
    Field(
        "result_cum",
        Text("ผลสะสมตั้งแต่ ๑ ต.ค.", "Cumulative result since 1 Oct"),
        FieldType.NUMBER,
        required=True,
        minimum=_ZERO,
        aliases=("ผลสะสม", "ผลการดำเนินงานสะสม"),
        dash_is_zero=True,
    ),
    Field(
        "progress_pct",
        Text("ร้อยละความก้าวหน้า", "Progress (%)"),
        FieldType.PERCENT,
        minimum=_ZERO,
        aliases=("ความก้าวหน้า", "ร้อยละผลการดำเนินงาน"),
        dash_is_zero=True,
        hint=Text("จำเป็นเมื่อไม่มีค่าเป้าหมายเป็นตัวเลข", "required when there is no numeric target"),
    ),
    Field(
        "status",
        Text("สถานะ", "Status"),
        FieldType.CHOICE,
        required=True,
        choices=STATUSES,
        aliases=("สถานะ (ยังไม่เริ่ม/อยู่ระหว่างดำเนินการ/แล้วเสร็จ/เลื่อน/ยกเลิก)", "สถานะการดำเนินงาน"),
        width=19,
    ),
    Field("start_date", Text("วันเริ่ม", "Start date"), FieldType.DATE, aliases=("วันที่เริ่ม", "วันเริ่มต้น")),
    Field("end_date", Text("วันสิ้นสุด", "End date"), FieldType.DATE, aliases=("วันที่สิ้นสุด",)),
)

_MONEY = (
    Field(
        "fund_source",
        Text("แหล่งงบประมาณ", "Source of funds"),
        FieldType.CHOICE,
        choices=FUND_SOURCES,
        aliases=("แหล่งเงิน", "แหล่งที่มาของงบประมาณ"),
    ),
    Field(
        "budget_alloc",
        Text("งบประมาณที่ได้รับจัดสรร (บาท)", "Budget allocated (baht)"),
        FieldType.MONEY,
        required=True,
        minimum=_ZERO,
        aliases=("งบประมาณที่ได้รับจัดสรร", "งบประมาณ", "งบประมาณ (บาท)", "งบที่ได้รับจัดสรร"),
        dash_is_zero=True,
        width=18,
        hint=Text("โครงการที่ไม่ใช้งบประมาณให้กรอก 0", "0 when the project uses no budget"),
    ),
    Field(
        "budget_disb",
        Text("เบิกจ่ายสะสม (บาท)", "Disbursed to date (baht)"),
        FieldType.MONEY,
        required=True,
        minimum=_ZERO,
        aliases=("เบิกจ่ายสะสม", "ผลการเบิกจ่ายสะสม", "เบิกจ่าย"),
        dash_is_zero=True,
        width=18,
    ),
    Field(
        "budget_pct",
        Text("ร้อยละการเบิกจ่าย", "Disbursed (%)"),
        FieldType.IGNORED,
        is_locked=True,
        hint=Text("ระบบคำนวณให้", "calculated"),
    ),
)

_WORDS = (
    Field(
        "result_text",
        Text("สรุปผลการดำเนินงาน", "Summary of results"),
        FieldType.TEXT,
        required=True,
        max_length=2000,
        aliases=("ผลการดำเนินงาน", "สรุปผล"),
        width=42,
    ),
    Field(
        "beneficiaries_m",
        Text("ผู้ได้รับประโยชน์ ชาย (คน)", "Beneficiaries, men"),
        FieldType.INTEGER,
        minimum=_ZERO,
        aliases=("ผู้ได้รับประโยชน์ชาย", "ชาย (คน)", "ชาย"),
        dash_is_zero=True,
        hint=Text("จำนวนเท่านั้น ห้ามใส่ชื่อบุคคล", "a count only, never names"),
    ),
    Field(
        "beneficiaries_f",
        Text("ผู้ได้รับประโยชน์ หญิง (คน)", "Beneficiaries, women"),
        FieldType.INTEGER,
        minimum=_ZERO,
        aliases=("ผู้ได้รับประโยชน์หญิง", "หญิง (คน)", "หญิง"),
        dash_is_zero=True,
        hint=Text("จำนวนเท่านั้น ห้ามใส่ชื่อบุคคล", "a count only, never names"),
    ),
    Field(
        "problem",
        Text("ปัญหา/อุปสรรค", "Problems/obstacles"),
        FieldType.TEXT,
        aliases=("ปัญหา", "ปัญหาและอุปสรรค", "ปัญหาอุปสรรค"),
        width=30,
        hint=Text("จำเป็นเมื่อล่าช้ากว่าแผน ไม่มีให้กรอก “ไม่มี”", "required when behind; write “ไม่มี” for none"),
    ),
    Field(
        "solution",
        Text("แนวทางแก้ไข/ข้อเสนอแนะ", "Solutions/suggestions"),
        FieldType.TEXT,
        aliases=("แนวทางแก้ไข", "ข้อเสนอแนะ"),
        width=30,
    ),
    Field("support", Text("สิ่งที่ขอรับการสนับสนุน", "Support requested"), FieldType.TEXT, width=24),
    Field(
        "next_step",
        Text("แผนการดำเนินงานเดือนถัดไป", "Plan for next month"),
        FieldType.TEXT,
        aliases=("แผนเดือนถัดไป",),
        width=28,
    ),
    Field("evidence", Text("ลิงก์หลักฐาน", "Link to evidence"), FieldType.URL, aliases=("หลักฐาน",), width=24),
    Field(
        "photo",
        Text("ลิงก์ภาพกิจกรรม/ผลงานสำคัญ", "Link to photos"),
        FieldType.URL,
        aliases=("ลิงก์ภาพกิจกรรม", "ภาพกิจกรรม", "ลิงก์ภาพ"),
        width=24,
    ),
    Field(
        "tech_used",
        Text("การใช้เทคโนโลยี", "Technology used"),
        FieldType.TEXT,
        aliases=("การใช้เทคโนโลยี (ถ้ามี)", "เทคโนโลยีที่ใช้"),
        width=22,
    ),
    Field("remark", Text("หมายเหตุ", "Remark"), FieldType.TEXT, width=24),
)

PROGRESS = Form(
    code="progress",
    name=Text("แบบรายงานความคืบหน้ารายเดือน", "Monthly progress report"),
    sheet="รายงานความคืบหน้า",
    version="2564.1",
    reporter_kind=ReporterKind.AGENCY,
    period_kind=PeriodKind.MONTH,
    fields=_WHAT + _RESULT + _MONEY + _WORDS,
    identity=("project_code", "activity", "province"),
)
