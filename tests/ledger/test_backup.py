"""Backups: made while others write, brought back into an empty place of either engine, every altered byte refused."""

from __future__ import annotations

import json
import random
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from etl import build as builds
from etl import reference
from kpi.round_digest import digests
from kpi.store import Build
from ledger.__main__ import figures_of, main
from ledger.audit import verify
from ledger.backup import pack, sealed, shelf, unpack
from ledger.backup.faults import BackupFault
from ledger.backup.manifest import KpiDigest
from ledger.store import Head, Ledger
from tests.kpi.history import KEY, History
from tests.ledger import samples
from tests.shared import ledger_in

pytestmark = pytest.mark.slow

DAY = date(2020, 10, 5)
SECRET = "a key for backups that is long enough to be one"
Drill = Callable[[int, int], int]


def no_figures() -> None:
    """For ledgers whose rows no build could hold."""


def made(ledger: Ledger, folder: Path, key: str | None = None, files: Mapping[str, bytes] | None = None) -> pack.Made:
    return pack.make(ledger, folder, None, no_figures, files or {}, key)


def brought_back(file: Path, url: str, audit_key: bytes, secret: str | None = None) -> None:
    with sealed.opened(file, secret) as archive:
        manifest = unpack.manifest_of(archive, file.name)
        unpack.files_of(archive, manifest, file.name)
        unpack.load(archive, manifest, file, url, audit_key, "admin")


@pytest.fixture
def demo(small_demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_demo, tmp_path / "demo"))


@pytest.fixture
def little(tmp_path: Path, audit_key: bytes) -> Iterator[Ledger]:
    """A ledger with a little of everything, and the administrator who may bring it back."""
    ledger = Ledger.open(f"sqlite:///{tmp_path / 'little.sqlite'}", audit_key)
    reference.ensure(ledger)
    samples.fill(ledger)
    yield ledger
    ledger.close()


def said(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    capsys.readouterr()
    assert main([*words, "--json"]) == 0
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


@pytest.mark.slow
def test_every_figure_of_every_round_comes_back_in_either_engine(
    demo: Path,
    tmp_path: Path,
    postgres_database: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """SQLite → PostgreSQL by one command, → SQLite by an encrypted backup and its restore."""
    monkeypatch.setenv("TIDTAM_DATA", str(demo))
    first = said(capsys, "copy", postgres_database)
    assert first["moved"] == [] and len(first["figures"]) >= 2  # type: ignore[arg-type]
    (tmp_path / "server").mkdir()
    shutil.copy(demo / "audit.key", tmp_path / "server")
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path / "server"))
    monkeypatch.setenv("TIDTAM_LEDGER", postgres_database)
    monkeypatch.setenv("TIDTAM_BACKUP_KEY", SECRET)
    second = said(capsys, "backup", "--to", str(tmp_path / "stick"))
    assert second["is_encrypted"] is True and second["figures"] == first["figures"]
    monkeypatch.delenv("TIDTAM_LEDGER")
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path / "desk"))
    assert said(capsys, "restore", str(tmp_path / "stick"))["moved"] == []
    with ledger_in(demo).read() as before, ledger_in(tmp_path / "desk").read() as after:
        for table in (*pack.KEPT_TABLES[2:], pack.original):
            assert len(before.execute(table.select()).all()) == len(after.execute(table.select()).all()), table.name
    desk = ledger_in(tmp_path / "desk")
    assert verify(desk, Head.parse(str(first["head"]))) == [] and verify(desk, Head.parse(str(second["head"]))) == []
    assert digests(Build.open(builds.current(desk, tmp_path / "desk" / "builds"))) == first["figures"]


@pytest.mark.slow
def test_backups_while_uploads_come_in_hold_one_moment_exactly(ledger_url: str, tmp_path: Path, drill: Drill) -> None:
    """Whatever the moment of a backup, the restored figures are those of the source at that very fact."""
    history = History(tmp_path, ledger_url)
    history.budget("2020-10", *[("INF", "allocate", DAY, "1000.00")])
    stop, sent = threading.Event(), []

    def upload() -> None:
        while not stop.wait(0.01):
            sent.append(history.budget("2021-05", ("INF", "disburse", DAY, f"{len(sent) % 900}.25")))

    uploads = threading.Thread(target=upload)
    uploads.start()
    other = Ledger.open(ledger_url, KEY)
    try:
        taken = []
        for turn in range(drill(2, 30)):
            before = len(sent)
            figures = lambda: figures_of(other, tmp_path / "builds", None)  # noqa: E731
            taken.append(pack.make(other, tmp_path / "shelf", f"{turn}.zip", figures, {}, None))
            assert len(sent) > before, "uploads went on meanwhile"
    finally:
        stop.set()
        uploads.join()
    for one in taken:
        target = f"sqlite:///{tmp_path / one.path.stem}.sqlite"
        brought_back(one.path, target, KEY)
        back = Ledger.open(target, KEY)
        assert verify(back, one.manifest.head) == []
        told, found = one.manifest.figures, figures_of(back, tmp_path / f"back{one.path.stem}", None)
        assert told and found and found.seq == back.last_fact_seq() == one.manifest.last_fact_seq
        if told.seq < found.seq:  # A report came between the build and the snapshot, each time it was tried.
            truth = Build.open(builds.from_scratch(other, tmp_path / "truth", found.seq))
            told = KpiDigest(found.seq, truth.name, digests(truth))
        assert found == told and not told.moved(found)
        back.close()
    assert len({one.manifest.last_fact_seq for one in taken}) == len(taken)
    other.close()
    history.ledger.close()


