-- The ledger: double entry, append-only. A posting is in one currency; debits are positive, credits negative.

-- running_minor is the sum of the legs up to this one. With the posting's deferred foreign key, which asks for a
-- last leg whose running sum is 0, the database itself accepts no transaction that leaves a posting unbalanced.
CREATE TABLE ledger_leg (
    posting_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    account TEXT NOT NULL,
    account_id TEXT REFERENCES account (id),
    amount_minor BIGINT NOT NULL,
    running_minor BIGINT NOT NULL,
    PRIMARY KEY (posting_id, position),
    UNIQUE (posting_id, position, running_minor)
);

CREATE INDEX ledger_leg_account ON ledger_leg (account, account_id);

CREATE TABLE ledger_posting (
    id TEXT PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    dated TEXT NOT NULL,
    currency TEXT NOT NULL,
    text TEXT NOT NULL,
    source_key TEXT NOT NULL UNIQUE,
    entry_id TEXT NOT NULL REFERENCES journal (id),
    last_leg BIGINT NOT NULL CHECK (last_leg >= 2),
    rest_minor BIGINT NOT NULL CHECK (rest_minor = 0),
    FOREIGN KEY (id, last_leg, rest_minor) REFERENCES ledger_leg (posting_id, position, running_minor) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ledger_posting_dated ON ledger_posting (dated);

CREATE INDEX ledger_posting_entry ON ledger_posting (entry_id);

-- Closed on purpose: nothing is dated before open_from any more.
CREATE TABLE ledger_closing (
    open_from TEXT PRIMARY KEY,
    closed_ms BIGINT NOT NULL,
    closed_by TEXT NOT NULL
);

-- Revenue that was charged in advance, and the months in which it was earned.
CREATE TABLE ledger_deferral (
    id TEXT PRIMARY KEY,
    source_key TEXT NOT NULL UNIQUE,
    revenue_account TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    last_month TEXT NOT NULL,
    dated TEXT NOT NULL
);

CREATE INDEX ledger_deferral_from ON ledger_deferral (period_from);

CREATE TABLE ledger_recognition (
    deferral_id TEXT NOT NULL REFERENCES ledger_deferral (id),
    month TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    posting_id TEXT REFERENCES ledger_posting (id),
    PRIMARY KEY (deferral_id, month)
);

{sqlite} CREATE TRIGGER ledger_leg_adds_up BEFORE INSERT ON ledger_leg WHEN NEW.running_minor <> NEW.amount_minor + COALESCE((SELECT running_minor FROM ledger_leg WHERE posting_id = NEW.posting_id AND position = NEW.position - 1), CASE NEW.position WHEN 1 THEN 0 END) OR NEW.position < 1 OR (NEW.position > 1 AND NOT EXISTS (SELECT 1 FROM ledger_leg WHERE posting_id = NEW.posting_id AND position = NEW.position - 1)) OR NOT EXISTS (SELECT 1 FROM ledger_posting WHERE id = NEW.posting_id AND last_leg >= NEW.position) BEGIN SELECT RAISE(ABORT, 'a leg of the ledger must add up'); END;
{sqlite} CREATE TRIGGER ledger_posting_is_open BEFORE INSERT ON ledger_posting WHEN EXISTS (SELECT 1 FROM ledger_closing WHERE open_from > NEW.dated) BEGIN SELECT RAISE(ABORT, 'nothing is posted into a closed month'); END;
{sqlite} CREATE TRIGGER ledger_posting_is_final BEFORE UPDATE ON ledger_posting BEGIN SELECT RAISE(ABORT, 'a posting is never changed'); END;
{sqlite} CREATE TRIGGER ledger_posting_stays BEFORE DELETE ON ledger_posting BEGIN SELECT RAISE(ABORT, 'a posting is never removed'); END;
{sqlite} CREATE TRIGGER ledger_leg_is_final BEFORE UPDATE ON ledger_leg BEGIN SELECT RAISE(ABORT, 'a posting is never changed'); END;
{sqlite} CREATE TRIGGER ledger_leg_stays BEFORE DELETE ON ledger_leg BEGIN SELECT RAISE(ABORT, 'a posting is never removed'); END;
{sqlite} CREATE TRIGGER ledger_closing_is_final BEFORE UPDATE ON ledger_closing BEGIN SELECT RAISE(ABORT, 'a closed month stays closed'); END;
{sqlite} CREATE TRIGGER ledger_closing_stays BEFORE DELETE ON ledger_closing BEGIN SELECT RAISE(ABORT, 'a closed month stays closed'); END;
{sqlite} CREATE TRIGGER ledger_deferral_is_final BEFORE UPDATE ON ledger_deferral BEGIN SELECT RAISE(ABORT, 'a posting is never changed'); END;
{sqlite} CREATE TRIGGER ledger_deferral_stays BEFORE DELETE ON ledger_deferral BEGIN SELECT RAISE(ABORT, 'a posting is never removed'); END;
{sqlite} CREATE TRIGGER ledger_recognition_is_final BEFORE UPDATE ON ledger_recognition BEGIN SELECT RAISE(ABORT, 'a posting is never changed'); END;
{sqlite} CREATE TRIGGER ledger_recognition_stays BEFORE DELETE ON ledger_recognition BEGIN SELECT RAISE(ABORT, 'a posting is never removed'); END;
{postgresql} CREATE FUNCTION ledger_leg_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE before BIGINT; BEGIN IF NEW.position = 1 THEN before := 0; ELSE SELECT running_minor INTO before FROM ledger_leg WHERE posting_id = NEW.posting_id AND position = NEW.position - 1; END IF; IF before IS NULL OR NEW.running_minor <> before + NEW.amount_minor OR NOT EXISTS (SELECT 1 FROM ledger_posting WHERE id = NEW.posting_id AND last_leg >= NEW.position) THEN RAISE EXCEPTION 'a leg of the ledger must add up'; END IF; RETURN NEW; END $$;
{postgresql} CREATE TRIGGER ledger_leg_adds_up BEFORE INSERT ON ledger_leg FOR EACH ROW EXECUTE FUNCTION ledger_leg_adds_up();
{postgresql} CREATE FUNCTION ledger_posting_is_open() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM ledger_closing WHERE open_from > NEW.dated) THEN RAISE EXCEPTION 'nothing is posted into a closed month'; END IF; RETURN NEW; END $$;
{postgresql} CREATE TRIGGER ledger_posting_is_open BEFORE INSERT ON ledger_posting FOR EACH ROW EXECUTE FUNCTION ledger_posting_is_open();
{postgresql} CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a posting is never changed or removed'; END $$;
{postgresql} CREATE TRIGGER ledger_posting_is_final BEFORE UPDATE OR DELETE ON ledger_posting FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
{postgresql} CREATE TRIGGER ledger_leg_is_final BEFORE UPDATE OR DELETE ON ledger_leg FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
{postgresql} CREATE TRIGGER ledger_closing_is_final BEFORE UPDATE OR DELETE ON ledger_closing FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
{postgresql} CREATE TRIGGER ledger_deferral_is_final BEFORE UPDATE OR DELETE ON ledger_deferral FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
{postgresql} CREATE TRIGGER ledger_recognition_is_final BEFORE UPDATE OR DELETE ON ledger_recognition FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
{postgresql} CREATE TRIGGER ledger_posting_not_emptied BEFORE TRUNCATE ON ledger_posting FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
{postgresql} CREATE TRIGGER ledger_leg_not_emptied BEFORE TRUNCATE ON ledger_leg FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
{postgresql} CREATE TRIGGER ledger_closing_not_emptied BEFORE TRUNCATE ON ledger_closing FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
{postgresql} CREATE TRIGGER ledger_deferral_not_emptied BEFORE TRUNCATE ON ledger_deferral FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
{postgresql} CREATE TRIGGER ledger_recognition_not_emptied BEFORE TRUNCATE ON ledger_recognition FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
