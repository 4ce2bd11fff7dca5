-- What a person says of a port's speed, in bit/s; 0: nothing. line_bps goes before what the device says, contract_bps is what was bought of the line.

ALTER TABLE port ADD COLUMN line_bps BIGINT NOT NULL DEFAULT 0;

ALTER TABLE port ADD COLUMN contract_bps BIGINT NOT NULL DEFAULT 0;

ALTER TABLE port ADD COLUMN rates_reason TEXT NOT NULL DEFAULT '';
