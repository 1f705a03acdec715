"""What the other tools are, and what they cannot do: the words below the table of `docs/benchmarks.md`."""

from __future__ import annotations

NOTES = """\
The plain page is `benchmarks/peers/streamlit_plain.py`: the overview's content by Streamlit's own parts, its
figures cached.
"""
