"""From what stands in a cell to the value that is meant: pure functions, cell value → (value, codes)."""

from etl.normalise.choices import choice_of, choices_of, yes_no_of
from etl.normalise.clean import clean, comparable, text_of
from etl.normalise.dates import date_of
from etl.normalise.field import normalise
from etl.normalise.model import Normal, NormalValue, PercentHint
from etl.normalise.mojibake import repair_mojibake
from etl.normalise.numbers import number_of, percent_hint, percent_of
from etl.normalise.periods import period_of
from etl.normalise.plain_text import as_text, code_of
from etl.normalise.totals import is_total_label

__all__ = [
    "Normal",
    "NormalValue",
    "PercentHint",
    "as_text",
    "choice_of",
    "choices_of",
    "clean",
    "code_of",
    "comparable",
    "date_of",
    "is_total_label",
    "normalise",
    "number_of",
    "percent_hint",
    "percent_of",
    "period_of",
    "repair_mojibake",
    "text_of",
    "yes_no_of",
]
