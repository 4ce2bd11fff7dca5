-- What was spent of a balance since its money is in the ledger, and whether it is: revenue is what whole minor units of that come to.

ALTER TABLE balance ADD COLUMN spent_micros BIGINT NOT NULL DEFAULT 0;

ALTER TABLE balance ADD COLUMN booked BIGINT NOT NULL DEFAULT 0;
