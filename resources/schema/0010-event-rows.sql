-- Events come by the thousand a second: an index holds only the rows that are looked for by it.
DROP INDEX event_at;

DROP INDEX event_alarm;

DROP INDEX event_kind;

ALTER TABLE event RENAME TO event_before;

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
    source_key TEXT
);

INSERT INTO event (id, kind, source, device_id, port_id, object_name, switched_off, text, payload_json, at_ms, alarm_id, source_key)
SELECT id, kind, source, device_id, port_id, object_name, switched_off, text, payload_json, at_ms, alarm_id, source_key FROM event_before;

DROP TABLE event_before;

CREATE INDEX event_at ON event (at_ms);

CREATE INDEX event_alarm ON event (alarm_id, at_ms) WHERE alarm_id IS NOT NULL;

CREATE INDEX event_undecodable ON event (source) WHERE kind = 'undecodable';

CREATE UNIQUE INDEX event_source_key ON event (source_key) WHERE source_key IS NOT NULL;
