"""The files of deploy/ against the product they start: commands, settings, limits, and the tools that read them."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from base import settings
from etl.__main__ import _parser as etl_parser
from ledger.__main__ import _parser as ledger_parser
from tests.deploy import site

DEPLOY = site.ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
TIMERS = sorted(DEPLOY.glob("*.timer"))
PARSERS = {"ledger": ledger_parser, "etl": etl_parser}
GUARDS = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
    "SystemCallFilter": "@system-service",
    "User": "tidtam",
}


def sections(path: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[method-assign, assignment]
    unit.read_string(re.sub(r"(?m)^ExecStart=.*\n(?=ExecStart=)", "", path.read_text()))
    return unit


def commands(text: str) -> list[list[str]]:
    """`python -m MODULE WORDS` as the units and the crontab write it."""
    return [shlex.split(found) for found in re.findall(r"python -m ((?:ledger|etl|streamlit)[^&\n]*)", text)]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_what_there_is_and_guards_the_machine(path: Path) -> None:
    service = sections(path)["Service"]
    assert {name: service.get(name) for name in GUARDS} == GUARDS
    assert service["EnvironmentFile"] == "/etc/tidtam/tidtam.env"
    for module, *words in commands(path.read_text()):
        if module == "streamlit":
            assert words[:2] == ["run", "app.py"] and (site.ROOT / "app.py").exists()
            assert int(service["TimeoutStopSec"]) >= 60 and service["KillSignal"] == "SIGTERM"
        else:
            PARSERS[module]().parse_args(words)


def test_every_timer_has_its_service_and_cron_does_the_same() -> None:
    assert {path.stem for path in TIMERS} == {path.stem for path in UNITS} - {"tidtam"}
    timed = [words for path in TIMERS for words in commands(path.with_suffix(".service").read_text())]
    plain = [[word.replace("{", "").replace("}", "") for word in words] for words in timed]
    crontab = commands((DEPLOY / "tidtam.cron").read_text())
    assert sorted(plain) == sorted(crontab)
    for path in TIMERS:
        assert sections(path)["Timer"]["OnCalendar"].endswith("Asia/Bangkok")


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    for path in (*UNITS, *TIMERS):
        text = path.read_text().replace("/opt/tidtam/.venv/bin/python", sys.executable)
        (tmp_path / path.name).write_text(re.sub(r"(?m)^(User|Group)=.*$", r"\1=root", text))
    names = [str(tmp_path / path.name) for path in (*UNITS, *TIMERS)]
    done = subprocess.run(["systemd-analyze", "verify", *names], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_settings_are_settings(tmp_path: Path) -> None:
    lines = (DEPLOY / "tidtam.env").read_text().splitlines()
    given = dict(line.lstrip("#").split("=", 1) for line in lines if re.match(r"#?TIDTAM_", line))
    assert all(name in (settings.__doc__ or "") for name in given), "a name that the product does not know"
    live = dict(line.split("=", 1) for line in lines if line.startswith("TIDTAM_"))
    read = settings.read_settings(live | {"TIDTAM_DATA": str(tmp_path)})
    assert read.is_https and str(read.backups_dir) == "/var/backups/tidtam" and read.backups_kept == 30


def test_the_container_has_everything_and_is_nobody() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    packages = {path.parent.name for path in site.ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    copied = set(re.findall(r"(?m)^COPY (\S+)", text))
    assert packages <= copied and {"app.py", ".streamlit", "static", "data/reference"} <= copied
    assert "--require-hashes" in text and "\nUSER tidtam\n" in text and "/healthz" in text
    assert text.index("\nUSER tidtam\n") < text.index("\nCMD ")


def test_nginx_lets_through_what_the_app_takes() -> None:
    config = tomllib.loads((site.ROOT / ".streamlit" / "config.toml").read_text())
    text = site.SITE.read_text()
    (limit,) = re.findall(r"client_max_body_size\s+(\d+)m;", text)
    assert int(limit) == config["server"]["maxUploadSize"] + 1, "the file and the form around it"
    for wanted in ("$http_upgrade", "location /_stcore/stream", "hash $tidtam_sticky", "ssl_protocols       TLSv1.2"):
        assert wanted in text
    assert "$args" not in text and "$request_uri'" not in text, "one-time links stay out of the log"
    assert "$remote_addr" not in text.partition("log_format")[2].partition(";")[0]


def test_nginx_takes_the_site(tmp_path: Path) -> None:
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    path, _ = site.written(tmp_path)
    done = subprocess.run(["nginx", "-t", "-c", path], capture_output=True, text=True)
    assert done.returncode == 0 and "[warn]" not in done.stderr, done.stderr
