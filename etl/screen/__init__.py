"""A form typed on screen: one more way in, with the same checks, versions and receipts as a workbook."""

from etl.screen.differences import Difference
from etl.screen.entry import Preview, Stale, Unchanged, is_nil_offered, preview, save
from etl.screen.opened import Opened, Typed, open_form
from etl.screen.rebase import rebase
from etl.screen.said import cell_text

__all__ = [
    "Difference",
    "Opened",
    "Preview",
    "Stale",
    "Typed",
    "Unchanged",
    "cell_text",
    "is_nil_offered",
    "open_form",
    "preview",
    "rebase",
    "save",
]
