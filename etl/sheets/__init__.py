"""Google Sheets, the channel that the manual names (T5.5(3), 8.6(4)): read, frozen at the cut-off, never moved after.

`credential` → `client` (quota, patience) → `fetch` (one masked read) → `pull` (what changed) → `freeze` (the report).
"""
