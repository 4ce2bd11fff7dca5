-- Problems that rules for traps bring: what X.733 calls them is no longer ours alone to know.

ALTER TABLE alarm ADD COLUMN event_type TEXT NOT NULL DEFAULT '';

ALTER TABLE alarm ADD COLUMN probable_cause TEXT NOT NULL DEFAULT '';
