"""How much a workbook may hold and how much its reader may use."""

MAX_SHEETS = 60
MAX_CELLS = 600_000
MAX_STRINGS = 400_000
MAX_MERGES = 20_000
MAX_MERGED_AREA = 600_000
MAX_ROW = 100_000
MAX_COLUMN = 400
MAX_TEXT = 32_767
"""Excel's own limit of one cell."""
MAX_SKIPPED = 20
"""Addresses remembered of cells that lie outside the read area."""

MEMORY_BYTES = 1024**3
CPU_SECONDS = 20
WALL_SECONDS = 30.0
ANSWER_BYTES = 128 * 1024**2
"""Many cells may name one long text; the server is not made to hold every copy."""
