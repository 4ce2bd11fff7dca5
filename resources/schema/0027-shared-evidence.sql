-- Most events of a storm say what others said: what is common to them is kept once. What an event holds itself is then what is
-- its own (sysUpTime, the port it was sent from).
CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    payload_json TEXT NOT NULL
);

ALTER TABLE event ADD COLUMN evidence_id TEXT;

-- The events of an alarm are a chain from the newest to the first. An index of them would be as scattered as the alarms are: each
-- turn of a storm would change a page of it for every alarm.
ALTER TABLE event ADD COLUMN previous_event_id TEXT;

ALTER TABLE alarm ADD COLUMN last_event_id TEXT;

UPDATE event SET previous_event_id = told.previous
FROM (SELECT id, LAG(id) OVER (PARTITION BY alarm_id ORDER BY at_ms, id) AS previous FROM event WHERE alarm_id IS NOT NULL) AS told
WHERE told.id = event.id;

UPDATE alarm SET last_event_id = (SELECT event.id FROM event WHERE event.alarm_id = alarm.id ORDER BY event.at_ms DESC, event.id DESC LIMIT 1);

DROP INDEX event_alarm;

-- Events are found by their identifiers, which sort by the time they were recorded.
DROP INDEX event_at;

-- Who sent a trap is asked by its address.
CREATE INDEX device_by_address ON device (address);
