"""One form laid out as people lay it out: titles, moved and misspelt headers, strangers between, what stands below."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from base.period import Period
from etl.cells import column_letter
from etl.forms import FORMS
from etl.forms.model import Field, FieldType
from tests.messy import spellings
from tests.messy.formats import DELIMITED, FORMATS
from tests.messy.paper import Page, Paper, Put
from tests.messy.rows import Fault, Row, Truth

Found = tuple[str, str | None]
ALL_FORMATS = FORMATS | DELIMITED


@dataclass(frozen=True)
class Plan:
    """What is peculiar to one form: who sends it and when, its true rows, its faults, and where its columns may go."""

    form: str
    reporters: tuple[str, ...]
    period: Period
    at: datetime
    rows: Callable[[str, random.Random], list[Row]]
    spell: Callable[[Field, Any, random.Random, bool, int], spellings.Written]
    """(field, value, dice, is clean, style of percentages) → one way of writing it."""
    faults: Mapping[str, Fault]
    """Faults of one cell or row, of which a workbook holds up to three."""
    alone: Mapping[str, Callable[[list[Row]], None]] = field(default_factory=dict)
    """Faults that lie between rows, each the only one of its workbook."""
    kept: frozenset[str] = frozenset()
    """Optional columns whose absence would say something itself, or that faults are planted in."""
    together: tuple[str, ...] = ()
    """Columns that may stand side by side under one merged header."""
    misspelt: tuple[str, ...] = ()
    merged: str | None = None
    """A text that may stand once over two rows that follow each other."""
    total: str | None = None
    note: str = ""
    """The column in which a note or a signature below the table stands."""
    drop: Callable[[Sheet, list[Row]], None] | None = None
    """What leaving out the columns of `kept` says, where that is tried."""

    @property
    def titles(self) -> tuple[str, ...]:
        return (FORMS[self.form].name.th, "ประจำปีงบประมาณ พ.ศ. ๒๕๖๔", "กระทรวงแรงงาน", "(ข้อมูล ณ สิ้นเดือน)")


@dataclass
class Sample:
    """A written workbook, the truth of its rows by sheet row, and the findings that must come and that may come."""

    name: str
    data: bytes
    plan: Plan
    reporter: str
    rows: dict[int, Truth] = field(default_factory=dict)
    unread: set[tuple[int, str]] = field(default_factory=set)
    """(row, field) of cells whose value is planted wrong."""
    planted: set[Found] = field(default_factory=set)
    noticed: set[Found] = field(default_factory=set)
    """What the way of writing itself gives: a unit in a cell, a misspelt header, hidden rows."""


class Sheet:
    """One report being laid out."""

    def __init__(self, plan: Plan, dice: random.Random, name: str, *, is_clean: bool) -> None:
        self.plan, self.dice, self.is_text, self.is_clean = plan, dice, name in DELIMITED, is_clean
        self.is_cp874 = name == "csv cp874"
        self.shows_formulas = name in ("xlsx", "ods")
        self.fields = {one.code: one for one in FORMS[plan.form].fields}
        self.page = Page(dice.choice((FORMS[plan.form].sheet, "พ.ย. 63", "Sheet1", "รายงาน")))
        self.noticed: set[Found] = set()
        self.percent_style = dice.randrange(6)
        self.dropped: set[str] = set()
        self.columns = self._order()
        self.header_row = self.first_row = 0

    def _order(self) -> dict[str, int]:
        """Fields in the form's order or moved about; some optional ones left out, some strangers put between."""
        dice, together = self.dice, self.plan.together
        kept = {*self.plan.kept, self.plan.note}
        optional = [code for code, one in self.fields.items() if not one.required and code not in kept]
        codes = list(self.fields)
        for code in dice.sample(optional, min(len(optional), dice.choice((0, 0, 3, 8)))):
            codes.remove(code)
        if self.plan.drop is not None and not self.is_clean and dice.random() < 0.15:
            self.dropped.add(dice.choice(("project_code", "problem")))
            codes = [code for code in codes if code not in self.dropped]
        if dice.random() < 0.3:
            place = codes.index(together[0]) if together else dice.randrange(len(codes))
            front, back = codes[:place], codes[place + len(together) :]
            dice.shuffle(front)
            dice.shuffle(back)
            codes = front + list(together) + back
        if dice.random() < 0.3:
            codes.insert(dice.randrange(1, 4), "stranger")
        first = dice.choice((1, 1, 1, 2, 3))
        return {code: number for number, code in enumerate(codes, first)}

    def put(self, row: int, code: str, put: Put) -> None:
        if put.value is not None and put.value != "" or put.formula is not None:
            self.page.cells[row, self.columns[code]] = put

    def address(self, row: int, code: str) -> str:
        return f"{column_letter(self.columns[code])}{row}"

    def head(self) -> None:
        """Titles, then one or two rows of headers, then perhaps their numbers."""
        row, group = 1, self.plan.together
        for title in self.plan.titles[: self.dice.randrange(len(self.plan.titles) + 1)]:
            self.page.cells[row, self.dice.choice((1, 3))] = Put(title)
            row += 1
        row += self.dice.randrange(3)
        is_double = bool(group) and not self.is_text and self.dice.random() < 0.3
        if is_double:
            left = self.columns[group[0]]
            self.page.cells[row, left] = Put("งบประมาณ")
            self.page.merges.append((row, left, row, left + len(group) - 1))
            row += 1
        self.header_row = row
        misspelt = None if self.is_clean else self.dice.choice([*[None] * 3, *self.plan.misspelt])
        for code in self.columns:
            self._header(code, misspelt, is_double=is_double)
        if self.dice.random() < 0.25:
            row += 1
            for number, code in enumerate(self.columns, 1):
                self.put(row, code, Put(f"({number})"))
        self.first_row = row + 1

    def _header(self, code: str, misspelt: str | None, *, is_double: bool) -> None:
        row = self.header_row
        if code == "stranger":
            self.put(row, code, Put("ทะเบียนรับภายในฝ่าย"))
            self.noticed.add(("V31", self.address(row, code)))
            return
        one = self.fields[code]
        header = self.dice.choice((one.header.th, one.header.th, *one.aliases))
        ways = (header, f" {header} ", header.replace(" ", ""), f"{header}\n", header.replace("(", " ("))
        written = self.dice.choice(ways)
        if code == misspelt:
            place = len(one.header.th) // 2
            written = one.header.th[:place] + "ข" + one.header.th[place:]
            self.noticed.add(("V33", self.address(row, code)))
        if is_double and code not in self.plan.together and self.dice.random() < 0.7:
            self.page.cells[row - 1, self.columns[code]] = Put(written)
            self.page.merges.append((row - 1, self.columns[code], row, self.columns[code]))
            return
        self.put(row, code, Put(written))

    def write(self, row: int, one: Row) -> None:
        """One row of data, each value in one of its ways."""
        for code in self.columns:
            if code in one.instead:
                self.put(row, code, one.instead[code])
            elif code == "stranger":
                self.put(row, code, Put("รง 0401/123"))
            elif self.fields[code].type is FieldType.IGNORED:
                self.put(row, code, Put(12.5, formula="=1+1"))
            elif one.truth.get(code) is not None:
                put, codes = self._spelt(self.fields[code], one.truth[code])
                self.put(row, code, put)
                self.noticed |= {(name, self.address(row, code)) for name in codes}

    def _spelt(self, one: Field, value: Any) -> spellings.Written:
        """A text file shows a day only as its text: what is peculiar to real dates cannot stand in it."""
        is_plain = self.is_clean or (self.is_text and one.type is FieldType.DATE)
        put, codes = self.plan.spell(one, value, self.dice, is_plain, self.percent_style)
        # A CP874 file with a zero-width space or a tick cannot exist: the code page has neither, and Excel writes a
        # question mark, which is a fault of its own (see `wrong_cells`) or cannot be told from a typed one.
        if self.is_cp874 and isinstance(put.value, str):
            told = put.value.replace("\u200b", "").replace("✓", "ใช่")
            put = Put(told, put.number_format, put.formula, shown=put.shown)
        return put, codes


