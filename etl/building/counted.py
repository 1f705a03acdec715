"""Which version of a submission counts, and for which states of the ledger.

In: the valid versions of one key (form, reporter, period) and the rulings on them. Out: intervals of ledger sequence
numbers. A figure asked for with a `known_at` is a figure at one sequence number K, so that "what counted then" is
`from_seq <= K < to_seq`, without replaying anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

Basis = Literal["official", "provisional"]
Ruling = Literal["accept", "return"]

STILL = 9223372036854775807
"""`to_seq` of an interval that has not ended: the largest BIGINT."""


class Ruled(NamedTuple):
    """An acceptance or a return: its own sequence number and the submission it is about."""

    seq: int
    submission_seq: int
    ruling: Ruling


class Counted(NamedTuple):
    """A submission is the counting version of its key for every K with from_seq <= K < to_seq."""

    submission_seq: int
    basis: Basis
    from_seq: int
    to_seq: int


def counted_intervals(versions: Iterable[int], rulings: Iterable[Ruled]) -> list[Counted]:
    """The counting versions of one key, ordered by `from_seq`.

    versions: sequence numbers of the valid submissions of the key. rulings: accept and return decisions on them.
    official: the highest accepted and not returned since. provisional: the highest that is not returned.
    """
    accepted: set[int] = set()
    standing: set[int] = set()
    current: dict[Basis, tuple[int, int]] = {}
    intervals: list[Counted] = []
    for seq, submission, ruling in _in_order(versions, rulings):
        if ruling == "return":
            accepted.discard(submission)
            standing.discard(submission)
        else:
            standing.add(submission)
            if ruling == "accept":
                accepted.add(submission)
        intervals += _turn(current, "official", max(accepted, default=None), seq)
        intervals += _turn(current, "provisional", max(standing, default=None), seq)
    intervals += [Counted(submission, basis, since, STILL) for basis, (submission, since) in current.items()]
    return sorted(intervals, key=lambda interval: (interval.from_seq, interval.basis))


def _in_order(
    versions: Iterable[int], rulings: Iterable[Ruled]
) -> list[tuple[int, int, Literal["arrive", "accept", "return"]]]:
    """Arrivals and rulings in the order of the ledger; a ruling on a submission of another key is left out."""
    known = set(versions)
    events: list[tuple[int, int, Literal["arrive", "accept", "return"]]] = [(seq, seq, "arrive") for seq in known]
    events += [(seq, submission, ruling) for seq, submission, ruling in rulings if submission in known]
    return sorted(events)


def _turn(current: dict[Basis, tuple[int, int]], basis: Basis, counting: int | None, seq: int) -> Iterator[Counted]:
    """Note that `counting` is the counting version from `seq` on; gives the interval that this ends, if any."""
    before = current.get(basis)
    if before is not None and before[0] == counting:
        return
    if before is not None:
        yield Counted(before[0], basis, before[1], seq)
        del current[basis]
    if counting is not None:
        current[basis] = (counting, seq)
