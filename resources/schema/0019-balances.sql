-- Money that is there before usage is: prepaid balances and credit limits, with what sessions under way have reserved.

CREATE TABLE balance (
    id BIGINT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    bucket TEXT NOT NULL,
    currency TEXT NOT NULL,
    limit_micros BIGINT NOT NULL CHECK (limit_micros >= 0),
    debt_micros BIGINT NOT NULL CHECK (debt_micros >= 0),
    UNIQUE (account_id, bucket)
);

-- One top-up each, until it is spent or expires.
CREATE TABLE balance_lot (
    id BIGINT PRIMARY KEY,
    balance_id BIGINT NOT NULL REFERENCES balance (id),
    left_micros BIGINT NOT NULL CHECK (left_micros >= 0),
    expires_ms BIGINT
);

CREATE INDEX balance_lot_balance ON balance_lot (balance_id);

CREATE TABLE balance_reservation (
    session TEXT PRIMARY KEY,
    balance_id BIGINT NOT NULL REFERENCES balance (id),
    amount_micros BIGINT NOT NULL CHECK (amount_micros > 0),
    made_ms BIGINT NOT NULL,
    expires_ms BIGINT NOT NULL
);

CREATE INDEX balance_reservation_balance ON balance_reservation (balance_id);