def fill(sheet: Sheet, rows: list[Row], sample: Sample) -> int:
    """Writes the rows, some apart, some hidden; says where the next row would stand."""
    at, dice = sheet.first_row, sheet.dice
    hidden = not sheet.is_text and not sheet.is_clean and dice.random() < 0.2
    for one in rows:
        if one.is_left_out:
            sample.planted |= {(code, None) for code, name in one.faults if name is None}
            continue
        for repeat in range(2 if one.is_twice else 1):
            if dice.random() < 0.1:
                at += 1
            sheet.write(at, one)
            sample.rows[at] = one.truth
            sample.unread |= {(at, code) for code in one.instead}
            for code, name in one.faults:
                if name is not None and (not one.is_twice or repeat == 1):
                    sample.planted.add((code, sheet.address(at, name)))
            at += 1
    if not sheet.is_text and dice.random() < 0.3:
        _merge(sheet, sample)
    if hidden:
        sheet.page.hidden_rows.add(at - 1)
        sample.noticed.add(("V34", None))
    return at


def _merge(sheet: Sheet, sample: Sample) -> None:
    """One text over two rows that follow each other: Excel keeps it in the upper cell only."""
    name = sheet.plan.merged
    if name is None or name not in sheet.columns:
        return
    column = sheet.columns[name]
    for row in sorted(sample.rows):
        value = sample.rows[row].get(name)
        is_same = row + 1 in sample.rows and sample.rows[row + 1].get(name) == value
        if value is not None and is_same and not {(row, name), (row + 1, name)} & sample.unread:
            sheet.page.cells.pop((row + 1, column))
            sheet.page.merges.append((row, column, row + 1, column))
            return