@pytest.mark.parametrize("key", [None, SECRET], ids=["plain", "encrypted"])
def test_one_flipped_byte_is_refused_wherever_it_is(
    key: str | None, little: Ledger, tmp_path: Path, drill: Drill
) -> None:
    whole = made(little, tmp_path / "shelf", key).path.read_bytes()
    dice, bad = random.Random(7), tmp_path / "bad"
    edges = [0, 1, 15, 16, 40, len(whole) - 1, len(whole) - 30, len(whole) - 64, len(whole) - 65]
    for place in [*edges, *(dice.randrange(len(whole)) for _ in range(drill(6, 2000)))]:
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << dice.randrange(8))]) + whole[place + 1 :])
        with pytest.raises(BackupFault) as fault, sealed.opened(bad, key):
            pytest.fail(f"opened with byte {place} altered")
        assert fault.value.text.th.count("กรุณา") >= 1
    for other in (whole[:-1], whole[: len(whole) // 2], whole[:20], b"", whole + b"\0"):
        bad.write_bytes(other)
        with pytest.raises(BackupFault), sealed.opened(bad, key):
            pytest.fail("opened though cut or longer")


def test_many_chunks_can_neither_be_swapped_nor_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "CHUNK", 100)
    path = tmp_path / "b.tidtam"
    text = random.Random(1).randbytes(1000)
    with sealed.writing(path, SECRET) as archive:
        archive.writestr("one", text)
    with sealed.opened(path, SECRET) as archive:
        assert archive.read("one") == text
    whole = path.read_bytes()
    head, chunks = whole[:39], [whole[at : at + 116] for at in range(39, len(whole), 116)]
    assert len(chunks) > 9
    for bad in (chunks[:-1], chunks[1:], [chunks[1], chunks[0], *chunks[2:]], [*chunks, chunks[-1]]):
        path.write_bytes(head + b"".join(bad))
        with pytest.raises(BackupFault), sealed.opened(path, SECRET):
            pytest.fail("opened though chunks were moved")


def test_an_encrypted_backup_shows_nothing_and_asks_for_its_key(little: Ledger, tmp_path: Path) -> None:
    one = made(little, tmp_path, SECRET, {"audit.key": b"the key itself"})
    content = one.path.read_bytes()
    assert one.path.suffix == ".tidtam" and one.path.stat().st_mode & 0o077 == 0
    assert b"journal" not in content and b"audit" not in content and b"PK" not in content[:4]
    for key, said_ in ((None, "เข้ารหัสไว้"), (SECRET + "!", "ไม่ใช่กุญแจ")):
        with pytest.raises(BackupFault, match=said_), sealed.opened(one.path, key):
            pytest.fail("opened without its key")


def test_a_plain_backup_opens_with_any_zip_programme(little: Ledger, tmp_path: Path) -> None:
    one = made(little, tmp_path, None, {"papers/letter.docx": b"letter"})
    with ZipFile(one.path) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        assert {"manifest.json", "tables/journal.jsonl", "papers/letter.docx"} <= names
        assert not any("session" in name or "token" in name or "attempt" in name for name in names)
        assert archive.read("originals/" + samples.sha256(b"workbook")) == b"workbook"


def test_only_into_an_empty_place_and_everything_or_nothing(
    little: Ledger, ledger_url: str, tmp_path: Path, audit_key: bytes
) -> None:
    one = made(little, tmp_path / "shelf")
    forged = tmp_path / "forged.zip"
    with sealed.opened(one.path, None) as archive, sealed.writing(forged, None) as copy:
        for name in archive.namelist():
            data = archive.read(name)
            if name == "tables/journal.jsonl":
                data = data.replace(b"director", b"somebody")
                journal = (one.manifest.tables["journal"].sha256, samples.sha256(data))
            elif name == "manifest.json":
                data = data.replace(journal[0].encode(), journal[1].encode())
            copy.writestr(name, data)
    with pytest.raises(BackupFault, match="ลูกโซ่"):
        brought_back(forged, ledger_url, audit_key)
    with pytest.raises(BackupFault, match="กุญแจตรวจสอบ"):
        brought_back(one.path, ledger_url, b"another key of the audit chain, 32 long")
    brought_back(one.path, ledger_url, audit_key)
    back = Ledger.open(ledger_url, audit_key)
    assert verify(back, one.manifest.head) == []
    with back.read() as connection:
        last = connection.execute(pack.journal.select().order_by(pack.journal.c.seq.desc()).limit(1)).one()
    assert (last.kind, last.actor, last.subject, last.is_fact) == ("restore", "admin", one.path.name, False)
    with pytest.raises(Exception, match="append-only"), back.write("admin") as writer:
        writer.connection.exec_driver_sql("DELETE FROM decision")
    with pytest.raises(BackupFault, match="ที่ว่างเท่านั้น"):
        brought_back(one.path, ledger_url, audit_key)
    back.close()


def test_an_unsound_ledger_makes_no_backup(little: Ledger, tmp_path: Path) -> None:
    samples.tamper(str(little._engine.url), "UPDATE journal SET actor = 'x' WHERE seq = 2")
    with pytest.raises(BackupFault, match="ledger verify"):
        made(little, tmp_path / "shelf")
    assert list((tmp_path / "shelf").glob("*")) == []


def test_a_place_that_cannot_be_written(little: Ledger, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(BackupFault, match="พื้นที่ว่าง"):
        made(little, tmp_path / "file" / "shelf")


def test_the_shelf_keeps_the_newest_and_touches_nothing_else(tmp_path: Path) -> None:
    names = [
        f"tidtam-202611{day:02d}T020000-{day:09d}.{end}"
        for day, end in zip(range(1, 9), ["zip", "tidtam"] * 4, strict=True)
    ]
    for name in [*names, "notes.txt", "tidtam-old.zip"]:
        (tmp_path / name).write_text(name)
    assert [one.path.name for one in shelf.kept(tmp_path)] == names[::-1]
    assert shelf.newest(tmp_path).name == names[-1] and shelf.newest(tmp_path / "x.zip").name == "x.zip"
    assert {path.name for path in shelf.clear(tmp_path, 3)} == set(names[:5])
    assert {path.name for path in tmp_path.iterdir()} == {*names[5:], "notes.txt", "tidtam-old.zip"}
    with pytest.raises(BackupFault):
        shelf.newest(tmp_path.parent)


def test_the_command_says_what_happened(
    little: Ledger,
    tmp_path: Path,
    audit_key: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Only the administrator; recorded in the chain; the oldest go; without a build it is made all the same."""
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TIDTAM_LEDGER", str(little._engine.url))
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", audit_key.decode())
    monkeypatch.setenv("TIDTAM_BACKUPS", str(tmp_path / "shelf"))
    monkeypatch.setenv("TIDTAM_BACKUPS_KEPT", "2")
    assert main(["backup", "--as", "director"]) == 1
    assert "ไม่มีสิทธิ์" in capsys.readouterr().err
    (tmp_path / "shelf").mkdir()
    for day in (1, 2):
        (tmp_path / "shelf" / f"tidtam-2020010{day}T020000-000000001.zip").write_text("old")
    assert main(["backup"]) == 0
    out = capsys.readouterr()
    assert "สำรองข้อมูลแล้ว" in out.out and "ลบข้อมูลสำรองเก่า 1 ชุด" in out.out
    assert "ไม่ได้เข้ารหัส" in out.err and "ไม่มีผลตัวชี้วัด" in out.err
    assert len(shelf.kept(tmp_path / "shelf")) == 2
    assert little.head().seq == shelf_head(tmp_path / "shelf").seq + 1
    assert main(["restore", str(tmp_path / "shelf"), "--check"]) == 0
    assert "ไม่มีผลตัวชี้วัดให้เทียบ" in capsys.readouterr().out
    assert main(["restore", str(tmp_path / "shelf")]) == 1
    assert "ที่ว่างเท่านั้น" in capsys.readouterr().err
    monkeypatch.setenv("TIDTAM_BACKUPS_KEPT", "0")
    assert main(["backup"]) == 1 and "TIDTAM_BACKUPS_KEPT" in capsys.readouterr().err


def shelf_head(folder: Path) -> Head:
    with sealed.opened(shelf.newest(folder), None) as archive:
        return unpack.manifest_of(archive, "").head
