"""Rules of the Office's own forms: projects, items, events and the budget ledger.

Sources: requirements R-33 (order of approvals), R-34 (ledger), manual 10.2(1), T5.2(2), T5.4.
"""

from __future__ import annotations

from etl.findings.rule import Rule, error, warning

REGISTER_RULES: dict[str, Rule] = {
    "V43": error(
        "กรอก “{column}” ในรูป “รหัสหน่วยงาน=ค่าเป้าหมาย” คั่นด้วย ; เช่น PC50=100; PC57=80 (พบ “{found}”)",
        "Enter “{column}” as “agency code=target”, parted by ; as in PC50=100; PC57=80 (found “{found}”)",
    ),
    "V44": error(
        "แก้ “{column}” ให้เป็นรหัสรายการในทะเบียนยุทธศาสตร์ แผน และข้อเสนอ (ไม่พบรหัส “{found}”{hint})",
        "Change “{column}” to a code in the register of strategies, plans and proposals (no code “{found}”{hint})",
    ),
    "V45": warning(
        "กรอก “{column}” ของโครงการที่อนุมัติเพิ่มแล้ว (พบว่ายังว่างอยู่)",
        "Fill in “{column}” of the approved project (it is empty)",
    ),
    "V46": error(
        "บันทึกความเห็นชอบของ {expected} ก่อน หรือระบุเหตุใน “{remark}” (พบความเห็นชอบของ {found} ก่อนลำดับ)",
        "Record the endorsement of {expected} first, or say why in “{remark}” (found that of {found} too early)",
    ),
    "V47": error(
        "ระบุ “{column}” ของเหตุการณ์ “{event}” เป็น {expected} (พบ “{found}”)",
        "State {expected} in “{column}” of the event “{event}” (found “{found}”)",
    ),
    "V48": error(
        "กรอก “{column}” เป็นปีงบประมาณ พ.ศ. เช่น {expected} (พบ {found})",
        "Enter “{column}” as a fiscal year of the Buddhist Era such as {expected} (found {found})",
    ),
    "V49": error(
        "แก้ “{column}” ให้ไม่เร็วกว่าปีเริ่มต้น คือ {expected} (พบ {found})",
        "Make “{column}” no earlier than the first year {expected} (found {found})",
    ),
    "V50": warning(
        "ตรวจยอดเบิกจ่ายสุทธิของ {unit} ให้ไม่เกินยอดจัดสรรสุทธิ {expected} บาท (พบเบิกจ่ายสะสม {found} บาท)",
        "Check the net disbursement of {unit} against its net allocation of {expected} baht (found {found} baht)",
    ),
    "V51": error(
        "แก้ยอดเบิกเกินส่งคืนสะสมของ {unit} ให้ไม่เกินยอดเบิกจ่ายสะสม {expected} บาท (พบ {found} บาท)",
        "Make the refunds of {unit} no more than its disbursements of {expected} baht (found {found} baht)",
    ),
    "V52": warning(
        "ตรวจยอดส่งคืนหรือโอนลดของ {unit} ให้ไม่เกินยอดที่ยังไม่ได้เบิกจ่าย {expected} บาท (พบ {found} บาท)",
        "Check the money returned by {unit} against its unspent {expected} baht (found {found} baht)",
    ),
    "V53": error(
        "แก้ “{column}” ให้เป็นเลขที่เอกสารที่บันทึกไว้แล้ว (ไม่พบเลขที่ “{found}”)",
        "Change “{column}” to the number of a recorded document (there is no “{found}”)",
    ),
    "V54": warning(
        "ตรวจ “{column}” ว่าบันทึกซ้ำหรือไม่ (พบเลขที่ “{found}” แล้วใน{other})",
        "Check whether “{column}” was entered twice (found “{found}” in {other} already)",
    ),
    "V55": error(
        "แก้ “{column}” ให้เป็นแผนของกลุ่มที่ส่ง หรือให้{expected}ซึ่งเป็นเจ้าของแผนเป็นผู้ส่ง (แบบฟอร์มนี้ส่งโดย{found})",
        "Choose a plan of the sender's own unit in “{column}”, or let its owner, {expected}, send the row "
        "(this form is of {found})",
    ),
}
