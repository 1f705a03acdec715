"""The book of indicators, printed from their declarations: `python -m kpi.book > docs/kpi-book.md`.

A test compares the file with what stands in the declarations, so the two cannot part.
"""

from __future__ import annotations

from collections.abc import Iterator

from base.ambiguities import SETTINGS
from base.thai import say_date
from kpi import speak
from kpi.definitions import VERSIONS
from kpi.indicators import ALL
from kpi.model import Family, Kpi

FAMILIES = {
    Family.CASCADED: "ตัวชี้วัดที่ถ่ายทอดแก่ผู้อำนวยการและหัวหน้ากลุ่ม/ฝ่าย (C)",
    Family.OFFICE: "ตัวชี้วัดของสำนักงาน (K)",
    Family.MONITORING: "ตัวชี้วัดติดตาม (M) ไม่ใช่ตัวชี้วัดของคู่มือ",
}
NO_TARGET = "คู่มือไม่ได้กำหนดเป้าหมาย"


def book() -> str:
    """The whole book in Markdown: every indicator with its formula in words, source, data, decisions and settings."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# สมุดตัวชี้วัด (indicator book)"
    yield ""
    yield "จัดทำจากนิยามในโปรแกรมด้วย `python -m kpi.book > docs/kpi-book.md` ห้ามแก้ไขด้วยมือ"
    yield "เป้าหมายอยู่ในทะเบียน `targets` ซึ่งมีวันที่มีผล ค่าเริ่มต้นอยู่ใน `data/reference/targets.csv`"
    yield "รุ่นของนิยามที่ใช้อยู่ในแต่ละช่วงอยู่ในทะเบียน `definitions` ดูได้ด้วย `python -m kpi definitions`"
    yield "ก่อนเปลี่ยนนิยาม เป้าหมาย หรือการตั้งค่า ดูตัวเลขที่จะเปลี่ยนด้วย `python -m kpi preview`"
    for family, title in FAMILIES.items():
        yield ""
        yield f"## {title}"
        for kpi in ALL:
            if kpi.family is family:
                yield from _indicator(kpi)
    yield ""
    yield "## การตั้งค่าที่ตอบข้อไม่ชัดเจนของคู่มือ (settings)"
    yield ""
    yield "| ข้อ | การตั้งค่า | ค่าเริ่มต้น | ค่าที่ใช้ได้ | คำถาม |"
    yield "|---|---|---|---|---|"
    for setting in SETTINGS.values():
        choices = setting.only.th if setting.only else " / ".join(setting.choices) or "ตามชนิดข้อมูล"
        default = setting.default or "–"
        yield f"| {setting.ambiguity} | `{setting.name}` | {default} | {choices} | {setting.question.th} |"


def _indicator(kpi: Kpi) -> Iterator[str]:
    yield ""
    yield f"### {kpi.code} {kpi.name.th}"
    yield ""
    yield f"*{kpi.name.en}*"
    yield ""
    yield kpi.definition.th
    yield ""
    yield kpi.definition.en
    yield ""
    yield "| | |"
    yield "|---|---|"
    for label, value in _facts(kpi):
        yield f"| {label} | {value} |"


def _facts(kpi: Kpi) -> Iterator[tuple[str, str]]:
    yield "ตัวตั้ง", kpi.numerator.th
    if kpi.denominator.th:
        yield "ตัวหาร", kpi.denominator.th
    yield "หน่วย", speak.UNIT_WORDS[kpi.unit].th
    yield "อ้างอิงคู่มือ", kpi.source
    yield "ขอบเขต", ", ".join(kpi.scopes).replace("AGENCY", "หน่วยงานที่รายงานทุกแห่ง")
    if kpi.rounds != (1, 2):
        yield "ประเมินในรอบ", ", ".join(map(str, kpi.rounds))
    yield "ข้อมูลที่ใช้", ", ".join(f"`{form}`" for form in kpi.data)
    if kpi.reference_line is not None:
        yield "ค่าอ้างอิง (คู่มือไม่ได้กำหนด)", f"{kpi.reference_line}"
    yield "ข้อไม่ชัดเจนที่ตัดสินแล้ว", ", ".join(kpi.ambiguities) or "–"
    if kpi.settings:
        yield "การตั้งค่าที่มีผล", ", ".join(f"`{name}`" for name in kpi.settings)
    versions = [rule.kpi for rule in VERSIONS[kpi.code]]
    yield "รุ่นของนิยาม", ", ".join(f"{one.version} (ใช้ได้ตั้งแต่ {say_date(one.effective_from)})" for one in versions)


if __name__ == "__main__":
    print(book(), end="")
