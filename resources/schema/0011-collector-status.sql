-- How each collector does, told by itself every few seconds: a measurement, so the journal does not hear of it.
CREATE TABLE collector_status (
    collector TEXT PRIMARY KEY,
    started_ms BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    traps_json TEXT NOT NULL
);
