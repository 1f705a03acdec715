"""Formula texts; a shared formula is written once and moved to each cell that shares it."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.formula.translate import Translator


class Formulas:
    """The shared formulas of one sheet."""

    def __init__(self) -> None:
        self._shared: dict[str, tuple[str, str]] = {}

    def text_of(self, attributes: Mapping[str, str], text: str, address: str) -> str:
        """The formula of the cell at `address`, beginning with `=`."""
        if attributes.get("t") != "shared":
            return f"={text}"
        number = attributes.get("si", "")
        if text:
            self._shared[number] = (text, address)
            return f"={text}"
        if number not in self._shared:
            return "="
        return _moved(*self._shared[number], address)


def _moved(text: str, origin: str, address: str) -> str:
    try:
        return str(Translator(f"={text}", origin).translate_formula(address))
    except Exception:  # openpyxl's tokenizer has no common fault; the unmoved text still says what was calculated
        return f"={text}"
