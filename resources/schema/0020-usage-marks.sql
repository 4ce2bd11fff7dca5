-- Up to when, and of files up to which number, an account's usage is on invoices; and up to which file a run looks, so
-- that what is read while it goes on waits for the next one.
CREATE TABLE usage_mark (
    account_id TEXT PRIMARY KEY REFERENCES account (id),
    until_ms BIGINT NOT NULL,
    seq BIGINT NOT NULL
);

ALTER TABLE bill_run ADD COLUMN usage_seq BIGINT NOT NULL DEFAULT 0;
