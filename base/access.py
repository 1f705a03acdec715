"""Who may do what: roles, actions, and the one table that joins them (domain.md 1.10).

The role is checked where the action happens, not where the button is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from base.words import Text


class Role(StrEnum):
    """A position's part in the system. Keyed on positions, never on names (R-112)."""

    VIEWER = "viewer"
    DIRECTOR = "director"
    GROUP_HEAD = "group_head"
    STEWARD = "steward"
    STAFF = "staff"
    REPORTER = "reporter"
    ADMIN = "admin"


class Action(StrEnum):
    """Everything that somebody may be refused."""

    KPI_VIEW = "kpi.view"
    BOARD_VIEW = "board.view"
    TRACE_VIEW = "trace.view"
    ORIGINAL_DOWNLOAD = "original.download"
    SUBMIT = "submission.submit"
    DECIDE = "submission.decide"
    WAIVE = "submission.waive"
    BACKDATE = "time.state"
    REFERENCE_EDIT = "reference.edit"
    SETTING_EDIT = "setting.edit"
    PROJECT_APPROVE = "project.approve"
    ROUND_FREEZE = "round.freeze"
    COMMENT = "commentary.write"
    DEMO = "demo.load"
    LETTER = "letter.make"
    PAPER_PUBLISH = "paper.publish"
    ACCOUNT_EDIT = "account.edit"
    AUDIT_VIEW = "audit.view"
    SYSTEM_RUN = "system.run"
    YEAR_OPEN = "year.open"
    TABLE_EXPORT = "table.export"


ROLE_NAMES: dict[Role, Text] = {
    Role.VIEWER: Text("ผู้บริหาร/ผู้ชม", "Executive (viewer)"),
    Role.DIRECTOR: Text("ผู้อำนวยการสำนักงาน", "Director of the Office"),
    Role.GROUP_HEAD: Text("หัวหน้ากลุ่ม", "Group head"),
    Role.STEWARD: Text("ฝ่ายบริหารทั่วไป", "Data steward (General Administration)"),
    Role.STAFF: Text("เจ้าหน้าที่สำนักงาน", "Office staff"),
    Role.REPORTER: Text("ผู้รายงานของหน่วยงาน", "Agency reporter"),
    Role.ADMIN: Text("ผู้ดูแลระบบ", "Administrator"),
}

ACTION_NAMES: dict[Action, Text] = {
    Action.KPI_VIEW: Text("ดูตัวชี้วัด", "See indicators"),
    Action.BOARD_VIEW: Text("ดูสถานะการส่งรายงาน", "See the submission board"),
    Action.TRACE_VIEW: Text("ดูข้อมูลต้นทางของตัวเลข", "See the cells behind a figure"),
    Action.ORIGINAL_DOWNLOAD: Text("ดาวน์โหลดไฟล์ต้นฉบับ", "Download originals"),
    Action.SUBMIT: Text("ส่งแบบฟอร์ม", "Send forms"),
    Action.DECIDE: Text("รับหรือส่งคืนรายงาน", "Accept or return reports"),
    Action.WAIVE: Text("ยกเว้นการส่งรายงาน", "Waive reports"),
    Action.BACKDATE: Text("ระบุเวลารับย้อนหลัง", "State an earlier time of receipt"),
    Action.REFERENCE_EDIT: Text("แก้ไขทะเบียนอ้างอิง", "Edit registers"),
    Action.SETTING_EDIT: Text("แก้ไขเป้าหมายและค่ากำหนด", "Edit targets and settings"),
    Action.PROJECT_APPROVE: Text("อนุมัติโครงการ", "Approve projects"),
    Action.ROUND_FREEZE: Text("ปิดรอบและเปิดแก้ไข", "Freeze and reopen rounds"),
    Action.COMMENT: Text("เขียนคำอธิบายผล", "Write commentary"),
    Action.DEMO: Text("โหลดหรือนำข้อมูลตัวอย่างออก", "Load or remove the sample data"),
    Action.LETTER: Text("ออกหนังสือติดตาม", "Issue letters"),
    Action.PAPER_PUBLISH: Text("เผยแพร่เอกสาร", "Publish papers"),
    Action.ACCOUNT_EDIT: Text("ดูแลบัญชีผู้ใช้", "Look after accounts"),
    Action.SYSTEM_RUN: Text("ดูแลและสำรองระบบ", "Run and back up the system"),
    Action.YEAR_OPEN: Text("เปิดปีงบประมาณ", "Open a fiscal year"),
    Action.TABLE_EXPORT: Text("ส่งออกตารางทั้งหมด", "Export all tables"),
    Action.AUDIT_VIEW: Text("ดูและตรวจประวัติการทำรายการ", "Search and verify the audit trail"),
}

