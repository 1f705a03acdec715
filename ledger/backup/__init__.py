"""Backups: one sealed file with everything that cannot be made again, and the way back from it.

`pack` writes the file while the system runs, `unpack` brings it back into an empty place, `sealed` notices every
altered byte, `shelf` keeps the last few. Builds are not in it: they are made again (design.md 1).
"""
