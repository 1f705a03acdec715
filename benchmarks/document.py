"""`docs/benchmarks.md`, written from the results kept in `docs/benchmarks.json`: `python -m benchmarks --write`.

What a run measured replaces what the suites it ran had found before; other suites keep their results and their dates.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.machine import QUIET_LOAD

NOTES = Path(__file__).parent / "peers/notes.md"
"""What the other tools were given, and what they cannot do: the words below their table."""
KEPT = Path("docs/benchmarks.json")
PAGE = Path("docs/benchmarks.md")
HEAD = """\
# Benchmarks

Written by `python -m benchmarks --write` from `docs/benchmarks.json`; do not edit by hand. `make bench` measures
everything in one command and prints the same without keeping it.

Absolute times depend on the machine: quote medians, and the ratios between rows of one run. “Limit” is what was
set out for; a value above it stands in **bold**. n is the number of repetitions behind the median.
"""
TITLES = {
    "figures": "All indicators, all scopes, both rounds",
    "forecast": "The projection",
    "intake": "One workbook from bytes to receipt",
    "deadline": "A deadline day into one process",
    "build": "Builds and intake, by the size of the ledger",
    "growth": "Growth with the number of progress rows",
    "browser": "In the browser, beside other tools",
    "visitors": "A hundred people at once",
    "night": "A deadline night on four processes",
    "soak": "Two hours of mixed use",
}
"""The suites in the order of the page."""


def keep(kept: Mapping[str, Any], ran: Mapping[str, Any]) -> dict[str, Any]:
    """The results so far with those of a run put in their place; suites in the order of the page."""
    suites = {**kept.get("suites", {}), **ran["suites"]}
    return {"suites": {name: suites[name] for name in TITLES if name in suites}}


def write(ran: Mapping[str, Any], folder: Path) -> None:
    """Keep what a run found under `folder` (the root of the repository) and write the page anew."""
    file = folder / KEPT
    results = keep(json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}, ran)
    file.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / PAGE).write_text(page(results), encoding="utf-8")


def page(results: Mapping[str, Any]) -> str:
    """The whole page, in Markdown."""
    parts = [HEAD]
    for name, suite in results["suites"].items():
        parts += [f"## {TITLES[name]}\n", f"{_when(name, suite)}\n", *_tables(suite["rows"])]
        if name == "browser":
            parts.append(NOTES.read_text(encoding="utf-8"))
    parts += ["## Machines and versions\n", *(f"{line}\n" for line in _machines(results["suites"]))]
    return "\n".join(parts)


def _when(name: str, suite: Mapping[str, Any]) -> str:
    busy = suite["load"] > QUIET_LOAD
    state = f"load {suite['load']} before it began" + (": **other programmes ran beside it**" if busy else "")
    return f"`python -m benchmarks {name}`, {suite['at'][:10]}, {state}."


def _tables(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Series as one table, a column for each case; every other row as a line of its own."""
    series = [row for row in rows if row["series"]]
    single = [row for row in rows if not row["series"]]
    return [*([_compared(series)] if series else []), *([_listed(single)] if single else [])]


def _listed(rows: Sequence[Mapping[str, Any]]) -> str:
    lines = ["| What | Median | Limit | n | Note |", "| --- | ---: | ---: | ---: | --- |"]
    for row in rows:
        limit = "" if row["limit"] is None else _number(row["limit"], row["unit"])
        cells = (row["name"].strip(), _value(row), limit, str(row["runs"]), row["note"])
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _compared(rows: Sequence[Mapping[str, Any]]) -> str:
    cases = list(dict.fromkeys(row["case"] for row in rows))
    lines = [f"| | {' | '.join(cases)} |", "| --- |" + " ---: |" * len(cases)]
    for series in dict.fromkeys(row["series"] for row in rows):
        found = {row["case"]: row for row in rows if row["series"] == series}
        cells = [_case(found[case]) if case in found else "" for case in cases]
        lines.append(f"| {series} | {' | '.join(cells)} |")
    why = [f"* {row['case']}: not measured, {row['note']}" for row in rows if row["median_ms"] is None]
    return "\n".join([*lines, "", *([*dict.fromkeys(why), ""] if why else [])])


def _case(row: Mapping[str, Any]) -> str:
    limit = "" if row["limit"] is None else f" (limit {_number(row['limit'], row['unit'])})"
    times = "" if row["median_ms"] is None else f", n={row['runs']}"
    return f"{_value(row)}{limit}{times}"


def _value(row: Mapping[str, Any]) -> str:
    if row["median_ms"] is None:
        return "not measured"
    said = _number(row["median_ms"], row["unit"])
    return f"**{said}**" if row["limit"] is not None and row["median_ms"] > row["limit"] else said


def _number(value: float, unit: str) -> str:
    """Three figures or more, and the unit: 0.85 times, 14.9 ms, 1,204 ms."""
    digits = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:,.{digits}f} {unit}"


def _machines(suites: Mapping[str, Any]) -> list[str]:
    """One line for each machine, with the suites that ran there."""
    lines: dict[str, list[str]] = {}
    for name, suite in suites.items():
        machine = suite["machine"]
        versions = ", ".join(f"{library} {version}" for library, version in machine["versions"].items())
        told = f"{machine['cores']} cores ({machine['processor']}), {machine['memory_gib']} GiB, {machine['system']}"
        lines.setdefault(f"{told}; {versions}", []).append(name)
    return [f"* {', '.join(names)}: {machine}" for machine, names in lines.items()]


if __name__ == "__main__":
    PAGE.write_text(page(json.loads(KEPT.read_text(encoding="utf-8"))), encoding="utf-8")
