"""Histories written straight into a ledger: what agencies, units and the office might do, in any order."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from base.period import FiscalYear, Month
from etl.forms import FORMS
from etl.forms.model import FieldType, Form, PeriodKind
from etl.rows import Row, Value, to_ipc
from ledger import decisions, facts, reference, submissions
from ledger.store import Ledger, Writer
from ledger.submissions import NewSubmission, StoredFinding, Submission

KEY = b"k" * 32
START = datetime(2020, 10, 1, 9, 0)
REPORTERS = {"progress": ("OPS", "DSD", "PC50", "PC57"), "ledger": ("GEN",)}
RULINGS = ("accept", "return")
UNITS = ("INF", "OLD", "DIS", "GEN")


def open_ledger(folder: Path) -> Ledger:
    """A ledger of its own in this folder."""
    return Ledger.open(f"sqlite:///{folder / 'ledger.sqlite'}", KEY)


def progress_rows(count: int, *, seed: int = 0) -> list[Row]:
    """Progress rows that differ from one another, with texts as long as an agency writes."""
    return [_row(FORMS["progress"], random.Random(seed * 10_000 + no)) for no in range(count)]


def new_submission(
    form: str,
    reporter: str,
    period: str,
    rows: Iterable[Row] | None,
    *,
    status: str = "valid",
    received_at: datetime = START,
) -> NewSubmission:
    """A submission of these rows; without rows it is not valid and keeps only its original."""
    kept = [] if rows is None else list(rows)
    stream = to_ipc(FORMS[form], kept, range(11, 11 + len(kept)), [{}] * len(kept)) if rows is not None else None
    original = f"{form}/{reporter}/{period}/{kept!r}/{status}".encode()
    faults = () if status == "valid" else (StoredFinding("V-01", "error", form, "B11", "target", {"found": "x"}),)
    return NewSubmission(
        status=status,
        form=form if status != "refused" else None,
        reporter=reporter if status != "refused" else None,
        period=period if status != "refused" else None,
        form_version=FORMS[form].version,
        is_nil=not kept and status == "valid",
        channel="cli",
        file_name=f"{form}.xlsx",
        size_bytes=len(original),
        sha256=hashlib.sha256(original).hexdigest(),
        original=None if status == "refused" else original,
        rows=stream if status == "valid" else None,
        row_count=len(kept),
        layout={"sheet": form, "header_row": 10, "columns": {"target": "K"}},
        received_at=received_at,
        findings=(*faults, StoredFinding("V-90", "warning", form, "C11", None, {})),
    )


def send(ledger: Ledger, new: NewSubmission, *, accept: bool = True, is_demo: bool = False) -> Submission:
    """Keeps a submission and, unless told otherwise, accepts it in the same transaction."""
    with ledger.write("admin", at=START, is_demo=is_demo) as writer:
        kept = submissions.keep(writer, new)
        if accept and new.status == "valid":
            decisions.decide(writer, "accept", submission_id=kept.submission_id)
    return kept


def happen(ledger: Ledger, chance: random.Random) -> None:
    """One more thing happens: a submission, a ruling, a waiver, reference rows, or a sign-in that is no fact."""
    with ledger.write("admin", at=START) as writer:
        step = chance.random()
        if step < 0.55:
            _something_is_sent(writer, chance)
        elif step < 0.85:
            _something_is_ruled(writer, chance)
        elif step < 0.92:
            row = {"name_th": f"ชื่อ {chance.randrange(9)}", "owner": None}
            rows = [(f"A{number}", date(2020, 10, 1), chance.random() < 0.1, row) for number in range(3)]
            reference.append_rows(writer, "agencies", rows)
        elif step < 0.96:
            decisions.decide(writer, "waive", subject="PC50/2020-11", reason="น้ำท่วม", payload={"agency": "PC50"})
        else:
            writer.append("signed_in", "admin", {}, is_fact=False)


def _something_is_sent(writer: Writer, chance: random.Random) -> None:
    form = FORMS[chance.choice(["progress", "progress", "progress", *FORMS])]
    reporter = chance.choice(REPORTERS.get(form.code, UNITS))
    months = FiscalYear(2564).months[:3]
    period = str(chance.choice(months)) if form.period_kind is PeriodKind.MONTH else "FY2564"
    status = chance.choices(["valid", "with_errors", "refused"], [8, 1, 1])[0]
    rows = [_row(form, chance) for _ in range(chance.choice([0, 1, 3, 20]))] if status == "valid" else None
    kept = submissions.keep(writer, new_submission(form.code, reporter, period, rows, status=status))
    if status == "valid" and chance.random() < 0.6:
        decisions.decide(writer, "accept", submission_id=kept.submission_id)


def _something_is_ruled(writer: Writer, chance: random.Random) -> None:
    known = facts.since(writer.connection, 0, with_rows=False)
    valid = [one.submission_id for one, _ in known.submissions if one.status == "valid"]
    if not valid:
        return
    one = chance.choice(valid)
    before = [ruled.kind for ruled in known.decisions if ruled.submission_id == one and ruled.kind in RULINGS][-1:]
    kind = chance.choice([ruling for ruling in RULINGS if [ruling] != before])
    decisions.decide(writer, kind, submission_id=one, reason="แก้ไขข้อมูล" if kind == "return" else None)


def _row(form: Form, chance: random.Random) -> Row:
    """A row that breaks no guard: money is not negative, budget movements are above zero."""
    return {
        field.code: _value(field.type, chance)
        for field in form.stored_fields
        if field.code == "amount" or chance.random() < 0.8
    }


def _value(field_type: FieldType, chance: random.Random) -> Value:
    match field_type:
        case FieldType.INTEGER:
            return chance.randrange(1, 2565)
        case FieldType.NUMBER | FieldType.PERCENT:
            return Decimal(chance.randrange(1_000_000)).scaleb(-4)
        case FieldType.MONEY:
            return Decimal(chance.randrange(1, 10**10)).scaleb(-2)
        case FieldType.DATE:
            return Month(2020, 10).shift(chance.randrange(12)).last_day
        case FieldType.YES_NO:
            return chance.random() < 0.5
        case _:
            return f"ดำเนินการแล้ว {chance.randrange(1000)} คน"
