"""What personal data the system keeps, why, how long, and who sees it (Personal Data Protection Act B.E. 2562)."""

from __future__ import annotations

from base.settings import Settings
from base.words import Text
from ledger.retention import Held
from ledger.sessions import KEPT_AFTER_END, LONGEST
from ui.context import Context
from ui.markup import heading, show, table, tag, text

INTRO = Text(
    "ระบบนี้ใช้ข้อมูลระดับโครงการและหน่วยงาน ไม่เก็บข้อมูลส่วนบุคคลของแรงงาน ข้อมูลที่เกี่ยวกับบุคคลมีเท่าที่จำเป็นต่อการปฏิบัติงาน"
    " สำนักงานนโยบายแรงงานนอกระบบเป็นผู้ควบคุมข้อมูลส่วนบุคคลตามพระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562",
    "This system works with data of projects and agencies and keeps no personal data of workers. What concerns people"
    " is what the work needs. The Office of Informal Labour Policy is the data controller under the Personal Data"
    " Protection Act B.E. 2562",
)
KEPT = Text("ข้อมูลส่วนบุคคลที่เก็บ", "What is kept")
HEADS = (
    Text("ข้อมูล", "Data"),
    Text("ใช้เพื่ออะไรและฐานทางกฎหมาย", "Why, and on what legal basis"),
    Text("เก็บนานเท่าใด", "How long"),
    Text("ใครเห็น", "Who sees it"),
)
DUTY = Text("ปฏิบัติหน้าที่เพื่อประโยชน์สาธารณะ (มาตรา 24 (4))", "a public task (section 24 (4))")
ACCOUNTS = (
    Text(
        "บัญชีผู้ใช้ตามตำแหน่ง และรหัสของบัญชีภายนอกที่ผูกไว้ (รหัสผ่านเก็บเป็นค่าแฮช)",
        "Accounts by position, and the outside account linked (passwords as hashes)",
    ),
    Text("เข้าสู่ระบบและกำหนดสิทธิ์: {duty}", "Signing in and rights: {duty}"),
    Text(
        "ตลอดอายุทะเบียน เพราะเป็นส่วนของหลักฐานการทำรายการ ปิดบัญชีเมื่อพ้นตำแหน่ง",
        "As long as the record, being part of its proof; closed when a post is left",
    ),
    Text("ผู้ดูแลระบบ", "The administrator"),
)
SIGN_INS = (
    Text("การเข้าสู่ระบบที่เปิดอยู่และเพิ่งสิ้นสุด {sessions} รายการ", "Sessions open or just ended: {sessions}"),
    Text("รักษาความมั่นคงปลอดภัย (มาตรา 37 (1))", "Security (section 37 (1))"),
    Text(
        "ใช้ได้ไม่เกิน {hours} ชั่วโมง ลบหลังสิ้นสุด {days} วัน",
        "Valid for at most {hours} hours, removed {days} days after their end",
    ),
    Text("ไม่มีผู้ใดเห็น", "Nobody"),
)
MISTAKES = (
    Text("จำนวนครั้งที่ใส่รหัสผ่านผิด {attempts} ชื่อ", "Counted wrong passwords: {attempts} names"),
    Text("ป้องกันการเดารหัสผ่าน (มาตรา 37 (1))", "Against guessing (section 37 (1))"),
    Text("ลบหลัง {keep} วัน", "Removed after {keep} days"),
    Text("ไม่มีผู้ใดเห็น", "Nobody"),
)
TRAIL = (
    Text("ประวัติว่าตำแหน่งใดทำรายการใดเมื่อใด", "Which position did what and when"),
    Text("พิสูจน์ความถูกต้องของข้อมูลราชการ: {duty}", "Proof of official data: {duty}"),
    Text(
        "ตลอดอายุทะเบียน ลบบางรายการไม่ได้ เพราะจะตรวจการแก้ไขไม่ได้", "As long as the record; single rows cannot be removed"
    ),
    Text("ผู้ดูแลระบบ ผู้อำนวยการสำนักงาน และฝ่ายบริหารทั่วไป", "Administrator, Director, General Administration"),
)
CONTACTS = (
    Text("อีเมลและตำแหน่งผู้ติดต่อของหน่วยงาน", "Contact addresses of agencies"),
    Text("ส่งหนังสือและการแจ้งเตือน: {duty}", "Letters and reminders: {duty}"),
    Text(
        "จนกว่าหน่วยงานจะแจ้งเปลี่ยน ประวัติการแจ้งเตือนเก็บตลอดอายุทะเบียน",
        "Until the agency changes them; the log of reminders as long as the record",
    ),
    Text("เจ้าหน้าที่สำนักงาน", "Staff of the Office"),
)
PICTURES = (
    Text(
        "ภาพถ่ายและเอกสารแนบเป็นหลักฐาน ภาพ {pictures} ภาพ มีความยินยอมกำกับ {consent} ภาพ",
        "Photographs and papers as evidence: {pictures} pictures, {consent} marked with consent",
    ),
    Text(
        "เป็นหลักฐานของผลงาน: {duty} ส่วนภาพที่ระบุตัวบุคคลได้ ใช้ความยินยอม (มาตรา 19)",
        "Evidence of results: {duty}; people who can be recognised have consented (section 19)",
    ),
    Text("ตลอดอายุทะเบียน เจ้าของข้อมูลขอให้ระงับการใช้ได้", "As long as the record; the person may ask that it is not used"),
    Text("ผู้ที่มีสิทธิ์ดูรายงานฉบับนั้น", "Whoever may see that report"),
)
NEVER = Text("สิ่งที่ไม่เก็บ", "What is not kept")
NEVER_LINES = (
    Text(
        "ชื่อ เลขประจำตัวประชาชน หรือที่อยู่ของแรงงาน ระบบตรวจไฟล์ก่อนรับ และไม่รับหรือปิดบังก่อนบันทึกตามที่ตั้งไว้",
        "Names, national numbers or addresses of workers: files are searched first and refused, or masked",
    ),
    Text(
        "ข้อมูลความพิการหรือสุขภาพของบุคคล (ข้อมูลอ่อนไหว มาตรา 26) แผนด้านคนพิการใช้เฉพาะจำนวนรวม",
        "A person's disability or health (sensitive data, section 26): the plans for the disabled use totals only",
    ),
    Text(
        "ที่อยู่ไอพีของผู้ใช้ในบันทึกของระบบ และคุกกี้เพื่อการติดตาม", "Addresses of readers in the log, and cookies that follow people"
    ),
)
RIGHTS = Text("สิทธิของเจ้าของข้อมูล", "Your rights")
RIGHTS_LINE = Text(
    "ขอดู ขอสำเนา ขอแก้ไข คัดค้าน หรือขอให้ลบหรือระงับการใช้ข้อมูลของตน (มาตรา 30 ถึง 36)"
    " ได้ที่ฝ่ายบริหารทั่วไป สำนักงานนโยบายแรงงานนอกระบบ หากไม่ได้รับการดำเนินการ ร้องเรียนต่อสำนักงานคณะกรรมการคุ้มครองข้อมูลส่วนบุคคลได้",
    "Ask the General Administration of the Office to see, copy, correct, object to, erase or restrict data about you"
    " (sections 30 to 36). If nothing is done, complain to the Personal Data Protection Committee",
)


def page(held: Held, settings: Settings, ctx: Context) -> None:
    """What is kept as a table, what is not, and the rights."""
    blanks = {
        "duty": ctx.say(DUTY),
        "sessions": f"{held.sessions:,}",
        "attempts": f"{held.attempts:,}",
        "hours": LONGEST.seconds // 3600,
        "days": KEPT_AFTER_END.days,
        "keep": settings.keep_days,
        "pictures": f"{held.pictures:,}",
        "consent": f"{held.pictures_with_consent:,}",
    }
    lines = (ACCOUNTS, SIGN_INS, MISTAKES, TRAIL, CONTACTS, PICTURES)
    rows = [[text(ctx.say(one, **blanks)) for one in line] for line in lines]
    show(tag("p", text(ctx.say(INTRO))))
    heading(ctx.say(KEPT))
    show(table(ctx.say(KEPT), [ctx.say(head) for head in HEADS], rows, css="tt-wordy"))
    heading(ctx.say(NEVER))
    show(tag("ul", *(tag("li", text(ctx.say(line))) for line in NEVER_LINES)))
    heading(ctx.say(RIGHTS))
    show(tag("p", text(ctx.say(RIGHTS_LINE))))
