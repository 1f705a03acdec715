CREATE TABLE meta (
	key TEXT NOT NULL,
	value TEXT NOT NULL,
	CONSTRAINT meta_key PRIMARY KEY (key)
)
;;
CREATE TABLE journal (
	seq BIGINT NOT NULL,
	recorded_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
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
	bytes BYTEA NOT NULL,
	size BIGINT NOT NULL,
	CONSTRAINT original_key PRIMARY KEY (sha256),
	CONSTRAINT original_size_is_true CHECK (length(bytes) = size)
)
;;
CREATE TABLE submission_rows (
	seq BIGINT NOT NULL,
	arrow_ipc BYTEA NOT NULL,
	sha256 TEXT NOT NULL,
	CONSTRAINT submission_rows_key PRIMARY KEY (seq),
	CONSTRAINT submission_rows_unique_seq_sha256 UNIQUE (seq, sha256),
	CONSTRAINT submission_rows_seq_in_journal FOREIGN KEY(seq) REFERENCES journal (seq)
)
;;
CREATE TABLE reference_row (
	seq BIGINT NOT NULL,
	no INTEGER NOT NULL,
	table_name TEXT NOT NULL,
	key TEXT NOT NULL,
	effective_from DATE NOT NULL,
	is_retired BOOLEAN NOT NULL,
	payload TEXT NOT NULL,
	CONSTRAINT reference_row_key PRIMARY KEY (seq, no),
	CONSTRAINT reference_row_unique_seq_table_name_key_effective_from UNIQUE (seq, table_name, key, effective_from),
	CONSTRAINT reference_row_seq_in_journal FOREIGN KEY(seq) REFERENCES journal (seq)
)
;;
CREATE INDEX reference_row_by_table_name_seq ON reference_row (table_name, seq)
;;
CREATE TABLE submission (
	seq BIGINT NOT NULL,
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
	received_at TIMESTAMP WITHOUT TIME ZONE NOT NULL,
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
	CONSTRAINT submission_original_sha256_in_original FOREIGN KEY(original_sha256) REFERENCES original (sha256)
)
;;
CREATE INDEX submission_by_sha256 ON submission (sha256)
;;
CREATE INDEX submission_by_original_sha256 ON submission (original_sha256)
;;
CREATE TABLE finding (
	seq BIGINT NOT NULL,
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
	seq BIGINT NOT NULL,
	kind TEXT NOT NULL,
	submission_seq BIGINT,
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
	seq BIGINT NOT NULL,
	submission_seq BIGINT NOT NULL,
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
	CONSTRAINT attachment_original_sha256_in_original FOREIGN KEY(original_sha256) REFERENCES original (sha256)
)
;;
CREATE INDEX attachment_by_original_sha256 ON attachment (original_sha256)
;;
CREATE INDEX attachment_by_submission_seq_seq ON attachment (submission_seq, seq)
;;
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the ledger is append-only: %', TG_TABLE_NAME USING ERRCODE = '23000'; END $$
;;
CREATE OR REPLACE FUNCTION ledger_journal_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE newest journal%ROWTYPE;
BEGIN
  SELECT * INTO newest FROM journal ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(newest.seq, 0) + 1 OR NEW.prev_hash <> coalesce(newest.hash, NEW.prev_hash)
     OR NEW.recorded_at < coalesce(newest.recorded_at, NEW.recorded_at)
  THEN RAISE EXCEPTION 'the journal goes on from its newest row' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
;;
CREATE OR REPLACE FUNCTION ledger_only_newest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq IS DISTINCT FROM (SELECT max(seq) FROM journal)
  THEN RAISE EXCEPTION 'rows are added only under the newest journal row' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
;;
CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER original_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON original FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER submission_rows_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON submission_rows FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER submission_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON submission FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER finding_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON finding FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER decision_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER reference_row_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON reference_row FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER attachment_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON attachment FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
;;
CREATE TRIGGER submission_rows_only_newest BEFORE INSERT ON submission_rows FOR EACH ROW EXECUTE FUNCTION ledger_only_newest()
;;
CREATE TRIGGER submission_only_newest BEFORE INSERT ON submission FOR EACH ROW EXECUTE FUNCTION ledger_only_newest()
;;
CREATE TRIGGER finding_only_newest BEFORE INSERT ON finding FOR EACH ROW EXECUTE FUNCTION ledger_only_newest()
;;
CREATE TRIGGER decision_only_newest BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION ledger_only_newest()
;;
CREATE TRIGGER reference_row_only_newest BEFORE INSERT ON reference_row FOR EACH ROW EXECUTE FUNCTION ledger_only_newest()
;;
CREATE TRIGGER attachment_only_newest BEFORE INSERT ON attachment FOR EACH ROW EXECUTE FUNCTION ledger_only_newest()
;;
CREATE TRIGGER journal_follows BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION ledger_journal_follows()
