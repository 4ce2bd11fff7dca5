-- What offerings include of usage, which usage each invoice holds, and what it drew. Draws are facts: they are added, and given back by
-- rows of the credit note; a bucket is what its periods brought less its draws.

CREATE TABLE allowance (
    code TEXT PRIMARY KEY,
    document_json TEXT NOT NULL
);

CREATE TABLE offering_allowance (
    offering_id TEXT NOT NULL REFERENCES offering (id),
    allowance_code TEXT NOT NULL REFERENCES allowance (code),
    from_on TEXT NOT NULL,
    to_on TEXT,
    PRIMARY KEY (offering_id, allowance_code)
);

-- An account's usage from one mark to the next, as its invoice holds it; without an invoice it was taken back and is to be
-- billed again. Marks of before are windows of no known invoice.
CREATE TABLE usage_window (
    account_id TEXT NOT NULL REFERENCES account (id),
    until_ms BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    after_ms BIGINT NOT NULL,
    after_seq BIGINT NOT NULL,
    rerating BIGINT NOT NULL,
    invoice_id TEXT,
    taken_back_by TEXT NOT NULL,
    billed BIGINT NOT NULL,
    included BIGINT NOT NULL,
    free BIGINT NOT NULL,
    PRIMARY KEY (account_id, until_ms, seq)
);

CREATE INDEX usage_window_invoice ON usage_window (invoice_id);

INSERT INTO usage_window (account_id, until_ms, seq, after_ms, after_seq, rerating, invoice_id, taken_back_by, billed, included, free)
SELECT account_id, until_ms, seq, 0, 0, 0, '', '', 0, 0, 0 FROM usage_mark WHERE seq > 0;

CREATE TABLE allowance_draw (
    document_id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    owner_id TEXT NOT NULL,
    allowance_code TEXT NOT NULL,
    granted_on TEXT NOT NULL,
    used_on TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (document_id, owner_id, allowance_code, granted_on, used_on)
);

CREATE INDEX allowance_draw_account ON allowance_draw (account_id, granted_on);

-- A time whose usage counts by the tariffs up to a number, whatever was known when it was read.
CREATE TABLE usage_rerating (
    id BIGINT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    from_ms BIGINT NOT NULL,
    until_ms BIGINT NOT NULL,
    known_tariff BIGINT NOT NULL
);

CREATE INDEX usage_rerating_account ON usage_rerating (account_id);

-- The newest tariff when the file was begun: its records are rated by what was published until then, also when it is gone on with.
ALTER TABLE usage_file ADD COLUMN known_tariff BIGINT NOT NULL DEFAULT 0;
