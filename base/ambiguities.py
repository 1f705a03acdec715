"""The ambiguities of the manual (domain.md 4.4), each a setting with its default, per fiscal year.

A setting is a row of the reference table `settings`: key `*:name` holds the default for all years, `2564:name` what
was decided for one. A figure computed with another value than the default says so beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

from base.setting import (
    INTAKE,
    PAPERS,
    TECHNOLOGY_KEYS,
    YES_NO,
    Setting,
    SettingRefused,
    in_force,
    number_or_nothing,
    technology_keys,
    whole,
)
from base.words import Text

_ALL = (
    Setting(
        "c1.as_of_r1",
        "round_end",
        "A-01",
        Text("วงเงินที่ได้รับจัดสรรในปัจจุบันของรอบที่ 1 นับ ณ วันใด", "On which day “allocated at present” is read"),
        choices=("round_end", "month_average"),
    ),
    Setting(
        "c1.r2_numerator",
        "cumulative",
        "A-02",
        Text("ตัวตั้งของรอบที่ 2 นับสะสมทั้งปีหรือเฉพาะรอบ", "Whether round 2 counts the whole year or the round alone"),
        choices=("cumulative", "round_only"),
    ),
    Setting(
        "c1.count_commitment",
        "false",
        "A-03",
        Text("นับการก่อหนี้ผูกพันเป็นการเบิกจ่ายหรือไม่", "Whether commitments count as disbursed"),
        choices=YES_NO,
    ),
    Setting(
        "c1.unit_basis",
        "auto",
        "A-05",
        Text("วัดการเบิกจ่ายของกลุ่มจากวงเงินใด", "Whose allocation a group is measured on"),
        choices=("auto", "own", "office"),
    ),
    Setting("display.decimals", "2", "A-07", Text("จำนวนทศนิยมที่แสดง", "Decimals shown"), accepts=whole(0, 4)),
    Setting(
        "round.allow_reopen",
        "true",
        "A-08",
        Text("เปิดแก้ไขรอบที่ปิดแล้วได้หรือไม่", "Whether a frozen round may be reopened"),
        choices=YES_NO,
    ),
    Setting(
        "c2.dedupe_keys",
        ",".join(TECHNOLOGY_KEYS),
        "A-09",
        Text("รายการใดถือเป็นรายการซ้ำของการใช้เทคโนโลยี", "What makes two uses of technology the same"),
        accepts=technology_keys,
    ),
    Setting(
        "c2.target",
        "",
        "A-09",
        Text("เป้าหมายจำนวนครั้งของการใช้เทคโนโลยี", "Target number of uses of technology"),
        accepts=number_or_nothing,
    ),
    Setting(
        "c2.cumulative",
        "false",
        "A-10",
        Text("รอบที่ 2 นับสะสมทั้งปีหรือไม่", "Whether round 2 counts the whole year"),
        choices=YES_NO,
    ),
    Setting(
        "c3.office_basis",
        "meeting",
        "A-12",
        Text("ระดับสำนักงานนับตามการประชุมหรือตามคำเชิญ", "Whether the Office counts meetings or invitations"),
        choices=("meeting", "invitation"),
    ),
    Setting(
        "c3.purpose_filter",
        "award_data",
        "A-13",
        Text("นับการประชุมเพื่อวัตถุประสงค์ใด", "Which meetings count"),
        choices=("award_data", "all"),
    ),
    Setting(
        "c3.require_evidence",
        "false",
        "A-13",
        Text("ต้องมีหลักฐานจึงนับการเข้าร่วมหรือไม่", "Whether attendance needs evidence"),
        choices=YES_NO,
    ),
    Setting(
        "c4.step5_mandatory",
        "false",
        "A-16",
        Text("ขั้นที่ 5 (นวัตกรรม) บังคับหรือไม่", "Whether step 5 (innovation) is mandatory"),
        choices=YES_NO,
    ),
    Setting(
        "process_review_check.applies_to_all",
        "true",
        "A-17",
        Text("ใช้หลักฐานระดับสำนักงานร่วมกันทุกกลุ่มได้หรือไม่", "Whether Office evidence may serve all units"),
        choices=YES_NO,
    ),
    Setting(
        "c4.sequential",
        "false",
        "A-18",
        Text("ต้องทำขั้นตอนตามลำดับหรือไม่", "Whether the steps must be done in order"),
        choices=YES_NO,
    ),
    Setting(
        "k1.attribution",
        "target_fy",
        "A-19",
        Text("นับแผนในปีที่ใช้หรือปีที่ยกร่าง", "Whether a plan counts in the year it is for or drafted in"),
        choices=("target_fy", "drafted_fy"),
    ),
    Setting("k1.reference", "6", "A-20", Text("ค่าอ้างอิงจำนวนแผน", "Reference number of plans"), accepts=whole(0, 999)),
    Setting(
        "k2.approver",
        "PS",
        "A-21",
        Text("ผู้บริหารที่ให้ความเห็นชอบคือใคร", "Who the endorsing executive is"),
        choices=("PS", "chain"),
    ),
    Setting(
        "k2.strict_improvement",
        "false",
        "A-22",
        Text("นับเฉพาะรายการที่ระบุข้อเสนอที่นำมาปรับปรุงหรือไม่", "Whether only items with a named improvement count"),
        choices=YES_NO,
    ),
    Setting(
        "k2.accept_deputy",
        "true",
        "A-48",
        Text("ความเห็นชอบของรองปลัดแทนปลัดนับหรือไม่", "Whether a deputy's endorsement counts"),
        choices=YES_NO,
    ),
    Setting(
        "k3.method",
        "completed",
        "A-24",
        Text("วัดความสำเร็จจากโครงการที่บรรลุเป้าหมายหรือความก้าวหน้าเฉลี่ย", "Completed projects or mean progress"),
        choices=("completed", "mean_progress"),
    ),
    Setting(
        "k3.aggregate",
        "mean_of_plans",
        "A-25",
        Text("ระดับสำนักงานเฉลี่ยรายแผนหรือรวมทุกโครงการ", "Mean of plans or all projects pooled"),
        choices=("mean_of_plans", "pooled"),
    ),
    Setting(
        "k3.cancel_needs_approval",
        "true",
        "A-27",
        Text("การยกเลิกโครงการต้องได้รับอนุมัติหรือไม่", "Whether a cancellation needs approval"),
        choices=YES_NO,
    ),
    Setting(
        "k3.include_unapproved",
        "false",
        "A-28",
        Text("นับแผนที่ยังเห็นชอบไม่ครบในระดับสำนักงานหรือไม่", "Whether plans not fully endorsed enter the mean"),
        choices=YES_NO,
    ),
    Setting(
        "k3.cap",
        "100",
        "A-29",
        Text("ความก้าวหน้าของโครงการนับสูงสุดเท่าใด", "The most that one project's progress counts"),
        accepts=whole(100, 1000),
    ),
    Setting(
        "k4.scale",
        "steps6",
        "A-30",
        Text("มาตรวัดระดับความสำเร็จ", "The scale of the level of success"),
        choices=("steps6",),
        only=Text("มีมาตรวัดเดียวคือหกขั้นตอนของตารางที่ 4 และ 5", "Only the six steps of tables 4 and 5 are worked out"),
    ),
    Setting(
        "deadline.shift_to_workday",
        "false",
        "A-33",
        Text("เลื่อนวันครบกำหนดที่ตรงวันหยุดหรือไม่", "Whether a deadline on a holiday moves"),
        choices=YES_NO,
    ),
    Setting(
        "s3.deadline_kind",
        "reply",
        "A-34",
        Text("วันที่ 15 กันยายนเป็นกำหนดตอบกลับหรือแจ้งเวียน", "Whether 15 September is for replies or circulation"),
        choices=("reply", "circulate"),
    ),
    Setting(
        "annual.final_numbers",
        "from_monthly",
        "A-36",
        Text("ตัวเลขสุดท้ายของรายงานประจำปีมาจากที่ใด", "Where the annual report's final numbers come from"),
        choices=("from_monthly", "from_annual"),
    ),
    Setting(
        "agency.is_reporting",
        "register",
        "A-38",
        Text("หน่วยงานใดต้องรายงานรายเดือน", "Which agencies report monthly"),
        choices=("register", "ministry"),
    ),
    Setting(
        "work_item.year_basis",
        "fiscal",
        "A-39",
        Text("แผน 4 ประจำปี 2564 เป็นปีใด", "Whether plan 4's year is fiscal"),
        choices=("fiscal",),
        only=Text("กำหนดวันทุกรายการของคู่มือเป็นปีงบประมาณ", "Every day of the process is one of the fiscal year"),
    ),
    Setting(
        "agency.reports_via",
        "OPS",
        "A-43",
        Text("ศูนย์ประสานงานจังหวัดรายงานผ่านหน่วยงานใด", "Through whom provincial centres report"),
        choices=("OPS", "own"),
    ),
    Setting(
        "round.freeze_after_days",
        "5",
        "A-45",
        Text("ปิดรอบได้หลังสิ้นรอบกี่วัน", "Days after a round's end before it may be frozen"),
        accepts=whole(0, 60),
    ),
    Setting(
        "m1.first_valid",
        "true",
        "A-46",
        Text("ความตรงเวลานับจากฉบับแรกที่ผ่านการตรวจหรือฉบับล่าสุด", "First valid version or the latest one"),
        choices=YES_NO,
    ),
    Setting(
        "kpi.weight",
        "",
        "A-49",
        Text("น้ำหนักตัวชี้วัด", "Weights of indicators"),
        choices=("",),
        only=Text("คู่มือไม่ได้กำหนดน้ำหนัก จึงไม่มีคะแนนรวม", "The manual gives no weights, so there is no composite score"),
    ),
    Setting(
        "m8.tolerance_points",
        "10",
        "M8",
        Text("โครงการล่าช้าเมื่อต่ำกว่าสัดส่วนเวลาเกินกี่จุด", "Points behind the time share that make a project late"),
        accepts=whole(0, 100),
    ),
    *INTAKE,
    *PAPERS,
)

SETTINGS: dict[str, Setting] = {setting.name: setting for setting in _ALL}


def in_year(rows: Mapping[str, Mapping[str, str]], year_be: int, name: str) -> str:
    """A setting in a fiscal year (BE), out of the reference table `settings` (key → row with `value`)."""
    return in_force(rows, year_be, name, SETTINGS[name].default)


def check(name: str, value: str) -> Setting:
    """The setting `name`, if it may have `value`. Raises SettingRefused otherwise."""
    if name not in SETTINGS:
        raise SettingRefused(
            Text(f"ไม่มีการตั้งค่าชื่อ {name} กรุณาตรวจชื่ออีกครั้ง", f"there is no setting {name}; please check the name")
        )
    setting = SETTINGS[name]
    if setting.accepts(value) if setting.accepts else value in setting.choices:
        return setting
    possible = setting.choices or (setting.default or "12.5",)
    th, en = (", ".join(each or nothing for each in possible) for nothing in ("ค่าว่าง", "nothing at all"))
    raise SettingRefused(
        Text(
            f"ค่า “{value}” ใช้กับ {name} ไม่ได้ ค่าที่ใช้ได้ เช่น {th}",
            f"“{value}” is not possible for {name}; possible is, for example, {en}",
        )
    )
