"""The Office's own budget movements, month by month: the only source of C1 (manual 10.2(1); domain.md A-04)."""

from __future__ import annotations

from decimal import Decimal

from base.words import Text
from etl.forms.model import Choice, Field, FieldType, Form, PeriodKind, ReporterKind

CATEGORIES = (
    Choice("operating", Text("งบดำเนินงาน", "operating budget"), ("ดำเนินงาน",)),
    Choice("personnel", Text("งบบุคลากร", "personnel budget"), ("บุคลากร",)),
    Choice("investment", Text("งบลงทุน", "investment budget"), ("ลงทุน",)),
    Choice("subsidy", Text("งบเงินอุดหนุน", "subsidy budget"), ("เงินอุดหนุน", "อุดหนุน")),
    Choice("other", Text("งบรายจ่ายอื่น", "other expenditure"), ("รายจ่ายอื่น",)),
)

TXN_TYPES = (
    Choice("allocate", Text("ได้รับจัดสรร", "allocated"), ("จัดสรร", "รับจัดสรร")),
    Choice("transfer_in", Text("โอนเพิ่ม", "transfer in"), ("รับโอน", "โอนเข้า")),
    Choice("transfer_out", Text("โอนลด/ดึงกลับ", "transfer out / recall"), ("โอนลด", "ดึงกลับ", "โอนออก")),
    Choice("return", Text("ส่งคืนงบประมาณ", "budget returned"), ("ส่งคืน", "คืนงบประมาณ")),
    Choice("disburse", Text("เบิกจ่าย", "disbursed"), ("จ่าย", "เบิก")),
    Choice("refund", Text("เบิกเกินส่งคืน", "refund of disbursement")),
    Choice("commit", Text("ก่อหนี้ผูกพัน", "committed"), ("ผูกพัน",)),
    Choice("carry_over", Text("กันเงินไว้เบิกเหลื่อมปี", "carry-over"), ("กันเหลื่อมปี", "กันเงิน")),
)

LEDGER = Form(
    code="ledger",
    name=Text("รายงานการใช้จ่ายงบประมาณของสำนักงาน", "Budget movements of the Office"),
    sheet="การใช้จ่ายงบประมาณ",
    version="2564.1",
    reporter_kind=ReporterKind.GEN,
    period_kind=PeriodKind.MONTH,
    date_field="effective_on",
    fields=(
        Field(
            "unit",
            Text("กลุ่ม/ฝ่าย", "Unit"),
            FieldType.CODE,
            required=True,
            reference="units",
            aliases=("หน่วย", "กลุ่มงาน", "หน่วยงาน"),
            width=30,
            hint=Text("งบที่ไม่แยกตามกลุ่มให้ระบุเป็นสำนักงาน", "the Office itself when the budget is not split"),
        ),
        Field(
            "category",
            Text("ประเภทงบรายจ่าย", "Category"),
            FieldType.CHOICE,
            required=True,
            choices=CATEGORIES,
            aliases=("งบรายจ่าย", "หมวดงบ", "ประเภทงบ"),
        ),
        Field(
            "txn_type",
            Text("ประเภทรายการ", "Movement"),
            FieldType.CHOICE,
            required=True,
            choices=TXN_TYPES,
            aliases=("รายการ",),
            width=20,
        ),
        Field(
            "effective_on",
            Text("วันที่มีผล", "Effective on"),
            FieldType.DATE,
            required=True,
            aliases=("วันที่", "วันที่รายการ"),
        ),
        Field(
            "amount",
            Text("จำนวนเงิน (บาท)", "Amount (baht)"),
            FieldType.MONEY,
            required=True,
            minimum=Decimal("0.01"),
            aliases=("จำนวนเงิน",),
            width=18,
            hint=Text("จำนวนบวกเสมอ ชนิดรายการบอกทิศทาง", "always positive; the movement tells the direction"),
        ),
        Field(
            "from_carry_over",
            Text("จ่ายจากเงินกันเหลื่อมปี", "Paid from carry-over"),
            FieldType.YES_NO,
            aliases=("เงินกันเหลื่อมปี",),
            hint=Text(
                "ใช่ = จ่ายจากเงินกันของปีก่อน ไม่นับในตัวชี้วัด",
                "yes = paid from last year's reserve, outside the indicator",
            ),
        ),
        Field(
            "reverses",
            Text("ยกเลิกรายการเอกสารเลขที่", "Reverses document"),
            FieldType.CODE,
            aliases=("กลับรายการเอกสาร",),
            width=18,
        ),
        Field("doc_ref", Text("เลขที่เอกสาร", "Document no."), FieldType.CODE, aliases=("เอกสารอ้างอิง",), width=18),
        Field(
            "activity",
            Text("กิจกรรม/รายละเอียด", "Activity"),
            FieldType.TEXT,
            aliases=("กิจกรรม", "รายละเอียด"),
            width=36,
        ),
    ),
)
