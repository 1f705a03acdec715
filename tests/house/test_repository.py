"""What may not stand in the repository: paths of a machine, registry hosts, forgotten work."""

from __future__ import annotations

import re
import subprocess

from tests.house.tree import ROOT

TEXT_ENDINGS = {".py", ".md", ".toml", ".txt", ".in", ".csv", ".sql", ".css", ".yml", ".yaml", ""}
FORBIDDEN = {
    "a machine's path": re.compile(r"(?<![\w.])/(?:work|farm|root|home|tmp)/[a-z]"),
    "a registry's host": re.compile(r"(?i)\b(?:pypi\.org|registry\.npmjs|deb\.debian)"),
    "forgotten work": re.compile(r"\b(?:TODO|FIXME|XXX)\b"),
}


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return listed.stdout.splitlines()


def test_nothing_forbidden_is_written() -> None:
    found = []
    for name in tracked():
        path = ROOT / name
        if path.suffix not in TEXT_ENDINGS or not path.is_file() or path == ROOT / "tests/house/test_repository.py":
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{name}: {what}" for what, pattern in FORBIDDEN.items() if pattern.search(text)]
    assert found == []


def test_requirements_are_pinned_with_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text().splitlines()
        pins = [line for line in lines if line and not line.startswith((" ", "#", "-"))]
        assert pins and all("==" in line for line in pins)
        assert sum("--hash=sha256:" in line for line in lines) >= len(pins)
