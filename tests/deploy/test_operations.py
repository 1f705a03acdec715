"""The administrator's handbook: each `python -m` command in it is carried out in its order."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from etl.__main__ import main as etl
from exports.__main__ import main as exports
from kpi.__main__ import main as kpi
from ledger.__main__ import main as ledger
from tests.deploy import site

HANDBOOK = site.ROOT / "docs" / "operations.md"
BLOCKS = re.compile(r"```sh\n(.*?)```", re.S)
COMMANDS = {"etl": etl, "exports": exports, "kpi": kpi, "ledger": ledger}
MOVE = "mv /var/lib/tidtam /var/lib/tidtam.old"


def lines() -> list[str]:
    return [line for block in BLOCKS.findall(HANDBOOK.read_text("utf-8")) for line in block.splitlines()]


@pytest.mark.slow
def test_every_command_does_what_the_handbook_says(
    small_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, shelf = tmp_path / "data", tmp_path / "shelf"
    shutil.copytree(small_demo, data)
    shelf.mkdir()
    monkeypatch.setenv("TIDTAM_DATA", str(data))
    monkeypatch.setenv("TIDTAM_BACKUPS", str(shelf))
    done = 0
    # A backup has to be there before the first check that asks for one: in life the timer has made it.
    assert ledger(["backup"]) == 0
    for line in lines():
        if line == MOVE:
            data.rename(tmp_path / "data.old")
        if not line.startswith("python -m "):
            continue
        line = line.replace("/var/backups/tidtam", str(shelf))
        line = re.sub(r"postgresql\S+", f"sqlite:///{tmp_path / 'other.sqlite'}", line)
        module, *words = shlex.split(line.removeprefix("python -m "))
        capsys.readouterr()
        assert COMMANDS[module](words) == 0, f"{line}: {capsys.readouterr().err}"
        done += 1
    assert done >= 20


def test_what_it_names_is_there() -> None:
    text = HANDBOOK.read_text("utf-8")
    for unit in set(re.findall(r"tidtam[a-z-]*\.(?:service|timer|cron|env)", text)):
        assert (site.ROOT / "deploy" / unit).exists(), unit
    for path in set(re.findall(r"(?<!tests/)\bdeploy/[A-Za-z]\w*(?:\.\w+)?(?![*\w])", text)):
        assert (site.ROOT / path).exists(), path
    settings = (site.ROOT / "base" / "settings.py").read_text()
    assert all(name in settings for name in set(re.findall(r"TIDTAM_[A-Z_]+", text)))
    inline = re.findall(r"`(python -m [^`]*)`", text)
    assert {shlex.split(one)[2] for one in inline if one != "python -m ..." and "_" not in one} <= set(COMMANDS)
