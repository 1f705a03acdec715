"""The local Google answers as the real one did, wherever it was recorded; the few differences are listed."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from tests.google.clock import VirtualClock
from tests.google.faults import Quota
from tests.google.recorded import compare
from tests.google.server import running
from tests.google.service import Google

FOLDER = Path(os.environ.get("TIDTAM_CASSETTES", Path(__file__).parents[3] / "shared" / "gspread_cassettes"))
SAME_SHARE = 0.97


@pytest.mark.slow
@pytest.mark.skipif(not FOLDER.is_dir(), reason="the recorded answers are not on this machine")
def test_recorded_answers_are_given_again() -> None:
    google = Google(VirtualClock(datetime(2030, 1, 1)))
    google.quota = Quota(google.clock, None, None)
    with running(google) as local:
        found = list(compare(local, FOLDER))
    rest = [one for one in found if not one.is_same]
    same = len(found) - len(rest)
    print(f"{same} of {len(found)} exchanges in scope answered identically ({same / len(found):.1%})")
    for one in rest:
        print(f"  {one.where}: {one.asked[:160]}")
    assert len(found) > 1_800
    assert same >= SAME_SHARE * len(found)
