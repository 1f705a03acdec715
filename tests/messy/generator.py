"""Progress reports as agencies really send them, with what is true in them and what must be found.

Nothing here asks the product: values, spellings and faults are written down as truth, and only the form's headers are
looked up.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from etl.cells import column_letter
from etl.forms import FORMS
from tests.messy import spellings
from tests.messy.formats import DELIMITED, FORMATS
from tests.messy.paper import Page, Paper, Put
from tests.messy.rows import AGENCIES, FAULTS, GROUPS, NOT_IN_TEXT, PROVINCES, UNDER_WAY, Row, Truth, row_of

PERIOD = "2020-11"
PROJECTS = 8
FIELDS = {field.code: field for field in FORMS["progress"].fields}
OPTIONAL = [code for code, one in FIELDS.items() if not one.required and code not in ("target", "remark")]
NUMBERS = ("target", "result_month", "result_cum", "budget_alloc", "budget_disb")
COUNTS = ("row_no", "plan_no", "beneficiaries_m", "beneficiaries_f")
DAYS = ("start_date", "end_date")
MONEY_GROUP = ("budget_alloc", "budget_disb", "budget_pct")
KEPT = {*MONEY_GROUP, *DAYS, "project_code", "evidence", "measure", "problem", "solution", "beneficiaries_m"}
"""Optional columns that are never left out: rows are told apart by them, or faults are planted in them."""
TITLES = ("แบบรายงานความคืบหน้ารายเดือน", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๔", "กระทรวงแรงงาน", "(ข้อมูล ณ สิ้นเดือน)")
Found = tuple[str, str | None]


@dataclass
class Sample:
    """A written workbook, the truth of its rows by sheet row, and the findings that must come and that may come."""

    name: str
    data: bytes
    reporter: str
    rows: dict[int, Truth] = field(default_factory=dict)
    unread: set[tuple[int, str]] = field(default_factory=set)
    """(row, field) of cells whose value is planted wrong."""
    planted: set[Found] = field(default_factory=set)
    noticed: set[Found] = field(default_factory=set)
    """What the way of writing itself gives: a unit in a cell, a misspelt header, hidden rows."""


class _Sheet:
    """One report being laid out."""

    def __init__(self, dice: random.Random, name: str, *, is_clean: bool) -> None:
        self.dice, self.is_text, self.is_clean = dice, name in DELIMITED, is_clean
        self.is_cp874 = name == "csv cp874"
        self.page = Page(dice.choice(("รายงานความคืบหน้า", "พ.ย. 63", "Sheet1", "รายงาน")))
        self.noticed: set[Found] = set()
        self.percent_style = dice.randrange(6)
        self.columns = self._order()
        self.header_row = 0

    def _order(self) -> dict[str, int]:
        """Fields in the form's order or moved about; some optional ones left out, some strangers put between."""
        codes = list(FIELDS)
        for code in self.dice.sample(OPTIONAL, self.dice.choice((0, 0, 3, 8))):
            if code not in KEPT:
                codes.remove(code)
        if self.dice.random() < 0.3:
            money = [codes.index(code) for code in MONEY_GROUP if code in codes]
            if len(money) == len(MONEY_GROUP):
                front, back = codes[: money[0]], codes[money[-1] + 1 :]
                self.dice.shuffle(front)
                self.dice.shuffle(back)
                codes = front + list(MONEY_GROUP) + back
        if self.dice.random() < 0.3:
            codes.insert(self.dice.randrange(1, 4), "stranger")
        first = self.dice.choice((1, 1, 1, 2, 3))
        return {code: number for number, code in enumerate(codes, first)}

    def put(self, row: int, code: str, put: Put) -> None:
        if put.value is not None and put.value != "" or put.formula is not None:
            self.page.cells[row, self.columns[code]] = put

    def address(self, row: int, code: str) -> str:
        return f"{column_letter(self.columns[code])}{row}"

    def head(self) -> None:
        """Titles, then one or two rows of headers, then perhaps their numbers."""
        row = 1
        for title in TITLES[: self.dice.randrange(len(TITLES) + 1)]:
            self.page.cells[row, self.dice.choice((1, 3))] = Put(title)
            row += 1
        row += self.dice.randrange(3)
        is_double = not self.is_text and "budget_pct" in self.columns and self.dice.random() < 0.3
        if is_double:
            left = self.columns[MONEY_GROUP[0]]
            self.page.cells[row, left] = Put("งบประมาณ")
            self.page.merges.append((row, left, row, left + len(MONEY_GROUP) - 1))
            row += 1
        self.header_row = row
        misspelt = None if self.is_clean else self.dice.choice([*[None] * 3, "result_text", "lead_agency", "partners"])
        for code in self.columns:
            self._header(code, misspelt, is_double=is_double)
        if self.dice.random() < 0.25:
            self.header_row, row = row, row + 1
            for number, code in enumerate(self.columns, 1):
                self.put(row, code, Put(f"({number})"))
        self.first_row = row + 1

    def _header(self, code: str, misspelt: str | None, *, is_double: bool) -> None:
        row = self.header_row
        if code == "stranger":
            self.put(row, code, Put("เลขที่หนังสือนำส่ง"))
            self.noticed.add(("V31", self.address(row, code)))
            return
        one = FIELDS[code]
        header = self.dice.choice((one.header.th, one.header.th, *one.aliases))
        ways = (header, f" {header} ", header.replace(" ", ""), f"{header}\n", header.replace("(", " ("))
        written = self.dice.choice(ways)
        if code == misspelt:
            place = len(one.header.th) // 2
            written = one.header.th[:place] + "ข" + one.header.th[place:]
            self.noticed.add(("V33", self.address(row, code)))
        if is_double and code not in MONEY_GROUP and self.dice.random() < 0.7:
            self.page.cells[row - 1, self.columns[code]] = Put(written)
            self.page.merges.append((row - 1, self.columns[code], row, self.columns[code]))
            if code == misspelt:
                self.noticed.discard(("V33", self.address(row, code)))
                self.noticed.add(("V33", self.address(row, code)))
            return
        self.put(row, code, Put(written))

    def write(self, row: int, one: Row) -> None:
        """One row of data, each value in one of its ways."""
        for code in self.columns:
            if code in one.instead:
                self.put(row, code, one.instead[code])
            elif code == "stranger":
                self.put(row, code, Put("รง 0401/123"))
            elif code == "budget_pct":
                self.put(row, code, Put(12.5, formula="=1+1"))
            elif one.truth.get(code) is not None:
                put, codes = self._spelt(code, one.truth[code], row)
                self.put(row, code, put)
                self.noticed |= {(name, self.address(row, code)) for name in codes}

    def _spelt(self, code: str, value: Any, row: int) -> spellings.Written:
        dice = self.dice
        if code in NUMBERS:
            return spellings.number(value, dice, is_clean=self.is_clean)
        if code in COUNTS:
            return Put(dice.choice((value, str(value), f"{value:,}"))), spellings.QUIET
        if code == "progress_pct":
            return spellings.percent(value, dice, self.percent_style)
        if code in DAYS:
            return spellings.day(value, dice, is_clean=self.is_clean or self.is_text)
        if code == "province":
            return spellings.choice((PROVINCES[value], f"จ.{PROVINCES[value]}", f"จังหวัด{PROVINCES[value]}"), dice)
        if code == "lead_agency":
            return spellings.choice(AGENCIES[value], dice)
        if code == "wg":
            return spellings.choice(GROUPS[value], dice)
        if code == "status":
            return spellings.choice(UNDER_WAY, dice)
        put, codes = spellings.text(value, dice)
        # CP874 has no zero-width space: Excel writes a question mark, and nobody can tell it from a typed one.
        return (Put(str(put.value).replace("\u200b", "")), codes) if self.is_cp874 else (put, codes)


