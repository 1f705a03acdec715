"""The checks of `make security`: each says what it found, and none passes for a check that it could not make."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("app.py", "base", "ledger", "etl", "kpi", "exports", "ui", "pages")

SQL_OF_OUR_OWN_NAMES = ("etl/building/", "kpi/", "ledger/migrate.py", "ledger/triggers.py")
"""Where SQL is put together from names of our own tables and columns (B608); values are always bound."""

SECRETS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    "a key of AWS": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a token of GitHub": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36,}\b"),
    "a key of Google": re.compile(r"\bAIza[0-9A-Za-z_-]{35}\b"),
    "a token of Slack": re.compile(r"\bxox[abprs]-[0-9A-Za-z-]{10,}"),
    "a signed token": re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
    "an address with a password": re.compile(r"\b\w+(?:\+\w+)?://[^\s:/@{}<>\"']+:(?!secret@|x@)[^\s:/@{}<>\"'*]{6,}@"),
}
ASSIGNED = re.compile(r"(?i)(?:password|passwd|secret|token|api_?key)\w*\s*[:=]\s*[\"']([A-Za-z0-9+/=_-]{20,})[\"']")
MOST_BITS = 3.9
"""Bits per character above which a long text in quotes is taken for a random one."""
NOT_READ = {".png", ".woff2", ".xlsx", ".xls", ".ods", ".ico", ".pdf", ".geojson"}


class Verdict(StrEnum):
    """What a check came to."""

    CLEAN = "clean"
    FOUND = "found"
    NOT_AUDITED = "not audited"


@dataclass(frozen=True)
class Outcome:
    """A verdict and the lines that explain it."""

    verdict: Verdict
    lines: tuple[str, ...] = ()


def of(found: Iterable[str]) -> Outcome:
    """Clean without findings."""
    lines = tuple(found)
    return Outcome(Verdict.FOUND if lines else Verdict.CLEAN, lines)


def code(root: Path = ROOT) -> Outcome:
    """bandit over the product, of medium severity and more."""
    wanted = [name for name in CODE if (root / name).exists()]
    command = [sys.executable, "-m", "bandit", "-q", "-ll", "-f", "json", "-r", *wanted]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        return Outcome(Verdict.NOT_AUDITED, tuple(done.stderr.strip().splitlines()[-1:]))
    results = [one for one in told["results"] if not _is_ours(one["test_id"], one["filename"])]
    faults = [f"{one['filename']}: {one['reason']}" for one in told["errors"]]
    return of(
        [f"{one['filename']}:{one['line_number']} {one['test_id']} {one['issue_text']}" for one in results] + faults
    )


def _is_ours(test_id: str, file: str) -> bool:
    return test_id == "B608" and file.removeprefix("./").startswith(SQL_OF_OUR_OWN_NAMES)


def libraries(requirements: Path = ROOT / "requirements.txt", environ: Mapping[str, str] | None = None) -> Outcome:
    """pip-audit --strict over the pinned libraries; `not audited` unless a source of advisories answered for all."""
    options = ["--strict", "--disable-pip", "--require-hashes", "--timeout", "5", "--progress-spinner", "off"]
    command = [sys.executable, "-m", "pip_audit", *options, "-f", "json", "-r", str(requirements)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=dict(environ or os.environ))
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return Outcome(Verdict.NOT_AUDITED, tuple(done.stderr.strip().splitlines()[-1:]))
    skipped = [one["name"] for one in told if "vulns" not in one]
    if skipped or not told:
        return Outcome(Verdict.NOT_AUDITED, (f"no answer for {', '.join(skipped) or 'anything'}",))
    return of(f"{one['name']} {one['version']}: {bad['id']}" for one in told for bad in one["vulns"])


def secrets(root: Path = ROOT) -> Outcome:
    """Keys and passwords in anything that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True).stdout
    return of(found for name in listed.split("\0") if name for found in _secrets_of(root / name, name))


def _secrets_of(path: Path, name: str) -> Iterable[str]:
    if path.suffix in NOT_READ or not path.is_file():
        return
    for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
        for what, pattern in SECRETS.items():
            if pattern.search(line):
                yield f"{name}:{number} looks like {what}"
        for given in ASSIGNED.findall(line):
            if _bits(given) > MOST_BITS:
                yield f"{name}:{number} looks like a secret in quotes"


def _bits(text: str) -> float:
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)
