"""A waived report: with a reason, for an agency of the register, once recorded in the trail."""

from __future__ import annotations

from pathlib import Path

import pytest

from base.access import Role, User
from base.period import Month
from base.words import Text
from etl import reference, waiving
from ledger.decisions import DecisionRefused
from ledger.store import Ledger

DIRECTOR = User("director", Role.DIRECTOR, Text("ผู้อำนวยการ", "Director"))


def test_it_needs_an_agency_and_a_reason(tmp_path: Path) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger.sqlite", b"k" * 32)
    reference.ensure(ledger)
    head = ledger.head()
    for agency, reason in (("NONE", "น้ำท่วม"), ("DOE", "  ")):
        with pytest.raises(DecisionRefused):
            waiving.waive(ledger, DIRECTOR, agency, Month(2021, 2), reason)
    assert ledger.head() == head
    made = waiving.waive(ledger, DIRECTOR, "DOE", Month(2021, 2), "น้ำท่วม")
    assert (made.subject, made.reason, made.actor) == ("DOE:2021-02", "น้ำท่วม", "director")
    assert made.payload == {"agency": "DOE", "month": "2021-02"}, "as the command records it"
    ledger.close()
