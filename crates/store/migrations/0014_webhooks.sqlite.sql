-- SQLite: webhooks, and until when events that the clock causes were told.
CREATE TABLE webhook_endpoints (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE, client_id BLOB REFERENCES clients (id) ON DELETE CASCADE,
    -- Made with a token of the space: it outlives its maker's time as an admin.
    of_space INTEGER NOT NULL, callback_url TEXT NOT NULL,
    -- When the next delivery is due; none where nothing waits.
    next_at INTEGER, leased_until INTEGER, failing INTEGER NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX webhook_endpoints_one ON webhook_endpoints (space_id, user_id, COALESCE(client_id, user_id), callback_url);
CREATE INDEX webhook_endpoints_due ON webhook_endpoints (failing, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_endpoints_user ON webhook_endpoints (user_id, client_id);
CREATE INDEX webhook_endpoints_client ON webhook_endpoints (client_id);

CREATE TABLE webhooks (
    space_id BLOB NOT NULL, id BLOB NOT NULL, endpoint_id BLOB NOT NULL, event TEXT NOT NULL, active INTEGER NOT NULL,
    secret BLOB NOT NULL, signing_key BLOB NOT NULL, old_secret BLOB, old_signing_key BLOB, old_until INTEGER,
    -- The last event before it was made.
    after_seq INTEGER NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, endpoint_id) REFERENCES webhook_endpoints (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX webhooks_one ON webhooks (space_id, endpoint_id, event);

-- How far the events of a space were given to its webhooks. Spaces without webhooks have no row.
CREATE TABLE webhook_cursors (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, seq INTEGER NOT NULL,
    PRIMARY KEY (space_id)) STRICT, WITHOUT ROWID;

CREATE TABLE webhook_deliveries (
    space_id BLOB NOT NULL, id BLOB NOT NULL, webhook_id BLOB NOT NULL, endpoint_id BLOB NOT NULL, event_id BLOB NOT NULL,
    -- None for a trial.
    seq INTEGER, event TEXT NOT NULL, subject_id BLOB NOT NULL, body TEXT NOT NULL, status TEXT NOT NULL, attempts INTEGER NOT NULL,
    -- None where it is over, or an earlier one of the same subject is not.
    due_at INTEGER, created_at INTEGER NOT NULL, finished_at INTEGER,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, webhook_id) REFERENCES webhooks (space_id, id) ON DELETE CASCADE,
    CONSTRAINT webhook_deliveries_status CHECK (status IN ('waiting', 'delivered', 'failed'))) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (space_id, endpoint_id, due_at, seq, id) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_queue ON webhook_deliveries (space_id, endpoint_id, subject_id, seq) WHERE status = 'waiting';
CREATE INDEX webhook_deliveries_log ON webhook_deliveries (space_id, webhook_id, id);
CREATE INDEX webhook_deliveries_finished ON webhook_deliveries (finished_at);

CREATE TABLE webhook_attempts (
    space_id BLOB NOT NULL, delivery_id BLOB NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, milliseconds INTEGER NOT NULL,
    -- One of them: the answer, or why there is none.
    status INTEGER, answer TEXT, error TEXT,
    PRIMARY KEY (space_id, delivery_id, number),
    FOREIGN KEY (space_id, delivery_id) REFERENCES webhook_deliveries (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

-- Bookings that begin and end, and days, up to here have their events.
ALTER TABLE space_counters ADD COLUMN begun_until INTEGER;
ALTER TABLE space_counters ADD COLUMN ended_until INTEGER;
ALTER TABLE space_counters ADD COLUMN day_until TEXT;
CREATE INDEX bookings_end ON bookings (space_id, ends_at, id);
