"""A disk that is full, for the record or for the builds alone, and a disk that only lets itself be read."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.scene import Scene, as_root, proved

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
Drill = Callable[[int, int], int]
ROOM = "1g"


class Disk:
    """A disk of its own, in memory: its size can be changed and it can be made read-only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tidtam", folder], check=True)

    def change(self, options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", self.folder], check=True)

    def fill(self, leave_kib: int) -> None:
        """From here on there is room for this much more."""
        state = os.statvfs(self.folder)
        used = (state.f_blocks - state.f_bfree) * state.f_frsize
        self.change(f"size={used + (leave_kib << 10)}")

    def clear(self) -> None:
        self.change(f"size={ROOM}")

    def away(self) -> None:
        subprocess.run(["umount", "-l", self.folder], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    if not as_root():
        pytest.skip("only root can mount a small disk to fill")
    made = Disk(tmp_path / "disk")
    yield made
    made.away()


def test_a_full_disk_costs_a_sentence_and_no_report(disk: Disk, drill: Drill) -> None:
    """Whatever room is left when it fills: what got a receipt is there, and with room again the rest is taken."""
    scene, chance = Scene(disk.folder / "data"), random.Random(3)
    scene.data_dir.mkdir()
    for number in range(drill(1, 100)):
        reports = scene.reports(12, result=50 + number)
        disk.fill(leave_kib=chance.randrange(0, 400) if number else 0)
        code, complaints = scene.send(reports)
        assert code == 1 and "พื้นที่จัดเก็บ" in complaints[-1] and "เต็ม" in complaints[-1]
        code, _, complaint = scene.run("etl", "build")
        assert code == 0 or "ตรวจพื้นที่ว่าง" in complaint or "เต็ม" in complaint
        disk.clear()
        scene.send(reports)
        assert len({name for name, _ in scene.receipts}) == len(reports) * (number + 1)
    assert proved(scene) == len(scene.receipts)


def test_builds_without_room_leave_the_one_before_in_use(disk: Disk, scene: Scene, drill: Drill) -> None:
    (scene.data_dir / "builds").symlink_to(disk.folder)
    for number in range(drill(1, 100)):
        reports = scene.reports(2, result=50 + number)
        scene.send(reports[:1])
        before = scene.figures()
        disk.fill(leave_kib=random.Random(number).randrange(0, 600))
        scene.send(reports[1:])
        code, _, complaint = scene.run("etl", "build")
        assert code == 1 and "ตรวจพื้นที่ว่าง" in complaint
        assert (disk.folder / "CURRENT").read_text().split()[0] and before
        disk.clear()
        assert scene.run("etl", "build")[0] == 0
    assert not list(disk.folder.glob(".making-*"))
    assert proved(scene) == len(scene.receipts)


def test_a_disk_that_is_only_read_costs_a_sentence_and_no_report(disk: Disk, drill: Drill) -> None:
    scene = Scene(disk.folder / "data")
    scene.data_dir.mkdir()
    for number in range(drill(1, 100)):
        reports = scene.reports(2, result=50 + number)
        scene.send(reports[:1])
        disk.change("ro")
        for words in (("etl", "submit", *reports), ("etl", "build"), ("ledger", "verify")):
            code, _, complaint = scene.run(*map(str, words))
            assert code == 1 and "มีสิทธิ์เขียน" in complaint, words
        disk.change("rw")
        scene.send(reports)
    assert proved(scene) == len(scene.receipts) == 2 * drill(1, 100)
