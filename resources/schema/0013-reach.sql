-- Whether a device can be reached besides what SNMP tells, and what people know of it.

-- Whose time the dates in its log are, an IANA name; empty: the operator's.
ALTER TABLE device ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';

-- What it is for, as a person said ("core", "access"); empty: as the links tell.
ALTER TABLE device ADD COLUMN role TEXT NOT NULL DEFAULT '';

-- Echo requests, and TCP ports that must take a connection (a line each); so often; so many misses in a row are a fault.
ALTER TABLE device ADD COLUMN check_ping BIGINT NOT NULL DEFAULT 1;

ALTER TABLE device ADD COLUMN check_ports TEXT NOT NULL DEFAULT '';

ALTER TABLE device ADD COLUMN check_every_ms BIGINT NOT NULL DEFAULT 60000;

ALTER TABLE device ADD COLUMN check_misses BIGINT NOT NULL DEFAULT 3;

-- A plan that does not start by itself for now.
ALTER TABLE discovery_plan ADD COLUMN paused BIGINT NOT NULL DEFAULT 0;
