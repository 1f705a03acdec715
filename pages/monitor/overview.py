"""How does the Office stand this round, how did it move, who is off target or late, and what needs a decision?"""

from __future__ import annotations

from base.access import Action
from base.words import Text
from ui import filters, overview
from ui.context import Context, Help, Page

PAGE = Page(
    "overview",
    Text("ภาพรวมผู้บริหาร", "Executive overview"),
    Action.KPI_VIEW,
    ":material/monitoring:",
    filters.ALL,
    Help(
        Text(
            "ดูสถานะของทุกตัวชี้วัดในหน้าจอเดียว เปลี่ยนจากเดือนก่อนและปีก่อนเท่าใด ใครฉุดค่า ใครค้างส่งรายงาน และเรื่องใดต้องตัดสินใจ",
            "See every indicator on one screen: how it moved, who pulls it down, who owes a report, what to decide",
        ),
        Text(
            "ไม่ต้องบันทึกข้อมูลที่หน้านี้ กดที่ค่าใดก็ได้เพื่อดูที่มา",
            "Nothing is entered here; press any figure to see where it comes from",
        ),
        Text(
            "หน่วยงานส่งรายงานภายในวันที่ 5 ของเดือนถัดไป ค่าจึงครบหลังวันนั้น",
            "Agencies report by the 5th of the next month; figures are complete after that",
        ),
    ),
)


def render(ctx: Context) -> None:
    """Every indicator with its status and how it moved on one screen, then the lists that ask for action."""
    overview.draw(ctx)
