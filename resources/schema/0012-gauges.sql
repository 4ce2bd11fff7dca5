-- What the parts of a device measure, as it is polled. Values are samples; here is what they are of.

-- A part that people look for by itself: a transceiver, an ONT. Its identity survives a new index.
CREATE TABLE component (
    id TEXT PRIMARY KEY,
    device_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    identity TEXT NOT NULL,
    name TEXT NOT NULL,
    port_name TEXT NOT NULL,
    label TEXT NOT NULL,
    vendor TEXT NOT NULL,
    model TEXT NOT NULL,
    serial_number TEXT NOT NULL,
    UNIQUE (device_id, kind, identity)
);

CREATE INDEX component_kind ON component (kind);

-- A sensor, the load of a processor, the use of memory or storage.
CREATE TABLE gauge (
    id TEXT PRIMARY KEY,
    device_id TEXT NOT NULL,
    component_id TEXT,
    measure TEXT NOT NULL,
    identity TEXT NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    profile TEXT NOT NULL,
    every_seconds BIGINT NOT NULL,
    limits_json TEXT NOT NULL,
    states_json TEXT NOT NULL,
    UNIQUE (device_id, measure, identity)
);

-- Limits that a person set in place of those of the device and its profile.
CREATE TABLE gauge_limits (
    gauge_id TEXT PRIMARY KEY,
    limits_json TEXT NOT NULL,
    reason TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_ms BIGINT NOT NULL
);