def make(number: int) -> Sample:
    """The sample of this number; every third one is clean."""
    dice = random.Random(f"messy {number}")
    is_clean = number % 3 == 0
    name = dice.choice([*[*FORMATS] * 2, *DELIMITED])
    is_text = name in DELIMITED
    reporter = dice.choice(list(AGENCIES))
    sheet = _Sheet(dice, name, is_clean=is_clean)
    sheet.head()
    rows = [row_of(reporter, project, dice) for project in range(1, PROJECTS + 1)]
    if not is_clean:
        _plant(rows, sheet, dice, is_text=is_text)
    sample = Sample(name, b"", reporter, noticed=sheet.noticed)
    at = _fill(sheet, rows, sample, dice)
    _foot(sheet, at, dice)
    pages = [sheet.page] if is_text else _others(sheet.page, dice)
    sample.data = (FORMATS | DELIMITED)[name](Paper(pages))
    return sample


def _plant(rows: list[Row], sheet: _Sheet, dice: random.Random, *, is_text: bool) -> None:
    """One fault in each of one to three rows, of kinds that this file can show."""
    for row in dice.sample(rows, dice.randint(1, 3)):
        kinds = [kind for kind in FAULTS if not (is_text and kind in NOT_IN_TEXT)]
        if sheet.is_cp874:
            kinds.remove("wrong encoding")
        if any({"V08", "V10"} & {code for code, _ in one.faults} for one in rows):
            # Who is missing cannot be told while a code cannot be read.
            kinds.remove("project left out")
        if any(one.is_left_out for one in rows):
            kinds = [kind for kind in kinds if kind not in ("unknown project", "row twice")]
        FAULTS[dice.choice(kinds)](row)
        for code, name in list(row.faults):
            if name is not None and name not in sheet.columns:
                row.faults.remove((code, name))


