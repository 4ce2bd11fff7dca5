-- When a customer was forgotten; from then on the name is the number, and only the books remember.
ALTER TABLE customer ADD COLUMN erased_ms BIGINT;
