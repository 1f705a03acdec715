"""Which late agencies are to be written to, which have been, and what does each letter say?"""

from __future__ import annotations

import streamlit as st

from base.access import Action, NotAllowed
from base.settings import SettingFault, read_settings
from base.words import Text
from exports.letters import late, make
from exports.letters.office import office
from ledger import letters as register
from ledger import mailings
from ledger.letters import Letter
from ledger.store import LedgerFault
from ui import figures, letters, names
from ui.acting import why
from ui.context import Context, Help, Page

PAGE = Page(
    "letters",
    Text("หนังสือติดตาม", "Letters to late agencies"),
    Action.LETTER,
    ":material/outgoing_mail:",
    ("fy",),
    Help(
        Text(
            "ออกหนังสือเร่งรัดถึงหน่วยงานที่ค้างส่งรายงาน ดูทะเบียนหนังสือ และคัดลอกข้อความไปส่งทางไลน์หรืออีเมล",
            "Write to the agencies that owe reports, see the register of letters, copy the text into a message",
        ),
        Text(
            "ฝ่ายบริหารทั่วไปหรือกลุ่มที่รับผิดชอบกดออกหนังสือ หน่วยงานและเดือนเดียวกันออกได้วันละหนึ่งฉบับ",
            "General Administration or a group presses the button; one letter a day for the same agency and months",
        ),
        Text("หลังพ้นกำหนดส่งรายงานของแต่ละเดือน", "After the deadline of each month's report"),
    ),
)


def render(ctx: Context) -> None:
    """The late agencies of a month with the button; the register; one letter to read, copy and download."""
    board = figures.board(ctx)
    with st.container(key="panel_letters_late"):
        letters.said(ctx)
        month = letters.month(board, ctx)
        if month is not None:
            found = late.late(ctx.build, board.fiscal_year, (month,), ctx.ask.known_at, board)
            lines = [
                letters.Late(names.reporter(ctx.build, one.code, ctx.language), one.owed, one.contact.kind == late.MEMO)
                for one in found
            ]
            if letters.late(lines, month, ctx):
                letters.report(lambda: _made(found, ctx), ctx)
    with ctx.ledger.read() as connection:
        known, log = register.every(connection), mailings.every(connection)
    with st.container(key="panel_letters"):
        letter = letters.register(known, ctx)
    if letter is not None:
        with st.container(key="panel_letter"):
            letters.one(letter, make.text_of(letter), lambda: _copy(letter), make.file_name(letter), ctx)
    with st.container(key="panel_mailings"):
        letters.mailings(log, ctx)


def _made(found: tuple[late.LateAgency, ...], ctx: Context) -> tuple[int, int] | Text:
    """How many letters are new and how many had been issued today, or why none could be."""
    try:
        papers_dir = read_settings().papers_dir
        done = make.issue(ctx.ledger, ctx.build, found, office(papers_dir), user=ctx.user, papers_dir=papers_dir)
    except (NotAllowed, LedgerFault, SettingFault) as fault:
        return why(fault)
    return len(done.issued), len(done.already)


def _copy(letter: Letter) -> bytes:
    return make.copy(letter, read_settings().papers_dir)[0]
