"""Pages of the committee's papers."""

from types import ModuleType

from base.words import Text
from pages.papers import issued, packs

TITLE = Text("เอกสาร", "Papers")
PAGES: tuple[ModuleType, ...] = (packs, issued)
"""In the order of the menu."""
