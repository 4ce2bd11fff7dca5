-- The business: what is sold, to whom, and what it costs.
-- Money is whole minor units beside its currency; unit prices are millionths of the major unit.
-- A statement behind {sqlite} or {postgresql} runs on that engine only.

-- Each row is one version of an offering; its prices never change, a new price is a new version.
CREATE TABLE offering (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    currency TEXT NOT NULL,
    monthly_price_micros BIGINT NOT NULL,
    setup_fee_minor BIGINT NOT NULL,
    tax_rate_bp BIGINT NOT NULL,
    down_kbps BIGINT NOT NULL,
    up_kbps BIGINT NOT NULL,
    sla_outage_minutes BIGINT,
    sla_credit_bp_per_hour BIGINT,
    sla_cap_bp BIGINT,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    UNIQUE (code, version)
);

CREATE TABLE customer (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL
);

CREATE TABLE contact (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL
);

CREATE INDEX contact_customer ON contact (customer_id);

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    number TEXT NOT NULL UNIQUE,
    currency TEXT NOT NULL,
    bill_day BIGINT NOT NULL CHECK (bill_day BETWEEN 1 AND 31),
    payment_days BIGINT NOT NULL,
    street TEXT NOT NULL,
    post_code TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    vat_id TEXT NOT NULL
);

CREATE INDEX account_customer ON account (customer_id);

CREATE INDEX account_bill_day ON account (bill_day, number);

CREATE TABLE customer_order (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    offering_id TEXT NOT NULL REFERENCES offering (id),
    service_id TEXT NOT NULL,
    port_id TEXT NOT NULL,
    state TEXT NOT NULL,
    requested_date TEXT NOT NULL,
    submitted_ms BIGINT NOT NULL,
    completed_ms BIGINT
);

CREATE INDEX customer_order_customer ON customer_order (customer_id);

CREATE INDEX customer_order_state ON customer_order (state);

CREATE INDEX customer_order_service ON customer_order (service_id);

CREATE TABLE order_task (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES customer_order (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    parameters_json TEXT NOT NULL,
    evidence_json TEXT NOT NULL,
    failure TEXT NOT NULL,
    completed_ms BIGINT,
    UNIQUE (order_id, position)
);

CREATE INDEX order_task_state ON order_task (state);

CREATE TABLE subscription (
    id TEXT PRIMARY KEY,
    service_id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    offering_id TEXT NOT NULL REFERENCES offering (id),
    currency TEXT NOT NULL,
    monthly_price_micros BIGINT NOT NULL,
    starts_on TEXT NOT NULL,
    started_ms BIGINT NOT NULL,
    ends_on TEXT
);

CREATE INDEX subscription_account ON subscription (account_id);

-- A service has one running subscription at most: it can't be charged twice.
CREATE UNIQUE INDEX subscription_running ON subscription (service_id) WHERE ends_on IS NULL;

CREATE TABLE bill_run (
    id TEXT PRIMARY KEY,
    bill_day BIGINT NOT NULL,
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    state TEXT NOT NULL,
    started_ms BIGINT NOT NULL,
    ended_ms BIGINT
);

-- A cycle has one open run at most: a second start goes on with the first.
CREATE UNIQUE INDEX bill_run_open ON bill_run (bill_day, period_to) WHERE state = 'running';

-- Accounts that a run could not bill, with the reason a person reads.
CREATE TABLE bill_run_parked (
    run_id TEXT NOT NULL REFERENCES bill_run (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    reason TEXT NOT NULL,
    PRIMARY KEY (run_id, account_id)
);

-- Posted documents. document_json is the whole document as it was sent; the other columns repeat
-- what lists and sums need.
CREATE TABLE invoice (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id),
    customer_id TEXT NOT NULL REFERENCES customer (id),
    run_id TEXT NOT NULL REFERENCES bill_run (id),
    kind TEXT NOT NULL,
    buyer_name TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    currency TEXT NOT NULL,
    net_minor BIGINT NOT NULL,
    tax_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    document_json TEXT NOT NULL
);

CREATE INDEX invoice_account ON invoice (account_id);

CREATE INDEX invoice_customer ON invoice (customer_id);

CREATE INDEX invoice_run ON invoice (run_id);

-- source_key names what a line charges or credits; no second line can do the same again.
CREATE TABLE invoice_line (
    id TEXT PRIMARY KEY,
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    position BIGINT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    kind TEXT NOT NULL,
    subscription_id TEXT REFERENCES subscription (id),
    service_id TEXT,
    period_from TEXT,
    period_to TEXT,
    net_minor BIGINT NOT NULL,
    source_key TEXT NOT NULL UNIQUE,
    UNIQUE (invoice_id, position)
);

CREATE INDEX invoice_line_subscription ON invoice_line (subscription_id, kind);

-- What was posted stays: the database itself refuses to change or remove it.
{sqlite} CREATE TRIGGER invoice_is_final BEFORE UPDATE ON invoice BEGIN SELECT RAISE(ABORT, 'a posted invoice is never changed'); END;
{sqlite} CREATE TRIGGER invoice_stays BEFORE DELETE ON invoice BEGIN SELECT RAISE(ABORT, 'a posted invoice is never removed'); END;
{sqlite} CREATE TRIGGER invoice_line_is_final BEFORE UPDATE ON invoice_line BEGIN SELECT RAISE(ABORT, 'a posted invoice is never changed'); END;
{sqlite} CREATE TRIGGER invoice_line_stays BEFORE DELETE ON invoice_line BEGIN SELECT RAISE(ABORT, 'a posted invoice is never removed'); END;
{postgresql} CREATE FUNCTION refuse_posted_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a posted invoice is never changed or removed'; END $$;
{postgresql} CREATE TRIGGER invoice_is_final BEFORE UPDATE OR DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION refuse_posted_change();
{postgresql} CREATE TRIGGER invoice_line_is_final BEFORE UPDATE OR DELETE ON invoice_line FOR EACH ROW EXECUTE FUNCTION refuse_posted_change();
{postgresql} CREATE TRIGGER invoice_not_emptied BEFORE TRUNCATE ON invoice FOR EACH STATEMENT EXECUTE FUNCTION refuse_posted_change();
{postgresql} CREATE TRIGGER invoice_line_not_emptied BEFORE TRUNCATE ON invoice_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_posted_change();
