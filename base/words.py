"""Bilingual text: a pair that is written once, beside its use, and said in either language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = ("th", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in Thai and in English, with the same `{blanks}` in both."""

    th: str
    en: str

    def say(self, language: Language = "th", **blanks: object) -> str:
        """The text in `language` with its blanks filled.

        Raises KeyError when a blank has no value.
        """
        sentence = self.th if language == "th" else self.en
        return sentence.format(**blanks) if blanks else sentence

    def filled(self, **blanks: object) -> Text:
        """The pair with its blanks filled in both languages. Raises KeyError when a blank has no value."""
        return Text(self.th.format(**blanks), self.en.format(**blanks))
