"""Workbooks as agencies and the Office really send them, with what is true in them and what must be found.

Nothing here asks the product: values, spellings and faults are written down as truth, and only the form's headers and
the names of its choices are looked up.
"""

from __future__ import annotations

import random

from tests.messy.formats import DELIMITED, FORMATS
from tests.messy.layout import Plan, Sample, Sheet, written
from tests.messy.rows import NOT_IN_CP874, NOT_IN_TEXT, UNCLEAR_CODES, Row


def make(plan: Plan, number: int) -> Sample:
    """The sample of this form and number; every third one is clean."""
    dice = random.Random(f"messy {number}" if plan.form == "progress" else f"messy {plan.form} {number}")
    is_clean = number % 3 == 0
    name = dice.choice([*[*FORMATS] * 2, *DELIMITED])
    reporter = dice.choice(list(plan.reporters))
    sheet = Sheet(plan, dice, name, is_clean=is_clean)
    sheet.head()
    rows = plan.rows(reporter, dice)
    if sheet.dropped and plan.drop is not None:
        plan.drop(sheet, rows)
    elif not is_clean and plan.alone and dice.random() < 0.3:
        plan.alone[dice.choice(list(plan.alone))](rows)
    elif not is_clean:
        _plant(rows, sheet)
    return written(sheet, rows, Sample(name, b"", plan, reporter))


def _plant(rows: list[Row], sheet: Sheet) -> None:
    """One fault in each of one to three rows, of kinds that this file can show."""
    dice, faults = sheet.dice, sheet.plan.faults
    for row in dice.sample(rows, min(len(rows), dice.randint(1, 3))):
        kinds = [kind for kind in faults if not (sheet.is_text and kind.partition(" in ")[0] in NOT_IN_TEXT)]
        if sheet.is_cp874:
            kinds = [kind for kind in kinds if kind.partition(" in ")[0] not in NOT_IN_CP874]
        if any(UNCLEAR_CODES & {code for code, _ in one.faults} for one in rows):
            # Who is missing cannot be told while a code cannot be read.
            kinds = [kind for kind in kinds if kind != "project left out"]
        if any(one.is_left_out for one in rows):
            kinds = [kind for kind in kinds if kind not in ("unknown project", "row twice")]
        faults[dice.choice(kinds)](row)
        for code, name in list(row.faults):
            if name is not None and name not in sheet.columns:
                row.faults.remove((code, name))
