"""What the Office wrote in the demonstration about figures below their target in fiscal year 2564.

Each entry holds for a run of months and is written anew in each of them. Two entries of September are left unwritten,
and one of March was written twice: that is what the page about commentary shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from base.commentary import Key
from base.period import Month
from etl.commentary import Plan
from etl.demo.steps import Commenting, Finishing, office_moment

YEAR = 2564
WRITTEN_ON = 11
"""Day of the following month on which commentary is written: the reports have come in by then."""
WRITERS = {"OFF": "staff", "INF": "head.INF", "OLD": "head.OLD", "DIS": "head.DIS", "GEN": "steward"}


@dataclass(frozen=True, slots=True)
class Entry:
    """The same words for one figure from one month to another, both included (fiscal months, October = 1)."""

    figure: str
    first: int
    last: int
    cause: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Promise:
    """One action of the story, and how it ended if it did."""

    figure: str
    month: int
    plan: Plan
    done_on: date | None = None
    done_how: str = ""


_EARLY = "อยู่ในช่วงต้นปีงบประมาณ"
ENTRIES = (
    Entry("C1:OFF", 1, 2, f"{_EARLY} ทุกกลุ่มอยู่ระหว่างจัดทำแผนการใช้จ่ายและขออนุมัติโครงการ", "เร่งรัดทุกกลุ่มเสนอแผนการใช้จ่ายรายเดือน"),
    Entry(
        *("C1:OFF", 3, 5),
        "การจัดซื้อจัดจ้างของกลุ่มแรงงานคนพิการและแรงงานผู้ด้อยโอกาสล่าช้า และเลื่อนการประชุมคณะอนุกรรมการเพราะโควิด-19",
        "ปรับการประชุมเป็นระบบออนไลน์ และติดตามการเบิกจ่ายทุกสัปดาห์",
    ),
    Entry(
        *("C1:OFF", 6, 6),
        "กลุ่มแรงงานคนพิการและแรงงานผู้ด้อยโอกาสและฝ่ายบริหารทั่วไปเบิกจ่ายต่ำกว่าเกณฑ์ร้อยละ 88",
        "ให้สองหน่วยเสนอแผนเร่งรัดการเบิกจ่ายรายสัปดาห์จนกว่าจะถึงเกณฑ์",
    ),
    Entry(
        *("C1:OFF", 7, 8),
        "ได้รับจัดสรรงบประมาณงวดที่ 2 ในเดือนเมษายน ฐานการคำนวณจึงสูงขึ้น",
        "เร่งลงนามสัญญาจ้างเหมาให้แล้วเสร็จในไตรมาสที่ 3",
    ),
    Entry(
        *("C1:OFF", 9, 11),
        "การระบาดระลอกใหม่ทำให้เลื่อนการลงพื้นที่ติดตามงานและการสัมมนา",
        "ปรับเป็นการติดตามผ่านระบบประชุมทางไกล และโอนงบประมาณเหลือจ่ายระหว่างกลุ่ม",
    ),
    Entry(
        *("C1:OFF", 12, 12),
        "ยังเบิกจ่ายไม่ครบเพราะรอตรวจรับงานจ้างงวดสุดท้าย",
        "กันเงินเหลื่อมปีและตรวจรับให้แล้วเสร็จภายในเดือนตุลาคม 2564",
    ),
    Entry("C1:INF", 1, 2, f"{_EARLY} รอผลการพิจารณาโครงการ", "เสนอขออนุมัติโครงการให้ครบภายในเดือนธันวาคม"),
    Entry(*("C1:INF", 3, 5), "เลื่อนการสัมมนาเครือข่ายแรงงานนอกระบบในพื้นที่ควบคุม", "จัดสัมมนาแบบผสมและเร่งส่งใช้เงินยืม"),
    Entry("C1:INF", 7, 9, "ได้รับจัดสรรงบประมาณงวดที่ 2 อยู่ระหว่างจัดหาผู้รับจ้าง", "เร่งจัดซื้อจัดจ้างด้วยวิธีเฉพาะเจาะจง"),
    Entry("C1:INF", 10, 11, "งานจ้างสำรวจข้อมูลแรงงานนอกระบบส่งงวดงานล่าช้า", "ประชุมติดตามผู้รับจ้างทุกสองสัปดาห์"),
    Entry("C1:OLD", 1, 2, f"{_EARLY} ยังไม่มีค่าใช้จ่ายในการประชุมคณะอนุกรรมการ", "กำหนดวันประชุมคณะอนุกรรมการแรงงานผู้สูงอายุ"),
    Entry(*("C1:OLD", 3, 5), "เลื่อนการประชุมคณะอนุกรรมการเพราะโควิด-19", "จัดประชุมผ่านสื่ออิเล็กทรอนิกส์และเร่งเบิกเบี้ยประชุม"),
    Entry("C1:OLD", 7, 9, "ได้รับจัดสรรงบประมาณงวดที่ 2 อยู่ระหว่างปรับแผนกิจกรรม", "ปรับแผนกิจกรรมให้ดำเนินการในไตรมาสที่ 4"),
    Entry("C1:OLD", 10, 11, "กิจกรรมส่งเสริมอาชีพผู้สูงอายุเลื่อนจากพื้นที่ควบคุมสูงสุด", "ย้ายพื้นที่ดำเนินการและเบิกจ่ายตามกิจกรรมจริง"),
    Entry(*("C1:DIS", 1, 2), f"{_EARLY} ร่างขอบเขตของงานจ้างยังไม่แล้วเสร็จ", "แต่งตั้งคณะกรรมการจัดทำร่างขอบเขตของงาน"),
    Entry(*("C1:DIS", 3, 5), "ประกาศจัดจ้างครั้งแรกไม่มีผู้ยื่นข้อเสนอ", "ทบทวนราคากลางและประกาศจัดจ้างใหม่"),
    Entry(
        *("C1:DIS", 6, 6),
        "ลงนามสัญญาจ้างล่าช้ากว่าแผน 2 เดือนเพราะต้องประกาศจัดจ้างใหม่",
        "เร่งตรวจรับงวดงานและเบิกจ่ายทันทีที่ตรวจรับ",
    ),
    Entry(*("C1:DIS", 7, 9), "ผู้รับจ้างส่งงวดงานที่ 1 ไม่ครบตามสัญญา", "แจ้งให้แก้ไขและสงวนสิทธิ์ค่าปรับ พร้อมติดตามทุกสัปดาห์"),
    Entry(
        *("C1:DIS", 10, 12),
        "การตรวจรับงวดงานสุดท้ายเลื่อนเพราะผู้รับจ้างเข้าพื้นที่ไม่ได้",
        "ขอกันเงินไว้เบิกเหลื่อมปีและเร่งตรวจรับผ่านระบบทางไกล",
    ),
    Entry("C1:GEN", 1, 2, f"{_EARLY} ค่าสาธารณูปโภคยังวางบิลไม่ครบ", "ติดตามใบแจ้งหนี้ให้เบิกจ่ายภายในเดือน"),
    Entry("C1:GEN", 3, 5, "การจัดหาวัสดุและครุภัณฑ์รวมทั้งปียังอยู่ในขั้นตอนจัดซื้อ", "เร่งจัดซื้อให้แล้วเสร็จก่อนสิ้นรอบที่ 1"),
    Entry("C1:GEN", 6, 6, "ผู้ขายส่งมอบวัสดุล่าช้าจึงตรวจรับไม่ทันสิ้นรอบ", "เร่งตรวจรับและเบิกจ่ายในเดือนเมษายน"),
    Entry("C1:GEN", 7, 9, "ได้รับจัดสรรงบประมาณงวดที่ 2 อยู่ระหว่างจัดทำสัญญา", "เบิกจ่ายค่าจ้างเหมารายเดือนตามกำหนด"),
    Entry("C1:GEN", 10, 11, "ค่าพาหนะและค่าเบี้ยเลี้ยงต่ำกว่าแผนเพราะงดเดินทาง", "โอนงบประมาณไปจัดซื้อระบบประชุมทางไกล"),
    Entry(
        *("C3:OLD", 8, 9),
        "หัวหน้ากลุ่มติดราชการในพื้นที่ตรงกับวันประชุมคณะทำงาน PMQA",
        "มอบหมายผู้แทนเป็นลายลักษณ์อักษรและเข้าประชุมผ่านระบบทางไกล",
    ),
    Entry("C3:OLD", 10, 11, "จำนวนครั้งที่ขาดประชุมในไตรมาสก่อนยังดึงค่าเฉลี่ยให้ต่ำ", "เข้าประชุมให้ครบทุกครั้งที่เหลือของรอบ"),
    Entry("C4:OFF", 7, 8, "รอการทบทวนผังกระบวนงานของทุกกลุ่มก่อนจัดทำคู่มือ", "กำหนดวันส่งผังกระบวนงานและรวบรวมเป็นคู่มือฉบับทบทวน"),
    Entry(
        "C4:OFF", 9, 12, "กลุ่มแรงงานคนพิการและแรงงานผู้ด้อยโอกาสยังไม่มีหลักฐานขั้นที่ 3", "ติดตามหลักฐานขั้นที่ 3 และเสนอผู้อำนวยการเร่งรัด"
    ),
    Entry("C4:INF", 7, 8, "คู่มือการปฏิบัติงานฉบับทบทวนยังไม่ได้รับการอนุมัติ", "เสนอคู่มือให้ผู้อำนวยการอนุมัติภายในเดือนมิถุนายน"),
    Entry("C4:OLD", 7, 8, "คู่มือการปฏิบัติงานฉบับทบทวนยังไม่ได้รับการอนุมัติ", "เสนอคู่มือให้ผู้อำนวยการอนุมัติภายในเดือนมิถุนายน"),
    Entry("C4:GEN", 7, 8, "คู่มือการปฏิบัติงานฉบับทบทวนยังไม่ได้รับการอนุมัติ", "รวบรวมคู่มือของทุกกลุ่มเสนอผู้อำนวยการ"),
    Entry("C4:DIS", 7, 8, "ยังไม่ได้ปรับผังกระบวนงานขั้นที่ 3", "จัดประชุมกลุ่มเพื่อปรับผังกระบวนงาน"),
    Entry("C4:DIS", 9, 12, "ปรับผังกระบวนงานแล้วแต่ยังไม่มีหลักฐานการเห็นชอบ", "เสนอผังกระบวนงานให้ผู้อำนวยการเห็นชอบและแนบหลักฐาน"),
)
UNWRITTEN = ("C1:GEN", "C3:OLD")
"""What nobody has written about for September."""
FIRST_WORDS = Entry("C1:DIS", 6, 6, "การจัดจ้างล่าช้า", "เร่งรัดการเบิกจ่าย")
"""What the staff wrote before the head of the group wrote it anew."""

PROMISES = (
    Promise(
        *("C1:OFF", 3, Plan("ปรับปฏิทินการประชุมคณะอนุกรรมการเป็นระบบออนไลน์", "GEN", date(2021, 1, 29))),
        *(date(2021, 1, 22), "ปรับปฏิทินและแจ้งเวียนทุกกลุ่มแล้ว"),
    ),
    Promise(
        *("C1:DIS", 3, Plan("ทบทวนราคากลางและประกาศจัดจ้างใหม่", "DIS", date(2021, 2, 15))),
        *(date(2021, 2, 26), "ลงนามสัญญาแล้ว"),
    ),
    Promise(
        *("C1:DIS", 6, Plan("ตรวจรับงวดงานที่ 1 และส่งเบิกจ่าย", "DIS", date(2021, 5, 14))),
        *(date(2021, 6, 18), "ตรวจรับและส่งเบิกแล้ว"),
    ),
    Promise("C1:DIS", 10, Plan("ตรวจรับงวดงานสุดท้ายผ่านระบบประชุมทางไกล", "DIS", date(2021, 9, 15))),
    Promise("C1:OFF", 9, Plan("โอนงบประมาณเหลือจ่ายระหว่างกลุ่ม", "GEN", date(2021, 8, 31)), date(2021, 8, 27), "โอนแล้ว"),
    Promise("C1:OFF", 12, Plan("กันเงินเหลื่อมปีและตรวจรับงวดสุดท้าย", "GEN", date(2021, 10, 29))),
    Promise("C4:DIS", 9, Plan("เสนอผังกระบวนงานขั้นที่ 3 ให้ผู้อำนวยการเห็นชอบ", "DIS", date(2021, 8, 31))),
)


def steps(years: tuple[int, ...]) -> Iterator[Commenting | Finishing]:
    """Everything written about the year 2564, if it is told."""
    if YEAR not in years:
        return
    yield _written(FIRST_WORDS, FIRST_WORDS.first, "staff", None, day=8)
    for entry in ENTRIES:
        kpi, scope = entry.figure.split(":")
        for number in range(entry.first, entry.last + 1):
            if number < 12 or entry.figure not in UNWRITTEN:
                yield _written(entry, number, WRITERS[scope], _promised(entry.figure, number))
    for promise in PROMISES:
        if promise.done_on:
            kpi, scope = promise.figure.split(":")
            month = Month.of(promise.done_on)
            at = office_moment(month, promise.done_on.day + 1, f"done:{promise.figure}:{month}")
            key = Key(kpi, scope, _month(promise.month), 1)
            yield Finishing(at, key, WRITERS[scope], promise.done_on, promise.done_how)


def _written(entry: Entry, number: int, user: str, plan: Plan | None, day: int = WRITTEN_ON) -> Commenting:
    kpi, scope = entry.figure.split(":")
    month = _month(number)
    at = office_moment(month.shift(1), day, f"comment:{entry.figure}:{month}:{day}")
    return Commenting(at, Key(kpi, scope, month), user, entry.cause, entry.remedy, plan)


def _promised(figure: str, number: int) -> Plan | None:
    return next((one.plan for one in PROMISES if (one.figure, one.month) == (figure, number)), None)


def _month(number: int) -> Month:
    """A fiscal month of 2564 by its number: 1 is October 2020."""
    return Month(2020, 10).shift(number - 1)
