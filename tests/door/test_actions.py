"""Role × action, as a function and on the command line, generated from the table of permissions.

Every action of `base.access` has an attempt here; one that is added without an attempt fails the first test. What is
expected comes from `GRANTS` alone: whoever is not granted an action is refused with its name, whoever is gets further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

import pytest

from base.access import ACTION_NAMES, GRANTS, Action, NotAllowed, Role, User
from base.commentary import Key
from base.period import FiscalYear, Month
from base.settings import Settings, read_settings
from base.words import Text
from etl import approval, build, commentary, demo, open_year, receive, reference, register_edit, review, waiving
from etl.approval import Approval
from etl.commands.frame import stated
from exports import everything
from exports.letters import make
from exports.letters.office import office
from kpi import measure, papers, preview, publishing, recording, rounds
from kpi.papers import NewPaper
from kpi.store import Build
from ledger import backup_command, roster, verified
from ledger.store import Ledger

pytestmark = pytest.mark.slow
KEY = "k" * 32
YEAR = FiscalYear(2564)
ROUND_OVER = datetime(2021, 4, 10)
CODES = {
    **{Role.VIEWER: "viewer", Role.DIRECTOR: "director", Role.GROUP_HEAD: "head.INF", Role.STEWARD: "steward"},
    **{Role.STAFF: "staff", Role.REPORTER: "agency.DOE", Role.ADMIN: "admin"},
}
SCOPES = {Role.GROUP_HEAD: "INF", Role.REPORTER: "DOE"}


@dataclass(frozen=True)
class Here:
    """An empty ledger with its reference data, and a build of it."""

    folder: Path
    ledger: Ledger
    build: Build

    @property
    def settings(self) -> Settings:
        return read_settings({"TIDTAM_DATA": str(self.folder), "TIDTAM_AUDIT_KEY": KEY})

    @property
    def paper(self) -> NewPaper:
        asked = papers.pinned(measure.ask(2564, 1, now=ROUND_OVER))
        return NewPaper(papers.WORKBOOK, "แฟ้ม", asked, ())


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    folder = tmp_path_factory.mktemp("actions")
    ledger = Ledger.open(f"sqlite:///{folder}/ledger.sqlite", KEY.encode())
    reference.ensure(ledger)
    yield Here(folder, ledger, Build.open(build.current(ledger, folder / "builds")))
    ledger.close()


def somebody(role: Role) -> User:
    return User(CODES[role], role, Text("ตำแหน่ง", "position"), SCOPES.get(role))


def _approve(here: Here, user: User) -> None:
    with here.ledger.write(user.code) as writer:
        approval.approve(writer, user, YEAR, "NONE", Approval(date(2021, 1, 1)))


def _record(here: Here, user: User) -> None:
    recording.record(here.ledger, user, [preview.target_change("C1:1=90", YEAR.start)], "")


def _freeze(here: Here, user: User) -> None:
    rounds.freeze(here.ledger, here.build, here.paper.ask, user=user, reason="")


def _comment(here: Here, user: User) -> None:
    commentary.write(here.ledger, user, Key("C1", user.scope or "OFF", Month(2021, 2)), "", "")


def _export(here: Here, user: User) -> None:
    everything.export(here.ledger, here.build, user, "parquet", here.paper.ask, "")


ATTEMPTS: dict[Action, Callable[[Here, User], object]] = {
    Action.KPI_VIEW: lambda here, user: papers.issue(here.ledger, here.build, here.paper, user=user),
    Action.SUBMIT: lambda here, user: receive.submit(here.ledger, b"", "x.xlsx", user=user),
    Action.DECIDE: lambda here, user: review.accept(here.ledger, ["S000001"], user),
    Action.WAIVE: lambda here, user: waiving.waive(here.ledger, user, "NONE", Month(2021, 2), "x"),
    Action.BACKDATE: lambda here, user: stated("2021-01-01", user),
    Action.REFERENCE_EDIT: lambda here, user: register_edit.end(here.ledger, user, "bodies", "NONE", YEAR.start, "x"),
    Action.SETTING_EDIT: _record,
    Action.PROJECT_APPROVE: _approve,
    Action.ROUND_FREEZE: _freeze,
    Action.COMMENT: _comment,
    Action.DEMO: lambda here, user: demo.take_out(here.ledger, user),
    Action.LETTER: lambda here, user: make.issue(here.ledger, here.build, (), office(here.folder), user=user),
    Action.PAPER_PUBLISH: lambda here, user: publishing.publish(here.ledger, here.build, here.paper, user=user),
    Action.ACCOUNT_EDIT: lambda here, user: roster.open_account(here.ledger, user, "director"),
    Action.AUDIT_VIEW: lambda here, user: verified.check(here.ledger, user),
    Action.YEAR_OPEN: lambda here, user: open_year.open_year(here.ledger, user, FiscalYear(2599)),
    Action.TABLE_EXPORT: _export,
    Action.SYSTEM_RUN: lambda here, user: backup_command.take(here.ledger, here.settings, user.code, lambda *_: None),
}
"""What each action does, with something that is refused for another reason where it would change anything."""

ASKED_BY_ROWS = {
    Action.BOARD_VIEW: "python -m etl project list, below",
    Action.TRACE_VIEW: "tests/pages/test_rights.py, and the pages that show cells",
    Action.ORIGINAL_DOWNLOAD: "tests/pages/test_rights.py, tests/door/test_matrix.py",
}
"""Actions that look only: what they show depends on whose rows it is, so they are tried where rows are shown."""

COMMANDS: dict[Action, tuple[str, tuple[str, ...]]] = {
    Action.BOARD_VIEW: ("etl", ("project", "list", "--fy", "2564")),
    Action.SUBMIT: ("etl", ("submit", "{file}")),
    Action.DECIDE: ("etl", ("decide", "S000999", "accept")),
    Action.WAIVE: ("etl", ("waive", "NONE", "2021-02", "--reason", "x")),
    Action.REFERENCE_EDIT: ("etl", ("reference", "bodies", "{bodies}", "--at", "2999-01-01")),
    Action.SETTING_EDIT: ("etl", ("set", "k3.cap", "120", "--fy", "2564", "--at", "2999-01-01")),
    Action.PROJECT_APPROVE: ("etl", ("project", "approve", "NONE", "--fy", "2564")),
    Action.ROUND_FREEZE: ("kpi", ("round", "freeze", "--fy", "2599", "--round", "1", "--reason", "x")),
    Action.DEMO: ("etl", ("demo", "remove")),
    Action.LETTER: ("exports", ("letters", "--month", "2017-02", "-o", "{out}")),
    Action.YEAR_OPEN: ("etl", ("open-year", "2599")),
    Action.TABLE_EXPORT: ("exports", ("everything", "-o", "{out}")),
    Action.ACCOUNT_EDIT: ("ledger", ("account", "--as", "{who}", "list")),
    Action.SYSTEM_RUN: ("ledger", ("backup", "--as", "{who}", "--to", "{out}")),
}
"""The command of each action that has one; the administrator's are refused for another reason or only show."""


