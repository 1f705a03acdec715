"""One thing found in a submission, with its place in the sender's own file."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from base.words import Language
from etl.findings.catalogue import CATALOGUE
from etl.findings.rule import Severity

_MANY_CELLS = {"th": "{sentence} รวม {count} ช่อง: {cells}", "en": "{sentence} in {count} cells: {cells}"}


_MATTER_LENGTH = 12
"""Hexadecimal digits of a matter's mark: 48 bits, for the few thousand findings of one agency."""


def matters_of(params: Mapping[str, str]) -> set[str]:
    """What a finding is about: a mark of the row's identity and of what was found, one for each cell of a group."""
    if "matters" in params:
        return set(params["matters"].split())
    told = "\0".join((params.get("row_key", ""), params.get("found", "")))
    return {hashlib.sha256(told.encode()).hexdigest()[:_MATTER_LENGTH]}


class _Blanks(dict[str, str]):
    """Parameters for a sentence; one that an older finding does not carry is shown as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


@dataclass(frozen=True, slots=True)
class Finding:
    """A code of the catalogue, its severity, where it is (sheet, Excel address, field) and what fills its sentence.

    A parameter that differs between the languages comes twice, as `name` and `name_en`.
    """

    code: str
    severity: Severity
    sheet: str | None = None
    cell: str | None = None
    field: str | None = None
    params: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def message(self, language: Language = "th") -> str:
        """The whole sentence: what to do, then what was found."""
        blanks = self._blanks(language)
        rule = CATALOGUE[self.code]
        sentence = (rule.text.th if language == "th" else rule.text.en).format_map(blanks)
        if "cells" in self.params:
            return _MANY_CELLS[language].format_map(_Blanks(sentence=sentence, **self.params))
        return sentence

    def _blanks(self, language: Language) -> _Blanks:
        blanks = _Blanks(self.params)
        if language == "en":
            blanks.update({key[:-3]: value for key, value in self.params.items() if key.endswith("_en")})
        return blanks

    def parts(self, language: Language = "th") -> tuple[str, str]:
        """The sentence of its first cell in two: what to do, and what was found (empty when it does not say)."""
        rule = CATALOGUE[self.code]
        sentence = rule.text.th if language == "th" else rule.text.en
        # The split is made before the blanks are filled: what was found may hold brackets of its own.
        to_do, _, found = sentence.rpartition(" (") if sentence.endswith(")") else (sentence, "", "")
        blanks = self._blanks(language)
        return to_do.format_map(blanks), found.removesuffix(")").format_map(blanks)

    @property
    def place(self) -> str:
        """Where the sender finds it: `รายงาน!K12`, the sheet alone, or nothing."""
        return "!".join(part for part in (self.sheet, self.cell) if part)


def find(
    code: str, *, sheet: str | None = None, cell: str | None = None, field: str | None = None, **params: str
) -> Finding:
    """A finding of the catalogue's `code`. Raises KeyError when the catalogue has no such code."""
    return Finding(code, CATALOGUE[code].severity, sheet, cell, field, params)
