-- Usage: what it costs (tariffs), whose it is (identities), what was read (files, records) and what could not be.

-- Each row is one version of a tariff, whole in its document; it never changes.
CREATE TABLE tariff (
    id BIGINT PRIMARY KEY,
    code TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    document_json TEXT NOT NULL,
    UNIQUE (code, version)
);

-- Which tariffs a version of an offering is rated by, one for each kind of usage.
CREATE TABLE offering_tariff (
    offering_id TEXT NOT NULL REFERENCES offering (id),
    kind TEXT NOT NULL,
    tariff_code TEXT NOT NULL,
    PRIMARY KEY (offering_id, kind)
);

-- What the network calls a service: a telephone number, a login, a port. One service at a time.
CREATE TABLE usage_identity (
    id BIGINT PRIMARY KEY,
    identifier TEXT NOT NULL,
    service_id TEXT NOT NULL REFERENCES service (id),
    from_ms BIGINT NOT NULL,
    until_ms BIGINT
);

CREATE INDEX usage_identity_identifier ON usage_identity (identifier, from_ms);

CREATE INDEX usage_identity_service ON usage_identity (service_id);

CREATE TABLE usage_mapping (
    name TEXT PRIMARY KEY,
    document_json TEXT NOT NULL
);

-- A file that was read. seq orders those that are whole: what a bill run has charged is "usage before a day, of
-- files up to a seq", so no record is ever written again.
CREATE TABLE usage_file (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    mapping TEXT NOT NULL,
    seq BIGINT UNIQUE,
    started_ms BIGINT NOT NULL,
    imported_ms BIGINT,
    first_ms BIGINT,
    last_ms BIGINT,
    records BIGINT NOT NULL,
    rated BIGINT NOT NULL,
    free BIGINT NOT NULL,
    suspended BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    rejected BIGINT NOT NULL
);

-- In the order of days (of UTC) and, within one, of whose it is: a file's records lie together, and so do a customer's.
CREATE TABLE usage_record (
    day BIGINT NOT NULL,
    identity_id BIGINT NOT NULL,
    start_ms BIGINT NOT NULL,
    record_key BIGINT NOT NULL,
    file_id BIGINT NOT NULL,
    line BIGINT NOT NULL,
    tariff_id BIGINT NOT NULL,
    price_rule BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    charged BIGINT NOT NULL,
    amount_micros BIGINT NOT NULL,
    destination TEXT NOT NULL,
    PRIMARY KEY (day, identity_id, start_ms, record_key)
){rowless};

-- Lines that are no rated record: suspended until they are repaired, duplicates, rejected.
CREATE TABLE usage_aside (
    file_id BIGINT NOT NULL,
    line BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (file_id, line)
);

CREATE INDEX usage_aside_state ON usage_aside (state, reason);
