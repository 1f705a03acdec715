"""The demonstration on the screen: what of it is here, what taking it out does, and the one press."""

from __future__ import annotations

import streamlit as st

from base.words import Text
from ledger import accounts
from ledger.standing import counts
from ui.acting import act, form_key
from ui.context import Context
from ui.markup import heading, show, tag, text
from ui.receipts import definition_list

TITLE = Text("ข้อมูลในระบบ", "What is here")
SAMPLE, REAL = Text("รายการที่เป็นข้อมูลตัวอย่าง", "Facts of the sample data"), Text("รายการจริง", "Real facts")
REGISTERS = Text("แถวของทะเบียนอ้างอิงที่ใช้จริง", "Batches of register rows kept for real")
REMOVE = Text("นำข้อมูลตัวอย่างออก", "Remove the sample data")
MEANS = Text(
    "ตัวเลข หน้า และเอกสารทุกหน้าจะไม่มีข้อมูลตัวอย่างทันที ข้อมูลจริงและทะเบียนอ้างอิงอยู่ครบ และประวัติยังบันทึกว่าเคยมีข้อมูลตัวอย่าง",
    "Every figure, page and paper is without it at once; real data and registers stay; the trail tells of it",
)
NONE = Text(
    "ไม่มีข้อมูลตัวอย่างในระบบ หากต้องการทดลองใช้ ให้โหลดในโฟลเดอร์ข้อมูลใหม่ด้วย python -m etl demo load",
    "There is no sample data. To try the system, load it into a new data folder: python -m etl demo load",
)
THEN = Text(
    "ยังไม่มีบัญชีผู้ใช้ เมื่อนำออกแล้วทุกคนต้องเข้าสู่ระบบ ให้ปิดและเปิดโปรแกรมที่เครื่องแม่ข่าย แล้วใช้ลิงก์ “เริ่มใช้งาน” ที่พิมพ์ออกมา",
    "There is no account yet: afterwards everybody has to sign in. Restart the program on the server and open the "
    "set-up link it prints",
)
SURE = Text("เข้าใจแล้ว ให้นำข้อมูลตัวอย่างออก", "I understand; remove it")
DONE = Text("นำข้อมูลตัวอย่างออกแล้ว", "The sample data is removed")


def state(ctx: Context) -> bool:
    """How much of what is here is sample data; gives whether any is."""
    with ctx.ledger.read() as connection:
        found = counts(connection)
    heading(ctx.say(TITLE))
    lines = ((SAMPLE, found.sample), (REAL, found.real), (REGISTERS, found.registers))
    show(definition_list((ctx.say(label), f"{count:,}") for label, count in lines))
    return found.sample > 0


def removal(ctx: Context) -> None:
    """What it does, a tick that it was read, and the press."""
    heading(ctx.say(REMOVE))
    show(tag("p", text(ctx.say(MEANS)), css="tt-prose"))
    with ctx.ledger.read() as connection:
        is_any = accounts.is_any(connection)
    if not is_any:
        show(tag("p", "◆ ", text(ctx.say(THEN)), css="tt-warning"))
    is_sure = st.checkbox(ctx.say(SURE), key=form_key("demo_sure", ctx))
    if st.button(ctx.say(REMOVE), type="primary", disabled=not is_sure, key=form_key("demo_remove", ctx)):
        act(lambda: _removed(ctx))


def none(ctx: Context) -> None:
    """There is nothing to take out, and how to load it elsewhere."""
    show(tag("p", text(ctx.say(NONE)), css="tt-quiet"))


def _removed(ctx: Context) -> Text:
    from etl import demo  # Much to load for what is pressed once.

    demo.take_out(ctx.ledger, ctx.user)
    return DONE