_LOOK = frozenset({Action.KPI_VIEW, Action.BOARD_VIEW, Action.TRACE_VIEW})
_OFFICE = _LOOK | {Action.ORIGINAL_DOWNLOAD, Action.LETTER}

GRANTS: dict[Role, frozenset[Action]] = {
    Role.VIEWER: _LOOK,
    Role.DIRECTOR: _OFFICE
    | {
        Action.PAPER_PUBLISH,
        Action.DECIDE,
        Action.WAIVE,
        Action.ROUND_FREEZE,
        Action.COMMENT,
        Action.AUDIT_VIEW,
    },
    Role.GROUP_HEAD: _OFFICE
    | {Action.PAPER_PUBLISH, Action.SUBMIT, Action.DECIDE, Action.PROJECT_APPROVE, Action.COMMENT},
    Role.STEWARD: _OFFICE
    | {
        Action.PAPER_PUBLISH,
        Action.SUBMIT,
        Action.DECIDE,
        Action.WAIVE,
        Action.BACKDATE,
        Action.REFERENCE_EDIT,
        Action.SETTING_EDIT,
        Action.PROJECT_APPROVE,
        Action.COMMENT,
        Action.AUDIT_VIEW,
        Action.YEAR_OPEN,
        Action.TABLE_EXPORT,
    },
    Role.STAFF: _OFFICE | {Action.SUBMIT, Action.COMMENT},
    Role.REPORTER: frozenset({Action.KPI_VIEW, Action.BOARD_VIEW, Action.SUBMIT, Action.ORIGINAL_DOWNLOAD}),
    Role.ADMIN: frozenset(Action),
}


class NotAllowed(PermissionError):
    """Raised when somebody's role does not carry the action that was asked for."""

    def __init__(self, user: User, action: Action) -> None:
        self.text = Text(
            f"ตำแหน่ง “{user.title.th}” ไม่มีสิทธิ์{ACTION_NAMES[action].th} กรุณาติดต่อผู้ดูแลระบบ",
            f"“{user.title.en}” may not do this ({ACTION_NAMES[action].en}); please ask the administrator",
        )
        super().__init__(self.text.th)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who acts: a code, a role, and the unit or agency whose rows they answer for (None = all)."""

    code: str
    role: Role
    title: Text
    scope: str | None = None

    def may(self, action: Action) -> bool:
        return action in GRANTS[self.role]

    def must(self, action: Action) -> None:
        """Raises NotAllowed unless this user's role carries `action`."""
        if not self.may(action):
            raise NotAllowed(self, action)

    def sees(self, reporter: str | None) -> bool:
        """The one rule of rows: whether what `reporter` sent is this user's to look at.

        Files, cells, receipts, traces, findings, words and exports all ask it, by whatever number or address they were
        reached. An agency's reporter sees the own agency's, and nothing whose owner is not known; everybody else of
        the Office sees all. Figures (shares, counts, sums of an agency) are no rows: the committee shares them.
        """
        return self.role is not Role.REPORTER or (reporter is not None and self.scope == reporter)

    def may_report_for(self, reporter: str) -> bool:
        """Whether this user may send a form in the name of `reporter`: reporters and heads only for their own."""
        if not self.may(Action.SUBMIT):
            return False
        return self.role not in (Role.REPORTER, Role.GROUP_HEAD) or self.scope == reporter

    def may_comment_on(self, scope: str) -> bool:
        """Whether this user may write the commentary on a figure of `scope`: a group head only of the own group."""
        return self.may(Action.COMMENT) and (self.role is not Role.GROUP_HEAD or self.scope == scope)

    def must_comment_on(self, scope: str) -> None:
        """Raises NotAllowed unless `may_comment_on(scope)`."""
        if not self.may_comment_on(scope):
            raise NotAllowed(self, Action.COMMENT)

    def may_see_original_of(self, reporter: str) -> bool:
        """Whether this user may download a workbook sent by `reporter`."""
        if not self.may(Action.ORIGINAL_DOWNLOAD):
            return False
        return self.sees(reporter)
