"""Who may sign in, with which role and scope, and what may each role do?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ledger import accounts, roster
from ui import acting, people, people_actions
from ui.context import Context, Help, Page
from ui.markup import show, tag, text

PAGE = Page(
    "people",
    Text("ผู้ใช้และสิทธิ์", "People and roles"),
    Action.ACCOUNT_EDIT,
    ":material/group:",
    (),
    Help(
        Text(
            "เปิดและปิดบัญชี ออกลิงก์ตั้งรหัสผ่าน กำหนดบทบาทและขอบเขต และดูว่าบทบาทใดทำอะไรได้",
            "Open and close accounts, issue links to choose a password, set roles and scopes, see what each may do",
        ),
        Text("ผู้ดูแลระบบเท่านั้น เจ้าของบัญชีตั้งรหัสผ่านเอง", "The administrator only; holders choose their own passwords"),
        Text("เมื่อมีผู้เข้าหรือพ้นตำแหน่ง ให้ทำในวันนั้น", "On the day that somebody takes up or leaves a position"),
    ),
)


def render(ctx: Context) -> None:
    """Everybody with their accounts; one person and what may be done; a new position; the table of permissions."""
    acting.said(ctx)
    with ctx.ledger.read() as connection:
        lines, others = roster.everybody(connection, ctx.user), roster.without_account(connection)
        is_open = accounts.is_any(connection)
    if not is_open:
        show(tag("p", "◊ ", text(ctx.say(roster.BY_SET_UP)), css="tt-warning"))
    with st.container(key="panel_people"):
        people.listed(lines, ctx)
    chosen, new = st.columns(2)
    with chosen, st.container(key="panel_person", height="stretch"):
        people_actions.one(lines, others, ctx)
    with new, st.container(key="panel_add_person", height="stretch"):
        people_actions.add(ctx)
    with st.container(key="panel_rights"):
        people.rights(ctx)
