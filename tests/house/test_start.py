"""What a server loads before its first visitor: nothing that only a rare press needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.tree import ROOT

RARE = ("matplotlib", "etl.demo", "pptx", "pandas", "authlib.integrations.requests_client")


@pytest.mark.slow
def test_what_is_rarely_asked_for_is_not_loaded_at_the_start() -> None:
    told = f"import sys, app; print(*(set({RARE!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
