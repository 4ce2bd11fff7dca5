-- Prices that are more than an amount a month, what subscriptions go through, and who may approve how much.

-- What comes with a version beside its price: interval, trial, terms, bundle. Empty is a month in arrears.
ALTER TABLE offering ADD COLUMN terms_json TEXT NOT NULL DEFAULT '{}';

-- A class of supplies has one rate a day: that of the newest row that is valid.
CREATE TABLE tax_rate (
    tax_class TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    rate_bp BIGINT NOT NULL,
    category TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (tax_class, valid_from)
);

CREATE TABLE promotion (
    code TEXT PRIMARY KEY,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    promotion_json TEXT NOT NULL
);

-- What a customer agreed to pay instead of the offering's price.
CREATE TABLE customer_price (
    id TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES customer (id),
    offering_code TEXT NOT NULL,
    currency TEXT NOT NULL,
    price_micros BIGINT NOT NULL,
    setup_fee_minor BIGINT,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    reason TEXT NOT NULL
);

CREATE INDEX customer_price_customer ON customer_price (customer_id, offering_code);

-- Why no tax is charged to an account: a category of EN 16931 and its reason. Empty is taxed as what is sold.
ALTER TABLE account ADD COLUMN tax_category TEXT NOT NULL DEFAULT '';

ALTER TABLE account ADD COLUMN tax_reason TEXT NOT NULL DEFAULT '';

-- The phases of a subscription; empty is one, at its price from its start on.
ALTER TABLE subscription ADD COLUMN phases_json TEXT NOT NULL DEFAULT '';

-- Options and parts of a bundle belong to another subscription.
ALTER TABLE subscription ADD COLUMN parent_id TEXT;

ALTER TABLE subscription ADD COLUMN setup_fee_minor BIGINT;

ALTER TABLE subscription ADD COLUMN committed_until TEXT;

-- The first day that no recurring line charges yet.
ALTER TABLE subscription ADD COLUMN charged_until TEXT;

-- Since when what was billed must be looked at again: a change came after the bill.
ALTER TABLE subscription ADD COLUMN corrected_from TEXT;

UPDATE subscription SET charged_until = (SELECT MAX(l.period_to) FROM invoice_line l WHERE l.subscription_id = subscription.id AND l.kind = 'recurring');

DROP INDEX subscription_running;

CREATE UNIQUE INDEX subscription_running ON subscription (service_id) WHERE ends_on IS NULL AND parent_id IS NULL;

CREATE INDEX subscription_service ON subscription (service_id);

CREATE INDEX subscription_parent ON subscription (parent_id);

CREATE TABLE discount (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    subscription_id TEXT NOT NULL REFERENCES subscription (id),
    promotion_code TEXT NOT NULL,
    discount_json TEXT NOT NULL
);

CREATE INDEX discount_account ON discount (account_id);

CREATE INDEX discount_subscription ON discount (subscription_id);

-- One-time charges and credits by hand; source key "charge:<id>" says on which line they are.
CREATE TABLE account_charge (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    charge_json TEXT NOT NULL,
    created_ms BIGINT NOT NULL
);

CREATE INDEX account_charge_account ON account_charge (account_id);

CREATE INDEX invoice_line_account ON invoice_line (account_id, kind);

-- A run bills a cycle; a document made by hand has a run of its own.
ALTER TABLE bill_run ADD COLUMN kind TEXT NOT NULL DEFAULT 'cycle';

-- Figures of a cycle that a second person agreed to.
CREATE TABLE bill_approval (
    bill_day BIGINT NOT NULL,
    period_to TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_ms BIGINT NOT NULL,
    figures_json TEXT NOT NULL,
    PRIMARY KEY (bill_day, period_to, issued_on, approved_by)
);