def foot(sheet: Sheet, at: int) -> None:
    """What stands below a table: a total, a note, a place to sign."""
    dice, plan = sheet.dice, sheet.plan
    if plan.total is not None and plan.total in sheet.columns and dice.random() < 0.5:
        total = sheet.columns[plan.total]
        label = min(column for column in sheet.columns.values() if sheet.shows_formulas or column != total)
        sheet.page.cells[at, label] = Put(dice.choice(("รวม", "รวมทั้งสิ้น", "ยอดรวม", "รวม 8 โครงการ")))
        sheet.page.cells[at, total] = Put(8_000_000, formula="=SUM(A1:A8)")
        at += 1
    if dice.random() < 0.4:
        sheet.page.cells[at + 1, sheet.columns[plan.note]] = Put("หมายเหตุ: ข้อมูลเบื้องต้น")
    if dice.random() < 0.3:
        sheet.page.cells[at + 3, sheet.columns[plan.note]] = Put("ลงชื่อ ............................ ผู้รายงาน")


def bound(page: Page, dice: random.Random) -> list[Page]:
    """The report among other sheets: a cover, last month's hidden copy, a list of codes."""
    pages = [page]
    if dice.random() < 0.3:
        pages.insert(0, Page("ปก", {(2, 2): Put("รายงานประจำเดือน"), (5, 2): Put("เสนอ ผู้อำนวยการ")}))
    if dice.random() < 0.3:
        pages.append(Page("เก่า", {(row, col): Put("x") for row in range(1, 5) for col in range(1, 5)}, is_hidden=True))
    return pages


def written(sheet: Sheet, rows: list[Row], sample: Sample) -> Sample:
    """The rows below the header, the foot below the rows, and all of it as bytes of the sample's format."""
    foot(sheet, fill(sheet, rows, sample))
    pages = [sheet.page] if sheet.is_text else bound(sheet.page, sheet.dice)
    sample.data = ALL_FORMATS[sample.name](Paper(pages))
    sample.noticed |= sheet.noticed
    return sample
