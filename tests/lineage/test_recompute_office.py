"""C2, C3, C4 and K4 of the demonstration year, computed again from the cells their traces name."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from etl import build as builds
from kpi.model import Status
from kpi.store import Build
from ledger.store import Ledger
from tests.lineage.originals import Originals, number, text
from tests.lineage.test_recompute import CHAIN_LENGTH, Office, figures, owner, sources_of

pytestmark = pytest.mark.slow

YES = {"ใช่", "เข้าร่วม", "yes", "true", "1", "✓"}
STEP_LABELS = (
    {"ยกร่างแล้วเสร็จ"},
    {"จัดประชุมทบทวน", "เห็นชอบ"},
    {"แจ้งเวียนเพิ่มโครงการ", "รวบรวมร่างแผน"},
)


@pytest.fixture(scope="module")
def office(demo_ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder: Path = tmp_path_factory.mktemp("lineage")
    return Office(demo_ledger, Build.open(builds.current(demo_ledger, folder)), Originals(demo_ledger))


def test_c2_counts_different_uses(office: Office) -> None:
    for figure in figures(office, {"C2"}):
        cells: dict[str, list[str]] = defaultdict(list)
        for source in sources_of(office, figure):
            cells[source.item].append(f"{source.reporter}|{source.field}|{text(office.originals.cell(source))}")
        if figure.value is None:
            assert not cells, figure
            continue
        assert figure.value == len({"".join(sorted(lines)).replace(" ", "") for lines in cells.values()}), figure
        assert figure.value == len(cells)


@pytest.mark.parametrize("code", ["C3", "C3inv"])
def test_c3_is_the_share_of_meetings_attended(office: Office, code: str) -> None:
    for figure in figures(office, {code}):
        if figure.status is Status.NOT_ASSESSED:
            assert figure.ask.round.number == 1
            continue
        meetings: dict[str, list[bool]] = defaultdict(list)
        for source in sources_of(office, figure):
            shown = text(office.originals.cell(source)) if source.cell else ""
            if source.field == "meeting_code":
                assert shown == source.item
                meetings[shown].append(False)
            elif source.field == "attended":
                meetings[source.item][-1] = shown.lower() in YES
            elif source.field == "status":
                assert shown == "ประชุมแล้ว"
        if code == "C3":
            expected = sum(any(seen) for seen in meetings.values()), len(meetings)
        else:
            expected = sum(map(sum, meetings.values())), sum(map(len, meetings.values()))
        assert (figure.numerator, figure.denominator) == expected, figure
        assert figure.value == Fraction(expected[0] * 100, expected[1])


def test_c4_is_the_level_of_the_steps_with_day_and_evidence(office: Office) -> None:
    for figure in figures(office, {"C4"}):
        if figure.status is Status.NOT_ASSESSED:
            continue
        items = office.read(sources_of(office, figure))
        steps = set()
        for cells in items.values():
            assert text(cells["done_on"][0]) and text(cells["evidence"][0])
            steps.add(int(number(cells["step_no"][0])))
        mandatory = len(steps & {1, 2, 3, 4})
        assert figure.value == mandatory + (mandatory == 4 and 5 in steps), figure


def test_k4_counts_the_steps_whose_events_are_there(office: Office) -> None:
    for figure in figures(office, {"K4"}):
        labels = {
            plan: [text(cell) for cell in cells["event_type"]]
            for plan, cells in office.read(
                source for source in sources_of(office, figure) if source.cell is not None
            ).items()
        }
        levels = [level(plan, seen) for plan, seen in labels.items()]
        assert figure.value == min(levels), figure


def level(plan: str, seen: list[str]) -> int:
    reached = 0
    for needed in STEP_LABELS:
        if not needed <= set(seen):
            return reached
        reached += 1
    # Step 2 names the Permanent Secretary's endorsement once, step 4 the whole chain.
    return reached + (seen.count("เห็นชอบ") == CHAIN_LENGTH[owner(plan)] + 1)