PAIRS = [(role, action) for role in Role for action in ATTEMPTS]


def test_every_action_is_tried_and_named() -> None:
    assert set(ATTEMPTS) | set(ASKED_BY_ROWS) | set(COMMANDS) == set(Action)
    assert set(ACTION_NAMES) == set(Action) and set(GRANTS) == set(Role)


@pytest.mark.parametrize(("role", "action"), PAIRS, ids=[f"{role.value} {action.value}" for role, action in PAIRS])
def test_the_right_is_asked_where_it_happens(here: Here, role: Role, action: Action) -> None:
    user, before = somebody(role), here.ledger.head()
    try:
        ATTEMPTS[action](here, user)
    except NotAllowed as refused:
        assert action not in GRANTS[role], "refused although the table grants it"
        assert ACTION_NAMES[action].th in refused.text.th
        assert here.ledger.head() == before, "and nothing was recorded"
    except Exception as fault:
        assert isinstance(getattr(fault, "text", None), Text), "any other refusal is a sentence"
        assert action in GRANTS[role], "told more than that it is not theirs"
    else:
        assert action in GRANTS[role], "done although the table does not grant it"


@pytest.mark.parametrize("action", COMMANDS, ids=lambda action: action.value)
def test_the_command_line_asks_the_same_table(
    here: Here, action: Action, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(here.folder))
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", KEY)
    family, words = COMMANDS[action]
    main = import_module(f"{family}.__main__").main
    (tmp_path / "x.xlsx").write_bytes(b"no workbook")
    places = {"file": tmp_path / "x.xlsx", "bodies": reference.FOLDER / "bodies.csv", "out": tmp_path / "out"}
    head = here.ledger.head()
    for role in Role:
        given = [word.format(who=CODES[role], **places) for word in words]
        said = given if "{who}" in words else [*given, "--as", CODES[role]]
        code = main(said)
        told = capsys.readouterr()
        is_refused = "ไม่มีสิทธิ์" in told.err and ACTION_NAMES[action].th in told.err
        assert is_refused is (action not in GRANTS[role]), (role, told.err)
        if is_refused:
            assert code == 1 and here.ledger.head() == head, role
        head = here.ledger.head()
