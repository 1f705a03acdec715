"""Pages of the committee's papers."""

from types import ModuleType

from base.words import Text
from pages.papers import issued, letters, monthly, packs, report

TITLE = Text("เอกสาร", "Papers")
PAGES: tuple[ModuleType, ...] = (
    packs,
    report,
    monthly,
    letters,
    issued,
)
"""In the order of the menu."""
