"""What surrounds every page: language and position, heading, sample-data mark, citation, empty and fault states."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from base.access import User
from base.thai import say_date
from base.words import LANGUAGES, Language, Text
from kpi import cite
from ledger.door import Door
from ui import digits, session
from ui.context import Context, Page, Theme
from ui.markup import show, tag, text

SYSTEM = Text("ติดตาม", "Tidtam")
LANGUAGE = Text("ภาษา", "Language")
LANGUAGE_NAMES: dict[Language, str] = {"th": "ไทย", "en": "English"}
SYSTEM_THEME = "tidtam_system"
"""The cookie in which `theme.js` tells what the system prefers."""
THEME = Text("พื้นหน้าจอ", "Theme")
THEMES = {"system": Text("ตามเครื่อง", "Auto"), "light": Text("สว่าง", "Light"), "dark": Text("มืด", "Dark")}
POSITION = {
    Door.DEMONSTRATION: Text("ตำแหน่ง (ข้อมูลตัวอย่าง)", "Position (sample data)"),
    Door.TRAINING: Text("ตำแหน่ง (เครื่องฝึกอบรม)", "Position (training machine)"),
}
NO_SAMPLE_ANY_MORE = Text(
    "มีข้อมูลจริงเข้าสู่ระบบแล้ว จากนี้สิ่งที่บันทึกเป็นข้อมูลจริง สิ่งที่พิมพ์ไว้ยังอยู่ครบ โปรดตรวจแล้วกดบันทึกอีกครั้ง",
    "Real data has come in: what is saved from now on is real too. What you typed is still here: check it, save again",
)
MY_ACCOUNT = Text("บัญชีของฉัน · ออกจากระบบ", "My account · sign out")
STRANGER = Text("กรุณาเข้าสู่ระบบก่อน", "Please sign in first")
SIGN_IN = Text("เข้าสู่ระบบ", "Sign in")
SAMPLE = Text("ข้อมูลตัวอย่าง", "Sample data")
SAMPLE_MEANS = Text(
    "ตัวเลขบนหน้านี้สร้างขึ้นเพื่อการสาธิต ห้ามนำไปอ้างอิง", "These figures are made up for demonstration; do not cite them"
)
ABOUT = Text("ข้อมูล ณ {day} · {standing}", "As of {day} · {standing}")
EMPTY_TITLE = Text("ยังไม่มีข้อมูลในระบบ", "There is no data yet")
UPLOAD_PAGE = "upload"
EMPTY_STEPS = (
    Text(
        "หน่วยงาน: เปิดเมนู “นำเข้าไฟล์” ดาวน์โหลดแบบฟอร์ม กรอก แล้วส่งกลับที่หน้าเดิม",
        "Agencies: open “Upload files”, download the form, fill it in and send it back on the same page",
    ),
    Text(
        "ผู้ดูแลระบบ: หากต้องการทดลองใช้ ให้โหลดข้อมูลตัวอย่างด้วยคำสั่ง python -m etl demo load",
        "Administrators: to try the system, load the sample data with: python -m etl demo load",
    ),
)
FAULT_TITLE = Text("ขณะนี้ยังแสดงข้อมูลไม่ได้", "The data cannot be shown at the moment")
FAULT_NEXT = Text(
    "ข้อมูลที่ส่งไว้แล้วไม่สูญหาย กรุณาลองใหม่ในอีกสักครู่ หากยังไม่หายโปรดแจ้งผู้ดูแลระบบ",
    "Nothing that was sent is lost. Please try again shortly; if it persists, tell the administrator",
)
OLDER = Text("หน้านี้แสดงข้อมูลก่อนหน้า ยังไม่รวมข้อมูลล่าสุด", "This page shows earlier data, without the newest.")
SURPRISE = Text("เกิดข้อขัดข้องที่ไม่คาดคิด (เลขที่บันทึก {number})", "Something unexpected went wrong (log number {number})")


HELP = Text("คำแนะนำ", "Help")
HELP_HEADS = (
    Text("หน้านี้ใช้ทำอะไร", "What it is for"),
    Text("ใครบันทึกอะไร", "Who enters what"),
    Text("เมื่อใด", "By when"),
)


def choose_view() -> tuple[Language, Theme]:
    """Language, digits and theme in one place at the top of the sidebar; each stands in the address."""
    with st.sidebar, st.container(horizontal=True, key="switches"):
        language = choose_language()
        if language == "th":
            choose_digits()
        return language, choose_theme(language)


def choose_digits() -> None:
    """Arabic or Thai digits (`ui.digits`)."""
    st.segmented_control(
        digits.DIGITS.th,
        list(digits.KINDS),
        format_func=digits.KINDS.__getitem__,
        key=session.choice("digits", list(digits.KINDS), "arabic", is_quiet=True),
        label_visibility="collapsed",
        required=True,
    )


def choose_language() -> Language:
    """The language switch."""
    key = session.choice("lang", LANGUAGES, "th")
    language: Language = "en" if session.chosen("lang") == "en" else "th"
    st.segmented_control(
        LANGUAGE.say(language),
        LANGUAGES,
        format_func=digits.labelled(LANGUAGE_NAMES.__getitem__),
        key=key,
        label_visibility="collapsed",
        required=True,
    )
    return language


def choose_theme(language: Language) -> Theme:
    """Light, dark, or what the system prefers, which it is at first.

    Gives what the reader sees: the browser tells what the system prefers.
    """
    chosen = st.segmented_control(
        THEME.say(language),
        list(THEMES),
        format_func=digits.labelled(lambda one: THEMES[one].say(language)),
        key=session.choice("theme", list(THEMES), "system", is_quiet=True),
        label_visibility="collapsed",
        required=True,
    )
    was = session.kept("theme")
    session.keep("theme", chosen)
    # In the run that goes back to the system's preference the browser still tells of the theme before.
    is_settled = was in (None, "system")
    system = st.context.theme.type if is_settled else st.context.cookies.get(SYSTEM_THEME)
    return "dark" if (system if chosen == "system" else chosen) == "dark" else "light"


def choose_position(positions: Mapping[str, str], default: str, by: Door, language: Language) -> str:
    """The demonstration's switch of positions. It is kept for the session only, never in the address."""
    codes, label = list(positions), POSITION[by].say(language)
    usual = default if default in positions else codes[0]
    key = session.held("position", codes, usual, (label, *positions.values()))
    with st.sidebar:
        chosen = st.selectbox(label, codes, format_func=digits.labelled(positions.__getitem__), key=key)
    session.keep("position", chosen)
    return chosen


