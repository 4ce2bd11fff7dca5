-- What charges for measured traffic need beside the samples.

-- Five minutes in which readings of a series were above the line rate: a bill says so after the samples have gone.
CREATE TABLE sample_flagged (
    chunk_id BIGINT NOT NULL,
    slot BIGINT NOT NULL,
    start_ms BIGINT NOT NULL,
    samples BIGINT NOT NULL,
    PRIMARY KEY (chunk_id, slot, start_ms)
);

-- The ports that a service's traffic is measured at, from a day on, and until one; a service without rows is measured at
-- its own port.
CREATE TABLE traffic_port (
    id BIGINT PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES service (id),
    port_id TEXT NOT NULL REFERENCES port (id),
    valid_from TEXT NOT NULL,
    valid_to TEXT
);

CREATE INDEX traffic_port_service ON traffic_port (service_id);

CREATE INDEX traffic_port_port ON traffic_port (port_id);
