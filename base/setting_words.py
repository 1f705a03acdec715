"""What a figure computed with another value of a setting than the default says beside it (domain.md 4.4)."""

from __future__ import annotations

from base.words import Text

ANY = "*"
"""Stands for every value; the sentence then has the blank `{value}`."""

YES_OR_NO = {"true": Text("ใช่", "yes"), "false": Text("ไม่ใช่", "no"), "": Text("ไม่กำหนด", "none")}

WORDS: dict[str, dict[str, Text]] = {
    "c1.as_of_r1": {
        "month_average": Text("วงเงินของรอบที่ 1 เป็นค่าเฉลี่ย ณ สิ้นเดือน", "round 1's allocation is the mean of its month ends")
    },
    "c1.r2_numerator": {
        "round_only": Text("รอบที่ 2 นับเฉพาะการเบิกจ่ายตั้งแต่ 1 เมษายน", "round 2 counts payments from 1 April only")
    },
    "c1.count_commitment": {"true": Text("นับการก่อหนี้ผูกพันเป็นการเบิกจ่าย", "commitments count as disbursed")},
    "c1.unit_basis": {
        "own": Text("กลุ่มวัดจากวงเงินของตนเองเท่านั้น", "a unit is measured on its own allocation only"),
        "office": Text("ทุกกลุ่มวัดจากวงเงินของสำนักงาน", "every unit is measured on the Office's allocation"),
    },
    "c2.dedupe_keys": {ANY: Text("ถือเป็นรายการซ้ำเมื่อตรงกันที่ {value}", "uses are the same where these agree: {value}")},
    "c2.target": {ANY: Text("เป้าหมายที่สำนักงานกำหนดเอง {value} ครั้ง", "target set by the Office: {value} times")},
    "c2.cumulative": {"true": Text("รอบที่ 2 นับสะสมทั้งปี", "round 2 counts the whole year")},
    "c3.office_basis": {"invitation": Text("สำนักงานนับตามคำเชิญ", "the Office counts invitations")},
    "c3.purpose_filter": {"all": Text("นับการประชุม PMQA ทุกวัตถุประสงค์", "PMQA meetings of every purpose count")},
    "c3.require_evidence": {"true": Text("นับการเข้าร่วมเฉพาะที่มีหลักฐาน", "attendance counts with evidence only")},
    "c4.step5_mandatory": {"true": Text("ขั้นที่ 5 เป็นขั้นบังคับ", "step 5 is mandatory")},
    "process_review_check.applies_to_all": {
        "false": Text("ไม่ใช้หลักฐานระดับสำนักงานร่วมกัน", "Office evidence does not serve the units")
    },
    "c4.sequential": {"true": Text("ต้องทำตามลำดับขั้นตอน", "the steps must be done in order")},
    "k1.attribution": {"drafted_fy": Text("นับแผนในปีที่ยกร่าง", "a plan counts in the year it was drafted")},
    "k2.approver": {"chain": Text("ผู้บริหารหมายถึงทุกคณะที่ต้องเห็นชอบ", "the executives are every body of the chain")},
    "k2.strict_improvement": {
        "true": Text("นับเฉพาะรายการที่ระบุข้อเสนอที่นำมาปรับปรุง", "only items that name the proposal used count")
    },
    "k2.accept_deputy": {"false": Text("ไม่นับความเห็นชอบของผู้ทำการแทน", "an endorsement on behalf does not count")},
    "k3.method": {"mean_progress": Text("วัดจากความก้าวหน้าเฉลี่ย", "measured by mean progress")},
    "k3.aggregate": {
        "pooled": Text("รวมทุกโครงการแทนการเฉลี่ยรายแผน", "all projects pooled instead of the mean of plans")
    },
    "k3.cancel_needs_approval": {
        "false": Text("ตัดโครงการที่ยกเลิกออกแม้ยังไม่ได้รับอนุมัติ", "a cancellation counts without approval")
    },
    "k3.include_unapproved": {"true": Text("รวมแผนที่ยังเห็นชอบไม่ครบ", "plans not fully endorsed are included")},
    "k3.cap": {ANY: Text("นับความก้าวหน้าสูงสุดร้อยละ {value} ต่อโครงการ", "progress counts up to {value} % per project")},
    "deadline.shift_to_workday": {
        "true": Text("กำหนดส่งที่ตรงวันหยุดเลื่อนเป็นวันทำการถัดไป", "a deadline on a day off moves to the next working day")
    },
    "annual.final_numbers": {
        "from_annual": Text("ตัวเลขทั้งปีใช้จากรายงานผลประจำปี", "the year's numbers come from the annual results")
    },
    "agency.is_reporting": {
        "ministry": Text("นับเฉพาะหน่วยงานของกระทรวง", "only the agencies of the Ministry are expected to report")
    },
    "agency.reports_via": {"own": Text("ศูนย์จังหวัดทุกแห่งต้องรายงานเอง", "every provincial centre reports for itself")},
    "review.policy": {"manual": Text("ให้ผู้ตรวจรับรอง", "by a reviewer")},
    "intake.personal_data": {"mask": Text("ปิดบังก่อนบันทึก", "masked before it is kept")},
    "m1.first_valid": {"false": Text("ความตรงเวลานับจากฉบับล่าสุด", "timeliness goes by the latest version")},
    "m8.tolerance_points": {
        ANY: Text("ล่าช้าเมื่อต่ำกว่าสัดส่วนเวลาเกิน {value} จุด", "lagging means more than {value} points behind")
    },
}

