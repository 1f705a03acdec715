"""The story of the year, told to the command line one line after another."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from etl.__main__ import main as etl
from kpi.__main__ import main as kpi
from tests.example_year.tables import FILE, FOLDER, Row, moment, period, table
from tests.example_year.workbooks import fill

YEAR = "2565"
STATUS = {
    "รับแล้ว": "accepted",
    "รอตรวจสอบ": "under_review",
    "ไม่ผ่านการตรวจ": "with_errors",
    "ไฟล์ซ้ำ": "duplicate",
}
DECISIONS = {"รับรอง": "accept", "ส่งคืน": "return", "ไม่นับแถว": "reject", "ปิดการแก้ไข": "lock"}
ROUNDS = {"ปิดรอบ": "freeze", "เปิดรอบ": "reopen"}


def ask(command: Callable[[Sequence[str]], int], *words: str) -> tuple[int, Any]:
    """The exit code of a command run in this process, and its JSON answer (None when it had none)."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = command([*words, "--json"])
    return code, json.loads(out.getvalue()) if out.getvalue() else None


@dataclass
class Play:
    """The story so far: which file got which number, and what did not go as told."""

    folder: Path
    ids: dict[str, str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    templates: dict[str, Workbook] = field(default_factory=dict)

    def tell(self) -> None:
        """Every line of the story; the submissions of one moment and kind in one command."""
        for (_, what), lines in groupby(table("story.csv"), lambda line: (line["เวลา"], line["ทำอะไร"])):
            if what == "ส่ง":
                self._submit(list(lines))
            else:
                for line in lines:
                    self._other(line)

    def _submit(self, lines: list[Row]) -> None:
        paths = [self._workbook(line) for line in lines]
        _, said = ask(etl, "submit", *map(str, paths), "--received-at", _at(lines[0]))
        for line, one in zip(lines, said, strict=True):
            self.ids[line[FILE]] = one["id"]
            if one["status"] != STATUS[line["ผล"]]:
                found = [f"{each['code']} {each['cell']}" for each in one["findings"]]
                self.wrong.append(f"{line[FILE]}: {one['status']} {found}")

    def _workbook(self, line: Row) -> Path:
        path, form = self.folder / f"{line[FILE]}.xlsx", line["แบบฟอร์ม"]
        if path.exists():
            return path  # the very same file once more
        if form not in self.templates:
            words = ("--reporter", line["ผู้ส่ง"], "--period", period(line["งวด"]), "-o", str(path))
            assert ask(etl, "template", form, *words)[0] == 0, line
            self.templates[form] = load_workbook(path)
        fill(self.templates[form], path, line)
        return path

    def _other(self, line: Row) -> None:
        code, said = self._command(line, line["ทำอะไร"], ("--at", _at(line), "--as", "admin"))
        if (code == 0) != (line["ผล"] == "สำเร็จ"):
            self.wrong.append(f"{line}: {code} {said}")

    def _command(self, line: Row, what: str, stamp: tuple[str, ...]) -> tuple[int, Any]:
        why = ("--reason", line["เรื่อง"])
        if what == "ทะเบียนหน่วยงาน":
            return ask(etl, "reference", "agencies", str(FOLDER / line[FILE]), *stamp)
        if what == "ตั้งค่า":
            key, _, value = line[FILE].partition("=")
            return ask(etl, "set", key, value, "--fy", line["งวด"].rpartition(" ")[2] or YEAR, *stamp)
        if what == "ยกเว้น":
            return ask(etl, "waive", line["ผู้ส่ง"], period(line["งวด"]), *why, *stamp)
        if what in ROUNDS:
            return ask(kpi, "round", ROUNDS[what], "--fy", YEAR, "--round", line["งวด"], *why, *stamp)
        row = ("--row", line["งวด"]) if line["งวด"] else ()
        return ask(etl, "decide", self.ids[line[FILE]], DECISIONS[what], *row, *why, *stamp)


def _at(line: Row) -> str:
    return moment(line["เวลา"]).isoformat()
