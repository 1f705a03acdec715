"""The tables of the ledger. Every row hangs on the journal row (seq) that made it."""

from __future__ import annotations

import sqlalchemy as sa

SCHEMA_VERSION = 4
"""Raised when a table is added or a CHECK widened; `ledger.migrate` leads an older ledger here."""

STATUSES = ("valid", "with_errors", "refused")
CHANNELS = ("upload", "cli", "sheet", "screen", "demo")
SEVERITIES = ("error", "warning", "note")
DECISION_KINDS = (
    "accept",
    "return",
    "lock",
    "verify",
    "reject",
    "waive",
    "explain",
    "map_header",
    "approve_project",
    "decline_project",
    "remove_demo",
    "freeze",
    "reopen",
    "plan_problem",
    "close_problem",
    "reopen_problem",
    "comment",
    "plan_action",
    "close_action",
    "reopen_action",
)
REASONED_KINDS = (
    *("return", "waive", "freeze", "reopen", "close_problem", "reopen_problem"),
    *("close_action", "reopen_action"),
)
"""The decisions that need a reason."""

ACCOUNT_EVENTS = ("create", "password", "lock", "unlock", "disable", "enable", "link")
ACCOUNT_STATUSES = ("active", "locked", "disabled")

METADATA = sa.MetaData(
    naming_convention={
        "ix": "%(table_name)s_by_%(column_0_N_name)s",
        "uq": "%(table_name)s_unique_%(column_0_N_name)s",
        "ck": "%(table_name)s_%(constraint_name)s",
        "fk": "%(table_name)s_%(column_0_N_name)s_in_%(referred_table_name)s",
        "pk": "%(table_name)s_key",
    }
)

