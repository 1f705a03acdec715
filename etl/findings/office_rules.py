"""Rules of the forms that the Office keeps beside the plans, and of the annual results.

Sources: requirements R-35 (PMQA attendance), R-36 (evidence of review steps), manual 10.1, 10.2(2)–(4), T5.6.
"""

from __future__ import annotations

from etl.findings.rule import Rule, error, warning

OFFICE_RULES: dict[str, Rule] = {
    "V60": warning(
        "กรอก “{column}” หรือ “{other}” ของการเปลี่ยนแปลงที่อนุมัติแล้ว (พบว่ายังว่างทั้งสองช่อง)",
        "Fill in “{column}” or “{other}” of the approved change (both are empty)",
    ),
    "V61": error(
        "กรอก “{column}” ของรายการ “{change}” เป็นตัวเลขตั้งแต่ 0 ขึ้นไป (พบ “{found}”)",
        "Enter “{column}” of the change “{change}” as a number of 0 or more (found “{found}”)",
    ),
    "V62": error(
        "ลบ “{column}” หรือเลือก “ใช่” ที่ “{other}” (พบวันที่อนุมัติ {found} ของรายการที่ยังไม่อนุมัติ)",
        "Clear “{column}” or say yes in “{other}” (found the approval date {found} of a change not approved)",
    ),
    "V63": warning(
        "ตรวจว่าบันทึกซ้ำกับแถวที่ {other} หรือไม่ (พบ “{found}” ซ้ำในวันเดียวกัน ระบบนับเป็นหนึ่งครั้ง)",
        "Check whether this repeats row {other} (found “{found}” twice on one day; it counts once)",
    ),
    "V64": error(
        "เว้น “{column}” ให้ว่าง หรือแก้ “{other}” เป็น “{expected}” (พบการเข้าร่วมประชุมที่มีสถานะ “{found}”)",
        "Leave “{column}” empty, or change “{other}” to “{expected}” (found attendance at a meeting that is {found})",
    ),
    "V65": error(
        "แก้ “{column}” เป็น “{expected}” จนกว่าจะถึงวันประชุม (พบ “{found}” ทั้งที่กำหนดประชุมวันที่ {day})",
        "Change “{column}” to “{expected}” until the day comes (found “{found}” for a meeting of {day})",
    ),
    "V66": error(
        "แก้ “{column}” ของการประชุม {meeting} ให้ตรงกันทุกแถว (พบ “{found}” แต่แถวที่ {other} เป็น “{expected}”)",
        "Make “{column}” of meeting {meeting} the same in every row (found “{found}”; row {other} says “{expected}”)",
    ),
    "V67": warning(
        "เลือก “{column}” เป็น ใช่ หรือ ไม่ใช่ (พบว่ายังว่างอยู่ทั้งที่ประชุมแล้ว ระบบนับเป็นไม่เข้าร่วม)",
        "Choose yes or no in “{column}” (it is empty although the meeting was held, and counts as no)",
    ),
    "V68": error(
        "ระบุ “{column}” ของขั้นที่ {step} (พบว่ายังว่างอยู่ ทั้งที่แล้วเสร็จวันที่ {found})",
        "Give “{column}” of step {step} (it is empty although the step was done on {found})",
    ),
    "V69": error(
        "กรอก “{column}” ของขั้นที่ {step} (พบว่ายังว่างอยู่ ทั้งที่มีหลักฐานแล้ว)",
        "Fill in “{column}” of step {step} (it is empty although there is evidence)",
    ),
    "V70": warning(
        "เลือก “{column}” เฉพาะหลักฐานของสำนักงานในขั้นที่ 1, 2 และ 4 (พบในขั้นที่ {step} ของ{found} ระบบไม่นับให้กลุ่มอื่น)",
        "Use “{column}” only for evidence of the Office in steps 1, 2 and 4 (found in step {step} of {found})",
    ),
    "V71": warning(
        "ตรวจ “{column}” ของขั้นที่ {step} (พบวันที่ {found} ซึ่งก่อนขั้นที่ {other} ที่แล้วเสร็จวันที่ {expected})",
        "Check “{column}” of step {step} (found {found}, before step {other}, done on {expected})",
    ),
    "V72": warning(
        "ตรวจ “{column}” ว่าอยู่ระหว่างวันที่ {first} ถึง {last} หรือไม่ (พบวันที่ {found})",
        "Check whether “{column}” is between {first} and {last} (found {found})",
    ),
    "V73": error(
        "กรอก “{column}” ของภาพที่แนบ (พบว่ายังว่างอยู่)",
        "Fill in “{column}” of the photo (it is empty)",
    ),
    "V74": warning(
        "บันทึกขั้นตอน “{expected}” ด้วย (พบเพียง “{found}” ซึ่งเป็นขั้นตอนถัดไป)",
        "Record the step “{expected}” too (found only “{found}”, which follows it)",
    ),
    "V75": warning(
        "ตรวจว่า “{step}” ของ {item} เสร็จสิ้นแล้วหรือไม่ (พบการประเมินวันที่ {found} แต่ยังไม่มีบันทึกว่าเสร็จสิ้น)",
        "Check whether “{step}” of {item} is completed (evaluated on {found}; nothing says it was completed by then)",
    ),
}
