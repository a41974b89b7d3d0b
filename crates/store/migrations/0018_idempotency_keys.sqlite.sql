-- SQLite: answers to requests with an idempotency key, to be given again.
CREATE TABLE idempotency_keys (
    -- SHA-256 of the key; of the request: what a repetition must be equal to.
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE, hash BLOB NOT NULL, request BLOB NOT NULL, created_at INTEGER NOT NULL,
    -- The answer; written in the transaction that writes the rest.
    status INTEGER, content_type TEXT, location TEXT, body BLOB,
    PRIMARY KEY (user_id, hash)) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
