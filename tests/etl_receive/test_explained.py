"""A warning is explained once: the same one about the same row is not raised again, a new one is."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from base.access import NotAllowed
from etl import answers
from etl.explained import NO_CELL
from etl.receipt import Outcome
from ledger import decisions
from ledger.decisions import DecisionRefused
from tests.etl_receive.desk import Desk, progress, project

pytestmark = pytest.mark.slow


def sent(desk: Desk, period: str, **changes: object) -> Outcome:
    row = progress(project_code="P-001", project_name="โครงการฝึกอาชีพ", **changes)
    year, month = (int(part) for part in period.split("-"))
    at = datetime(year + month // 12, month % 12 + 1, 4, 9, 0)
    return desk.send(desk.file("progress", "DSD", period, [row]), at=at)


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.findings]


def explain(desk: Desk, outcome: Outcome, code: str) -> None:
    cell = next(finding.cell for finding in outcome.findings if finding.code == code)
    with desk.ledger.write("admin") as writer:
        payload = {"code": code, "cell": cell or "-"}
        words = {"subject": f"{code}:{cell}", "reason": "ได้รับอนุมัติแล้ว", "payload": payload}
        decisions.decide(writer, "explain", submission_id=str(outcome.submission_id), **words)


def test_what_was_explained_is_not_raised_again_until_something_new_is_found(desk: Desk) -> None:
    desk.send(desk.file("projects", "INF", "FY2564", [project()]), at=datetime(2020, 10, 2))
    first = sent(desk, "2021-01", target=Decimal(125))
    assert codes(first) == ["V18", "V16"] or codes(first) == ["V18"], codes(first)
    second = sent(desk, "2021-02", target=Decimal(125), result_cum=Decimal(60))
    assert "V18" in codes(second), "nobody has explained it yet"
    explain(desk, second, "V18")
    third = sent(desk, "2021-03", target=Decimal(125), result_cum=Decimal(62))
    assert "V18" not in codes(third)
    assert "V18" in codes(sent(desk, "2021-04", target=Decimal(130), result_cum=Decimal(64))), "another target"


def test_an_explanation_is_of_one_agency_and_one_row(desk: Desk) -> None:
    desk.send(desk.file("projects", "INF", "FY2564", [project()]), at=datetime(2020, 10, 2))
    explain(desk, sent(desk, "2021-01", target=Decimal(125)), "V18")
    other = progress(project_code="P-001", project_name="โครงการฝึกอาชีพ", target=Decimal(125), province="51")
    outcome = desk.send(desk.file("progress", "DSD", "2021-02", [other]), at=datetime(2021, 3, 4))
    assert "V18" in codes(outcome), "another province is another row"
    row = progress(project_code="P-001", project_name="โครงการฝึกอาชีพ", target=Decimal(125))
    outcome = desk.send(desk.file("progress", "DOE", "2021-02", [row]), at=datetime(2021, 3, 4))
    assert "V18" in codes(outcome)


def test_a_project_left_out_is_explained_once(desk: Desk) -> None:
    desk.send(desk.file("projects", "INF", "FY2564", [project(), project("P-002")]), at=datetime(2020, 10, 2))
    first = sent(desk, "2021-01")
    assert "V28" in codes(first)
    explain(desk, first, "V28")
    assert "V28" not in codes(sent(desk, "2021-02", result_cum=Decimal(55)))


def test_the_explanation_of_a_group_counts_for_all_its_cells(desk: Desk) -> None:
    many = 25
    register = [project(f"P-{number:03d}") for number in range(1, many + 1)]
    desk.send(desk.file("projects", "INF", "FY2564", register), at=datetime(2020, 10, 2))

    def reported(period: str, month: datetime, target: int = 125) -> Outcome:
        rows = [
            progress(project_code=f"P-{number:03d}", project_name="โครงการฝึกอาชีพ", target=Decimal(target))
            for number in range(1, many + 1)
        ]
        return desk.send(desk.file("progress", "DSD", period, rows), at=month)

    first = reported("2021-01", datetime(2021, 2, 4))
    assert codes(first).count("V18") == 1, "twenty-five cells of one cause are one finding"
    explain(desk, first, "V18")
    assert "V18" not in codes(reported("2021-02", datetime(2021, 3, 4)))
    assert codes(reported("2021-03", datetime(2021, 4, 4), target=130)).count("V18") == 1, "another target"


def test_several_warnings_are_explained_at_once_by_their_own_agency_or_none_is(desk: Desk) -> None:
    desk.send(desk.file("projects", "INF", "FY2564", [project(), project("P-002")]), at=datetime(2020, 10, 2))
    outcome = sent(desk, "2021-01", target=Decimal(125))
    number, before = str(outcome.submission_id), desk.ledger.head()
    places = {(one.code, one.cell or NO_CELL) for one in outcome.report.warnings}
    assert {code for code, _ in places} >= {"V18", "V28"}
    words = dict.fromkeys(places, "ได้รับอนุมัติแล้ว")
    with pytest.raises(NotAllowed):
        answers.explain(desk.ledger, desk.user("agency.DOE"), number, words)
    for wrong in ({("V99", "A1"): "ก"}, {next(iter(places)): " "}):
        with pytest.raises(DecisionRefused):
            answers.explain(desk.ledger, desk.user(), number, words | wrong)
    assert desk.ledger.head() == before
    made = answers.explain(desk.ledger, desk.user("agency.DSD"), number, words)
    assert {one.reason for one in made} == {"ได้รับอนุมัติแล้ว"} and len(made) == len(places)
    assert not {"V18", "V28"} & set(codes(sent(desk, "2021-02", target=Decimal(125), result_cum=Decimal(55))))
