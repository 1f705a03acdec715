"""From the headers of somebody's sheet to the fields of a form.

A header is taken when it is exactly a field's header or alias after cleaning, when a steward has decided it before
(`map_header`), or when it is at least 90 alike with 8 points before the next field; otherwise the sender is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from etl.cells import Sheet, Workbook, column_letter
from etl.findings import Finding, find
from etl.forms.model import Field, FieldType, Form
from etl.headers import Column, columns_of, header_key

HEADER_ROWS = 30
TEMPLATE_HEADER_ROW = 10
TEMPLATE_SHEET = "_tidtam"
ALIKE, MARGIN, ASK = 90, 8, 60
FEWEST_HEADERS = 2
GUESSES = 3
HALF = 0.5
IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where a form's fields stand in a sheet: the header row and the column number of each field."""

    sheet: str
    header_row: int
    columns: dict[str, int] = field(default_factory=dict)

    def layout(self) -> dict[str, object]:
        """The mapping as the ledger keeps it: with column letters."""
        letters = {code: column_letter(column) for code, column in self.columns.items()}
        return {"sheet": self.sheet, "header_row": self.header_row, "columns": letters}


@dataclass(frozen=True, slots=True)
class Guess:
    """A field that a header may have been meant for, and how alike the two are (0–100)."""

    field: Field
    score: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A header that no field took: where it stands, what tells it from the others, and the likeliest free fields."""

    text: str
    """As it is remembered: with the merged header above it where another column has the same header."""
    sheet: str
    cell: str
    guesses: tuple[Guess, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What was understood of a sheet's shape. Without a mapping, or with an error, its content is not looked at."""

    mapping: Mapping | None
    findings: tuple[Finding, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class _Known(NamedTuple):
    """The cleaned headers of a form: header → field, alias → field, and for likeness header or alias → field."""

    headers: dict[str, str]
    aliases: dict[str, str]
    all: dict[str, str]


def match(workbook: Workbook, form: Form, remembered: Dictionary[str, str] | None = None) -> Match:
    """The sheet, header row and columns of `form` in `workbook`.

    remembered: cleaned header → field code or "ignore", as decided for this reporter.
    """
    decided = remembered or {}
    place = _find_header(workbook, form, decided)
    if place is None:
        return Match(None, (find("V42", form=f" “{form.name.th}”", form_en=form.name.en),))
    sheet, row = place
    return _map_columns(sheet, row, form, decided)


def best_form(workbook: Workbook, forms: tuple[Form, ...]) -> Form | None:
    """The form whose sheet name or headers this workbook carries; None when it carries half of no form's.

    A sheet named as a form's own decides at once.
    """
    named = [form for form in forms if workbook.sheet(form.sheet) is not None]
    if len(named) == 1:
        return named[0]
    visible = [sheet for sheet in workbook.sheets if not sheet.is_hidden]
    scores = {
        form.code: max((_best_row(sheet, form, {})[0] for sheet in visible), default=0) / len(form.fields)
        for form in forms
    }
    best = max(forms, key=lambda form: scores[form.code])
    return best if scores[best.code] >= HALF else None


def fields_in(sheet: Sheet, row: int, form: Form) -> int:
    """How many different fields of the form have their header in this row."""
    return _score(sheet, row, form, {})


def _find_header(workbook: Workbook, form: Form, decided: Dictionary[str, str]) -> tuple[Sheet, int] | None:
    """The sheet and row with the most headers of the form; the form's own sheet wins when it has any."""
    own = workbook.sheet(form.sheet)
    is_template = workbook.sheet(TEMPLATE_SHEET) is not None
    if own and is_template and _score(own, TEMPLATE_HEADER_ROW, form, decided) >= len(form.fields) - 1:
        return own, TEMPLATE_HEADER_ROW
    visible = [sheet for sheet in workbook.sheets if not sheet.is_hidden]
    for sheets in ([own] if own else [], visible):
        best = max(((_best_row(sheet, form, decided), sheet) for sheet in sheets), key=_by_score, default=None)
        if best is not None and best[0][0] >= min(FEWEST_HEADERS, len(form.fields)):
            return best[1], best[0][1]
    return None


def _by_score(found: tuple[tuple[int, int], Sheet]) -> int:
    return found[0][0]


def _best_row(sheet: Sheet, form: Form, decided: Dictionary[str, str]) -> tuple[int, int]:
    """(score, row) of the likeliest header row among the first thirty; the upper one of two equals."""
    rows = range(1, min(sheet.last_row, HEADER_ROWS) + 1)
    scored = ((_score(sheet, row, form, decided), row) for row in rows)
    return max(scored, key=lambda found: (found[0], -found[1]), default=(0, 1))


def _score(sheet: Sheet, row: int, form: Form, decided: Dictionary[str, str]) -> int:
    """How many different fields have their header in this row."""
    known = _known(form)
    fields = {
        name
        for column in columns_of(sheet, row)
        for key in column.keys
        if (name := known.all.get(key, decided.get(key)))
    }
    return len(fields - {IGNORE})


@lru_cache(maxsize=64)
def _known(form: Form) -> _Known:
    headers: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for each in form.fields:
        headers.setdefault(header_key(each.header.th), each.code)
    for each in form.fields:
        for alias in (*each.aliases, each.code, each.header.en):
            aliases.setdefault(header_key(alias), each.code)
    return _Known(headers, aliases, aliases | headers)


@dataclass(slots=True)
class _Taking:
    """Columns being taken for fields, and what is said on the way."""

    columns: dict[str, int] = field(default_factory=dict)
    rivals: dict[str, list[int]] = field(default_factory=dict)
    rest: list[Column] = field(default_factory=list)
    alike: list[tuple[Column, str]] = field(default_factory=list)


def _map_columns(sheet: Sheet, row: int, form: Form, decided: Dictionary[str, str]) -> Match:
    known = _known(form)
    taking = _Taking()
    columns = columns_of(sheet, row)
    waiting = [column for column in columns if IGNORE not in map(decided.get, column.keys)]
    for source in (known.headers, decided, known.aliases):
        waiting = _take_exact(waiting, source, taking)
    for column in waiting:
        name = _alike(column, known)
        if name and name not in taking.columns:
            taking.columns[name] = column.number
            taking.alike.append((column, name))
        else:
            taking.rest.append(column)
    stored = {each.code: taking.columns[each.code] for each in form.stored_fields if each.code in taking.columns}
    asked = tuple(_ask(sheet.name, row, form, taking, columns))
    return Match(Mapping(sheet.name, row, stored), tuple(_say(sheet.name, row, form, taking)), asked)


def _ask(sheet: str, row: int, form: Form, taking: _Taking, columns: list[Column]) -> Iterator[Unknown]:
    """The headers to ask about; only a field that has no column yet is offered for one."""
    bare = Counter(column.keys[0] for column in columns if column.keys)
    known = _known(form)
    free = {each.code for each in form.stored_fields if each.code not in taking.columns}
    for column in taking.rest:
        if column.keys:
            likely = [(name, score) for name, score in _likeness(column.keys[0], known) if name in free][:GUESSES]
            guesses = tuple(Guess(form.field(name), round(score)) for name, score in likely)
            text = column.text if bare[column.keys[0]] == 1 else column.whole
            yield Unknown(text, sheet, f"{column_letter(column.number)}{row}", guesses)


def _take_exact(waiting: list[Column], source: Dictionary[str, str], taking: _Taking) -> list[Column]:
    """Take the columns that `source` names; two of them for one field are rivals, a later source gives way."""
    taken_before = set(taking.columns)
    left = []
    for column in waiting:
        name = next((source[key] for key in column.keys if key in source), None)
        if name is None or name in taken_before:
            left.append(column)
        elif name in taking.columns:
            taking.rivals.setdefault(name, [taking.columns[name]]).append(column.number)
        else:
            taking.columns[name] = column.number
    return left


def _alike(column: Column, known: _Known) -> str | None:
    """The one field this header can only be a misspelling of."""
    best = _likeness(column.keys[0], known) if column.keys else []
    if not best or best[0][1] < ALIKE:
        return None
    return best[0][0] if len(best) == 1 or best[0][1] - best[1][1] >= MARGIN else None


def _likeness(key: str, known: _Known) -> list[tuple[str, float]]:
    """(field, likeness 0–100), best first, each field once."""
    scores: dict[str, float] = {}
    for choice, score, _ in process.extract(key, known.all.keys(), scorer=fuzz.ratio, limit=None):
        name = known.all[choice]
        scores[name] = max(score, scores.get(name, 0))
    return sorted(scores.items(), key=lambda pair: -pair[1])


def _say(sheet: str, row: int, form: Form, taking: _Taking) -> list[Finding]:
    """Findings about the shape: missing and doubled columns are errors; misspelt and extra ones are notes."""
    findings = []
    for each in form.fields:
        if each.required and each.code not in taking.columns:
            guesses = _guesses(each, taking.rest)
            findings.append(find("V02", sheet=sheet, field=each.code, column=each.header.th, **guesses))
        if each.code in taking.rivals:
            places = ", ".join(f"{column_letter(number)}{row}" for number in taking.rivals[each.code])
            findings.append(find("V32", sheet=sheet, field=each.code, column=each.header.th, found=places))
    for column, name in taking.alike:
        cell = f"{column_letter(column.number)}{row}"
        header = form.field(name).header.th
        findings.append(find("V33", sheet=sheet, cell=cell, field=name, column=header, found=column.text))
    findings.extend(_extra(sheet, row, form, column, taking.columns) for column in taking.rest)
    return findings


def _guesses(missing: Field, rest: list[Column]) -> dict[str, str]:
    """The three headers of the file that look most like the missing one."""
    texts = {header_key(column.text): column.text for column in rest}
    close = process.extract(header_key(missing.header.th), texts.keys(), scorer=fuzz.ratio, limit=GUESSES)
    quoted = ", ".join(f"“{texts[key]}”" for key, _, _ in close)
    if not quoted:
        return {"guesses": "", "guesses_en": ""}
    return {"guesses": f" ใกล้เคียงที่สุดคือ {quoted}", "guesses_en": f"; the closest are {quoted}"}


def _extra(sheet: str, row: int, form: Form, column: Column, taken: Dictionary[str, int]) -> Finding:
    """A column that no field takes: asked about when it may be meant for fields that no other column has, else noted.

    The finding carries what `map_header` wants to know: the cleaned header and the best three fields.
    """
    cell = f"{column_letter(column.number)}{row}"
    likely = [
        form.field(name)
        for name, score in (_likeness(column.keys[0], _known(form)) if column.keys else [])
        if score >= ASK and name not in taken and form.field(name).type is not FieldType.IGNORED
    ][:GUESSES]
    key = column.keys[0] if column.keys else ""
    if not likely:
        return find("V31", sheet=sheet, cell=cell, found=column.text, header_key=key, guess_fields="")
    quoted = ", ".join(f"“{each.header.th}”" for each in likely)
    fields = ",".join(each.code for each in likely)
    return find("V94", sheet=sheet, cell=cell, found=column.text, guesses=quoted, header_key=key, guess_fields=fields)
