"""What a press of a button says when the ledger is out of reach: what to do, never where it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from base.access import NotAllowed
from base.words import Text
from etl.build import BuildFault
from ledger import faults
from ui.acting import why

ROOT = Path(__file__).resolve().parents[2]
KINDS = [kind for kind in vars(faults).values() if isinstance(kind, type) and issubclass(kind, faults.LedgerFault)]


@pytest.mark.parametrize("kind", [*(kind for kind in KINDS if kind is not faults.LedgerFault), BuildFault])
def test_a_fault_of_the_ledger_is_told_without_its_address(kind: type[Exception]) -> None:
    shown = why(kind(Text("ติดต่อฐานข้อมูล tidtam@10.1.2.3:5432 ไม่ได้", "Cannot reach tidtam@10.1.2.3:5432")))  # type: ignore[arg-type]
    assert "กรุณา" in shown.th and re.search("[Pp]lease|Wait", shown.en)
    assert "10.1.2.3" not in shown.th + shown.en


def test_a_refusal_is_told_as_it_is() -> None:
    words = Text("เฉพาะผู้ดูแลระบบ", "Administrators only")
    refusal = NotAllowed.__new__(NotAllowed)
    refusal.text = words
    assert why(refusal) is words


def test_pages_say_no_fault_in_its_own_words() -> None:
    for path in (*ROOT.glob("ui/*.py"), *ROOT.glob("pages/*/*.py")):
        if path.name not in ("acting.py", "arrival.py", "sheets.py"):
            assert "fault.text" not in path.read_text(), f"{path}: ui.acting.why says it without the address"
