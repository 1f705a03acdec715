"""Rules of the rows of the monthly progress form and of rows in general.

Sources: domain.md 7.4 (V07–V24, V27), requirements R-28, R-29, R-39.
"""

from __future__ import annotations

from etl.findings.rule import Rule, error, warning

ROW_RULES: dict[str, Rule] = {
    "V07": error(
        "เลือก “{column}” เป็น {expected} (พบ “{found}”)",
        "Choose {expected} in “{column}” (found “{found}”)",
    ),
    "V08": error(
        "แก้ “{column}” ให้ตรงกับทะเบียนโครงการ{expected} (ไม่พบรหัส “{found}” ในทะเบียน{hint})",
        "Make “{column}” agree with the project register {expected} (no code “{found}” there{hint})",
    ),
    "V09": error(
        "แก้ “{column}” ให้ตรงกับทะเบียนโครงการ คือ {expected} (พบ {found})",
        "Make “{column}” agree with the project register: {expected} (found {found})",
    ),
    "V10": error(
        "รวมหรือลบแถวที่ซ้ำกับแถวที่ {other} (พบ {found} ซ้ำ)",
        "Merge or delete the row that repeats row {other} (found {found} twice)",
    ),
    "V12": error(
        "แก้ “{column}” ให้{expected} (พบ {found})",
        "Make “{column}” {expected} (found {found})",
    ),
    "V13": error(
        "แก้ “{column}” ให้ไม่น้อยกว่า {expected} ตามรายงานครั้งก่อน หรือระบุเหตุที่ปรับลดใน “{remark}” (พบ {found})",
        "Make “{column}” no less than last time's {expected}, or say why in “{remark}” (found {found})",
    ),
    "V14": warning(
        "ตรวจ “{column}” ให้เท่ากับผลสะสมเดือนนี้ลบด้วยผลสะสมครั้งก่อน คือ {expected} (พบ {found})",
        "Check “{column}”: the cumulative result less last time's is {expected} (found {found})",
    ),
    "V15": warning(
        "ตรวจ “{column}” ซึ่งเกินร้อยละ 100 (พบร้อยละ {found})",
        "Check “{column}”, which is over 100 per cent (found {found})",
    ),
    "V16": warning(
        "ตรวจ “{column}” ให้สอดคล้องกับผลสะสมเทียบค่าเป้าหมาย คือร้อยละ {expected} (พบร้อยละ {found} ต่างกันเกินร้อยละ 5)",
        "Check “{column}”: result over target is {expected} per cent (found {found}, more than 5 points apart)",
    ),
    "V17": warning(
        "ตรวจ “{column}” ให้สอดคล้องกับร้อยละความก้าวหน้า (พบสถานะ “{found}” แต่ความก้าวหน้าร้อยละ {progress})",
        "Check “{column}” against the progress (found “{found}” at {progress} per cent)",
    ),
    "V18": warning(
        "ตรวจ “{column}” ให้ตรงกับ{source} คือ {expected} หรือขออนุมัติเปลี่ยนแปลงก่อน (พบ {found})",
        "Check “{column}” against {source}: {expected}, or have the change approved first (found {found})",
    ),
    "V19": error(
        "แก้ “{column}” ให้ไม่เกินงบประมาณที่ได้รับจัดสรร {expected} บาท (พบ {found} บาท)",
        "Make “{column}” no more than the allocation of {expected} baht (found {found} baht)",
    ),
    "V20": error(
        "แก้ “{column}” ให้ไม่เร็วกว่า “{other}” คือ {expected} (พบ {found})",
        "Make “{column}” no earlier than “{other}” {expected} (found {found})",
    ),
    "V21": error(
        "กรอก “{column}” (พบ{found})",
        "Fill in “{column}” (found {found})",
    ),
    "V22": warning(
        "กรอก “{column}” เพื่อประกอบการติดตาม เร่งรัด ({found})",
        "Fill in “{column}” for follow-up ({found})",
    ),
    "V23": error(
        "กรอก “{column}” เป็นลิงก์ที่ขึ้นต้นด้วย http:// หรือ https:// (พบ “{found}”)",
        "Enter “{column}” as a link that begins with http:// or https:// (found “{found}”)",
    ),
    "V24": error(
        "แก้ “{column}” ให้เป็นชื่อจังหวัดหรือ “ส่วนกลาง” (พบ “{found}”{hint})",
        "Change “{column}” to the name of a province or “ส่วนกลาง” (found “{found}”{hint})",
    ),
    "V27": warning(
        "ตรวจ “{column}” ซึ่งขึ้นต้นเหมือนสูตร ระบบเก็บเป็นข้อความเท่านั้น (พบ “{found}”)",
        "Check “{column}”, which begins like a formula and is kept as plain text (found “{found}”)",
    ),
    "V29": warning(
        "แนบ “{column}” ของโครงการที่แล้วเสร็จ (พบว่ายังว่างอยู่)",
        "Give “{column}” for the completed project (it is empty)",
    ),
    "V35": error(
        "เลือก “{column}” จากรายการที่กำหนด (พบ “{found}”{hint})",
        "Choose “{column}” from the list (found “{found}”{hint})",
    ),
    "V37": error(
        "ย้ายแถวนี้ไปส่งในแบบฟอร์มของงวดที่ถูกต้อง หรือแก้ “{column}” ให้อยู่ใน {expected} (พบ {found})",
        "Move this row to the form of its own period, or put “{column}” within {expected} (found {found})",
    ),
    "V39": warning(
        "ขอรหัสโครงการจากกลุ่มงานเจ้าของแผน (พบโครงการใหม่ “{found}” ที่ไม่มีรหัส ระบบรับไว้เป็นโครงการรออนุมัติเพิ่ม)",
        "Ask the plan's group for a project code (the new project “{found}” has none; kept as pending approval)",
    ),
    "V80": warning(
        "กรอก “{column}” เป็น {expected} (พบโครงการ “{found}” ซึ่งได้รับอนุมัติและมีรหัสแล้ว แต่แถวนี้ยังไม่มีรหัส จึงยังไม่นับ)",
        "Enter {expected} in “{column}”: the project “{found}” was approved under that code; without it the row"
        " does not count",
    ),
    "V81": warning(
        "ตรวจ “{column}” กับกลุ่มงานเจ้าของแผน (พบโครงการ {found} ซึ่งไม่ได้รับอนุมัติให้บรรจุในแผน จึงไม่นับ)",
        "Check “{column}” with the plan's group (the project {found} was declined and does not count)",
    ),
    "V56": warning(
        "ตรวจ “{column}” ให้ตรงกับชื่อในทะเบียนของรหัสโครงการนี้ คือ “{expected}” (พบ “{found}”)",
        "Check “{column}” against the registered name of this code, “{expected}” (found “{found}”)",
    ),
    "V40": error(
        "ย่อ “{column}” ให้ไม่เกิน {expected} ตัวอักษร (พบ {found} ตัวอักษร)",
        "Shorten “{column}” to {expected} characters (found {found})",
    ),
    "V91": warning(
        "ตรวจว่าปรับปรุงแถวนี้เป็นข้อมูลของเดือนนี้แล้วหรือไม่ (พบว่าผลสะสม ร้อยละ เบิกจ่าย และ “{column}” เหมือนรายงานครั้งก่อนทุกช่อง)",
        "Check that this row was updated (results, progress, disbursement and “{column}” are last month's)",
    ),
    "V92": warning(
        "ตรวจ “{column}” ซึ่งเพิ่มขึ้นต่างจากเดือนก่อน ๆ มาก (พบเพิ่ม {found} ขณะที่ปกติเพิ่มเดือนละ {expected})",
        "Check “{column}”, whose step is far from the usual (it rose by {found}; the usual step is {expected})",
    ),
    "V93": warning(
        "ตรวจ “{column}” ซึ่งลดลงจากรายงานครั้งก่อน {expected} บาท หรือระบุเหตุในหมายเหตุ (พบ {found} บาท)",
        "Check “{column}”, which fell from last time's {expected} baht, or say why in a remark (found {found} baht)",
    ),
}
