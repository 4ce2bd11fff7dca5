-- The network: what there is, what it measured, what runs on it.

CREATE TABLE site (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

-- The secrets of a credential are sealed; its name, version and place in the order are not.
CREATE TABLE credential (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    position BIGINT NOT NULL,
    for_writing BIGINT NOT NULL,
    version TEXT NOT NULL,
    sealed {blob} NOT NULL
);

CREATE TABLE device (
    id TEXT PRIMARY KEY,
    sys_name TEXT NOT NULL,
    given_name TEXT NOT NULL,
    address TEXT NOT NULL,
    snmp_port BIGINT NOT NULL,
    credential_id TEXT,
    site_id TEXT REFERENCES site (id),
    kind TEXT NOT NULL,
    vendor TEXT NOT NULL,
    model TEXT NOT NULL,
    software_version TEXT NOT NULL,
    serial_number TEXT NOT NULL,
    engine_id {blob} NOT NULL,
    base_mac TEXT NOT NULL,
    sys_object_id TEXT NOT NULL,
    description TEXT NOT NULL,
    state TEXT NOT NULL,
    last_seen_at_ms BIGINT,
    map_x DOUBLE PRECISION,
    map_y DOUBLE PRECISION
);

-- Every address a device is known by: traps come from any of them.
CREATE TABLE device_address (
    device_id TEXT NOT NULL REFERENCES device (id),
    address TEXT NOT NULL,
    PRIMARY KEY (address, device_id)
);

CREATE INDEX device_address_device ON device_address (device_id);

CREATE TABLE port (
    id TEXT PRIMARY KEY,
    device_id TEXT NOT NULL REFERENCES device (id),
    name TEXT NOT NULL,
    if_index BIGINT NOT NULL,
    alias TEXT NOT NULL,
    description TEXT NOT NULL,
    mac TEXT NOT NULL,
    if_type BIGINT NOT NULL,
    admin_state TEXT NOT NULL,
    oper_state TEXT NOT NULL,
    speed_bps BIGINT NOT NULL,
    present BIGINT NOT NULL,
    UNIQUE (device_id, name)
);

CREATE INDEX port_index ON port (device_id, if_index);

-- The two ends are stored in the order of their identifiers, so that a link exists once.
CREATE TABLE link (
    id TEXT PRIMARY KEY,
    a_port_id TEXT NOT NULL REFERENCES port (id),
    b_port_id TEXT NOT NULL REFERENCES port (id),
    evidence TEXT NOT NULL,
    first_seen_at_ms BIGINT NOT NULL,
    last_seen_at_ms BIGINT NOT NULL,
    UNIQUE (a_port_id, b_port_id)
);

CREATE INDEX link_b ON link (b_port_id);

CREATE TABLE service (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    customer_id TEXT NOT NULL,
    offering_id TEXT NOT NULL,
    order_id TEXT,
    port_id TEXT NOT NULL,
    state TEXT NOT NULL,
    activated_at_ms BIGINT,
    terminated_at_ms BIGINT,
    activation_entry TEXT
);

-- A port serves one customer at a time, whatever two orders do at once.
CREATE UNIQUE INDEX service_port_held ON service (port_id) WHERE state <> 'terminated';

CREATE INDEX service_customer ON service (customer_id);

CREATE INDEX service_port ON service (port_id);
