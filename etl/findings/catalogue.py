"""The one catalogue of findings: code → severity and sentence in both languages.

V = rules of a form; E_ and W_ = single values; G_ = the gate that every file passes before it is read.
A code never changes its meaning; its sentence may be improved.
"""

from __future__ import annotations

from etl.findings.office_rules import OFFICE_RULES
from etl.findings.register_rules import REGISTER_RULES
from etl.findings.row_rules import ROW_RULES
from etl.findings.rule import Rule, Severity
from etl.findings.sheet_rules import SHEET_RULES
from etl.findings.value_rules import VALUE_RULES
from etl.gate import GATE_TEXTS

GATE_RULES: dict[str, Rule] = {code: Rule(Severity.ERROR, text) for code, text in GATE_TEXTS.items()}

CATALOGUE: dict[str, Rule] = dict(
    [
        *sorted((SHEET_RULES | ROW_RULES | REGISTER_RULES | OFFICE_RULES).items()),
        *sorted(VALUE_RULES.items()),
        *sorted(GATE_RULES.items()),
    ]
)
