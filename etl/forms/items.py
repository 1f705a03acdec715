"""The strategies, plans and proposals that count for a fiscal year (domain.md 2.2; manual T3(5), T4.O1)."""

from __future__ import annotations

from decimal import Decimal

from base.words import Text
from etl.forms.model import Choice, Field, FieldType, Form, PeriodKind, ReporterKind

ITEM_TYPES = (
    Choice("strategy", Text("ยุทธศาสตร์", "strategy")),
    Choice("plan", Text("แผน", "plan"), ("แผนปฏิบัติการ", "แผนกลยุทธ์")),
    Choice("proposal", Text("ข้อเสนอ", "proposal"), ("ข้อเสนอเชิงนโยบาย",)),
)

HORIZONS = (
    Choice("multi_year", Text("แผนหลายปี", "multi-year"), ("หลายปี",)),
    Choice("annual", Text("ประจำปี", "annual"), ("รายปี", "ประจำปีงบประมาณ")),
)

_FIRST_YEAR = Decimal(2500)

ITEMS = Form(
    code="items",
    name=Text("ทะเบียนยุทธศาสตร์ แผน หรือข้อเสนอ", "Register of strategies, plans and proposals"),
    sheet="ทะเบียนแผนและข้อเสนอ",
    version="2564.1",
    reporter_kind=ReporterKind.UNIT,
    period_kind=PeriodKind.FISCAL_YEAR,
    is_future_allowed=True,
    identity=("item_code",),
    fields=(
        Field(
            "item_code",
            Text("รหัสแผน/รายการ", "Item code"),
            FieldType.CODE,
            required=True,
            aliases=("รหัสแผน", "รหัสรายการ", "รหัส"),
            hint=Text("แผนทั้งหกใช้ PLAN1 ถึง PLAN6 ทุกปี", "the six plans are PLAN1 to PLAN6 in every year"),
        ),
        Field(
            "item_type",
            Text("ประเภท", "Type"),
            FieldType.CHOICE,
            required=True,
            choices=ITEM_TYPES,
            aliases=("ประเภทรายการ",),
        ),
        Field(
            "plan_no",
            Text("แผน (ฉบับที่)", "Plan no."),
            FieldType.INTEGER,
            minimum=Decimal(1),
            aliases=("แผนฉบับที่", "ฉบับที่"),
            width=9,
            hint=Text("เฉพาะแผนที่คู่มือกำหนดเลขที่ไว้", "only for the plans numbered in the manual"),
        ),
        Field(
            "name",
            Text("ชื่อยุทธศาสตร์ แผน หรือข้อเสนอ", "Name"),
            FieldType.TEXT,
            required=True,
            aliases=("ชื่อแผน", "ชื่อ", "ชื่อรายการ"),
            width=60,
        ),
        Field("horizon", Text("ระยะเวลาของแผน", "Horizon"), FieldType.CHOICE, choices=HORIZONS, aliases=("ระยะเวลา",)),
        Field(
            "start_year",
            Text("ปีเริ่มต้น (พ.ศ.)", "First year (BE)"),
            FieldType.INTEGER,
            minimum=_FIRST_YEAR,
            aliases=("ปีเริ่มต้น", "ตั้งแต่ปี"),
        ),
        Field(
            "end_year",
            Text("ปีสิ้นสุด (พ.ศ.)", "Last year (BE)"),
            FieldType.INTEGER,
            minimum=_FIRST_YEAR,
            aliases=("ปีสิ้นสุด", "ถึงปี"),
        ),
        Field(
            "parent_code",
            Text("อยู่ภายใต้แผน (รหัส)", "Parent plan"),
            FieldType.CODE,
            aliases=("อยู่ภายใต้แผน", "รหัสแผนแม่"),
        ),
        Field(
            "predecessor_code",
            Text("ต่อเนื่องจากแผน (รหัส)", "Predecessor"),
            FieldType.CODE,
            aliases=("ต่อเนื่องจากแผน", "แผนเดิม"),
        ),
        Field("file_link", Text("ลิงก์ไฟล์แผน", "Link to the plan"), FieldType.URL, aliases=("ลิงก์ไฟล์",), width=28),
    ),
)
