"""Lists of values that several forms share."""

from __future__ import annotations

from base.words import Text
from etl.forms.model import Choice

WORKFORCE_GROUPS = (
    Choice("INF", Text("แรงงานนอกระบบ", "informal workers"), ("นอกระบบ",)),
    Choice("OLD", Text("แรงงานสูงอายุ", "older workers"), ("สูงอายุ", "ผู้สูงอายุ")),
    Choice("DIS", Text("แรงงานคนพิการ", "workers with disabilities"), ("คนพิการ", "พิการ")),
    Choice("VUL", Text("แรงงานผู้ด้อยโอกาส", "disadvantaged workers"), ("ผู้ด้อยโอกาส", "ด้อยโอกาส")),
)

FUND_SOURCES = (
    Choice("agency", Text("งบหน่วยงาน", "agency budget"), ("งบประมาณหน่วยงาน", "งบประมาณของหน่วยงาน")),
    Choice("fund", Text("กองทุน", "fund"), ("เงินกองทุน", "งบกองทุน")),
    Choice("other", Text("อื่น ๆ", "other"), ("อื่นๆ", "แหล่งอื่น")),
)

UNITS_OF_COUNT = ("คน", "ครั้ง", "แห่ง", "เรื่อง", "ร้อยละ")
"""Suggested units of count (domain.md 7.4 no. 14); any other may be typed."""
