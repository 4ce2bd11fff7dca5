-- What the network measured. Samples are measurements, not changes of state: they bypass the journal.

CREATE TABLE series (
    id BIGINT PRIMARY KEY,
    port_id TEXT NOT NULL,
    metric TEXT NOT NULL,
    UNIQUE (port_id, metric)
);

-- The last reading of each counter, so that a restart of the program costs no sample, and the last
-- rate, so that a map needs no history. Counters and ticks are unsigned 64 bits in a signed column.
CREATE TABLE series_state (
    series_id BIGINT PRIMARY KEY,
    at_ms BIGINT NOT NULL,
    counter BIGINT NOT NULL,
    uptime_ticks BIGINT NOT NULL,
    discontinuity_ticks BIGINT NOT NULL,
    rate_bps BIGINT,
    flagged BIGINT NOT NULL
);

-- amount: what was counted (octets) in the interval that ends at at_ms. Time comes first in the key:
-- appending in the order of time is several times faster than in the order of series.
CREATE TABLE sample (
    at_ms BIGINT NOT NULL,
    series_id BIGINT NOT NULL,
    interval_ms BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (at_ms, series_id)
){rowless};

CREATE TABLE rollup (
    series_id BIGINT NOT NULL,
    period_ms BIGINT NOT NULL,
    start_ms BIGINT NOT NULL,
    min_bps BIGINT NOT NULL,
    max_bps BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    interval_ms BIGINT NOT NULL,
    samples BIGINT NOT NULL,
    PRIMARY KEY (series_id, period_ms, start_ms)
){rowless};
