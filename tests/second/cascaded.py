"""C1–C4 once more, straight from domain.md 4.2 and A-01 … A-18."""

from __future__ import annotations

from fractions import Fraction

from tests.second.answers import ASSESSEES, NO_DATA, UNITS, Answer, Asked, number, percent
from tests.second.monitoring import round_months
from tests.second.world import MONTHS, YEAR_START, Row, last_day

ABOVE = {"disburse": 1, "refund": -1}
BELOW = {"allocate": 1, "transfer_in": 1, "transfer_out": -1, "return": -1}


def c1(asked: Asked, scope: str) -> Answer:
    """Net disbursement over net allocation of the operating budget, cumulative from 1 October."""
    year = [
        row
        for _, row in asked.known.rows("ledger", MONTHS)
        if row["category"] == "operating" and not row["from_carry_over"]
    ]
    lines = [row for row in year if YEAR_START <= row["effective_on"] <= asked.as_of]
    if scope != "OFF" and scope not in _holders(lines):
        if _holders(year) & set(UNITS):
            return NO_DATA
        scope = "OFF"
    mine = [row for row in lines if scope in ("OFF", row["unit"])]
    below = _sum(mine, BELOW)
    return percent(asked, "C1", _sum(mine, ABOVE), below) if below > 0 else NO_DATA


def _holders(lines: list[Row]) -> set[str]:
    """The units with an allocation of their own (A-05)."""
    return {row["unit"] for row in lines if row["txn_type"] in ("allocate", "transfer_in")}


def _sum(lines: list[Row], signs: dict[str, int]) -> Fraction:
    total = Fraction(0)
    for row in lines:
        sign = signs.get(row["txn_type"], 0) * (-1 if row["reverses"] else 1)
        total += sign * Fraction(row["amount"])
    return total


def c2(asked: Asked, scope: str) -> Answer:
    """Uses of technology in the round, not rejected, each once; 0 once a log of the round is there, else no data."""
    verdict = {(d.submission_id, d.row_no): d.kind for d in asked.known.decisions if d.kind in ("verify", "reject")}
    uses = {
        (sheet.reporter, row["used_on"], row["technology"], row["purpose"], row["object"])
        for sheet, row in asked.known.rows("technology", MONTHS)
        if asked.start <= row["used_on"] <= asked.as_of
        and verdict.get((sheet.submission_id, row["_row"])) != "reject"
        and scope in ("OFF", sheet.reporter)
    }
    units = ASSESSEES if scope == "OFF" else (scope,)
    logs = [
        sheet
        for sheet in asked.known.of("technology", round_months(asked))
        if sheet.reporter in units and last_day(sheet.period) <= asked.as_of
    ]
    return number(asked, "C2", len(uses)) if uses or logs else NO_DATA


def _meetings(asked: Asked) -> list[list[Row]]:
    """Meetings held in the round for the award data by call of the PSDG; of each the version recorded last."""
    newest: dict[str, list[Row]] = {}
    for sheet in asked.known.of("pmqa", MONTHS):
        newest |= {
            code: [r for r in sheet.rows if r["meeting_code"] == code]
            for code in {r["meeting_code"] for r in sheet.rows}
        }
    return [
        [
            row
            for row in rows
            if row["status"] == "held"
            and row["purpose"] == "award_data"
            and row["invited_by"] == "กพบ."
            and asked.start <= row["meeting_on"] <= asked.as_of
        ]
        for rows in newest.values()
    ]


def c3(asked: Asked, scope: str) -> Answer:
    """Meetings attended over meetings invited to; the Office by meetings, not by invitations (A-12)."""
    mine = [[row for row in rows if scope in ("OFF", row["unit"])] for rows in _meetings(asked)]
    invited = [rows for rows in mine if rows]
    return percent(asked, "C3", sum(any(row["attended"] for row in rows) for rows in invited), len(invited))


def c3inv(asked: Asked) -> Answer:
    """The same by invitations: pairs of unit and meeting."""
    pairs = [row for rows in _meetings(asked) for row in rows]
    return percent(asked, "C3inv", sum(bool(row["attended"]) for row in pairs), len(pairs))


def c4(asked: Asked, scope: str) -> Answer:
    """Mandatory steps done; level 5 only on top of all four. No data while there is no review to judge."""
    done: dict[str, set[int]] = {unit: set() for unit in ("OFF", *UNITS)}
    shared: set[int] = set()
    reviewed = set()
    for sheet, row in asked.known.rows("review", ("FY2564",)):
        reviewed |= {sheet.reporter, "OFF"}
        if row["done_on"] and row["done_on"] <= asked.as_of and row["evidence"]:
            done[sheet.reporter].add(row["step_no"])
            if sheet.reporter == "OFF" and row["applies_to_all"] and row["step_no"] in (1, 2, 4):
                shared.add(row["step_no"])
    for unit in UNITS:
        done[unit] |= shared
    done["OFF"] |= set.intersection(*(done[unit] for unit in UNITS))
    if scope not in reviewed and not done[scope]:
        return NO_DATA
    mandatory = len(done[scope] & {1, 2, 3, 4})
    return number(asked, "C4", 5 if mandatory == 4 and 5 in done[scope] else mandatory, mandatory, 4)
