"""What became of the files that were sent: the receipt and the warnings to explain, or what to mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from base.words import Text
from etl import receive
from etl.findings import Finding, Severity
from ledger import submissions
from ui import explaining, found, marked, receipts
from ui.context import Context
from ui.markup import heading, show, tag, text

RESULTS = Text("ผลการนำเข้า", "Results")
FIX = Text("แก้ {count} จุดใน {name} แล้วส่งใหม่", "Mend {count} place(s) in {name} and send it again")
REFUSED = Text("ระบบไม่รับ {name}", "{name} was not taken")
TAKEN = Text("รับ {name} แล้ว", "{name} was received")
SENT_BEFORE = Text("{name} เคยส่งไว้แล้ว ระบบไม่บันทึกซ้ำ", "{name} had been sent before; nothing was recorded twice")
TITLES = {"accepted": TAKEN, "under_review": TAKEN, "duplicate": SENT_BEFORE}


@dataclass(frozen=True, slots=True)
class Sent:
    """One file of this session and what became of it."""

    name: str
    upload_id: str
    """Streamlit's mark of this very upload: a second press of the button finds it and sends nothing."""
    outcome: receive.Outcome | None
    refusal: Text | None = None


def show_all(sent: Sequence[Sent], ctx: Context) -> None:
    """What became of each, newest first."""
    if sent:
        heading(ctx.say(RESULTS))
    for one in reversed(sent):
        _result(one, ctx)


def _result(sent: Sent, ctx: Context) -> None:
    outcome = sent.outcome
    if outcome is None or outcome.status not in TITLES or outcome.submission_id is None:
        _to_fix(sent, ctx)
        return
    show(tag("h3", "▲ ", text(ctx.say(TITLES[outcome.status], name=sent.name)), css="tt-h2"))
    with ctx.ledger.read() as connection:
        kept = submissions.by_id(connection, outcome.submission_id)
    if kept is None:
        return
    lines = receipts.of_submission(kept, receipts.state_of(outcome, ctx), ctx)
    if outcome.receipt:
        lines.append((ctx.say(receipts.HEAD), outcome.receipt.head))
    receipts.card(kept.submission_id, lines, ctx, digest=kept.sha256)
    if outcome.receipt:
        explaining.ask(kept, outcome.findings, ctx)
        found.warnings([one for one in outcome.findings if one.severity is not Severity.WARNING], ctx)


def _to_fix(sent: Sent, ctx: Context) -> None:
    """The fixes first, then the sender's own file with the places marked."""
    outcome = sent.outcome
    findings: Sequence[Finding] = outcome.findings if outcome else ()
    is_content = outcome is not None and outcome.status == "with_errors"
    title = ctx.say(FIX if is_content else REFUSED, name=sent.name, count=len(found.errors(findings)))
    found.fixes(title, findings, ctx, sent.refusal)
    if is_content and outcome and outcome.submission_id:
        marked.download(outcome.submission_id, ctx)
    found.warnings(findings, ctx)
