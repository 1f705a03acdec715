"""Pages that take in what agencies send."""

from types import ModuleType

from base.words import Text
from pages.collect import (
    board,
    editor,
    receipt,
    review,
    sheets,
    upload,
)

TITLE = Text("รวบรวม", "Collect")
PAGES: tuple[ModuleType, ...] = (
    board,
    review,
    upload,
    editor,
    sheets,
    receipt,
)
"""In the order of the menu."""
