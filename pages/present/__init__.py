"""Pages to be shown to others."""

from types import ModuleType

from base.words import Text
from pages.present import committee

TITLE = Text("นำเสนอ", "Present")
PAGES: tuple[ModuleType, ...] = (committee,)
"""In the order of the menu."""
