-- PostgreSQL: webhooks, and until when events that the clock causes were told.
CREATE TABLE webhook_endpoints (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, client_id UUID REFERENCES clients (id) ON DELETE CASCADE,
    -- Made with a token of the space: it outlives its maker's time as an admin.
    of_space BOOLEAN NOT NULL, callback_url TEXT NOT NULL,
    -- When the next delivery is due; none where nothing waits.
    next_at TIMESTAMPTZ, leased_until TIMESTAMPTZ, failing BOOLEAN NOT NULL,
    PRIMARY KEY (space_id, id));
CREATE UNIQUE INDEX webhook_endpoints_one ON webhook_endpoints (space_id, user_id, COALESCE(client_id, user_id), callback_url);
CREATE INDEX webhook_endpoints_due ON webhook_endpoints (failing, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_endpoints_user ON webhook_endpoints (user_id, client_id);
CREATE INDEX webhook_endpoints_client ON webhook_endpoints (client_id);

CREATE TABLE webhooks (
    space_id UUID NOT NULL, id UUID NOT NULL, endpoint_id UUID NOT NULL, event TEXT NOT NULL, active BOOLEAN NOT NULL,
    secret BYTEA NOT NULL, signing_key BYTEA NOT NULL, old_secret BYTEA, old_signing_key BYTEA, old_until TIMESTAMPTZ,
    -- The last event before it was made.
    after_seq BIGINT NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, endpoint_id) REFERENCES webhook_endpoints (space_id, id) ON DELETE CASCADE);
CREATE UNIQUE INDEX webhooks_one ON webhooks (space_id, endpoint_id, event);

-- How far the events of a space were given to its webhooks. Spaces without webhooks have no row.
CREATE TABLE webhook_cursors (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, seq BIGINT NOT NULL,
    PRIMARY KEY (space_id));

CREATE TABLE webhook_deliveries (
    space_id UUID NOT NULL, id UUID NOT NULL, webhook_id UUID NOT NULL, endpoint_id UUID NOT NULL, event_id UUID NOT NULL,
    -- None for a trial.
    seq BIGINT, event TEXT NOT NULL, subject_id UUID NOT NULL, body TEXT NOT NULL, status TEXT NOT NULL, attempts BIGINT NOT NULL,
    -- None where it is over, or an earlier one of the same subject is not.
    due_at TIMESTAMPTZ, created_at TIMESTAMPTZ NOT NULL, finished_at TIMESTAMPTZ,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, webhook_id) REFERENCES webhooks (space_id, id) ON DELETE CASCADE,
    CONSTRAINT webhook_deliveries_status CHECK (status IN ('waiting', 'delivered', 'failed')));
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (space_id, endpoint_id, due_at, seq, id) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_queue ON webhook_deliveries (space_id, endpoint_id, subject_id, seq) WHERE status = 'waiting';
CREATE INDEX webhook_deliveries_log ON webhook_deliveries (space_id, webhook_id, id);
CREATE INDEX webhook_deliveries_finished ON webhook_deliveries (finished_at);

CREATE TABLE webhook_attempts (
    space_id UUID NOT NULL, delivery_id UUID NOT NULL, number BIGINT NOT NULL, at TIMESTAMPTZ NOT NULL, milliseconds BIGINT NOT NULL,
    -- One of them: the answer, or why there is none.
    status BIGINT, answer TEXT, error TEXT,
    PRIMARY KEY (space_id, delivery_id, number),
    FOREIGN KEY (space_id, delivery_id) REFERENCES webhook_deliveries (space_id, id) ON DELETE CASCADE);

-- Bookings that begin and end, and days, up to here have their events.
ALTER TABLE space_counters ADD COLUMN begun_until TIMESTAMPTZ;
ALTER TABLE space_counters ADD COLUMN ended_until TIMESTAMPTZ;
ALTER TABLE space_counters ADD COLUMN day_until DATE;
CREATE INDEX bookings_end ON bookings (space_id, ends_at, id);
