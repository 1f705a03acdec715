"""Every table on the screen: what there is to take away."""

from __future__ import annotations

from collections.abc import Mapping

from base.words import Text
from etl.forms import FORMS
from ui.context import Context
from ui.markup import code, heading, show, table, tag, text

TITLE = Text("ตารางในฐานข้อมูล", "Tables of the build")
COUNT = Text("{tables} ตาราง {rows} แถว", "{tables} tables, {rows} rows")
HEADS = (Text("ตาราง", "Table"), Text("คำอธิบาย", "What it holds"), Text("แถว", "Rows"))
NAMES: dict[str, Text] = {
    "build_info": Text("ข้อมูลของฐานข้อมูลชุดนี้", "about this build"),
    "fact": Text("ลำดับและเวลาของทุกรายการ", "number and time of every fact"),
    "submission": Text("แบบฟอร์มที่ได้รับทุกฉบับ", "every form received"),
    "decision": Text("การรับรอง ส่งคืน ยกเว้น และคำสั่งอื่น", "acceptances, returns, waivers and other decisions"),
    "reference": Text("ทะเบียนอ้างอิงทุกแถวพร้อมวันที่มีผล", "every row of the registers, with its day"),
    "counted": Text("ฉบับที่ใช้นับของแต่ละงวด", "which version counts for each period"),
    "finding": Text("ข้อผิดพลาดและคำเตือน", "errors and warnings"),
    "attachment": Text("รายการหลักฐานที่แนบ", "evidence attached"),
    "commentary_step": Text("คำอธิบายผลและการดำเนินการแก้ไข", "commentary and actions"),
    "problem_step": Text("การแก้ปัญหา", "what was done about problems"),
}
NOT_THERE = Text(
    "บัญชีผู้ใช้ รหัสผ่าน และไฟล์ต้นฉบับไม่อยู่ในไฟล์นี้ ประวัติการทำรายการส่งออกได้ที่หน้าประวัติ",
    "Accounts, passwords and originals are not in it; the audit trail is exported on its own page",
)


def listed(counts: Mapping[str, int], ctx: Context) -> None:
    """Every table with what it holds and how many rows."""
    total = sum(counts.values())
    heading(ctx.say(TITLE), ctx.say(COUNT, tables=len(counts), rows=f"{total:,}"))
    rows = [
        [tag("code", code(name)), text(_name(name, ctx)), tag("span", text(f"{count:,}"), css="tt-number")]
        for name, count in counts.items()
    ]
    show(table(ctx.say(TITLE), [ctx.say(head) for head in HEADS], rows))
    show(tag("p", text(ctx.say(NOT_THERE)), css="tt-quiet"))


def _name(name: str, ctx: Context) -> str:
    if name in FORMS:
        return ctx.say(FORMS[name].name)
    return ctx.say(NAMES[name]) if name in NAMES else "–"
