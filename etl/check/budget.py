"""Rules of the budget ledger (R-34; manual 10.2(1)): documents that exist, sums that can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from base.period import parse_period
from etl.check.context import Context, Line, say_number
from etl.check.earlier import is_same_year
from etl.findings import Finding
from etl.forms.model import Choice

WHOLE_OFFICE = "OFF"
_ADDS, _TAKES = ("allocate", "transfer_in"), ("transfer_out", "return")
_NAMES = ("unit", "category", "txn_type", "amount", "effective_on")


@dataclass(slots=True)
class _Sums:
    """Baht by movement, up to the end of the month, and the last row of this form for each movement."""

    thb: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    rows: dict[str, Line] = field(default_factory=dict)

    def total(self, *kinds: str) -> Decimal:
        return sum((self.thb[kind] for kind in kinds), Decimal(0))


def check_budget(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """Document numbers first; sums only when every row can be added up."""
    yield from _documents(context, lines)
    if all(line.is_sound(*_NAMES, "from_carry_over", "reverses") for line in lines):
        yield from _balances(context, _sums(context, lines))


def _documents(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """A reversed document must have been recorded; one entered twice is asked about."""
    kept = {row["doc_ref"]: row["_period"] for row in context.earlier.budget if row["doc_ref"]}
    own = {line.text("doc_ref") for line in lines if line.text("doc_ref")}
    seen: dict[tuple[str, ...], str] = {}
    for row in context.earlier.budget:
        if row["doc_ref"]:
            seen[row["doc_ref"], row["unit"], row["txn_type"], row["category"]] = row["_period"]
    for line in lines:
        reverses, document = line.text("reverses"), line.text("doc_ref")
        if reverses and reverses not in kept and reverses not in own - {document}:
            yield context.find("V53", line, "reverses", found=reverses)
            line.unsound.add("reverses")
        key = (document, line.text("unit"), line.text("txn_type"), line.text("category"))
        if document and not reverses:
            if key in seen:
                yield context.find("V54", line, "doc_ref", found=document, **_where(seen[key]))
            else:
                seen[key] = str(line.number)


def _where(place: str) -> dict[str, str]:
    """A row of this form, or the period of another, in both languages."""
    if place.isdecimal():
        return {"other": f"แถวที่ {place}", "other_en": f"row {place}"}
    period = parse_period(place)
    return {"other": f"งวด {period.say()}", "other_en": period.say("en")}


def _sums(context: Context, lines: Sequence[Line]) -> Mapping[tuple[str, str], _Sums]:
    """(unit, category) → sums, the whole Office included; last year's reserve and reversing lines as they count."""
    found: dict[tuple[str, str], _Sums] = defaultdict(_Sums)
    period = str(context.period)
    for row in context.earlier.budget:
        if row["_period"] < period and is_same_year(row, context.period) and not row["from_carry_over"]:
            amount = -row["amount"] if row["reverses"] else row["amount"]
            for unit in {row["unit"], WHOLE_OFFICE}:
                found[unit, row["category"]].thb[row["txn_type"]] += amount
    for line in lines:
        number = line.number_of("amount")
        if number is None or line.values.get("from_carry_over"):
            continue
        for unit in {line.text("unit"), WHOLE_OFFICE}:
            sums = found[unit, line.text("category")]
            sums.thb[line.text("txn_type")] += -number if line.text("reverses") else number
            sums.rows[line.text("txn_type")] = line
    return found


def _balances(context: Context, every: Mapping[tuple[str, str], _Sums]) -> Iterator[Finding]:
    """Units with an allocation of their own first; the whole Office where no unit of it has been named already."""
    told: set[str] = set()
    for unit, category in sorted(every, key=lambda key: key[0] == WHOLE_OFFICE):
        sums = every[unit, category]
        if category not in told and (unit == WHOLE_OFFICE or sums.total(*_ADDS)):
            found = list(_balance(context, unit, category, sums))
            told |= {category} if found else set()
            yield from found


def _balance(context: Context, unit: str, category: str, sums: _Sums) -> Iterator[Finding]:
    """Refunds within disbursements; disbursements within the net allocation; returns within what is unspent."""
    who = _who(context, unit, category)
    disbursed, refunded = sums.total("disburse"), sums.total("refund")
    if refunded > disbursed and (line := sums.rows.get("refund")):
        yield context.find("V51", line, "amount", expected=say_number(disbursed), found=say_number(refunded), **who)
        return
    spent, added, taken = disbursed - refunded, sums.total(*_ADDS), sums.total(*_TAKES)
    line = _last(sums, *_TAKES)
    if spent <= added - taken:
        return
    if spent <= added and line is not None:
        yield context.find("V52", line, "amount", expected=say_number(added - spent), found=say_number(taken), **who)
    elif line := _last(sums, "disburse", *_TAKES, *_ADDS):
        said = {"expected": say_number(added - taken), "found": say_number(spent)}
        yield context.find("V50", line, "amount", **said, **who)


def _last(sums: _Sums, *kinds: str) -> Line | None:
    lines = [sums.rows[kind] for kind in kinds if kind in sums.rows]
    return max(lines, key=lambda line: line.number, default=None)


def _who(context: Context, unit: str, category: str) -> dict[str, str]:
    choices: tuple[Choice, ...] = context.form.field("category").choices
    label = next(choice.label for choice in choices if choice.code == category)
    name = context.lookup.say("units", unit)
    return {"unit": f"{name} ({label.th})", "unit_en": f"{unit} ({label.en})"}
