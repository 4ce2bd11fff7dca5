-- Money that comes and goes: payments and what they settle, bank statements, direct debits, dunning.

-- What the bank told, and how far a person has got with it. line_key is what tells a movement apart wherever it is told again.
CREATE TABLE bank_statement (
    id TEXT PRIMARY KEY,
    message TEXT NOT NULL,
    message_id TEXT NOT NULL,
    statement_id TEXT NOT NULL,
    account TEXT NOT NULL,
    file_name TEXT NOT NULL,
    imported_ms BIGINT NOT NULL,
    UNIQUE (account, statement_id, message_id, message)
);

CREATE TABLE bank_line (
    id TEXT PRIMARY KEY,
    statement_id TEXT NOT NULL REFERENCES bank_statement (id),
    position BIGINT NOT NULL,
    line_key TEXT NOT NULL UNIQUE,
    booked_on TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    code TEXT NOT NULL,
    reversal BIGINT NOT NULL,
    information TEXT NOT NULL,
    detail_json TEXT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL
);

CREATE INDEX bank_line_state ON bank_line (state, booked_on);

-- amount is negative for what was paid back or returned.
CREATE TABLE payment (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id),
    method TEXT NOT NULL,
    received_on TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    reference TEXT NOT NULL,
    payer_name TEXT NOT NULL,
    payer_iban TEXT NOT NULL,
    bank_line_id TEXT UNIQUE REFERENCES bank_line (id),
    returns_id TEXT REFERENCES payment (id),
    source_key TEXT NOT NULL UNIQUE,
    created_ms BIGINT NOT NULL
);

CREATE INDEX payment_account ON payment (account_id);

CREATE INDEX payment_payer ON payment (payer_iban);

-- A movement at the bank that is a payment which was recorded before it: by hand, by a direct debit, by a refund.
CREATE TABLE bank_line_payment (
    payment_id TEXT PRIMARY KEY REFERENCES payment (id),
    bank_line_id TEXT NOT NULL REFERENCES bank_line (id)
);

-- Fees and interest that are owed beside the invoices.
CREATE TABLE dunning_charge (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    dated TEXT NOT NULL,
    due_on TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    text TEXT NOT NULL,
    source_key TEXT NOT NULL UNIQUE
);

CREATE INDEX dunning_charge_account ON dunning_charge (account_id);

-- What lessens an invoice, a credit note or a charge. Negative amounts open it again.
CREATE TABLE settlement (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    invoice_id TEXT REFERENCES invoice (id),
    charge_id TEXT REFERENCES dunning_charge (id),
    kind TEXT NOT NULL,
    payment_id TEXT REFERENCES payment (id),
    dated TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    reason TEXT NOT NULL,
    source_key TEXT NOT NULL UNIQUE,
    CHECK ((invoice_id IS NULL) <> (charge_id IS NULL))
);

CREATE INDEX settlement_account ON settlement (account_id);

CREATE INDEX settlement_invoice ON settlement (invoice_id);

CREATE INDEX settlement_charge ON settlement (charge_id);

CREATE INDEX settlement_payment ON settlement (payment_id);

CREATE TABLE mandate (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id),
    debtor_name TEXT NOT NULL,
    iban TEXT NOT NULL,
    bic TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    scheme TEXT NOT NULL,
    one_off BIGINT NOT NULL,
    final BIGINT NOT NULL,
    revoked_on TEXT
);

-- An account has one mandate at most that collects.
CREATE UNIQUE INDEX mandate_active ON mandate (account_id) WHERE revoked_on IS NULL;

-- Files for the bank: direct debits (pain.008) and refunds (pain.001), whole as they were made.
CREATE TABLE bank_order (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    created_ms BIGINT NOT NULL,
    document_json TEXT NOT NULL
);

CREATE TABLE bank_order_payment (
    payment_id TEXT PRIMARY KEY REFERENCES payment (id),
    order_id TEXT NOT NULL REFERENCES bank_order (id)
);

