"""Hours of use in small: every act is done, and what grows is told from what does not."""

from __future__ import annotations

import shutil
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.soak import Sample, judged, soaked


@pytest.mark.slow
def test_a_few_minutes_of_use(small_demo: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(small_demo, tmp_path / "data")
    with soaked(folder) as soak:
        soak.acts.pages, soak.acts.every = 2, {"upload": 1, "export": 1, "pull": 2}
        samples = list(islice(soak.spend(), 2))
    done = soak.acts.done
    assert (done["pages"], done["uploads"], done["exports"], done["pulls"]) == (4, 2, 2, 1)
    # Six builds at most are open, each with a file and nine threads; the rest is the server itself.
    assert all(sample.handles < 120 and sample.threads < 100 and sample.memory_mib < 900 for sample in samples)


@pytest.mark.parametrize("leak", ["memory", "open files", "threads", ""])
def test_only_what_grows_is_told(leak: str) -> None:
    samples = [
        Sample(
            300 + number % 7 + (number if leak == "memory" else 0) * 3,
            40 + number % 2 + (number // 2 if leak == "open files" else 0),
            30 + (number // 3 if leak == "threads" else 0),
            builds_mb=number,
        )
        for number in range(30)
    ]
    assert [row.name for row in judged(samples) if row.is_over] == [f"growth of {leak} in the second half"] * bool(leak)
