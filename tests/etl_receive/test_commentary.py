"""`python -m etl commentary`: written, written again, planned, closed, reopened; refused in one sentence."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from tests.etl_receive.command import Command
from tests.etl_receive.test_commands import one_sentence

KEY = "C1:DIS:2021-03"
WORDS = ("--cause", "จัดซื้อจัดจ้างล่าช้า", "--remedy", "เร่งลงนามสัญญา")
PLAN = ("--action", "ลงนามสัญญาจ้าง", "--owner", "DIS", "--due", "2021-05-31")


def say(command: Command, name: str, *more: str, key: str = KEY) -> Any:
    return command.run("commentary", name, key, *more)


def listed(command: Command) -> list[dict[str, Any]]:
    said = command.run("commentary", "list", "--fy", "2564", "--json")
    assert said.code == 0, said.err
    return list(said.json)


@pytest.mark.slow
def test_every_version_is_kept_and_stands_in_the_build(command: Command) -> None:
    made = say(command, "write", *WORDS, *PLAN, "--at", "2021-04-10", "--json")
    assert made.code == 0, made.err
    assert [(one["kind"], one["key"]) for one in made.json] == [("comment", KEY), ("plan_action", f"{KEY}:1")]
    assert say(command, "write", "--cause", "ผู้รับจ้างทิ้งงาน", *WORDS[2:], "--at", "2021-04-12").code == 0
    assert say(command, "plan", *PLAN, "--at", "2021-04-12").code == 0
    moved = (*PLAN[:5], "2021-07-31", "--on", "2021-06-01", "--at", "2021-06-02")
    assert say(command, "plan", *moved, key=f"{KEY}:1").code == 0
    done = ("--reason", "ลงนามแล้ว", "--on", "2021-07-20", "--at", "2021-07-21")
    assert say(command, "close", *done, key=f"{KEY}:1").code == 0
    assert say(command, "reopen", "--reason", "ต้องแก้ไขสัญญา", "--at", "2021-07-25", key=f"{KEY}:1").code == 0
    every = [(one["key"], one["kind"], one["cause"] or one["due_on"] or one["reason"]) for one in listed(command)]
    assert every == [
        (KEY, "comment", WORDS[1]),
        (f"{KEY}:1", "plan_action", "2021-05-31"),
        (KEY, "comment", "ผู้รับจ้างทิ้งงาน"),
        (f"{KEY}:2", "plan_action", "2021-05-31"),
        (f"{KEY}:1", "plan_action", "2021-07-31"),
        (f"{KEY}:1", "close_action", "ลงนามแล้ว"),
        (f"{KEY}:1", "reopen_action", "ต้องแก้ไขสัญญา"),
    ]
    assert "C1:DIS:2021-03:2" in command.run("commentary", "list", "--fy", "2564").out
    assert "2565" in command.run("commentary", "list", "--fy", "2565").out
    build = duckdb.connect(command.run("build", "--json").json["path"], read_only=True)
    kept = build.execute("SELECT action_no, fy, owner, actor FROM commentary_step ORDER BY seq").fetchall()
    assert kept[:2] == [(None, 2564, None, "admin"), (1, 2564, "DIS", "admin")] and len(kept) == 7


@pytest.mark.parametrize(
    ("name", "more", "key", "named"),
    [
        ("write", WORDS, "C9:DIS:2021-03", "C9"),
        ("write", WORDS, "C1:ABC:2021-03", "ABC"),
        ("write", WORDS, "C1:DIS:2564-03", "C1:DIS:2564-03"),
        ("write", WORDS, "C1:DIS:2300-03", "2300-03"),
        ("write", WORDS, "C1:DIS", "C1:DIS"),
        ("write", ("--cause", " ", *WORDS[2:]), KEY, "สาเหตุ"),
        ("write", (*WORDS[:3], ""), KEY, "แนวทางแก้ไข"),
        ("write", ("--cause", "ก" * 2001, *WORDS[2:]), KEY, "2,001"),
        ("write", (*WORDS, *PLAN[:4]), KEY, "--due"),
        ("write", (*WORDS, *PLAN[:3], "กรม", *PLAN[4:]), KEY, "กรม"),
        ("write", (*WORDS, *PLAN[:5], "สิ้นปี"), KEY, "สิ้นปี"),
        ("write", (*WORDS, "--as", "agency.DOE"), KEY, "ไม่มีสิทธิ์"),
        ("write", (*WORDS, "--as", "viewer"), KEY, "ไม่มีสิทธิ์"),
        ("write", (*WORDS, "--as", "head.INF"), KEY, "ไม่มีสิทธิ์"),
        ("write", (*WORDS, "--as", "head.DIS", "--at", "2021-04-10"), KEY, "ไม่มีสิทธิ์"),
        ("plan", ("--action", " ", *PLAN[2:]), KEY, "สิ่งที่จะดำเนินการ"),
        ("plan", PLAN, f"{KEY}:1", f"{KEY}:1"),
        ("plan", (*PLAN, "--as", "head.OLD"), KEY, "ไม่มีสิทธิ์"),
        ("close", ("--reason", "เสร็จ"), f"{KEY}:1", f"{KEY}:1"),
        ("close", ("--reason", "เสร็จ"), KEY, KEY),
        ("close", ("--reason", "เสร็จ", "--on", "2600-01-01"), f"{KEY}:1", "2600-01-01"),
    ],
)
def test_what_may_not_be_recorded_is_one_sentence(
    command: Command, name: str, more: tuple[str, ...], key: str, named: str
) -> None:
    assert named in one_sentence(say(command, name, *more, key=key))
    assert listed(command) == []


def test_who_may_write_for_whom(command: Command) -> None:
    for user in ("head.DIS", "staff", "steward", "director", "admin"):
        assert say(command, "write", *WORDS, "--as", user).code == 0, user
    assert say(command, "plan", *PLAN, "--as", "head.DIS").code == 0
    assert "ไม่มีสิทธิ์" in one_sentence(say(command, "close", "--reason", "เสร็จ", "--as", "head.INF", key=f"{KEY}:1"))
    assert "เหตุผล" in one_sentence(say(command, "close", "--reason", " ", "--as", "head.DIS", key=f"{KEY}:1"))
    assert "ยังไม่เสร็จ" in one_sentence(say(command, "reopen", "--reason", "ยัง", key=f"{KEY}:1"))
    assert say(command, "close", "--reason", "เสร็จ", "--as", "head.DIS", key=f"{KEY}:1").code == 0
    for again in (("close", "--reason", "อีก"), ("plan", *PLAN)):
        assert "เสร็จแล้ว" in one_sentence(say(command, *again, key=f"{KEY}:1"))