DEFAULTS: dict[str, Text] = {
    "c1.as_of_r1": Text("วันสิ้นรอบ", "the round's last day"),
    "c1.r2_numerator": Text("สะสมทั้งปี", "the whole year"),
    "c1.unit_basis": Text(
        "วงเงินของตนเอง หรือของสำนักงานเมื่อไม่ได้แบ่งวงเงิน", "its own, or the Office's where nothing is split"
    ),
    "c3.office_basis": Text("ตามการประชุม", "meetings"),
    "c3.purpose_filter": Text("จัดทำข้อมูลประกวดรางวัล", "those that prepare the award's data"),
    "k1.attribution": Text("ปีที่ใช้", "the year it is for"),
    "k2.approver": Text("ปลัดกระทรวงแรงงาน", "the Permanent Secretary"),
    "k3.method": Text("โครงการที่บรรลุเป้าหมาย", "completed projects"),
    "k3.aggregate": Text("เฉลี่ยรายแผน", "mean of plans"),
    "k4.scale": Text("หกขั้นตอนของตารางที่ 4 และ 5", "the six steps of tables 4 and 5"),
    "s3.deadline_kind": Text("กำหนดตอบกลับ", "for replies"),
    "annual.final_numbers": Text("รายงานรายเดือน", "the monthly reports"),
    "agency.is_reporting": Text("ตามทะเบียนหน่วยงาน", "those the register names"),
    "agency.reports_via": Text("สำนักงานปลัดกระทรวงแรงงาน", "the Permanent Secretary's office"),
    "work_item.year_basis": Text("ปีงบประมาณ", "the fiscal year"),
    "review.policy": Text("รับรองอัตโนมัติ", "automatically"),
    "intake.personal_data": Text("ไม่รับไฟล์", "refused"),
}
"""The default values that are codes, as an answer to the setting's question."""


_FIELDS = {
    "unit": Text("หน่วยงาน", "unit"),
    "used_on": Text("วันที่ใช้", "day"),
    "technology": Text("เทคโนโลยี", "technology"),
    "purpose": Text("วัตถุประสงค์", "purpose"),
    "object": Text("เรื่องที่ใช้", "object"),
}


def said(name: str, value: str) -> Text:
    """What another value of the setting means, in words; the pair itself where there are none."""
    words = WORDS.get(name, {})
    if value in words:
        return words[value]
    if ANY not in words:
        return Text(f"{name}={value}", f"{name}={value}")
    named = fields(value)
    return Text(words[ANY].th.format(value=named.th), words[ANY].en.format(value=named.en))


def answer(name: str, value: str, default: str) -> Text:
    """A value as an answer to the setting's question."""
    if value == default:
        return YES_OR_NO.get(value) or DEFAULTS.get(name) or fields(value)
    return said(name, value) if name in WORDS else YES_OR_NO.get(value) or Text(value, value)


def fields(value: str) -> Text:
    """A list of fields by their names; anything else as it is."""
    named = [_FIELDS.get(field, Text(field, field)) for field in value.split(",")]
    thai, english = (", ".join(field.say(language) for field in named) for language in ("th", "en"))
    return Text(thai, english)
