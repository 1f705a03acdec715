"""Attachments: files that prove a claim, kept byte for byte and bound to a submission or to one of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from base.words import Text
from ledger.canonical import clean, sha256
from ledger.records import say_id, seq_of
from ledger.schema import attachment, journal, original
from ledger.standing import stands
from ledger.store import Writer
from ledger.submissions import by_id, keep_original

KIND = "attachment"


class AttachmentRefused(ValueError):
    """The file may not be kept there; `text` says why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.th)


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A file to be kept: what it supports (a submission, or the row `row_no` of its sheet), what it shows."""

    submission_id: str
    row_no: int | None
    data: bytes
    media_type: str
    file_name: str
    caption: str
    has_consent: bool
    """The people who can be recognised agree to its being published."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment as recorded; its bytes are `submissions.original(connection, sha256)`."""

    attachment_id: str
    seq: int
    recorded_at: datetime
    actor: str
    is_demo: bool
    submission_id: str
    row_no: int | None
    sha256: str
    size_bytes: int
    media_type: str
    file_name: str
    caption: str
    has_consent: bool


def say_attachment_id(seq: int) -> str:
    """12 → `A000012`."""
    return f"A{seq:06d}"


def keep(writer: Writer, new: NewAttachment) -> Attachment:
    """Keep a file with its bytes. Raises AttachmentRefused: no valid submission, no caption, or kept there already."""
    target = by_id(writer.connection, new.submission_id)
    if target is None or target.status != "valid":
        raise AttachmentRefused(_about(NO_SUBMISSION, id=new.submission_id))
    if not new.caption.strip():
        raise AttachmentRefused(NO_CAPTION)
    digest = sha256(new.data)
    for twin in of_submission(writer.connection, new.submission_id):
        if (twin.sha256, twin.row_no) == (digest, new.row_no):
            raise AttachmentRefused(_about(KEPT_ALREADY, id=twin.attachment_id))
    keep_original(writer.connection, digest, new.data)
    columns = clean(
        {"submission_seq": target.seq, "row_no": new.row_no, "original_sha256": digest, "media_type": new.media_type}
        | {"file_name": new.file_name, "caption": new.caption.strip(), "has_consent": new.has_consent}
    )
    shown = {"submission_id": new.submission_id, "row_no": new.row_no, "sha256": digest, "file_name": new.file_name}
    seq = writer.append(KIND, new.submission_id, shown, rows={attachment: [columns]})
    return load(writer.connection, attachment.c.seq == seq)[0]


def by_attachment_id(connection: sa.Connection, attachment_id: str) -> Attachment | None:
    """The attachment with this number, unless it went with a demonstration."""
    seq = seq_of(f"S{attachment_id[1:]}") if attachment_id[:1] == "A" else None
    found = [] if seq is None else load(connection, attachment.c.seq == seq, stands(attachment.c.seq))
    return found[0] if found else None


def of_submission(connection: sa.Connection, submission_id: str) -> list[Attachment]:
    """The attachments of a submission, oldest first."""
    return load(connection, attachment.c.submission_seq == seq_of(submission_id), stands(attachment.c.seq))


def load(connection: sa.Connection, *wanted: sa.ColumnElement[bool]) -> list[Attachment]:
    """The attachments that answer to the conditions on the tables `attachment` and `journal`, in seq order."""
    query = sa.select(attachment, original.c.size, journal.c.recorded_at, journal.c.actor, journal.c.is_demo)
    query = query.join(journal, attachment.c.seq == journal.c.seq)
    query = query.join(original, attachment.c.original_sha256 == original.c.sha256)
    return [
        Attachment(
            attachment_id=say_attachment_id(row.seq),
            seq=row.seq,
            recorded_at=row.recorded_at,
            actor=row.actor,
            is_demo=row.is_demo,
            submission_id=say_id(row.submission_seq),
            row_no=row.row_no,
            sha256=row.original_sha256,
            size_bytes=row.size,
            media_type=row.media_type,
            file_name=row.file_name,
            caption=row.caption,
            has_consent=row.has_consent,
        )
        for row in connection.execute(query.where(*wanted).order_by(attachment.c.seq))
    ]


def _about(text: Text, **blanks: object) -> Text:
    return Text(text.say("th", **blanks), text.say("en", **blanks))


NO_SUBMISSION = Text(
    "ตรวจเลขที่รับ (ไม่พบแบบรายงาน {id} ที่ผ่านการตรวจ จึงแนบไฟล์ไม่ได้)",
    "Check the number: there is no valid submission {id} to attach a file to",
)
NO_CAPTION = Text("ระบุคำอธิบายของไฟล์ที่แนบ", "Say what the attached file shows")
KEPT_ALREADY = Text("ไฟล์นี้แนบไว้แล้วเป็นเลขที่ {id} จึงไม่ต้องแนบซ้ำ", "This very file is attached there already, as {id}")