CREATE TABLE direct_debit (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES bank_order (id),
    mandate_id TEXT NOT NULL REFERENCES mandate (id),
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    payment_id TEXT NOT NULL UNIQUE REFERENCES payment (id),
    end_to_end_id TEXT NOT NULL UNIQUE,
    block_id TEXT NOT NULL,
    due_on TEXT NOT NULL,
    sequence TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL
);

CREATE INDEX direct_debit_mandate ON direct_debit (mandate_id);

CREATE INDEX direct_debit_block ON direct_debit (block_id);

-- Nothing is dunned while a dispute is open, or before a hold ends.
CREATE TABLE dispute (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    reason TEXT NOT NULL,
    opened_ms BIGINT NOT NULL,
    resolved_ms BIGINT
);

CREATE UNIQUE INDEX dispute_open ON dispute (invoice_id) WHERE resolved_ms IS NULL;

CREATE TABLE dunning_account (
    account_id TEXT PRIMARY KEY REFERENCES account (id),
    policy TEXT NOT NULL,
    hold_until TEXT,
    hold_reason TEXT NOT NULL
);

CREATE TABLE dunning_policy (
    code TEXT PRIMARY KEY,
    rules_json TEXT NOT NULL
);

CREATE TABLE dunning_run (
    id TEXT PRIMARY KEY,
    dated TEXT NOT NULL,
    state TEXT NOT NULL,
    started_ms BIGINT NOT NULL,
    ended_ms BIGINT
);

CREATE UNIQUE INDEX dunning_run_open ON dunning_run (state) WHERE state = 'running';

-- One letter to one account. Its items tell which step each invoice has reached: a step comes once.
CREATE TABLE dunning_notice (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    run_id TEXT NOT NULL REFERENCES dunning_run (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    dated TEXT NOT NULL,
    document_json TEXT NOT NULL,
    UNIQUE (run_id, account_id)
);

CREATE INDEX dunning_notice_account ON dunning_notice (account_id);

CREATE TABLE dunning_item (
    notice_id TEXT NOT NULL REFERENCES dunning_notice (id),
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    step BIGINT NOT NULL,
    interest_until TEXT,
    PRIMARY KEY (invoice_id, step)
);

{sqlite} CREATE TRIGGER payment_is_final BEFORE UPDATE ON payment BEGIN SELECT RAISE(ABORT, 'a payment is never changed'); END;
{sqlite} CREATE TRIGGER payment_stays BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'a payment is never removed'); END;
{sqlite} CREATE TRIGGER settlement_is_final BEFORE UPDATE ON settlement BEGIN SELECT RAISE(ABORT, 'a settlement is never changed'); END;
{sqlite} CREATE TRIGGER settlement_stays BEFORE DELETE ON settlement BEGIN SELECT RAISE(ABORT, 'a settlement is never removed'); END;
{sqlite} CREATE TRIGGER dunning_charge_is_final BEFORE UPDATE ON dunning_charge BEGIN SELECT RAISE(ABORT, 'a charge is never changed'); END;
{sqlite} CREATE TRIGGER dunning_charge_stays BEFORE DELETE ON dunning_charge BEGIN SELECT RAISE(ABORT, 'a charge is never removed'); END;
{sqlite} CREATE TRIGGER bank_order_is_final BEFORE UPDATE ON bank_order BEGIN SELECT RAISE(ABORT, 'what went to the bank is never changed'); END;
{sqlite} CREATE TRIGGER direct_debit_is_final BEFORE UPDATE ON direct_debit BEGIN SELECT RAISE(ABORT, 'what went to the bank is never changed'); END;
{postgresql} CREATE TRIGGER payment_is_final BEFORE UPDATE OR DELETE ON payment FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
{postgresql} CREATE TRIGGER settlement_is_final BEFORE UPDATE OR DELETE ON settlement FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
{postgresql} CREATE TRIGGER dunning_charge_is_final BEFORE UPDATE OR DELETE ON dunning_charge FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
{postgresql} CREATE TRIGGER bank_order_is_final BEFORE UPDATE OR DELETE ON bank_order FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
{postgresql} CREATE TRIGGER direct_debit_is_final BEFORE UPDATE OR DELETE ON direct_debit FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
