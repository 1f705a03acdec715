"""Why a package cannot be patched in place."""

from __future__ import annotations


class CannotPatch(Exception):
    """The package is built in a way that is not safe to patch; its values are copied into a new one instead."""
