"""Attachments: kept byte for byte, bound to a submission, covered by the audit chain in both engines."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ledger import attachments, facts, submissions
from ledger.attachments import AttachmentRefused
from ledger.audit import verify
from ledger.store import Ledger
from tests.ledger import samples

MINUTES = bytes(range(256)) * 40


def test_a_file_comes_back_byte_for_byte(ledger: Ledger) -> None:
    kept = samples.keep(ledger)
    made = samples.attach(ledger, kept.submission_id, MINUTES, row_no=14, has_consent=True)
    other = samples.attach(ledger, kept.submission_id, MINUTES)
    with ledger.read() as connection:
        assert attachments.of_submission(connection, kept.submission_id) == [made, other]
        assert attachments.by_attachment_id(connection, made.attachment_id) == made
        assert submissions.original(connection, made.sha256) == MINUTES
        assert facts.since(connection, kept.seq).attachments == [made, other]
        for wrong in ("A000999", "S000002", "", "A1"):
            assert attachments.by_attachment_id(connection, wrong) is None
    assert (made.attachment_id, made.size_bytes, made.row_no, made.has_consent) == ("A000002", 10_240, 14, True)
    assert (made.actor, other.row_no, other.has_consent) == ("steward", None, False)
    assert verify(ledger) == []


def test_the_report_itself_may_be_attached_to_another(ledger: Ledger) -> None:
    kept, other = samples.keep(ledger), samples.keep(ledger, samples.new(b"other", period="2020-11"))
    samples.attach(ledger, other.submission_id, b"workbook")
    with ledger.read() as connection:
        assert submissions.original(connection, kept.sha256) == b"workbook"
    assert verify(ledger) == []


def test_what_is_not_kept(ledger: Ledger) -> None:
    kept, wrong = samples.keep(ledger), samples.keep(ledger, samples.with_errors())
    made = samples.attach(ledger, kept.submission_id)
    head = ledger.head()
    for submission, changes, said in (
        (wrong.submission_id, {}, wrong.submission_id),
        ("S000999", {}, "S000999"),
        (kept.submission_id, {"caption": "  "}, "คำอธิบาย"),
        (kept.submission_id, {}, made.attachment_id),
    ):
        with pytest.raises(AttachmentRefused) as refused:
            samples.attach(ledger, submission, **changes)
        assert said in refused.value.text.th
    assert ledger.head() == head


def test_nothing_of_it_is_changed_or_removed(ledger: Ledger) -> None:
    samples.attach(ledger, samples.keep(ledger).submission_id)
    for statement in ("UPDATE attachment SET has_consent = true", "DELETE FROM attachment"):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"), ledger.write("admin") as writer:
            writer.connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("UPDATE attachment SET has_consent = NOT has_consent", "attachment"),
        ("UPDATE attachment SET row_no = 3", "attachment"),
        ("DELETE FROM attachment", "missing"),
        ("UPDATE original SET bytes = CAST('MINUTES OF IT' AS {blob}) WHERE size <> 8", "original"),
        ("DELETE FROM original WHERE size <> 8", "original"),
    ],
)
def test_tampering_is_found(ledger: Ledger, ledger_url: str, statement: str, word: str) -> None:
    samples.attach(ledger, samples.keep(ledger).submission_id)
    blob = "BYTEA" if ledger_url.startswith("postgresql") else "BLOB"
    samples.tamper(ledger_url, statement.format(blob=blob))
    assert any(fault.seq == 2 and word in fault.text.en for fault in verify(ledger))
