"""KPI rounds (manual 10.2, domain.md 3.6): their state, what they still lack, freezing and reopening. One door."""

from __future__ import annotations

from kpi.calendar import ROUND_STATE_WORDS, RoundState
from kpi.round_freeze import RoundFault, freezable_from, freeze, reopen
from kpi.round_gaps import missing
from kpi.round_kept import inputs_digest
from kpi.round_log import FrozenFigure, RoundEntry, beside, freeze_in_force, frozen, is_frozen, log, run_out, state
from ledger.locks import FREEZE, REOPEN, REOPEN_DAYS

__all__ = [
    "FREEZE",
    "REOPEN",
    "REOPEN_DAYS",
    "ROUND_STATE_WORDS",
    "FrozenFigure",
    "RoundEntry",
    "RoundFault",
    "RoundState",
    "beside",
    "freezable_from",
    "freeze",
    "freeze_in_force",
    "frozen",
    "inputs_digest",
    "is_frozen",
    "log",
    "missing",
    "reopen",
    "run_out",
    "state",
]