# SQLite makes only INTEGER PRIMARY KEY the row's own number; elsewhere a long history needs 64 bits.
_SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _one_of(column: str, words: tuple[str, ...], *, name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN ({', '.join(repr(word) for word in words)})", name=name)


def _bool(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(create_constraint=True, name=f"{name}_is_bool"), nullable=False)


def _made_by_journal() -> sa.Column[int]:
    return sa.Column("seq", _SEQ, sa.ForeignKey("journal.seq"), primary_key=True, autoincrement=False)


meta = sa.Table(
    "meta",
    METADATA,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

journal = sa.Table(
    "journal",
    METADATA,
    sa.Column("seq", _SEQ, primary_key=True, autoincrement=False),
    sa.Column("recorded_at", sa.DateTime, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    _bool("is_fact"),
    _bool("is_demo"),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("prev_hash", sa.Text, nullable=False, unique=True),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
    sa.CheckConstraint("seq >= 1", name="counts_from_1"),
    sa.Index(None, "is_fact", "seq"),
    sa.Index(None, "is_demo", "seq"),
)

original = sa.Table(
    "original",
    METADATA,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("bytes", sa.LargeBinary, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.CheckConstraint("length(bytes) = size", name="size_is_true"),
)

submission_rows = sa.Table(
    "submission_rows",
    METADATA,
    _made_by_journal(),
    sa.Column("arrow_ipc", sa.LargeBinary, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.UniqueConstraint("seq", "sha256"),
)

submission = sa.Table(
    "submission",
    METADATA,
    _made_by_journal(),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("form", sa.Text),
    sa.Column("reporter", sa.Text),
    sa.Column("period", sa.Text),
    sa.Column("version", sa.Integer),
    sa.Column("form_version", sa.Text),
    _bool("is_nil"),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("original_sha256", sa.Text, sa.ForeignKey("original.sha256"), index=True),
    sa.Column("rows_sha256", sa.Text),
    sa.Column("row_count", sa.Integer, nullable=False),
    sa.Column("layout", sa.Text, nullable=False),
    sa.Column("received_at", sa.DateTime, nullable=False),
    # A valid version has its rows: the pair points at them, and is NULL when there are none.
    sa.ForeignKeyConstraint(["seq", "rows_sha256"], ["submission_rows.seq", "submission_rows.sha256"]),
    sa.UniqueConstraint("form", "reporter", "period", "version"),
    _one_of("status", STATUSES, name="status_known"),
    _one_of("channel", CHANNELS, name="channel_known"),
    sa.CheckConstraint("(status = 'valid') = (version IS NOT NULL)", name="valid_has_version"),
    sa.CheckConstraint("(status = 'valid') = (rows_sha256 IS NOT NULL)", name="valid_has_rows"),
    sa.CheckConstraint(
        "status <> 'valid' OR (form IS NOT NULL AND reporter IS NOT NULL AND period IS NOT NULL)", name="valid_has_key"
    ),
    sa.CheckConstraint("status <> 'refused' OR original_sha256 IS NULL", name="refused_keeps_no_bytes"),
    sa.CheckConstraint("original_sha256 = sha256", name="original_is_the_file"),
    sa.CheckConstraint("version >= 1 AND row_count >= 0 AND size_bytes >= 0", name="counts_are_counts"),
    sa.CheckConstraint("period LIKE '____-__' OR period LIKE 'FY____'", name="period_is_month_or_year"),
    sa.Index(None, "sha256"),
)

finding = sa.Table(
    "finding",
    METADATA,
    sa.Column("seq", _SEQ, sa.ForeignKey("submission.seq"), primary_key=True, autoincrement=False),
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("sheet", sa.Text),
    sa.Column("cell", sa.Text),
    sa.Column("field", sa.Text),
    sa.Column("params", sa.Text, nullable=False),
    _one_of("severity", SEVERITIES, name="severity_known"),
)

decision = sa.Table(
    "decision",
    METADATA,
    _made_by_journal(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("submission_seq", _SEQ, sa.ForeignKey("submission.seq")),
    sa.Column("row_no", sa.Integer),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("payload", sa.Text, nullable=False),
    _one_of("kind", DECISION_KINDS, name="kind_known"),
    sa.CheckConstraint(
        "kind NOT IN ('accept', 'return', 'verify', 'reject', 'explain') OR submission_seq IS NOT NULL",
        name="names_its_submission",
    ),
    sa.CheckConstraint(f"kind NOT IN {REASONED_KINDS} OR length(trim(reason)) > 0", name="gives_its_reason"),
    sa.CheckConstraint(f"kind NOT IN {REASONED_KINDS} OR reason IS NOT NULL", name="has_its_reason"),
    sa.Index(None, "submission_seq", "seq"),
    sa.Index(None, "kind", "seq"),
)

reference_row = sa.Table(
    "reference_row",
    METADATA,
    _made_by_journal(),
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("effective_from", sa.Date, nullable=False),
    _bool("is_retired"),
    sa.Column("payload", sa.Text, nullable=False),
    sa.UniqueConstraint("seq", "table_name", "key", "effective_from"),
    sa.Index(None, "table_name", "seq"),
)

attachment = sa.Table(
    "attachment",
    METADATA,
    _made_by_journal(),
    sa.Column("submission_seq", _SEQ, sa.ForeignKey("submission.seq"), nullable=False),
    sa.Column("row_no", sa.Integer),
    sa.Column("original_sha256", sa.Text, sa.ForeignKey("original.sha256"), nullable=False, index=True),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("caption", sa.Text, nullable=False),
    _bool("has_consent"),
    sa.CheckConstraint("length(trim(caption)) > 0", name="says_what_it_shows"),
    sa.CheckConstraint("row_no >= 1", name="row_counts_from_1"),
    sa.Index(None, "submission_seq", "seq"),
)

account = sa.Table(
    "account",
    METADATA,
    _made_by_journal(),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("password_hash", sa.Text),
    sa.Column("external_id", sa.Text),
    _one_of("event", ACCOUNT_EVENTS, name="event_known"),
    _one_of("status", ACCOUNT_STATUSES, name="status_known"),
    sa.Index(None, "code", "seq"),
)
"""Each row is the whole account after the event; the newest row of a code counts."""

JOURNALLED = (submission_rows, submission, finding, decision, reference_row, attachment, account)
"""The tables whose rows belong to one journal row, in the order in which they can be filled."""

# Working state, not the record: what stands here changes and goes, and no figure rests on it.
session = sa.Table(
    "session",
    METADATA,
    sa.Column("id_hash", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, nullable=False, index=True),
    sa.Column("rights", sa.Text, nullable=False),
    sa.Column("started_at", sa.DateTime, nullable=False),
    sa.Column("seen_at", sa.DateTime, nullable=False),
    sa.Column("ended_at", sa.DateTime),
)

one_time_token = sa.Table(
    "one_time_token",
    METADATA,
    sa.Column("token_hash", sa.Text, primary_key=True),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("expires_at", sa.DateTime, nullable=False),
    sa.Column("used_at", sa.DateTime),
    _one_of("purpose", ("setup", "password"), name="purpose_known"),
)

sign_in_attempt = sa.Table(
    "sign_in_attempt",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last_at", sa.DateTime, nullable=False),
    sa.Column("blocked_until", sa.DateTime, nullable=False),
)

WORKING = (session, one_time_token, sign_in_attempt)
