"""`submit`: receive workbooks, one after another, each with its outcome and receipt."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from base.access import Action
from base.thai import say_moment
from etl.commands.frame import Session, Subcommands, add_json, add_user, form_of, period_of, say_json, session, stated
from etl.findings import Finding, Severity, find
from etl.receipt import STATUS_NAMES, Outcome, Receipt
from etl.receive import submit


def register(commands: Subcommands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("submit", help="ส่งแบบฟอร์ม")
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--form")
    parser.add_argument("--reporter")
    parser.add_argument("--period")
    parser.add_argument("--received-at", metavar="ISO", help="เวลาที่ได้รับ (เวลากรุงเทพฯ ปี ค.ศ.)")
    add_user(parser)
    add_json(parser)
    parser.set_defaults(run=run_submit)


def run_submit(asked: argparse.Namespace) -> int:
    """Receive every file; 0 only when each one counts as a submission."""
    form = form_of(asked.form).code if asked.form else None
    period = period_of(asked.period) if asked.period else None
    said = {"form": form, "reporter": asked.reporter, "period": period}
    with session(asked) as here:
        here.user.must(Action.SUBMIT)
        said["received_at"] = stated(asked.received_at, here.user)
        outcomes = []
        for name in asked.files:
            outcomes.append((name, _receive(here, name, said)))
            if not asked.json:
                _say(*outcomes[-1])
    if asked.json:
        say_json([_described(name, outcome) for name, outcome in outcomes])
        _complain(outcomes)
    return 0 if all(outcome.is_received for _, outcome in outcomes) else 1


def _receive(here: Session, name: str, said: dict[str, Any]) -> Outcome:
    try:
        data = Path(name).read_bytes()
    except OSError:
        return Outcome(None, "refused", None, None, None, None, (find("V57", found=name),), None)
    return submit(here.ledger, data, Path(name).name, user=here.user, channel="cli", **said)


def _say(name: str, outcome: Outcome) -> None:
    """The outcome for people: what was received on stdout, what must be mended on stderr."""
    if outcome.is_received:
        print(f"{name}: {_headline(outcome)}")
    for finding in outcome.findings:
        print(f"{name}: {_sentence(finding)}", file=sys.stderr if finding.severity is Severity.ERROR else sys.stdout)
    sys.stdout.flush()


def _complain(outcomes: list[tuple[str, Outcome]]) -> None:
    """With --json the sentences of errors still stand on stderr."""
    for name, outcome in outcomes:
        for finding in outcome.findings:
            if finding.severity is Severity.ERROR:
                print(f"{name}: {_sentence(finding)}", file=sys.stderr)


def _headline(outcome: Outcome) -> str:
    parts: list[str] = [STATUS_NAMES[outcome.status].th, f"เลขที่รับ {outcome.submission_id}"]
    if outcome.receipt is not None:
        receipt = outcome.receipt
        parts += [f"ครั้งที่ {receipt.version}", f"{receipt.row_count} แถว", f"ได้รับเมื่อ {say_moment(receipt.received_at)}"]
        parts += ["ล่าช้า"] if receipt.is_late else []
        parts += ["หลังปิดรอบ"] if receipt.is_after_freeze else []
        parts += [f"รหัสตรวจสอบ {receipt.head}"]
    return " · ".join(parts)


def _sentence(finding: Finding) -> str:
    return f"{finding.place}: {finding.message()}" if finding.place else finding.message()


def _described(name: str, outcome: Outcome) -> dict[str, Any]:
    return {
        "file": name,
        "id": outcome.submission_id,
        "status": outcome.status,
        "form": outcome.form,
        "reporter": outcome.reporter,
        "period": outcome.period,
        "version": outcome.version,
        "findings": [described_finding(finding) for finding in outcome.findings],
        "receipt": dict(_moments_as_text(outcome.receipt)) if outcome.receipt else None,
    }


def described_finding(finding: Finding) -> dict[str, str | None]:
    """A finding as --json says it."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "sheet": finding.sheet,
        "cell": finding.cell,
        "field": finding.field,
        "message": finding.message("th"),
        "message_en": finding.message("en"),
    }


def _moments_as_text(receipt: Receipt) -> Iterator[tuple[str, Any]]:
    for name, value in asdict(receipt).items():
        yield name, value.isoformat() if name.endswith("_at") else value
