"""A fresh ledger in either engine with the registers in place."""

from __future__ import annotations

import pytest

from etl import reference
from ledger.store import Ledger
from tests.etl_screen.desk import Desk


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    reference.ensure(ledger)
    return Desk(ledger)
