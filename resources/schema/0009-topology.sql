-- How links are known, whose addresses a device's are, and what discovery is to look for.

-- A routing domain: the same address in two of them is two places. Empty is the operator's own.
ALTER TABLE device ADD COLUMN domain TEXT NOT NULL DEFAULT '';

-- A person agreed that it is gone. It keeps its history, and comes back when it is found again.
ALTER TABLE device ADD COLUMN retired BIGINT NOT NULL DEFAULT 0;

-- Rediscoveries in a row that read both ends and heard nothing of the link.
ALTER TABLE link ADD COLUMN missed BIGINT NOT NULL DEFAULT 0;

-- Which protocol says that there is a link, at which of its two ports, since when and until when.
CREATE TABLE link_evidence (
    link_id TEXT NOT NULL REFERENCES link (id),
    kind TEXT NOT NULL,
    port_id TEXT NOT NULL REFERENCES port (id),
    first_seen_at_ms BIGINT NOT NULL,
    last_seen_at_ms BIGINT NOT NULL,
    PRIMARY KEY (link_id, kind, port_id)
);

-- Lists are a line an entry.
CREATE TABLE discovery_plan (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    domain TEXT NOT NULL,
    seeds TEXT NOT NULL,
    ranges TEXT NOT NULL,
    within TEXT NOT NULL,
    follow_neighbours BIGINT NOT NULL,
    snmp_port BIGINT NOT NULL,
    max_devices BIGINT NOT NULL,
    every_ms BIGINT NOT NULL,
    started_at_ms BIGINT
);

-- What a run found and nobody has agreed to yet.
CREATE TABLE discovery_proposal (
    id TEXT PRIMARY KEY,
    plan_id TEXT NOT NULL,
    plan_name TEXT NOT NULL,
    found_at_ms BIGINT NOT NULL,
    state TEXT NOT NULL,
    found {blob} NOT NULL
);

CREATE INDEX discovery_proposal_state ON discovery_proposal (state, found_at_ms);

-- A v3 user or password that a device refused is not tried there again until it is changed: some
-- devices lock a user out after a few wrong ones.
CREATE TABLE credential_refusal (
    credential_id TEXT NOT NULL REFERENCES credential (id),
    domain TEXT NOT NULL,
    device TEXT NOT NULL,
    refused_at_ms BIGINT NOT NULL,
    PRIMARY KEY (credential_id, domain, device)
);