def _fill(sheet: _Sheet, rows: list[Row], sample: Sample, dice: random.Random) -> int:
    """Writes the rows, some apart, some hidden; says where the next row would stand."""
    at = sheet.first_row
    hidden = not sheet.is_text and not sheet.is_clean and dice.random() < 0.2
    for one in rows:
        if one.is_left_out:
            sample.planted |= {("V28", None)}
            continue
        for repeat in range(2 if one.is_twice else 1):
            if dice.random() < 0.1:
                at += 1
            sheet.write(at, one)
            sample.rows[at] = one.truth
            sample.unread |= {(at, code) for code in one.instead}
            for code, name in one.faults:
                if name is not None and (code != "V10" or repeat == 1):
                    sample.planted.add((code, sheet.address(at, name)))
            at += 1
    if not sheet.is_text and dice.random() < 0.3:
        _merge_strategy(sheet, sample)
    if hidden:
        sheet.page.hidden_rows.add(at - 1)
        sample.noticed.add(("V34", None))
    return at


def _merge_strategy(sheet: _Sheet, sample: Sample) -> None:
    """One strategy over two rows that follow each other: Excel keeps its text in the upper cell only."""
    column = sheet.columns["strategy"]
    for row in sorted(sample.rows):
        if row + 1 in sample.rows:
            sheet.page.cells.pop((row + 1, column))
            sheet.page.merges.append((row, column, row + 1, column))
            return


def _foot(sheet: _Sheet, at: int, dice: random.Random) -> None:
    """What stands below a table: a total, a note, a place to sign."""
    if dice.random() < 0.5:
        first = min(code_column for code_column in sheet.columns.values())
        sheet.page.cells[at, first] = Put(dice.choice(("รวม", "รวมทั้งสิ้น", "ยอดรวม", "รวม 8 โครงการ")))
        sheet.page.cells[at, sheet.columns["budget_alloc"]] = Put(8_000_000, formula="=SUM(A1:A8)")
        at += 1
    if dice.random() < 0.4:
        sheet.page.cells[at + 1, sheet.columns["project_name"]] = Put("หมายเหตุ: ข้อมูลเบื้องต้น")
    if dice.random() < 0.3:
        sheet.page.cells[at + 3, sheet.columns["result_text"]] = Put("ลงชื่อ ............................ ผู้รายงาน")


def _others(page: Page, dice: random.Random) -> list[Page]:
    """The report among other sheets: a cover, last month's hidden copy, a list of codes."""
    pages = [page]
    if dice.random() < 0.3:
        pages.insert(0, Page("ปก", {(2, 2): Put("รายงานประจำเดือน"), (5, 2): Put("เสนอ ผู้อำนวยการ")}))
    if dice.random() < 0.3:
        pages.append(Page("เก่า", {(row, col): Put("x") for row in range(1, 5) for col in range(1, 5)}, is_hidden=True))
    return pages
