-- What every room stands on: settings, the journal, number series, users.
-- Identifiers are UUIDs as text, instants UTC milliseconds, dates ISO text, flags 0 or 1.

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE journal (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at_ms BIGINT NOT NULL,
    actor TEXT NOT NULL,
    workstation TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject_type TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    before_json TEXT NOT NULL,
    after_json TEXT NOT NULL,
    cause_id TEXT,
    source_key TEXT UNIQUE,
    hash {blob} NOT NULL
);

CREATE INDEX journal_subject ON journal (subject_type, subject_id, seq);

CREATE INDEX journal_cause ON journal (cause_id);

-- One row: the end of the chain. Whoever appends holds its lock until the commit, so numbers are
-- given in the order of commits and a reader never meets a gap that fills later.
CREATE TABLE journal_head (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    seq BIGINT NOT NULL,
    hash {blob} NOT NULL
);

CREATE TABLE journal_cursor (
    name TEXT PRIMARY KEY,
    seq BIGINT NOT NULL
);

CREATE TABLE number_series (
    name TEXT PRIMARY KEY,
    last_number BIGINT NOT NULL
);

CREATE TABLE app_user (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    password_hash TEXT,
    active BIGINT NOT NULL
);

CREATE TABLE user_role (
    user_id TEXT NOT NULL REFERENCES app_user (id),
    role TEXT NOT NULL,
    PRIMARY KEY (user_id, role)
);
