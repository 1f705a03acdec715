"""The shared texts of a workbook, in their order; formatting and phonetic hints are left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO

from etl.gate import GateRefusal
from etl.reading.limits import MAX_STRINGS
from etl.reading.xml_part import MAIN, run, unescaped

_ITEM, _TEXT, _PHONETIC = MAIN + "si", MAIN + "t", MAIN + "rPh"


class _Strings:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.parts: list[str] = []
        """Character data since the last element that holds some."""
        self._runs: list[str] = []
        self._is_phonetic = False

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if name in (_TEXT, _ITEM):
            self.parts.clear()
        elif name == _PHONETIC:
            self._is_phonetic = True

    def end(self, name: str) -> None:
        if name == _TEXT:
            if not self._is_phonetic:
                self._runs.append("".join(self.parts))
        elif name == _ITEM:
            if len(self.texts) == MAX_STRINGS:
                raise GateRefusal("G_STRINGS", limit=f"{MAX_STRINGS:,}")
            self.texts.append(unescaped("".join(self._runs)))
            self._runs.clear()
        elif name == _PHONETIC:
            self._is_phonetic = False


def shared_strings(part: IO[bytes], name: str) -> list[str]:
    """The texts that cells point to by number. Raises GateRefusal when the part is damaged or too long."""
    strings = _Strings()
    run(part, name, strings.start, strings.end, strings.parts.append, (_ITEM, _TEXT, _PHONETIC))
    return strings.texts
