"""The one place that says whether people sign in or a demonstration's positions may be chosen from a list."""

from __future__ import annotations

from enum import StrEnum
from functools import partial

import sqlalchemy as sa

from ledger import accounts, admission
from ledger.standing import holds_demonstration, holds_real_facts
from ledger.store import Ledger


class Door(StrEnum):
    """How somebody comes in."""

    SIGN_IN = "sign_in"
    DEMONSTRATION = "demonstration"
    """Only sample data is here and nobody has an account: positions may be chosen, and what is done is sample too."""
    TRAINING = "training"
    """The operator of a training machine allows choosing positions beside other data, until the first account."""


def door(connection: sa.Connection, *, is_training: bool = False) -> Door:
    """How one comes in to this ledger now (docs/decisions/0016). An account closes every other way for good."""
    if accounts.is_any(connection):
        return Door.SIGN_IN
    if holds_demonstration(connection) and not holds_real_facts(connection):
        return Door.DEMONSTRATION
    return Door.TRAINING if is_training else Door.SIGN_IN


def door_of(ledger: Ledger, *, is_training: bool = False) -> Door:
    """The `door` of the ledger as it stands at this moment. Raises LedgerFault."""
    return ledger.remembered(("door", is_training), partial(door, is_training=is_training), admission.state)
