"""Pages that take in what agencies send."""

from types import ModuleType

from base.words import Text
from pages.collect import (
    approvals,
    board,
    editor,
    receipt,
    review,
    sheets,
    upload,
    waivers,
)

TITLE = Text("รวบรวม", "Collect")
PAGES: tuple[ModuleType, ...] = (
    board,
    review,
    approvals,
    waivers,
    upload,
    editor,
    sheets,
    receipt,
)
"""In the order of the menu."""
