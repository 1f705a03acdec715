"""The gate: says what a file is by its content, never by its name, and refuses it before any reader opens it."""

from etl.gate.sniff import MAX_BYTES, sniff
from etl.gate.texts import GATE_TEXTS, GateRefusal

__all__ = ["GATE_TEXTS", "MAX_BYTES", "GateRefusal", "sniff"]
