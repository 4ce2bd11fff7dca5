-- What leaves the house: how documents look, what e-invoices say of a buyer, what is mailed.

-- Pictures of documents, by what is in them: a document of last year finds its logo of last year.
CREATE TABLE document_picture (
    sha256 TEXT PRIMARY KEY,
    file {blob} NOT NULL
);

-- Beside the account's address: the buyer's reference (a Leitweg-ID), order number, electronic address (EAS scheme), where its documents are mailed.
CREATE TABLE account_documents (
    account_id TEXT PRIMARY KEY REFERENCES account (id),
    reference TEXT NOT NULL,
    order_number TEXT NOT NULL,
    email TEXT NOT NULL,
    endpoint_scheme TEXT NOT NULL,
    endpoint_id TEXT NOT NULL
);

-- The queue of e-mail: queued, sending, sent, failed (may be tried again by a person), unknown (ended in the middle of sending).
-- source_key: a document is mailed once to an address, unless a person asks for it again. seal holds the password of the mail server.
CREATE TABLE mail_message (
    id TEXT PRIMARY KEY,
    source_key TEXT NOT NULL UNIQUE,
    invoice_id TEXT REFERENCES invoice (id),
    recipient TEXT NOT NULL,
    format TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at_ms BIGINT NOT NULL,
    queued_at_ms BIGINT NOT NULL,
    sent_at_ms BIGINT,
    problem TEXT NOT NULL
);

CREATE INDEX mail_message_state ON mail_message (state, next_at_ms);

CREATE INDEX mail_message_invoice ON mail_message (invoice_id);

CREATE TABLE mail_server (
    id BIGINT PRIMARY KEY,
    settings_json TEXT NOT NULL,
    password_sealed {blob}
);
