"""A report of one month is waived for one agency, with a reason (domain.md 3.5)."""

from __future__ import annotations

from base.access import Action, User
from base.period import Month
from base.words import Text
from ledger import decisions, reference
from ledger.decisions import Decision, DecisionRefused
from ledger.store import Ledger

KIND = "waive"
NO_AGENCY = Text("ไม่มีหน่วยงาน {found} ในทะเบียน", "The register has no agency {found}")


def waive(ledger: Ledger, user: User, agency: str, month: Month, reason: str) -> Decision:
    """Record that the report is not asked for. Raises NotAllowed and DecisionRefused."""
    user.must(Action.WAIVE)
    with ledger.write(user.code) as writer:
        if agency not in reference.current(writer.connection, "agencies"):
            raise DecisionRefused(NO_AGENCY.filled(found=agency))
        payload = {"agency": agency, "month": str(month)}
        return decisions.decide(writer, KIND, subject=f"{agency}:{month}", reason=reason, payload=payload)
