-- PostgreSQL: answers to requests with an idempotency key, to be given again.
CREATE TABLE idempotency_keys (
    -- SHA-256 of the key; of the request: what a repetition must be equal to.
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, hash BYTEA NOT NULL, request BYTEA NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    -- The answer; written in the transaction that writes the rest.
    status BIGINT, content_type TEXT, location TEXT, body BYTEA,
    PRIMARY KEY (user_id, hash));
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