def turned(by: Door, language: Language) -> None:
    """Tell whoever was trying the demonstration that it is none any more, on the page that they have before them."""
    if session.kept("door") is Door.DEMONSTRATION and by is Door.TRAINING:
        session.keep("turned", session.view())
    session.keep("door", by)
    if session.kept("turned") == session.view():
        show(tag("p", "◆ ", text(NO_SAMPLE_ANY_MORE.say(language)), css="tt-warning", role="alert"))


def signed_in(user: User, language: Language) -> None:
    """Who is signed in, and the way to their account and out; the page there is the server's own."""
    link = tag("a", text(MY_ACCOUNT.say(language)), href=f"/account?lang={language}", target="_self")
    with st.sidebar:
        show(tag("p", text(user.title.say(language)), tag("br"), link, css="tt-quiet tt-signed-in"))


def stranger(language: Language) -> None:
    """Somebody the gate does not know (any more): the way to sign in."""
    link = tag("a", text(SIGN_IN.say(language)), href="/sign-in", target="_self")
    show(tag("section", tag("h1", text(STRANGER.say(language))), tag("p", link), css="tt-state", role="alert"))


def heading(page: Page, ctx: Context) -> None:
    """The page's only first-level heading, what the page speaks of, and the sample-data mark."""
    about = ""
    if "as_of" in page.filters:
        standing = ctx.say(cite.OFFICIAL if ctx.ask.official else cite.PROVISIONAL)
        about = tag(
            "span", text(ctx.say(ABOUT, day=say_date(ctx.ask.as_of, ctx.language), standing=standing)), css="tt-about"
        )
    mark = tag("strong", "◆ ", text(ctx.say(SAMPLE)), css="tt-sample", title=ctx.say(SAMPLE_MEANS))
    inside = (tag("h1", text(ctx.say(page.title))), about, helping(page, ctx), mark if ctx.build.has_demo else "")
    show(tag("div", *inside, css="tt-heading"))


def helping(page: Page, ctx: Context) -> str:
    """What the page is for, who enters what and by when, behind a word that opens it; empty where nothing is said."""
    if page.help is None:
        return ""
    said = zip(HELP_HEADS, (page.help.purpose, page.help.entry, page.help.due), strict=True)
    lines = (tag("dt", text(ctx.say(head))) + tag("dd", text(ctx.say(what))) for head, what in said)
    return tag("details", tag("summary", "? ", text(ctx.say(HELP))), tag("dl", *lines), css="tt-help")


def warn(what: Text, language: Language) -> None:
    """The page shows older data than the ledger holds, and why."""
    show(tag("p", "◆ ", text(OLDER.say(language)), " ", text(what.say(language)), css="tt-warning", role="alert"))


def footer(citation: str, ctx: Context) -> None:
    """The citation under every page; on paper at the foot of each sheet, with its number."""
    show(tag("footer", tag("p", text(citation)), css="tt-footer"), tag("style", _sheet_foot(digits.shown(citation))))


def _sheet_foot(citation: str) -> str:
    """The style sheet that prints the citation on every sheet. The words become a CSS string and nothing else."""
    said = "".join(
        letter if letter.isalnum() or letter in " ·-–()/.," else f"\\{ord(letter):x} " for letter in citation
    )
    kind = "thai" if digits.is_thai() else "decimal"
    look = "font: 7.5pt Sarabun, sans-serif; color: #333333"
    return (
        f'@page {{ @bottom-left {{ content: "{said}"; width: 90%; {look} }} '
        f'@bottom-right {{ content: counter(page, {kind}) "/" counter(pages, {kind}); {look} }} }}'
    )


def empty(ctx: Context) -> None:
    """No data yet: says who does what next, with the way there for whoever may go."""
    steps = tag("ol", *(tag("li", text(ctx.say(step))) for step in EMPTY_STEPS))
    show(tag("section", tag("h2", text(ctx.say(EMPTY_TITLE))), steps, css="tt-state"))
    if UPLOAD_PAGE in ctx.links:
        with st.container(key="empty_way"):
            st.page_link(ctx.links[UPLOAD_PAGE])


def fault(what: Text, language: Language) -> None:
    """One clear sentence instead of a traceback."""
    show(
        tag(
            "section",
            tag("h1", text(FAULT_TITLE.say(language))),
            tag("p", text(what.say(language))),
            tag("p", text(FAULT_NEXT.say(language)), css="tt-quiet"),
            css="tt-state tt-state-fault",
            role="alert",
        )
    )
