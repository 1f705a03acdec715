"""The sentences of the annual report, and the words that its text blocks begin with."""

from __future__ import annotations

from collections.abc import Sequence

from exports.annual.gather import AND_OTHERS, Year
from kpi.annual_texts import Told
from kpi.model import PLANS

TITLE = "รายงานผลการดำเนินงานประจำปี"
FOR_WHOM = "การส่งเสริม คุ้มครอง และพัฒนาคุณภาพชีวิต\nแรงงานนอกระบบ แรงงานสูงอายุ และแรงงานคนพิการ"
"""In two lines: a program's own breaking parts a word."""
OFFICE = "สำนักงานนโยบายแรงงานนอกระบบ สำนักงานปลัดกระทรวงแรงงาน"
QR = "คิวอาร์โค้ดเปิดข้อมูลของรายงานนี้"
NOTHING = "ไม่มีรายการ"
PROVISIONAL_MARK = " (ข้อมูลเบื้องต้น)"
LOOK_UP = "เปิดข้อมูลชุดเดียวกันได้ที่ {url} แล้วค้นตัวเลขด้วยรหัสในช่องอ้างอิง"
NO_SITUATION = "หน่วยงานมิได้รายงานสถานการณ์ในรอบปี"
OVERVIEW = (
    "ผลการดำเนินงานในภาพรวมของสำนักงานและหน่วยที่รับการถ่ายทอดตัวชี้วัด แสดงตามตารางและภาพต่อไปนี้ "
    "ช่องอ้างอิงของทุกตัวเลขคือรหัสตัวชี้วัดและขอบเขต ใช้ตรวจสอบย้อนกลับในระบบร่วมกับเลขที่อ้างอิงของรายงาน"
)
NO_PLAN_WORDS = "ไม่มีหน่วยงานรายงานผลการดำเนินงานประจำปีของแผนนี้"
AGENCIES = "การส่งรายงานและการเบิกจ่ายงบประมาณโครงการของหน่วยงานที่รายงาน แสดงตามตารางต่อไปนี้"
PROBLEMS = "ปัญหาและอุปสรรคที่หน่วยงานรายงานในรอบปี พร้อมแนวทางแก้ไข แสดงตามตารางต่อไปนี้"
PHOTOS = "ภาพผลงานสำคัญที่หน่วยงานส่งพร้อมผลการดำเนินงานประจำปี เฉพาะภาพที่บุคคลในภาพยินยอมให้เผยแพร่"
NO_SUGGESTION = "หน่วยงานมิได้เสนอแนวทางเพิ่มเติมในรอบปี"
SUGGESTED = "แนวทางแก้ไขที่หน่วยงานเสนอในรอบปี มีดังนี้"
NAMED = 4
SHOWN = 12
"""Most paragraphs that a text block begins with: somebody writes a chapter out of them."""


def situation(year: Year) -> tuple[str, ...]:
    """What the agencies say of the year's situation, each text once with those who told it."""
    return _told_by(year, [(one.situation, one.agency) for one in year.annual.rows]) or (NO_SITUATION,)


def suggestions(year: Year) -> tuple[str, ...]:
    """The remedies that the agencies propose, each once."""
    found = _told_by(year, [(one.solution, one.agency) for one in year.annual.rows if one.problem])
    return (SUGGESTED, *found) if found else (NO_SUGGESTION,)


def plan(year: Year, code: str) -> tuple[str, ...]:
    """The summaries of the plan's projects in the words of the agencies that lead them."""
    own = [one for one in of_plan(year, code) if one.narrative]
    leading = [one for one in own if not one.agency.startswith("PC")] or own
    told = tuple(f"{one.project_name or one.project_code}: {one.narrative}" for one in leading[:SHOWN])
    return told or (NO_PLAN_WORDS,)


def of_plan(year: Year, code: str) -> list[Told]:
    """The annual results of a plan's projects, as the register has them."""
    return [one for one in year.annual.rows if one.plan == code]


def plan_codes(year: Year) -> tuple[str, ...]:
    """The six plans of the manual, in its order."""
    return tuple(code for code in PLANS if code in year.plans)


def _told_by(year: Year, pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Each text once, with the first few of those who told it; what most tell comes first."""
    tellers: dict[str, list[str]] = {}
    for text, agency in pairs:
        if text:
            tellers.setdefault(text, []).append(year.name(agency))
    ordered = sorted(tellers.items(), key=lambda item: -len(set(item[1])))[:SHOWN]
    return tuple(_with_names(text, names) for text, names in ordered)


def _with_names(text: str, names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    shown = ", ".join(unique[:NAMED]) + (AND_OTHERS if len(unique) > NAMED else "")
    return f"{text} (ตามรายงานของ{shown})"
