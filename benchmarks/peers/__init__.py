"""Pages that the browser measures beside ours, and how the tools behind them are installed (`make peers`)."""

from __future__ import annotations

from pathlib import Path

from etl.building.shelf import Shelf

HERE = Path(__file__).parent
INSTALLED = HERE.parents[1] / ".cache/peers"
"""Each tool in a folder of its own, out of git and out of the product's own environment."""


class NotToBeHad(Exception):
    """A tool that cannot be measured here, and why."""


def installed(name: str, program: str) -> Path:
    """The path of a tool's program. Raises NotToBeHad when `make peers` has not installed it."""
    path = INSTALLED / name / program
    if not path.exists():
        raise NotToBeHad("not installed (`make peers`)")
    return path


def newest_build(folder: Path) -> Path:
    """The build in use of a data folder."""
    path = Shelf(folder / "builds").pointed()
    if path is None:
        raise NotToBeHad("the data folder has no build")
    return path
