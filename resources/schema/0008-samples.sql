-- Samples anew: a poll round of a device is one row, not one row and four upserts a value. What was
-- measured before is given up: no release has written it.

DROP TABLE rollup;
DROP TABLE sample;
DROP TABLE series_state;
DROP TABLE series;

-- Up to 256 series of one device that are read together, in the same sweep.
CREATE TABLE sample_chunk (
    id BIGINT PRIMARY KEY,
    device_id TEXT NOT NULL,
    sweep TEXT NOT NULL
);

CREATE INDEX sample_chunk_device ON sample_chunk (device_id, sweep);

-- A series: what is measured (a port, a component) and which of its metrics; and where it lies.
CREATE TABLE sample_series (
    chunk_id BIGINT NOT NULL,
    slot BIGINT NOT NULL,
    object_id TEXT NOT NULL,
    metric TEXT NOT NULL,
    PRIMARY KEY (chunk_id, slot),
    UNIQUE (object_id, metric)
){rowless};

-- The last readings of a chunk, so that a restart of the program costs no sample. The version grows with
-- every write: a program that remembers an older one has to read again.
CREATE TABLE sample_state (
    chunk_id BIGINT PRIMARY KEY,
    version BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    readings {blob} NOT NULL
);

-- One poll round of a chunk: the samples of the interval that ends at at_ms. Stays until its hour is over.
CREATE TABLE sample_round (
    chunk_id BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    interval_ms BIGINT NOT NULL,
    samples {blob} NOT NULL,
    PRIMARY KEY (chunk_id, at_ms)
);

-- What has been compacted. period_ms 0: the samples of an hour; else minimum, maximum, sum, count and covered
-- time of each period, those of five minutes an hour to the row, of an hour and of a day one to the row.
CREATE TABLE sample_block (
    chunk_id BIGINT NOT NULL,
    period_ms BIGINT NOT NULL,
    start_ms BIGINT NOT NULL,
    samples {blob} NOT NULL,
    PRIMARY KEY (chunk_id, period_ms, start_ms)
);

-- The bytes are packed already: PostgreSQL need not try to compress them, nor move a chunk's readings to another table
-- while they fit their page.
{postgresql} ALTER TABLE sample_state ALTER COLUMN readings SET STORAGE EXTERNAL;
{postgresql} ALTER TABLE sample_state SET (toast_tuple_target = 8160);
{postgresql} ALTER TABLE sample_block ALTER COLUMN samples SET STORAGE EXTERNAL;

-- How a device's table is best asked for, as the poller learned it: variables an answer carries (0: not known) and the
-- most it may (0: no bound), rows it had (-1: not known).
CREATE TABLE table_manner (
    device_id TEXT NOT NULL,
    entry TEXT NOT NULL,
    binds BIGINT NOT NULL,
    most_binds BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    alone BIGINT NOT NULL,
    losses BIGINT NOT NULL,
    PRIMARY KEY (device_id, entry)
);
