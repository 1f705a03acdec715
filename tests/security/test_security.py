"""The security checks find what they are for, and none of them passes for a check that it could not make."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.security import checks
from tests.security.checks import ROOT, Verdict

ASVS = ROOT / "docs" / "security.md"


@pytest.mark.slow
def test_bandit_finds_nothing_in_the_product() -> None:
    assert checks.code().lines == ()


@pytest.mark.slow
def test_bandit_finds_what_is_put_there(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import subprocess\nsubprocess.run('ls ' + input(), shell=True)\n")
    found = checks.code(tmp_path)
    assert found.verdict is Verdict.FOUND and "B602" in found.lines[0]


@pytest.mark.slow
def test_an_audit_without_advisories_is_not_a_pass(tmp_path: Path) -> None:
    pinned = tmp_path / "requirements.txt"
    pinned.write_text("idna==3.10 --hash=sha256:" + "0" * 64 + "\n")
    nowhere = {
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "NO_PROXY": "",
        "HOME": str(tmp_path),
    }
    assert checks.libraries(pinned, os.environ | nowhere).verdict is Verdict.NOT_AUDITED


@pytest.mark.slow
def test_git_keeps_no_secret() -> None:
    assert checks.secrets().lines == ()


@pytest.mark.parametrize(
    "line",
    [
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        'password = "' + "hT7kQ2vX9pLmR4wZ8sNc" + '"',
        "postgresql+psycopg://tidtam:" + "n0t-for-git@db/tidtam",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "TOKEN = 'ghp_" + "a1B2" * 10 + "'",
    ],
)
def test_a_secret_in_git_is_found(line: str, tmp_path: Path) -> None:
    (tmp_path / "settings.py").write_text(f"first = 1\n{line}\n")
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    assert [one.partition(" ")[0] for one in checks.secrets(tmp_path).lines][:1] == ["settings.py:2"]


def test_every_line_of_the_asvs_table_names_a_test_that_exists_or_says_no() -> None:
    """`docs/security.md` claims nothing that no test shows."""
    rows = [line.split("|")[1:-1] for line in ASVS.read_text("utf-8").splitlines() if re.match(r"\| V\d", line)]
    assert len(rows) > 40
    for row in rows:
        number, _, answer, shown = (cell.strip() for cell in row)
        assert answer.startswith(("yes", "no", "partly", "not applicable")), number
        named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", shown)
        assert named or not answer.startswith(("yes", "partly")), f"{number} names no test"
        for file, test in named:
            source = (ROOT / file).read_text("utf-8")
            assert not test or f"def {test}(" in source, f"{number}: {file} has no {test}"
