"""`attach` and `attachment`: evidence kept beside a submission or one of its rows, listed, and handed out again."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from base.access import Action, NotAllowed, User
from base.words import Text
from etl import rows
from etl.answers import NO_SUBMISSION
from etl.commands.forms import CANNOT_WRITE
from etl.commands.frame import Refusal, Subcommands, add_json, add_user, say_json, session, stated
from etl.evidence import PHOTOS, kind_of
from ledger import attachments, submissions
from ledger.attachments import Attachment, NewAttachment
from ledger.store import Writer
from ledger.submissions import Submission

NO_FILE = Text("ตรวจชื่อและที่อยู่ไฟล์ (เปิดไฟล์ {found} ไม่ได้)", "Check the name of the file: cannot open {found}")
NO_ROW = Text("ตรวจเลขแถว (แบบรายงาน {id} ไม่มีแถวที่ {row})", "Check the row: the submission {id} has no row {row}")
NO_ATTACHMENT = Text("ตรวจเลขที่ไฟล์แนบ (ไม่พบ {found})", "Check the number: there is no attachment {found}")
NONE = Text("ไม่มีไฟล์แนบ", "No attachment")
PRIVATE = Text("ยังไม่มีคำยินยอมให้เผยแพร่", "no consent to publish")


def register(commands: Subcommands) -> None:
    """Add the commands to the parser."""
    attach = commands.add_parser("attach", help="แนบหลักฐานกับแบบรายงาน")
    attach.add_argument("id", metavar="SUBMISSION")
    attach.add_argument("file", metavar="FILE")
    attach.add_argument("--caption", required=True, metavar="TEXT", help="ไฟล์นี้แสดงอะไร")
    attach.add_argument("--row", type=int, metavar="N", help="แถวของแบบรายงานที่ไฟล์นี้เป็นหลักฐาน")
    attach.add_argument("--consent", action="store_true", help="ผู้ที่ปรากฏในภาพยินยอมให้เผยแพร่")
    attach.add_argument("--at", metavar="ISO", help="เวลาที่แนบ (เวลากรุงเทพฯ ปี ค.ศ.)")
    attach.set_defaults(run=run_attach)
    attachment = commands.add_parser("attachment", help="ไฟล์แนบ")
    what = attachment.add_subparsers(metavar="list|save", required=True, parser_class=type(attachment))
    listed = what.add_parser("list", help="ไฟล์แนบของแบบรายงาน")
    listed.add_argument("id", metavar="SUBMISSION")
    listed.set_defaults(run=run_list)
    save = what.add_parser("save", help="บันทึกไฟล์แนบตามต้นฉบับ")
    save.add_argument("id", metavar="ATTACHMENT")
    save.add_argument("-o", "--output", required=True, metavar="FILE")
    save.set_defaults(run=run_save)
    for parser in (attach, listed, save):
        add_user(parser)
        add_json(parser)


def run_attach(asked: argparse.Namespace) -> int:
    """Keep one file beside a submission of the user's own, or of anybody for the Office."""
    try:
        data = Path(asked.file).read_bytes()
    except OSError as fault:
        raise Refusal(NO_FILE, found=asked.file) from fault
    with session(asked) as here:
        here.user.must(Action.SUBMIT)
        at = stated(asked.at, here.user)
        new = NewAttachment(
            asked.id, asked.row, data, kind_of(data), Path(asked.file).name, asked.caption, asked.consent
        )
        with here.ledger.write(here.user.code, at=at) as writer:
            made = _keep(writer, here.user, new)
    if asked.json:
        say_json(described(made))
    else:
        print(_line(made))
    return 0


def _keep(writer: Writer, user: User, new: NewAttachment) -> Attachment:
    target = submissions.by_id(writer.connection, new.submission_id)
    if target is None:
        raise Refusal(NO_SUBMISSION, found=new.submission_id)
    if not user.may_report_for(target.reporter or ""):
        raise NotAllowed(user, Action.SUBMIT)
    if new.row_no is not None:
        stream = submissions.rows(writer.connection, new.submission_id)
        if not stream or new.row_no not in rows.from_ipc(stream)["_row"].to_pylist():
            raise Refusal(NO_ROW, id=new.submission_id, row=new.row_no)
    return attachments.keep(writer, new)


def run_list(asked: argparse.Namespace) -> int:
    """The attachments of one submission."""
    with session(asked) as here, here.ledger.read() as connection:
        target = submissions.by_id(connection, asked.id)
        if target is None:
            raise Refusal(NO_SUBMISSION, found=asked.id)
        _may_see(here.user, target)
        found = attachments.of_submission(connection, asked.id)
    if asked.json:
        say_json([described(one) for one in found])
    else:
        print(*(map(_line, found) if found else (NONE.th,)), sep="\n")
    return 0


def run_save(asked: argparse.Namespace) -> int:
    """Write an attachment to a file, byte for byte."""
    with session(asked) as here, here.ledger.read() as connection:
        one = attachments.by_attachment_id(connection, asked.id)
        target = submissions.by_id(connection, one.submission_id) if one else None
        data = submissions.original(connection, one.sha256) if one else None
        if one is None or target is None or data is None:
            raise Refusal(NO_ATTACHMENT, found=asked.id)
        _may_see(here.user, target)
    try:
        Path(asked.output).write_bytes(data)
    except OSError as fault:
        raise Refusal(CANNOT_WRITE, path=asked.output) from fault
    if asked.json:
        say_json(described(one) | {"file": asked.output})
    else:
        print(f"{_line(one)} → {asked.output}")
    return 0


def _may_see(user: User, target: Submission) -> None:
    if not user.may_see_original_of(target.reporter or ""):
        raise NotAllowed(user, Action.ORIGINAL_DOWNLOAD)


def described(one: Attachment) -> dict[str, Any]:
    """An attachment as --json says it."""
    found = {"id": one.attachment_id, "submission": one.submission_id, "row": one.row_no, "sha256": one.sha256}
    found |= {"media_type": one.media_type, "size_bytes": one.size_bytes, "file_name": one.file_name}
    found |= {"caption": one.caption, "has_consent": one.has_consent, "actor": one.actor}
    return found | {"recorded_at": one.recorded_at.isoformat()}


def _line(one: Attachment) -> str:
    place = f"{one.submission_id} แถวที่ {one.row_no}" if one.row_no else one.submission_id
    parts = [one.attachment_id, place, one.file_name, f"{one.size_bytes:,} ไบต์", one.caption]
    parts += [PRIVATE.th] if one.media_type in PHOTOS and not one.has_consent else []
    return " · ".join(parts)
