"""KPI rounds (manual 10.2, domain.md 3.6): their state, what they still lack, freezing and reopening. One door."""

from __future__ import annotations

from kpi.calendar import ROUND_STATE_WORDS, RoundState
from kpi.round_freeze import RoundFault, freezable_from, freeze, reopen
from kpi.round_gaps import missing
from kpi.round_kept import inputs_digest
from kpi.round_log import FREEZE, REOPEN, FrozenFigure, RoundEntry, beside, frozen, is_frozen, log, state

__all__ = [
    "FREEZE",
    "REOPEN",
    "ROUND_STATE_WORDS",
    "FrozenFigure",
    "RoundEntry",
    "RoundFault",
    "RoundState",
    "beside",
    "freezable_from",
    "freeze",
    "frozen",
    "inputs_digest",
    "is_frozen",
    "log",
    "missing",
    "reopen",
    "state",
]
