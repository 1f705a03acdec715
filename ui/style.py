"""Puts the stylesheet on the page, and Thai words in place of the English ones that Streamlit brings along."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import streamlit as st

from base.words import LANGUAGES, Language, Text

HERE = Path(__file__).parent

THEMES, DIGITS = ("system", "light", "dark"), ("arabic", "thai")
ICON = HERE / "icon.svg"

BRAND = {
    "--tt-system": Text("ติดตาม", "Tidtam"),
    "--tt-office": Text("สำนักงานนโยบายแรงงานนอกระบบ", "Office of Informal Labour Policy"),
}
CHROME = (
    Text("ข้ามไปยังเนื้อหา", "Skip to main content"),
    Text("เลือก", "Choose an option"),
    Text("เลือก", "Choose options"),
    Text("คัดลอก", "Copy to clipboard"),
    Text("ปิด", "Dismiss"),
    Text("ไม่พบรายการ", "No results"),
    Text("เปิดรายการ", "Open"),
    Text("ปิด", "Close"),
    Text("ลบ", "Delete"),
    Text("ยกเลิก", "Cancel"),
    Text("ลองใหม่", "Retry"),
    Text("เลือกไฟล์", "Upload"),
    Text("เพิ่มไฟล์", "Add files"),
    Text("ลากไฟล์มาวางที่นี่", "Drag and drop files here"),
    Text("ไม่รับไฟล์นี้:\u00a0", "Error:"),
    Text("แถบเมนู", "Sidebar"),
    Text("หน้าของระบบ", "App pages"),
    Text("ส่งไฟล์", "file upload"),
    Text("พับแถบเมนู", "Collapse sidebar"),
    Text("เปิดแถบเมนู", "Expand sidebar"),
    Text("กำลังเชื่อมต่อ", "Connecting"),
    Text("กำลังเชื่อมต่อ", "CONNECTING"),
    Text("การเชื่อมต่อขัดข้อง", "Connection error"),
    Text("การเชื่อมต่อใช้เวลานานเกินไป", "Connection timed out."),
    Text("การเชื่อมต่อหลุด กรุณารอสักครู่แล้วลองใหม่", "Connection lost. Please wait for the app to reconnect, then try again."),
    Text("ไม่พบหน้าที่ต้องการ", "Page not found"),
    Text(
        "ไม่มีหน้าตามที่อยู่นี้ ระบบจึงแสดงหน้าแรกให้แทน",
        "The page that you have requested does not seem to exist. Running the app's main page.",
    ),
    Text("กำลังประมวลผล", "Running..."),
    Text("กำลังหยุด", "Stopping..."),
    Text("กรุณารอสักครู่", "Please wait..."),
    Text("เพิ่มแถว", "Add row"),
    Text("ลบแถวที่เลือก", "Delete row(s)"),
    Text("เต็มจอ", "Fullscreen"),
    Text("ออกจากเต็มจอ", "Close fullscreen"),
    Text(
        "ใช้ปุ่มลูกศรขึ้นลงเพื่อเลือกรายการ แล้วกดแป้นขึ้นบรรทัดใหม่",
        "Use Up and Down to choose options, press Enter to select the currently focused option, press Escape to exit "
        "the menu, press Tab to select the option and exit the menu.",
    ),
    Text("แสดงเพิ่มเติม", "View more"),
    Text("แสดงน้อยลง", "View less"),
)


def apply(language: Language, theme: str, digits: str) -> None:
    """Style this run's page and set its language, theme and digits. All texts are constant: no data reaches them."""
    st.html(f"<style>{sheet(language)}</style>")
    with st.sidebar:
        st.html(f"<script>{script(language, theme, digits)}</script>", unsafe_allow_javascript=True)


@lru_cache(maxsize=2)
def sheet(language: Language) -> str:
    """The stylesheet in one language."""
    words = "".join(f"{name}:{json.dumps(text.say(language), ensure_ascii=False)};" for name, text in BRAND.items())
    rules = "".join((HERE / name).read_text("utf-8") for name in ("style.css", "print.css"))
    return f":root{{{words}}}{rules}"


def scripts() -> list[str]:
    """Every script that `apply` may put on a page, for the policy that lets no other one run."""
    return [script(language, theme, count) for language in LANGUAGES for theme in THEMES for count in DIGITS]


@lru_cache(maxsize=16)
def script(language: Language, theme: str = "system", digits: str = "arabic") -> str:
    """The script in one language: English to Thai, or back again after a switch."""
    words = (
        {text.en: text.th for text in CHROME} if language == "th" else {text.th: text.en for text in reversed(CHROME)}
    )
    source = (HERE / "chrome.js").read_text("utf-8")
    blanks = {
        "{language}": language,
        "{theme}": theme if theme in THEMES else "system",
        "{digits}": digits if digits in DIGITS else "arabic",
        "{words}": json.dumps(words, ensure_ascii=False),
    }
    for blank, value in blanks.items():
        source = source.replace(blank, value)
    return source
