"""The rows of two versions paired, and what somebody typed on an older version carried over to the newest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from etl.forms.model import Form
from etl.rows import Row
from etl.screen.opened import Opened, Typed

Pairs = dict[int, int]
"""Index in the newer version → index in the older one."""


def pair(form: Form, older: Sequence[Row], newer: Sequence[Row]) -> Pairs:
    """Which row of `newer` is which of `older`: equal rows first, then rows of one identity, then (in forms whose rows
    have no identity) the rest in their order."""
    pairs: Pairs = {}
    _join(pairs, [_whole(form, row) for row in older], [_whole(form, row) for row in newer])
    if form.identity:
        _join(pairs, [_identity(form, row) for row in older], [_identity(form, row) for row in newer])
    else:
        spare = [index for index in range(len(older)) if index not in set(pairs.values())]
        rest = [index for index in range(len(newer)) if index not in pairs]
        pairs.update(zip(rest, spare, strict=False))
    return pairs


def rebase(old: Opened, typed: Sequence[Typed], newest: Opened) -> tuple[Typed, ...]:
    """What was typed over `old`, typed over `newest` instead: changed cells, added rows and removed rows are carried
    over; everything else is as in `newest`. A changed row that is gone from `newest` comes back as an added row."""
    pairs = pair(newest.form, old.rows, newest.rows)
    position = {before: after for after, before in pairs.items()}
    edits = {row.origin: row for row in typed if row.origin is not None and not row.is_blank}
    carried: list[Typed] = []
    for index, row in enumerate(newest.start):
        before = pairs.get(index)
        if before is None:
            carried.append(row)
        elif before in edits:
            carried.append(replace(row, cells={**row.cells, **_typed_over(old, edits[before])}))
    lost = [row for origin, row in edits.items() if origin not in position and _typed_over(old, row)]
    added = [row for row in typed if row.origin is None and not row.is_blank]
    carried += [Typed(row.cells, 0) for row in (*lost, *added)]
    return tuple(replace(row, number=number) for number, row in enumerate(carried, 1))


def _typed_over(old: Opened, row: Typed) -> dict[str, str]:
    """The cells that no longer say what they said when the form was opened."""
    assert row.origin is not None
    before = old.texts(old.rows[row.origin])
    return {code: text for code, text in row.cells.items() if text.strip() != before.get(code, "").strip()}


def _join(pairs: Pairs, older: Sequence[object], newer: Sequence[object]) -> None:
    """Pairs rows with equal keys, one for one and in order; None is never equal to anything."""
    taken = set(pairs.values())
    free: dict[object, list[int]] = {}
    for index, key in enumerate(older):
        if index not in taken and key is not None:
            free.setdefault(key, []).append(index)
    for index, key in enumerate(newer):
        if index not in pairs and free.get(key):
            pairs[index] = free[key].pop(0)


def _whole(form: Form, row: Row) -> tuple[object, ...]:
    return tuple(row.get(field.code) for field in form.stored_fields)


def _identity(form: Form, row: Row) -> tuple[object, ...] | None:
    """The identity of a row; a new project has no code yet, so its name stands for it."""
    names = form.identity
    if "project_code" in names and row.get("project_code") is None:
        names = ("project_name", *names)
    key = tuple(row.get(name) for name in names)
    return key if any(part is not None for part in key) else None
