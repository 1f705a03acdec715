-- The tables of every build but the forms' own (one table per form is made from its declaration, etl/building/schema.py).
-- No indexes: every build is copied whole before it grows, and the questions read columns, not single rows.

CREATE TABLE build_info (
    key   VARCHAR NOT NULL,  -- last_fact_seq, schema_digest, has_demo, grown_from
    value VARCHAR NOT NULL
);

-- One row per fact of the ledger: turns a moment (known_at) into a sequence number.
CREATE TABLE fact (
    seq         BIGINT    NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    kind        VARCHAR   NOT NULL
);

-- Everything that was sent, whatever became of it.
CREATE TABLE submission (
    seq           BIGINT    NOT NULL,
    submission_id VARCHAR   NOT NULL,
    form          VARCHAR,
    reporter      VARCHAR,
    period        VARCHAR,           -- 2021-03 or FY2564
    period_start  DATE,              -- first day of the month or of the fiscal year
    fy            INTEGER,           -- Buddhist Era
    version       INTEGER,           -- 1, 2 ... among the valid ones of its key
    status        VARCHAR   NOT NULL,
    received_at   TIMESTAMP NOT NULL,
    recorded_at   TIMESTAMP NOT NULL,
    submitted_by  VARCHAR   NOT NULL,
    channel       VARCHAR   NOT NULL,
    file_name     VARCHAR   NOT NULL,
    size_bytes    BIGINT    NOT NULL,
    sha256        VARCHAR   NOT NULL,
    row_count     INTEGER   NOT NULL,
    is_nil        BOOLEAN   NOT NULL,
    is_demo       BOOLEAN   NOT NULL,
    layout        VARCHAR   NOT NULL, -- JSON: sheet, header_row, columns {field: column letter}
    error_count   INTEGER   NOT NULL,
    warning_count INTEGER   NOT NULL,
    warned_rows   INTEGER   NOT NULL  -- rows of data with a warning on one of their cells; 0 where no rows are kept
);

CREATE TABLE decision (
    seq           BIGINT    NOT NULL,
    recorded_at   TIMESTAMP NOT NULL,
    submission_id VARCHAR,
    kind          VARCHAR   NOT NULL,
    row_no        INTEGER,           -- row of the sheet, for a decision on one row
    subject       VARCHAR   NOT NULL,
    reason        VARCHAR,
    actor         VARCHAR   NOT NULL,
    payload       VARCHAR   NOT NULL  -- JSON
);

CREATE TABLE reference (
    seq            BIGINT    NOT NULL,
    recorded_at    TIMESTAMP NOT NULL,
    actor          VARCHAR   NOT NULL,
    table_name     VARCHAR   NOT NULL,
    key            VARCHAR   NOT NULL,
    effective_from DATE      NOT NULL,
    is_retired     BOOLEAN   NOT NULL,
    payload        VARCHAR   NOT NULL -- JSON
);

-- What the Office decided about problems: who does what by when, that one is solved, that it is not solved after all.
CREATE TABLE problem_step (
    seq         BIGINT    NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    fy          INTEGER   NOT NULL,  -- Buddhist Era
    problem_key VARCHAR   NOT NULL,  -- agency:project code:province
    kind        VARCHAR   NOT NULL,  -- plan_problem, close_problem, reopen_problem
    on_day      DATE      NOT NULL,
    action      VARCHAR,
    owner       VARCHAR,             -- agency or unit
    due_on      DATE,
    reason      VARCHAR,
    actor       VARCHAR   NOT NULL
);

-- What the Office wrote about figures below their target, every version: cause and remedy, actions, what became of them.
CREATE TABLE commentary_step (
    seq         BIGINT    NOT NULL,
    recorded_at TIMESTAMP NOT NULL,
    kind        VARCHAR   NOT NULL,  -- comment, plan_action, close_action, reopen_action
    kpi         VARCHAR   NOT NULL,
    scope       VARCHAR   NOT NULL,
    month       DATE      NOT NULL,  -- first day of the month that the commentary is of
    fy          INTEGER   NOT NULL,  -- Buddhist Era, of the month
    action_no   INTEGER,             -- 1 .. among the actions of a commentary; NULL for cause and remedy
    on_day      DATE,                -- the day a step of an action is of
    cause       VARCHAR,
    remedy      VARCHAR,
    action      VARCHAR,
    owner       VARCHAR,             -- agency or unit
    due_on      DATE,
    reason      VARCHAR,
    actor       VARCHAR   NOT NULL
);

-- Evidence kept beside a submission or one of its rows; the bytes stay in the ledger, under their hash.
CREATE TABLE attachment (
    seq           BIGINT    NOT NULL,
    attachment_id VARCHAR   NOT NULL,
    recorded_at   TIMESTAMP NOT NULL,
    submission_id VARCHAR   NOT NULL,
    row_no        INTEGER,           -- row of the sheet, when the file proves that row
    sha256        VARCHAR   NOT NULL,
    media_type    VARCHAR   NOT NULL,
    size_bytes    BIGINT    NOT NULL,
    file_name     VARCHAR   NOT NULL,
    caption       VARCHAR   NOT NULL,
    has_consent   BOOLEAN   NOT NULL, -- whoever can be recognised agrees to its being published
    actor         VARCHAR   NOT NULL
);

-- The submission is the counting version of its key for every known seq K with from_seq <= K < to_seq.
CREATE TABLE counted (
    submission_seq BIGINT  NOT NULL,
    submission_id  VARCHAR NOT NULL,
    form           VARCHAR NOT NULL,
    reporter       VARCHAR NOT NULL,
    period         VARCHAR NOT NULL,
    period_start   DATE    NOT NULL,
    fy             INTEGER NOT NULL,
    basis          VARCHAR NOT NULL,  -- official, provisional
    from_seq       BIGINT  NOT NULL,
    to_seq         BIGINT  NOT NULL   -- 9223372036854775807 while it still counts
);
