-- Faults and what they cost: events, alarms, outages, SLA credits.

CREATE TABLE event (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    device_id TEXT,
    port_id TEXT,
    object_name TEXT NOT NULL,
    switched_off BIGINT NOT NULL,
    text TEXT NOT NULL,
    payload_json TEXT NOT NULL,
    at_ms BIGINT NOT NULL,
    alarm_id TEXT,
    source_key TEXT UNIQUE
);

CREATE INDEX event_at ON event (at_ms);

CREATE INDEX event_alarm ON event (alarm_id, at_ms);

CREATE INDEX event_kind ON event (kind, source);

-- One life of a fault. A fault that comes back after its clear is a new row with the same key.
CREATE TABLE alarm (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    alarm_key TEXT NOT NULL,
    device_id TEXT,
    port_id TEXT,
    source TEXT NOT NULL,
    object_name TEXT NOT NULL,
    severity TEXT NOT NULL,
    worst_severity TEXT NOT NULL,
    problem TEXT NOT NULL,
    service_affecting BIGINT NOT NULL,
    text TEXT NOT NULL,
    event_count BIGINT NOT NULL,
    raised_ms BIGINT NOT NULL,
    last_event_ms BIGINT NOT NULL,
    changed_ms BIGINT NOT NULL,
    acknowledged_ms BIGINT,
    acknowledged_by TEXT NOT NULL,
    owner TEXT NOT NULL,
    cleared_ms BIGINT,
    cleared_by TEXT NOT NULL,
    clear_reason TEXT NOT NULL,
    raised_event_id TEXT NOT NULL,
    cleared_event_id TEXT
);

CREATE INDEX alarm_by_key ON alarm (alarm_key, raised_ms);

-- A fault has one open alarm at a time.
CREATE UNIQUE INDEX alarm_open ON alarm (alarm_key) WHERE cleared_ms IS NULL;

CREATE INDEX alarm_device ON alarm (device_id, raised_ms);

CREATE INDEX alarm_raised ON alarm (raised_ms);

CREATE INDEX alarm_cleared ON alarm (cleared_ms);

CREATE TABLE alarm_note (
    id TEXT PRIMARY KEY,
    alarm_id TEXT NOT NULL REFERENCES alarm (id),
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    at_ms BIGINT NOT NULL
);

CREATE INDEX alarm_note_alarm ON alarm_note (alarm_id, at_ms);

-- A time in which a service was down, with the events that began and ended it.
CREATE TABLE outage (
    id TEXT PRIMARY KEY,
    service_id TEXT NOT NULL,
    alarm_id TEXT NOT NULL REFERENCES alarm (id),
    started_ms BIGINT NOT NULL,
    ended_ms BIGINT,
    opened_event_id TEXT NOT NULL,
    closed_event_id TEXT,
    UNIQUE (alarm_id, service_id)
);

CREATE INDEX outage_service ON outage (service_id, started_ms);

-- Money back for a month that missed its promise. The figures that it rests on are kept with it.
CREATE TABLE sla_credit (
    id TEXT PRIMARY KEY,
    service_id TEXT NOT NULL,
    outage_id TEXT NOT NULL REFERENCES outage (id),
    month TEXT NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    monthly_price BIGINT NOT NULL,
    down_ms BIGINT NOT NULL,
    allowed_ms BIGINT NOT NULL,
    started_hours BIGINT NOT NULL,
    basis_points BIGINT NOT NULL,
    granted_before BIGINT NOT NULL,
    granted_at_ms BIGINT NOT NULL,
    UNIQUE (outage_id, month)
);

CREATE INDEX sla_credit_service ON sla_credit (service_id, month);
