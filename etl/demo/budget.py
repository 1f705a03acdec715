"""The Office's budget of the demonstration: allocations, a mid-round increase, a recall, payments that reach the goal.

Payments are cut at random (seeded) but add up to the goal of each unit and round to the satang.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from base.period import FiscalYear, Month
from etl.rows import Row

SATANG = 100
MONTH_WEIGHTS = (0.09, 0.13, 0.17, 0.17, 0.19, 0.25)
PURPOSES = (
    "ค่าใช้จ่ายในการประชุมคณะอนุกรรมการ",
    "ค่าเบี้ยเลี้ยง ที่พัก และพาหนะในการติดตามงาน",
    "ค่าจ้างเหมาบริการ",
    "ค่าวัสดุสำนักงาน",
    "ค่าใช้จ่ายในการสัมมนาเชิงปฏิบัติการ",
    "ค่าจัดพิมพ์เอกสารและสื่อเผยแพร่",
    "ค่าสาธารณูปโภค",
)


@dataclass(frozen=True, slots=True)
class Movement:
    """One line that the story wants: day, unit, category, movement, baht, and what it was for."""

    day: date
    unit: str
    category: str
    txn_type: str
    amount_thb: str
    activity: str
    from_carry_over: bool = False
    doc_ref: str | None = None
    reverses: str | None = None


@dataclass(frozen=True, slots=True)
class YearStory:
    """One fiscal year: fixed movements, and net operating disbursement per unit at the end of each round (baht)."""

    movements: tuple[Movement, ...]
    goals_thb: dict[str, tuple[str, str]]


def _operating(day: date, unit: str, txn_type: str, amount_thb: str, activity: str) -> Movement:
    return Movement(day, unit, "operating", txn_type, amount_thb, activity)


_FIRST, _SECOND = "จัดสรรงบประมาณ งวดที่ 1", "จัดสรรงบประมาณ งวดที่ 2"

STORIES: dict[int, YearStory] = {
    2562: YearStory(
        movements=(
            _operating(date(2018, 10, 5), "OFF", "allocate", "8200000.00", _FIRST),
            _operating(date(2019, 4, 9), "OFF", "allocate", "2600000.00", _SECOND),
            _operating(date(2019, 9, 20), "OFF", "return", "64000.00", "ส่งคืนงบประมาณเหลือจ่าย"),
        ),
        goals_thb={"OFF": ("7273400.00", "10736000.00")},
    ),
    2563: YearStory(
        movements=(
            _operating(date(2019, 10, 4), "GEN", "allocate", "3300000.00", _FIRST),
            _operating(date(2019, 10, 4), "INF", "allocate", "2600000.00", _FIRST),
            _operating(date(2019, 10, 4), "OLD", "allocate", "1600000.00", _FIRST),
            _operating(date(2019, 10, 4), "DIS", "allocate", "1500000.00", _FIRST),
            _operating(date(2020, 4, 9), "GEN", "allocate", "1300000.00", _SECOND),
            _operating(date(2020, 4, 9), "INF", "allocate", "900000.00", _SECOND),
            _operating(date(2020, 4, 9), "OLD", "allocate", "600000.00", _SECOND),
            _operating(date(2020, 4, 9), "DIS", "allocate", "500000.00", _SECOND),
            _operating(date(2020, 6, 15), "INF", "transfer_out", "350000.00", "ดึงงบประมาณกลับเพื่อแก้ไขปัญหาโควิด-19"),
        ),
        goals_thb={
            "GEN": ("2719200.00", "4551700.00"),
            "INF": ("2132000.00", "3150000.00"),
            "OLD": ("1344000.00", "2134000.00"),
            "DIS": ("1326000.00", "2000000.00"),
        },
    ),
    2564: YearStory(
        movements=(
            _operating(date(2020, 10, 6), "GEN", "allocate", "3600000.00", _FIRST),
            _operating(date(2020, 10, 6), "INF", "allocate", "2900000.00", _FIRST),
            _operating(date(2020, 10, 6), "OLD", "allocate", "1800000.00", _FIRST),
            _operating(date(2020, 10, 6), "DIS", "allocate", "1700000.00", _FIRST),
            _operating(date(2021, 2, 10), "INF", "transfer_in", "400000.00", "โอนเพิ่มเพื่อจัดเวทีรับฟังความคิดเห็น 4 ภาค"),
            _operating(date(2021, 3, 15), "DIS", "transfer_out", "150000.00", "ดึงงบประมาณกลับส่วนกลาง"),
            _operating(date(2021, 2, 18), "OLD", "refund", "12500.00", "ส่งคืนเงินค่าพาหนะเบิกเกิน"),
            _operating(date(2021, 1, 22), "GEN", "commit", "480000.00", "สัญญาจ้างเหมาบริการ"),
            _operating(date(2021, 5, 14), "GEN", "commit", "265000.00", "สัญญาจ้างพิมพ์รายงานประจำปี"),
            Movement(
                *(date(2021, 1, 12), "GEN", "operating", "disburse", "86400.00", "ค่าวัสดุสำนักงาน (บันทึกผิดหน่วย)"),
                doc_ref="บจ.64/ผ01",
            ),
            Movement(
                *(date(2021, 1, 27), "GEN", "operating", "disburse", "86400.00", "กลับรายการที่บันทึกผิดหน่วย"),
                doc_ref="บจ.64/ผ02",
                reverses="บจ.64/ผ01",
            ),
            _operating(date(2021, 4, 8), "GEN", "allocate", "1200000.00", _SECOND),
            _operating(date(2021, 4, 8), "INF", "allocate", "1100000.00", _SECOND),
            _operating(date(2021, 4, 8), "OLD", "allocate", "700000.00", _SECOND),
            _operating(date(2021, 4, 8), "DIS", "allocate", "600000.00", _SECOND),
            _operating(date(2021, 8, 20), "DIS", "return", "80000.00", "ส่งคืนงบประมาณเหลือจ่าย"),
            _operating(date(2021, 9, 28), "GEN", "carry_over", "18240.00", "กันเงินไว้เบิกเหลื่อมปี"),
            Movement(
                *(date(2020, 11, 11), "INF", "operating", "disburse", "45000.00", "ค่าจ้างจัดทำเอกสาร (เงินกันปีก่อน)"),
                from_carry_over=True,
            ),
            Movement(date(2020, 11, 17), "GEN", "investment", "allocate", "450000.00", "จัดสรรงบลงทุน"),
            Movement(date(2021, 3, 9), "GEN", "investment", "disburse", "447500.00", "จัดซื้อครุภัณฑ์คอมพิวเตอร์"),
            Movement(date(2020, 12, 8), "INF", "subsidy", "allocate", "300000.00", "เงินอุดหนุนเครือข่ายแรงงานนอกระบบ"),
            Movement(date(2021, 2, 24), "INF", "subsidy", "disburse", "300000.00", "เงินอุดหนุนเครือข่ายแรงงานนอกระบบ"),
            Movement(date(2021, 1, 13), "OFF", "other", "allocate", "120000.00", "ค่าใช้จ่ายเดินทางไปราชการต่างประเทศ"),
            Movement(date(2020, 10, 6), "OFF", "personnel", "allocate", "6600000.00", "งบบุคลากร"),
        ),
        goals_thb={
            "GEN": ("3103200.00", "4781760.00"),
            "INF": ("2973960.00", "4400000.00"),
            "OLD": ("1602900.00", "2500000.00"),
            "DIS": ("1182650.00", "2024460.00"),
        },
    ),
}
FORGOTTEN = (Month(2021, 3), "DIS", 1)
"""Month, unit and number of last payments that the first version of that month's form left out."""


