"""Every figure of the demonstration year, computed again from the cells its trace names (features.md 1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest

from base.period import FiscalYear, Month
from etl import build as builds
from kpi import measure
from kpi.indicators import BY_CODE
from kpi.model import Ask, Family, Figure, Source
from kpi.store import Build
from kpi.trace import trace
from ledger import decisions, reference, submissions
from ledger.store import Ledger
from tests.lineage.originals import Originals, number, text

pytestmark = pytest.mark.slow

YEAR = 2564
ALLOCATION = {"ได้รับจัดสรร": 1, "โอนเพิ่ม": 1, "โอนลด/ดึงกลับ": -1, "ส่งคืนงบประมาณ": -1}
DISBURSEMENT = {"เบิกจ่าย": 1, "เบิกเกินส่งคืน": -1}
CHAIN_LENGTH = {"INF": 3, "OLD": 2, "DIS": 2}
CANCELLED = "ยกเลิก"
RETARGET = "ปรับค่าเป้าหมาย"
COMPLETED = "แล้วเสร็จ"
PERCENT = "ร้อยละ"


@dataclass(frozen=True)
class Office:
    """The demonstration ledger with its build and its originals."""

    ledger: Ledger
    build: Build
    originals: Originals

    def read(self, sources: Iterable[Source]) -> dict[str, dict[str, list[object]]]:
        """item → field → what stands in its cells."""
        found: dict[str, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
        for source in sources:
            assert source.field is not None
            found[source.item][source.field].append(self.originals.cell(source))
        return found


@pytest.fixture(scope="module")
def office(demo_ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder: Path = tmp_path_factory.mktemp("lineage")
    return Office(demo_ledger, Build.open(builds.current(demo_ledger, folder)), Originals(demo_ledger))


def asks() -> list[Ask]:
    return [measure.ask(YEAR, number_, now=datetime(2026, 1, 1)) for number_ in (1, 2)]


def figures(office: Office, codes: set[str]) -> list[Figure]:
    found = [figure for asked in asks() for figure in measure.every(office.build, asked) if figure.kpi in codes]
    assert {figure.kpi for figure in found} == codes
    return found


def sources_of(office: Office, figure: Figure) -> tuple[Source, ...]:
    return trace(office.build, figure.kpi, figure.scope, figure.ask)


def test_c1_is_the_sum_of_its_cells(office: Office) -> None:
    for figure in figures(office, {"C1"}):
        paid = allocated = Fraction(0)
        lines = office.read(sources_of(office, figure))
        for cells in lines.values():
            (kind,), (amount,) = cells["txn_type"], cells["amount"]
            assert text(cells["category"][0]) == "งบดำเนินงาน"
            sign = -1 if cells["reverses"] and text(cells["reverses"][0]) else 1
            paid += DISBURSEMENT.get(text(kind), 0) * sign * Fraction(number(amount))
            allocated += ALLOCATION.get(text(kind), 0) * sign * Fraction(number(amount))
        assert (figure.numerator, figure.denominator) == (paid, allocated), figure
        assert figure.value == paid / allocated * 100


def test_k1_counts_the_drafted_cells(office: Office) -> None:
    for figure in figures(office, {"K1"}):
        items = office.read(sources_of(office, figure))
        for cells in items.values():
            assert [text(cell) for cell in cells["event_type"]] == ["ยกร่างแล้วเสร็จ"]
            assert [int(number(cell)) for cell in cells["cycle_fy"]] == [YEAR]
        assert figure.value == len(items), figure


@pytest.mark.parametrize(("code", "bodies"), [("K2", lambda item: 1), ("K2b", lambda item: CHAIN_LENGTH[owner(item)])])
def test_k2_counts_the_endorsed_cells(office: Office, code: str, bodies: object) -> None:
    for figure in figures(office, {code}):
        items = office.read(sources_of(office, figure))
        endorsed = 0
        for item, cells in items.items():
            labels = [text(cell) for cell in cells["event_type"]]
            assert labels.count("ยกร่างแล้วเสร็จ") == 1
            needed = bodies(item) if callable(bodies) else 0
            endorsed += labels.count("เห็นชอบ") == needed
        assert (figure.numerator, figure.denominator) == (endorsed, len(items)), figure


def owner(item: str) -> str:
    """Whose chain an item goes through; a proposal needs the Permanent Secretary alone."""
    plans = {"PLAN1": "INF", "PLAN2": "INF", "PLAN3": "OLD", "PLAN4": "OLD", "PLAN5": "DIS", "PLAN6": "DIS"}
    return plans.get(item, "")


CHAIN_LENGTH[""] = 1


def test_k3_follows_from_the_cells_of_every_project(office: Office) -> None:
    codes = {"K3", "K3b", "K3c", "K3pooled"}
    for figure in figures(office, codes):
        sources = sources_of(office, figure)
        counted = [source.item for source in sources if source.role == "+denominator"]
        if figure.value is None:
            assert counted == []
            continue
        cells = office.read(source for source in sources if source.item in set(counted))
        plans: dict[str, list[tuple[bool, Fraction]]] = defaultdict(list)
        for project in counted:
            plans[text(cells[project]["item_code"][0])].append(standing(cells[project]))
        assert figure.value == combined(figure, plans), figure


def standing(cells: dict[str, list[object]]) -> tuple[bool, Fraction]:
    """(implemented, progress) of one project from its register line and its last report rows."""
    results = [Fraction(number(cell)) for cell in cells["result_cum"]]
    percents = [Fraction(number(cell)) for cell in cells["progress_pct"]]
    rows = len(cells["project_code"]) - 1
    if not rows:
        return False, Fraction(0)
    is_given_up = any(text(cell).startswith(CANCELLED) for cell in (*cells["status"], *cells["change_type"]))
    target = number(cells["target"][0]) if cells["target"] else 0
    retargets = [text(kind) == RETARGET for kind in cells["change_type"]]
    if any(retargets):
        values = [cell for cell in cells["new_value"] if text(cell)]
        target = number(values[-1])
    if not target:
        is_done = len(percents) == rows and all(percent >= 100 for percent in percents)
        is_done = is_done and {text(cell) for cell in cells["status"]} == {COMPLETED}
        return is_done and not is_given_up, sum(percents, Fraction(0)) / rows
    units = {text(cell) for cell in cells["target_unit"]}
    result = sum(results, Fraction(0)) / (rows if len(units) > 1 or PERCENT in units else 1)
    return result >= target and not is_given_up, result / Fraction(target) * 100


def combined(figure: Figure, plans: dict[str, list[tuple[bool, Fraction]]]) -> Fraction:
    projects = [project for plan in plans.values() for project in plan]
    if figure.kpi == "K3b":
        return sum((min(progress, Fraction(100)) for _, progress in projects), Fraction(0)) / len(projects)
    if figure.kpi == "K3c":
        return Fraction(sum(progress > 0 for _, progress in projects) * 100, len(projects))
    if figure.kpi == "K3" and not figure.scope.startswith("PLAN"):
        shares = [Fraction(sum(done for done, _ in plan) * 100, len(plan)) for plan in plans.values()]
        return sum(shares, Fraction(0)) / len(shares)
    return Fraction(sum(done for done, _ in projects) * 100, len(projects))


@pytest.mark.parametrize("code", ["M1", "M2"])
def test_m_follows_from_receipts_waivers_and_the_register(office: Office, code: str) -> None:
    year = FiscalYear(YEAR)
    with office.ledger.read() as connection:
        agencies = reference.current(connection, "agencies", as_of=year.end)
        waived = {decision.subject for decision in decisions.of_kind(connection, "waive")}
        standing_ids = {one.submission_id for one in submissions.valid_of(connection, "progress")}
        kept = submissions.load(connection, submissions.submission.c.form == "progress")
    first: dict[str, datetime] = {}
    received = set()
    for one in kept:
        if one.status == "valid":
            first.setdefault(f"{one.reporter}:{one.period}", one.received_at)
            if one.submission_id in standing_ids:
                received.add(f"{one.reporter}:{one.period}")
    for figure in figures(office, {code}):
        due = above = 0
        for month in figure.ask.round.months:
            for agency, row in agencies.items():
                key = f"{agency}:{month}"
                if figure.scope not in ("OFF", agency) or key in waived or not reports(row, month):
                    continue
                due += 1
                above += (key in first and first[key] <= month.due) if code == "M1" else key in received
        assert (figure.numerator, figure.denominator) == (above, due), figure


def reports(row: dict[str, str], month: Month) -> bool:
    start, end = row["report_from"], row["report_to"]
    return bool(start) and start <= str(month) and (not end or str(month) <= end)


def test_every_k_and_c_figure_has_sources_and_every_cell_says_what_the_file_says(office: Office) -> None:
    seen = 0
    for asked in asks():
        for figure in measure.every(office.build, asked):
            if BY_CODE[figure.kpi].family is Family.MONITORING or figure.value is None:
                continue
            sources = sources_of(office, figure)
            assert sources or figure.value == 0, figure
            for source in sources[:: max(1, len(sources) // 40)]:
                seen += 1
                in_file = office.originals.cell(source)
                assert source.raw is not None
                assert same(source.raw, in_file), (source, in_file)
    assert seen > 500


def same(raw: str, in_file: object) -> bool:
    """Whether the raw text of a source is what stands in the file."""
    if isinstance(in_file, datetime):
        return raw[:10] == in_file.date().isoformat()
    if isinstance(in_file, int | float):
        return Fraction(raw) == Fraction(repr(in_file)) if not isinstance(in_file, bool) else True
    return raw.strip() == text(in_file)
