CREATE TABLE meta (
	"key" TEXT NOT NULL,
	value TEXT NOT NULL,
	CONSTRAINT meta_key PRIMARY KEY ("key")
)
;;
CREATE TABLE journal (
	seq INTEGER NOT NULL,
	recorded_at DATETIME NOT NULL,
	kind TEXT NOT NULL,
	is_fact BOOLEAN NOT NULL,
	is_demo BOOLEAN NOT NULL,
	actor TEXT NOT NULL,
	subject TEXT NOT NULL,
	payload TEXT NOT NULL,
	prev_hash TEXT NOT NULL,
	hash TEXT NOT NULL,
	CONSTRAINT journal_key PRIMARY KEY (seq),
	CONSTRAINT journal_counts_from_1 CHECK (seq >= 1),
	CONSTRAINT journal_is_fact_is_bool CHECK (is_fact IN (0, 1)),
	CONSTRAINT journal_is_demo_is_bool CHECK (is_demo IN (0, 1)),
	CONSTRAINT journal_unique_prev_hash UNIQUE (prev_hash),
	CONSTRAINT journal_unique_hash UNIQUE (hash)
)
;;
CREATE INDEX journal_by_is_demo_seq ON journal (is_demo, seq)
;;
CREATE INDEX journal_by_is_fact_seq ON journal (is_fact, seq)
;;
CREATE TABLE original (
	sha256 TEXT NOT NULL,
	bytes BLOB NOT NULL,
	size BIGINT NOT NULL,
	CONSTRAINT original_key PRIMARY KEY (sha256),
	CONSTRAINT original_size_is_true CHECK (length(bytes) = size)
)
;;
CREATE TABLE submission_rows (
	seq INTEGER NOT NULL,
	arrow_ipc BLOB NOT NULL,
	sha256 TEXT NOT NULL,
	CONSTRAINT submission_rows_key PRIMARY KEY (seq),
	CONSTRAINT submission_rows_unique_seq_sha256 UNIQUE (seq, sha256),
	CONSTRAINT submission_rows_seq_in_journal FOREIGN KEY(seq) REFERENCES journal (seq)
)
;;
CREATE TABLE reference_row (
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	table_name TEXT NOT NULL,
	"key" TEXT NOT NULL,
	effective_from DATE NOT NULL,
	is_retired BOOLEAN NOT NULL,
	payload TEXT NOT NULL,
	CONSTRAINT reference_row_key PRIMARY KEY (seq, no),
	CONSTRAINT reference_row_unique_seq_table_name_key_effective_from UNIQUE (seq, table_name, "key", effective_from),
	CONSTRAINT reference_row_seq_in_journal FOREIGN KEY(seq) REFERENCES journal (seq),
	CONSTRAINT reference_row_is_retired_is_bool CHECK (is_retired IN (0, 1))
)
;;
CREATE INDEX reference_row_by_table_name_seq ON reference_row (table_name, seq)
;;
CREATE TABLE submission (
	seq INTEGER NOT NULL,
	status TEXT NOT NULL,
	form TEXT,
	reporter TEXT,
	period TEXT,
	version INTEGER,
	form_version TEXT,
	is_nil BOOLEAN NOT NULL,
	channel TEXT NOT NULL,
	file_name TEXT NOT NULL,
	size_bytes BIGINT NOT NULL,
	sha256 TEXT NOT NULL,
	original_sha256 TEXT,
	rows_sha256 TEXT,
	row_count INTEGER NOT NULL,
	layout TEXT NOT NULL,
	received_at DATETIME NOT NULL,
	CONSTRAINT submission_key PRIMARY KEY (seq),
	CONSTRAINT submission_seq_rows_sha256_in_submission_rows FOREIGN KEY(seq, rows_sha256) REFERENCES submission_rows (seq, sha256),
	CONSTRAINT submission_unique_form_reporter_period_version UNIQUE (form, reporter, period, version),
	CONSTRAINT submission_status_known CHECK (status IN ('valid', 'with_errors', 'refused')),
	CONSTRAINT submission_channel_known CHECK (channel IN ('upload', 'cli', 'sheet', 'screen', 'demo')),
	CONSTRAINT submission_valid_has_version CHECK ((status = 'valid') = (version IS NOT NULL)),
	CONSTRAINT submission_valid_has_rows CHECK ((status = 'valid') = (rows_sha256 IS NOT NULL)),
	CONSTRAINT submission_valid_has_key CHECK (status <> 'valid' OR (form IS NOT NULL AND reporter IS NOT NULL AND period IS NOT NULL)),
	CONSTRAINT submission_refused_keeps_no_bytes CHECK (status <> 'refused' OR original_sha256 IS NULL),
	CONSTRAINT submission_original_is_the_file CHECK (original_sha256 = sha256),
	CONSTRAINT submission_counts_are_counts CHECK (version >= 1 AND row_count >= 0 AND size_bytes >= 0),
	CONSTRAINT submission_period_is_month_or_year CHECK (period LIKE '____-__' OR period LIKE 'FY____'),
	CONSTRAINT submission_seq_in_journal FOREIGN KEY(seq) REFERENCES journal (seq),
	CONSTRAINT submission_is_nil_is_bool CHECK (is_nil IN (0, 1)),
	CONSTRAINT submission_original_sha256_in_original FOREIGN KEY(original_sha256) REFERENCES original (sha256)
)
;;
CREATE INDEX submission_by_sha256 ON submission (sha256)
;;
CREATE INDEX submission_by_original_sha256 ON submission (original_sha256)
;;
CREATE TABLE finding (
	seq INTEGER NOT NULL,
	no INTEGER NOT NULL,
	code TEXT NOT NULL,
	severity TEXT NOT NULL,
	sheet TEXT,
	cell TEXT,
	field TEXT,
	params TEXT NOT NULL,
	CONSTRAINT finding_key PRIMARY KEY (seq, no),
	CONSTRAINT finding_severity_known CHECK (severity IN ('error', 'warning', 'note')),
	CONSTRAINT finding_seq_in_submission FOREIGN KEY(seq) REFERENCES submission (seq)
)
;;
CREATE TABLE decision (
	seq INTEGER NOT NULL,
	kind TEXT NOT NULL,
	submission_seq INTEGER,
	row_no INTEGER,
	subject TEXT NOT NULL,
	reason TEXT,
	payload TEXT NOT NULL,
	CONSTRAINT decision_key PRIMARY KEY (seq),
	CONSTRAINT decision_kind_known CHECK (kind IN ('accept', 'return', 'lock', 'verify', 'reject', 'waive', 'explain', 'map_header', 'approve_project', 'decline_project', 'remove_demo', 'freeze', 'reopen', 'plan_problem', 'close_problem', 'reopen_problem', 'comment', 'plan_action', 'close_action', 'reopen_action')),
	CONSTRAINT decision_names_its_submission CHECK (kind NOT IN ('accept', 'return', 'verify', 'reject', 'explain') OR submission_seq IS NOT NULL),
	CONSTRAINT decision_gives_its_reason CHECK (kind NOT IN ('return', 'waive', 'freeze', 'reopen', 'close_problem', 'reopen_problem', 'close_action', 'reopen_action') OR length(trim(reason)) > 0),
	CONSTRAINT decision_has_its_reason CHECK (kind NOT IN ('return', 'waive', 'freeze', 'reopen', 'close_problem', 'reopen_problem', 'close_action', 'reopen_action') OR reason IS NOT NULL),
	CONSTRAINT decision_seq_in_journal FOREIGN KEY(seq) REFERENCES journal (seq),
	CONSTRAINT decision_submission_seq_in_submission FOREIGN KEY(submission_seq) REFERENCES submission (seq)
)
;;
CREATE INDEX decision_by_kind_seq ON decision (kind, seq)
;;
CREATE INDEX decision_by_submission_seq_seq ON decision (submission_seq, seq)
;;
CREATE TABLE attachment (
	seq INTEGER NOT NULL,
	submission_seq INTEGER NOT NULL,
	row_no INTEGER,
	original_sha256 TEXT NOT NULL,
	media_type TEXT NOT NULL,
	file_name TEXT NOT NULL,
	caption TEXT NOT NULL,
	has_consent BOOLEAN NOT NULL,
	CONSTRAINT attachment_key PRIMARY KEY (seq),
	CONSTRAINT attachment_says_what_it_shows CHECK (length(trim(caption)) > 0),
	CONSTRAINT attachment_row_counts_from_1 CHECK (row_no >= 1),
	CONSTRAINT attachment_seq_in_journal FOREIGN KEY(seq) REFERENCES journal (seq),
	CONSTRAINT attachment_submission_seq_in_submission FOREIGN KEY(submission_seq) REFERENCES submission (seq),
	CONSTRAINT attachment_original_sha256_in_original FOREIGN KEY(original_sha256) REFERENCES original (sha256),
	CONSTRAINT attachment_has_consent_is_bool CHECK (has_consent IN (0, 1))
)
;;
CREATE INDEX attachment_by_original_sha256 ON attachment (original_sha256)
;;
CREATE INDEX attachment_by_submission_seq_seq ON attachment (submission_seq, seq)
;;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: journal'); END
;;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: journal'); END
;;
CREATE TRIGGER original_no_update BEFORE UPDATE ON original BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: original'); END
;;
CREATE TRIGGER original_no_delete BEFORE DELETE ON original BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: original'); END
;;
CREATE TRIGGER submission_rows_no_update BEFORE UPDATE ON submission_rows BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: submission_rows'); END
;;
CREATE TRIGGER submission_rows_no_delete BEFORE DELETE ON submission_rows BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: submission_rows'); END
;;
CREATE TRIGGER submission_no_update BEFORE UPDATE ON submission BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: submission'); END
;;
CREATE TRIGGER submission_no_delete BEFORE DELETE ON submission BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: submission'); END
;;
CREATE TRIGGER finding_no_update BEFORE UPDATE ON finding BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: finding'); END
;;
CREATE TRIGGER finding_no_delete BEFORE DELETE ON finding BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: finding'); END
;;
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: decision'); END
;;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: decision'); END
;;
CREATE TRIGGER reference_row_no_update BEFORE UPDATE ON reference_row BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reference_row'); END
;;
CREATE TRIGGER reference_row_no_delete BEFORE DELETE ON reference_row BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: reference_row'); END
;;
CREATE TRIGGER attachment_no_update BEFORE UPDATE ON attachment BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: attachment'); END
;;
CREATE TRIGGER attachment_no_delete BEFORE DELETE ON attachment BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: attachment'); END
;;
CREATE TRIGGER submission_rows_only_newest BEFORE INSERT ON submission_rows WHEN NEW.seq IS NOT (SELECT max(seq) FROM journal) BEGIN SELECT RAISE(ABORT, 'rows are added only under the newest journal row'); END
;;
CREATE TRIGGER submission_only_newest BEFORE INSERT ON submission WHEN NEW.seq IS NOT (SELECT max(seq) FROM journal) BEGIN SELECT RAISE(ABORT, 'rows are added only under the newest journal row'); END
;;
CREATE TRIGGER finding_only_newest BEFORE INSERT ON finding WHEN NEW.seq IS NOT (SELECT max(seq) FROM journal) BEGIN SELECT RAISE(ABORT, 'rows are added only under the newest journal row'); END
;;
CREATE TRIGGER decision_only_newest BEFORE INSERT ON decision WHEN NEW.seq IS NOT (SELECT max(seq) FROM journal) BEGIN SELECT RAISE(ABORT, 'rows are added only under the newest journal row'); END
;;
CREATE TRIGGER reference_row_only_newest BEFORE INSERT ON reference_row WHEN NEW.seq IS NOT (SELECT max(seq) FROM journal) BEGIN SELECT RAISE(ABORT, 'rows are added only under the newest journal row'); END
;;
CREATE TRIGGER attachment_only_newest BEFORE INSERT ON attachment WHEN NEW.seq IS NOT (SELECT max(seq) FROM journal) BEGIN SELECT RAISE(ABORT, 'rows are added only under the newest journal row'); END
;;
CREATE TRIGGER journal_follows BEFORE INSERT ON journal
WHEN NEW.seq <> coalesce((SELECT max(seq) FROM journal), 0) + 1
  OR EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq - 1
             AND (hash <> NEW.prev_hash OR recorded_at > NEW.recorded_at))
BEGIN SELECT RAISE(ABORT, 'the journal goes on from its newest row'); END