def month_rows(year: int) -> dict[Month, tuple[Row, ...]]:
    """Month → the complete rows of the `ledger` form of a fiscal year (BE), in order of day."""
    story, prefix = STORIES[year], f"บจ.{year % 100}/"
    lines = [*story.movements, *_salaries(year)]
    for unit, goals in story.goals_thb.items():
        lines += _payments(year, unit, goals, story.movements)
    months: dict[Month, list[Row]] = {month: [] for month in FiscalYear(year).months}
    for number, line in enumerate(sorted(lines, key=lambda line: (line.day, line.unit, line.txn_type)), 1):
        months[Month.of(line.day)].append(_row(line, f"{prefix}{number:04d}"))
    return {month: tuple(rows) for month, rows in months.items()}


def first_version(month: Month, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows as first sent: complete, but for the one month where payments were forgotten."""
    wanted, unit, count = FORGOTTEN
    if month != wanted:
        return rows
    paid = [row for row in rows if (row["unit"], row["txn_type"], row["category"]) == (unit, "disburse", "operating")]
    return tuple(row for row in rows if row not in paid[-count:])


def _row(line: Movement, doc_ref: str) -> Row:
    return {
        "unit": line.unit,
        "category": line.category,
        "txn_type": line.txn_type,
        "effective_on": line.day,
        "amount": Decimal(line.amount_thb),
        "from_carry_over": line.from_carry_over,
        "reverses": line.reverses,
        "doc_ref": line.doc_ref or doc_ref,
        "activity": line.activity,
    }


def _salaries(year: int) -> Iterator[Movement]:
    if not any(line.category == "personnel" for line in STORIES[year].movements):
        return
    for month in FiscalYear(year).months:
        amount = Random(f"salary:{month}").randint(535_000, 548_000)
        yield Movement(month.last_day - timedelta(days=3), "OFF", "personnel", "disburse", f"{amount}.00", "เงินเดือน")


def _payments(year: int, unit: str, goals: tuple[str, str], fixed: tuple[Movement, ...]) -> Iterator[Movement]:
    """Operating payments of a unit: each round's add up to its goal, refunds made good."""
    months = FiscalYear(year).months
    paid = 0
    for half, goal_thb in enumerate(goals):
        window = months[half * 6 : half * 6 + 6]
        refunds = sum(
            int(Decimal(line.amount_thb) * SATANG)
            for line in fixed
            if (line.unit, line.txn_type) == (unit, "refund") and Month.of(line.day) in window
        )
        goal = int(Decimal(goal_thb) * SATANG)
        yield from _spread(unit, window, goal - paid + refunds)
        paid = goal


def _spread(unit: str, window: tuple[Month, ...], satang: int) -> Iterator[Movement]:
    """Payments of one round that add up to `satang`, in each month after the allocation came."""
    random = Random(f"payments:{unit}:{window[0]}")
    left = satang
    for position, (month, weight) in enumerate(zip(window, MONTH_WEIGHTS, strict=True)):
        is_last_month = position == len(window) - 1
        share = left if is_last_month else int(satang * weight * random.uniform(0.92, 1.08)) // 2500 * 2500
        left -= share
        for day, part in _cuts(month, share, random):
            amount = f"{part // SATANG}.{part % SATANG:02d}"
            yield Movement(day, unit, "operating", "disburse", amount, random.choice(PURPOSES))


def _cuts(month: Month, satang: int, random: Random) -> Iterator[tuple[date, int]]:
    """(day, satang) of the payments of one month, none before the 10th."""
    count = random.randint(3, 5)
    left = satang
    for number in range(count):
        part = left if number == count - 1 else left // (count - number) // 2500 * 2500
        left -= part
        yield month.first_day + timedelta(days=random.randint(9, 26)), part
