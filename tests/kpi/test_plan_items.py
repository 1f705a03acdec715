"""K1, K2, K2b: which items count, and when an endorsement stands (A-19 … A-23, A-37, A-52)."""

from __future__ import annotations

from datetime import date

from kpi import speak
from kpi.model import Status
from tests.kpi.history import PLAN_UNIT, History

JULY = date(2020, 7, 20)
OCTOBER = date(2020, 10, 20)


def test_no_event_is_no_data_and_a_study_alone_is_zero(history: History) -> None:
    assert history.figure("K1").status is Status.NO_DATA
    history.events("INF", "2020-07", ("PLAN2", "STUDY_OPENED", JULY))
    figure = history.figure("K1")
    assert (figure.value, figure.status, speak.value(figure)) == (0, Status.NO_TARGET, "0 รายการ")
    share = history.figure("K2")
    assert (share.value, share.status) == (None, Status.NO_DATA), "0 of 0 is not 0 %"


def test_an_item_counts_for_the_year_it_is_for_and_once(history: History) -> None:
    for plan in PLAN_UNIT:
        history.events(PLAN_UNIT[plan], "2020-07", (plan, "DRAFTED", JULY), ("PLAN9", "STUDY_OPENED", JULY))
        history.events(PLAN_UNIT[plan], "2020-08", (plan, "DRAFTED", date(2020, 8, 3)))
    history.events("INF", "2021-07", ("PLAN2", "DRAFTED", date(2021, 7, 9)), cycle=2565)
    history.send("items", "INF", "FY2564", *[{"item_code": plan, "item_type": "plan"} for plan in ("PLAN1", "PLAN2")])
    assert history.figure("K1", round_number=2).value == 3, "a later version of a month replaces the earlier one"
    assert history.figure("K1", "INF", 2).value == 1
    assert history.figure("K1", "PLAN4", 2).value == 1


def test_withdrawn_items_leave(history: History) -> None:
    history.events("INF", "2020-07", ("PLAN1", "DRAFTED", JULY), ("PLAN2", "DRAFTED", JULY))
    history.events("INF", "2020-12", ("PLAN1", "WITHDRAWN", date(2020, 12, 1)))
    assert history.figure("K1", as_of=date(2020, 11, 30)).value == 2
    assert history.figure("K1", as_of=date(2020, 12, 1)).value == 1


def test_the_permanent_secretary_endorses_and_only_he_takes_it_back(history: History) -> None:
    history.events("INF", "2020-07", ("PLAN2", "DRAFTED", JULY))
    history.events("INF", "2020-10", ("PLAN2", "ENDORSED", date(2020, 10, 2), "PS"))
    history.events("INF", "2020-11", ("PLAN2", "RETURNED", date(2020, 11, 2), "SC-INF"))
    assert history.figure("K2").value == 100, "a committee's return does not cancel the endorsement (A-52)"
    history.events("INF", "2020-12", ("PLAN2", "RETURNED", date(2020, 12, 2), "PS"))
    assert history.figure("K2").value == 0


def test_k2b_needs_every_body_of_the_chain(history: History) -> None:
    history.events("INF", "2020-07", ("PLAN2", "DRAFTED", JULY))
    history.events("DIS", "2020-07", ("PLAN6", "DRAFTED", JULY))
    history.events(
        "INF", "2020-10", ("PLAN2", "ENDORSED", date(2020, 10, 2), "PS"), ("PLAN2", "ENDORSED", OCTOBER, "SC-INF")
    )
    history.events(
        "DIS", "2020-10", ("PLAN6", "ENDORSED", date(2020, 10, 2), "PS"), ("PLAN6", "ENDORSED", OCTOBER, "SC-DIS")
    )
    assert (history.figure("K2").value, history.figure("K2b").value) == (100, 50)
    history.events("INF", "2020-11", ("PLAN2", "ENDORSED", date(2020, 11, 5), "NC-INF"))
    assert history.figure("K2b").value == 100


def test_endorsed_after_the_round_counts_from_then_on(history: History) -> None:
    history.endorse("PLAN6", on=date(2021, 4, 1))
    assert history.figure("K2", as_of=date(2021, 3, 31)).value == 0
    assert history.figure("K2", round_number=1).value == 0, "the round's figure is as of its last day (A-23)"
    assert history.figure("K2", round_number=2).value == 100


def test_a_proposal_needs_only_the_permanent_secretary(history: History) -> None:
    history.events(
        "OLD", "2020-11", ("PROP-1", "DRAFTED", date(2020, 11, 2)), ("PROP-1", "ENDORSED", date(2020, 11, 20), "PS")
    )
    assert history.figure("K2b").value == 100


def test_the_trace_names_the_events(history: History) -> None:
    history.endorse("PLAN6", on=OCTOBER)
    above = [source for source in history.sources("K2b") if source.role == "+numerator"]
    below = [source for source in history.sources("K2b") if source.role == "+denominator"]
    assert [source.value for source in above] == ["ENDORSED"]
    assert [source.value for source in below] == ["DRAFTED"]
    assert all(source.cell and source.reporter == "DIS" for source in (*above, *below))
