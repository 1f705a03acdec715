"""A paper's reference leads back to its numbers, and tells which of them have moved since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from base.access import Role, User
from base.words import Text
from kpi import measure
from kpi import papers as kept
from kpi.papers import NewPaper, Paper, PaperRefused
from ledger import papers
from ledger.audit import verify
from ledger.store import Ledger
from tests.kpi.history import History

STEWARD = User("steward", Role.STEWARD, Text("ธุรการ", "steward"))
MADE = datetime(2021, 4, 10, 9)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[History]:
    """One unit has spent 60 of 100 baht by the end of March."""
    history = History(tmp_path)
    history.budget("2020-10", ("INF", "allocate", date(2020, 10, 5), 100), ("INF", "disburse", date(2020, 10, 9), 60))
    yield history
    history.ledger.close()


def issue(told: History, at: datetime = MADE) -> Paper:
    build = told.build()
    asked = kept.pinned(measure.ask(2564, 1, known_at=at, now=at))
    figures = [one for one in measure.every(build, asked) if one.kpi in ("C1", "K1")]
    return kept.issue(told.ledger, build, NewPaper("brief", "สรุป", asked, figures), user=STEWARD, at=at)


def c1(paper: Paper) -> kept.KeptFigure:
    return next(one for one in paper.figures if (one.kpi, one.scope) == ("C1", "OFF"))


def test_a_reference_leads_to_the_same_numbers_whatever_came_later(told: History) -> None:
    paper = issue(told)
    assert c1(paper).display == "60.00"
    told.budget("2020-11", ("INF", "disburse", date(2020, 11, 9), 30), at=datetime(2021, 4, 12))

    found = kept.find(told.ledger, f" {paper.reference[:3]}-{paper.reference[3:].lower()} ")
    assert found == paper
    again = kept.again(told.build(), paper)
    assert [one.says for one in paper.figures] == [kept._says(one) for one in again if one]


def test_a_later_correction_is_told_by_the_paper(told: History) -> None:
    paper = issue(told)
    assert kept.moved(told.build(), paper, datetime(2021, 4, 11)) == ()
    told.budget("2020-11", ("INF", "disburse", date(2020, 11, 9), 30), at=datetime(2021, 4, 12))
    shifted = kept.moved(told.build(), paper, datetime(2021, 4, 13))
    assert {one.was.kpi for one in shifted} == {"C1"}
    office = next(one for one in shifted if one.was.scope == "OFF")
    assert (office.was.value, office.now.value) == (60, 90)


def test_what_became_known_meanwhile_is_no_silent_difference(told: History) -> None:
    build = told.build()
    asked = kept.pinned(measure.ask(2564, 1, known_at=MADE, now=MADE))
    told.budget("2020-11", ("INF", "disburse", date(2020, 11, 9), 30), at=MADE)
    with pytest.raises(PaperRefused):
        kept.issue(told.ledger, build, NewPaper("brief", "สรุป", asked, ()), user=STEWARD, at=MADE)
    assert kept.every(told.ledger) == ()


def test_a_paper_is_recorded_after_what_it_knows_and_makes_no_build(told: History) -> None:
    before = told.ledger.last_fact_seq()
    first, second = issue(told), issue(told)
    assert first.made_at > first.ask.known_at and first.reference != second.reference
    assert [one.reference for one in kept.every(told.ledger)] == [second.reference, first.reference]
    assert told.ledger.last_fact_seq() == before and verify(told.ledger) == []
    assert first.digest == second.digest and len(first.digest) == 64


def test_a_moment_that_has_not_come_is_not_known() -> None:
    tonight = measure.ask(2564, 1, known_at=datetime(2021, 4, 10, 23, 59, 59), now=MADE)
    assert kept.pinned(tonight, MADE).known_at == MADE
    assert kept.pinned(measure.ask(2564, 1, known_at=datetime(2021, 4, 1), now=MADE), MADE).known_at.day == 1


def test_what_a_clock_that_was_wrong_recorded_is_in_the_paper(told: History) -> None:
    """The last fact was recorded on a day that has not come: the paper prints it, and its reference shows it again."""
    ahead = datetime(2021, 6, 1)
    told.budget("2020-11", ("INF", "disburse", date(2020, 11, 9), 30), at=ahead)
    build = told.build()
    assert build.last_recorded_at >= ahead > MADE
    asked = kept.pinned(measure.ask(2564, 1, known_at=ahead, now=MADE), MADE, build=build)
    figures = [one for one in measure.every(build, asked) if one.kpi == "C1"]
    paper = kept.issue(told.ledger, build, NewPaper("brief", "สรุป", asked, figures), user=STEWARD, at=MADE)
    assert c1(paper).display == "90.00" and kept.moved(build, paper, kept.known_now(build, MADE)) == ()


def test_one_wrong_character_is_no_reference(ledger: Ledger) -> None:
    with ledger.write("steward") as writer:
        reference = papers.record(writer, {"title": "=1+1"}).reference
    with ledger.read() as connection:
        assert papers.find(connection, reference) is not None
    assert papers.reference_of(reference.lower()) == reference
    for place, character in enumerate(reference):
        others = set(papers.ALPHABET) - {character}
        wrong = [f"{reference[:place]}{other}{reference[place + 1 :]}" for other in others]
        assert [papers.reference_of(one) for one in wrong] == [None] * len(wrong)
    for text in ("", reference[:-1], f"{reference}0", "<script>", "ก" * 6, "../../etc"):
        assert papers.reference_of(text) is None
