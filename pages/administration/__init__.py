"""Pages for whoever keeps the system running."""

from types import ModuleType

from base.words import Text
from pages.administration import (
    audit,
    health,
    next_year,
    people,
    registers,
    sample_data,
    settings,
    tables,
)

TITLE = Text("ดูแลระบบ", "Administration")
PAGES: tuple[ModuleType, ...] = (
    people,
    registers,
    settings,
    next_year,
    audit,
    tables,
    sample_data,
    health,
)
"""In the order of the menu."""
