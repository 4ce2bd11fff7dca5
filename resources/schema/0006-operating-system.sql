-- What a device runs, beside the version of it: "IOS-XE" and "17.12.4".

ALTER TABLE device ADD COLUMN operating_system TEXT NOT NULL DEFAULT ''
