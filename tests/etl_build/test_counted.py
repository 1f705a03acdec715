"""Which version counts: the intervals agree with a replay of every state of the ledger."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.building.counted import STILL, Basis, Counted, Ruled, Ruling, counted_intervals

History = tuple[list[int], list[Ruled]]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Arrivals, acceptances and returns of one key in any legal order, with facts of other keys in between."""
    versions: list[int] = []
    rulings: list[Ruled] = []
    seq = 0
    for step in draw(st.lists(st.integers(0, 9), max_size=14)):
        seq += draw(st.integers(1, 3))
        if step < 4 or not versions:
            versions.append(seq)
        else:
            ruling: Ruling = "accept" if step < 8 else "return"
            rulings.append(Ruled(seq, draw(st.sampled_from(versions)), ruling))
    return versions, rulings


def replay(versions: list[int], rulings: list[Ruled], known: int, basis: Basis) -> int | None:
    """The counting version when only facts up to `known` are known, straight from the rule's own words."""
    best = None
    for version in versions:
        last = [r.ruling for r in rulings if r.submission_seq == version and r.seq <= known][-1:]
        is_counting = last == ["accept"] if basis == "official" else last != ["return"]
        if version <= known and is_counting:
            best = max(best or 0, version)
    return best


@given(histories())
@settings(max_examples=200, deadline=None)
def test_intervals_agree_with_a_replay_at_every_sequence_number(history: History) -> None:
    versions, rulings = history
    intervals = counted_intervals(versions, rulings)
    last = max([*versions, *(ruling.seq for ruling in rulings)], default=0)
    for known in range(last + 2):
        for basis in ("official", "provisional"):
            counting = [i.submission_seq for i in intervals if i.basis == basis and i.from_seq <= known < i.to_seq]
            expected = replay(versions, rulings, known, basis)
            assert counting == ([] if expected is None else [expected])


@given(histories())
@settings(max_examples=100, deadline=None)
def test_intervals_are_not_cut_needlessly(history: History) -> None:
    intervals = counted_intervals(*history)
    ends = {(i.submission_seq, i.basis, i.to_seq) for i in intervals}
    assert all(i.from_seq < i.to_seq for i in intervals)
    assert not any((i.submission_seq, i.basis, i.from_seq) in ends for i in intervals)


def test_order_of_the_arguments_does_not_matter() -> None:
    rulings = [Ruled(2, 1, "accept"), Ruled(4, 3, "accept"), Ruled(5, 3, "return")]
    assert counted_intervals([3, 1], rulings[::-1]) == counted_intervals([1, 3], rulings)


def test_a_returned_version_gives_way_to_the_one_accepted_before() -> None:
    rulings = [Ruled(2, 1, "accept"), Ruled(4, 3, "accept"), Ruled(5, 3, "return"), Ruled(7, 3, "accept")]
    official = [i for i in counted_intervals([1, 3], rulings) if i.basis == "official"]
    assert official == [
        Counted(1, "official", 2, 4),
        Counted(3, "official", 4, 5),
        Counted(1, "official", 5, 7),
        Counted(3, "official", 7, STILL),
    ]


def test_a_newer_version_waiting_for_review_counts_provisionally_only() -> None:
    assert counted_intervals([1, 3], [Ruled(2, 1, "accept")]) == [
        Counted(1, "provisional", 1, 3),
        Counted(1, "official", 2, STILL),
        Counted(3, "provisional", 3, STILL),
    ]


def test_when_everything_is_returned_nothing_counts() -> None:
    assert counted_intervals([1], [Ruled(2, 1, "return")]) == [Counted(1, "provisional", 1, 2)]


def test_a_ruling_on_another_key_changes_nothing() -> None:
    assert counted_intervals([1], [Ruled(2, 99, "return")]) == [Counted(1, "provisional", 1, STILL)]
