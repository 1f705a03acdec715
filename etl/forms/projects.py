"""The register of projects of the plans, one fiscal year, sent by the unit that owns the plan (forms.md)."""

from __future__ import annotations

import re
from decimal import Decimal

from base.thai import arabic_digits
from base.words import Text
from etl.forms.choices import FUND_SOURCES, UNITS_OF_COUNT, WORKFORCE_GROUPS
from etl.forms.model import Field, FieldType, Form, PeriodKind, ReporterKind

_PROVINCE_TARGET = re.compile(r"\s*([A-Z][A-Z0-9-]{1,15})\s*=\s*(\d[\d,]*(?:\.\d+)?)\s*")


def parse_province_targets(text: str) -> dict[str, Decimal]:
    """`"PC50=100; PC57=80"` → target of each agency named. Empty text names nobody.

    Raises ValueError on a part that is not CODE=number and on an agency named twice.
    """
    targets: dict[str, Decimal] = {}
    for part in re.split(r"[;\n]", arabic_digits(text)):
        if not part.strip():
            continue
        found = _PROVINCE_TARGET.fullmatch(part)
        if found is None:
            raise ValueError(f"not CODE=number: {part.strip()}")
        if found[1] in targets:
            raise ValueError(f"named twice: {found[1]}")
        targets[found[1]] = Decimal(found[2].replace(",", ""))
    return targets


_ZERO = Decimal(0)

PROJECTS = Form(
    code="projects",
    name=Text("ทะเบียนโครงการ/กิจกรรมตามแผน", "Register of projects of the plans"),
    sheet="ทะเบียนโครงการ",
    version="2564.1",
    reporter_kind=ReporterKind.UNIT,
    period_kind=PeriodKind.FISCAL_YEAR,
    is_future_allowed=True,
    identity=("project_code",),
    fields=(
        Field("project_code", Text("รหัสโครงการ", "Project code"), FieldType.CODE, required=True, width=14),
        Field(
            "item_code",
            Text("รหัสแผน/รายการ", "Plan or item code"),
            FieldType.CODE,
            required=True,
            reference="items",
            aliases=("รหัสแผน", "แผน"),
            hint=Text("PLAN1 ถึง PLAN6 ตามเลขที่ของแผนในคู่มือ", "PLAN1 to PLAN6, as numbered in the manual"),
        ),
        Field(
            "project_name",
            Text("โครงการ/กิจกรรม", "Project/activity"),
            FieldType.TEXT,
            required=True,
            aliases=("ชื่อโครงการ", "โครงการ", "ชื่อโครงการ/กิจกรรม"),
            width=46,
        ),
        Field("activity", Text("กิจกรรมย่อย", "Sub-activity"), FieldType.TEXT, width=26),
        Field(
            "indicator",
            Text("ตัวชี้วัดโครงการ", "Project indicator"),
            FieldType.TEXT,
            aliases=("ตัวชี้วัด",),
            width=32,
        ),
        Field(
            "lead_agency",
            Text("หน่วยงานรับผิดชอบหลัก", "Lead agency"),
            FieldType.CODE,
            required=True,
            reference="agencies",
            aliases=("หน่วยงานรับผิดชอบ", "หน่วยงานหลัก"),
            width=28,
        ),
        Field(
            "partners",
            Text("หน่วยงานร่วมดำเนินการ", "Partner agencies"),
            FieldType.TEXT,
            aliases=("หน่วยงานร่วม",),
            width=24,
        ),
        Field(
            "wg",
            Text("กลุ่มเป้าหมาย", "Target groups"),
            FieldType.MULTI_CHOICE,
            required=True,
            choices=WORKFORCE_GROUPS,
            width=20,
            hint=Text("ระบุได้มากกว่าหนึ่งกลุ่ม คั่นด้วยเครื่องหมาย , ", "one or more groups, separated by commas"),
        ),
        Field(
            "province_targets",
            Text("ค่าเป้าหมายรายจังหวัด", "Targets by province"),
            FieldType.TEXT,
            aliases=("เป้าหมายรายจังหวัด",),
            width=26,
            hint=Text(
                "รหัสหน่วยงานในพื้นที่ = ค่าเป้าหมาย คั่นด้วย ; เช่น PC50=100; PC57=80",
                "agency code = target, separated by semicolons, e.g. PC50=100; PC57=80",
            ),
        ),
        Field(
            "target",
            Text("ค่าเป้าหมายทั้งปี", "Target for the year"),
            FieldType.NUMBER,
            minimum=_ZERO,
            aliases=("ค่าเป้าหมาย", "เป้าหมาย"),
            hint=Text("เว้นว่างเมื่อเป้าหมายเป็นเชิงคุณภาพ", "leave empty when the target is qualitative"),
        ),
        Field(
            "target_unit",
            Text("หน่วยนับ", "Unit of count"),
            FieldType.TEXT,
            suggestions=UNITS_OF_COUNT,
            width=11,
        ),
        Field(
            "budget_planned",
            Text("งบประมาณตามแผน (บาท)", "Planned budget (baht)"),
            FieldType.MONEY,
            minimum=_ZERO,
            aliases=("งบประมาณ", "งบประมาณ (บาท)", "งบประมาณตามแผน"),
            dash_is_zero=True,
            width=18,
        ),
        Field(
            "fund_source",
            Text("แหล่งงบประมาณ", "Source of funds"),
            FieldType.CHOICE,
            choices=FUND_SOURCES,
            aliases=("แหล่งเงิน",),
        ),
        Field("start_date", Text("วันเริ่ม", "Start date"), FieldType.DATE, aliases=("วันที่เริ่ม",)),
        Field("end_date", Text("วันสิ้นสุด", "End date"), FieldType.DATE, aliases=("วันที่สิ้นสุด",)),
        Field(
            "added_on",
            Text("วันที่บรรจุในแผน", "Added to the plan on"),
            FieldType.DATE,
            aliases=("วันที่เพิ่มโครงการ",),
            hint=Text("เว้นว่าง = ตั้งแต่วันแรกของปีงบประมาณ", "empty = from the first day of the fiscal year"),
        ),
        Field(
            "add_approved",
            Text("อนุมัติให้บรรจุในแผนแล้ว", "Addition approved"),
            FieldType.YES_NO,
            required=True,
            aliases=("อนุมัติแล้ว", "ได้รับอนุมัติให้บรรจุในแผน"),
            hint=Text("โครงการที่ยังไม่อนุมัติจะแสดงแต่ยังไม่นับ", "a project not yet approved is shown, not counted"),
        ),
        Field(
            "add_approved_on",
            Text("วันที่อนุมัติให้บรรจุ", "Addition approved on"),
            FieldType.DATE,
            aliases=("วันที่อนุมัติ",),
        ),
        Field(
            "strategy",
            Text("ยุทธศาสตร์/ประเด็น", "Strategy/issue"),
            FieldType.TEXT,
            aliases=("ยุทธศาสตร์", "ประเด็น"),
            width=28,
        ),
        Field(
            "measure",
            Text("มาตรการ/แนวทาง", "Measure/guideline"),
            FieldType.TEXT,
            aliases=("มาตรการ", "แนวทาง"),
            width=28,
        ),
    ),
)
