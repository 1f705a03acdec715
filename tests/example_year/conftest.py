"""The example year in a data folder of its own, told once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.example_year.play import Play


@pytest.fixture(scope="session")
def example_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    """The year, told from its first to its last line; the command line then answers from it."""
    folder = tmp_path_factory.mktemp("example_year")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIDTAM_DATA", str(folder / "data"))
        for name in ("TIDTAM_LEDGER", "TIDTAM_AUDIT_KEY", "TIDTAM_USER"):
            patch.delenv(name, raising=False)
        play = Play(folder)
        play.tell()
        yield play
