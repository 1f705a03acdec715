"""The addresses of spreadsheets and of their cells."""

from __future__ import annotations


def link(spreadsheet: str, gid: int, cell: str | None = None) -> str:
    """The address that opens a sheet at a cell."""
    at = f"&range={cell}" if cell else ""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit#gid={gid}{at}"
