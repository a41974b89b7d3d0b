-- SQLite: sessions of browsers, links that work once, mails, what slows guessing, second factors.
CREATE TABLE sessions (
    hash BLOB NOT NULL, id BLOB NOT NULL, user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- After the password, before the second factor: good for nothing but the latter.
    pending INTEGER NOT NULL, methods TEXT NOT NULL, user_agent TEXT, authenticated_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    PRIMARY KEY (hash)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sessions_id ON sessions (id);
CREATE INDEX sessions_user ON sessions (user_id, last_used_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Browsers that somebody signed in with before: guesses elsewhere do not lock them out.
CREATE TABLE known_devices (
    hash BLOB NOT NULL, user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE, created_at INTEGER NOT NULL,
    PRIMARY KEY (hash)) STRICT, WITHOUT ROWID;
CREATE INDEX known_devices_user ON known_devices (user_id, created_at);

-- What links in mails carry.
CREATE TABLE tickets (
    hash BLOB NOT NULL, purpose TEXT NOT NULL, user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE, data TEXT,
    created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER,
    PRIMARY KEY (hash)) STRICT, WITHOUT ROWID;
CREATE INDEX tickets_user ON tickets (user_id, purpose);
CREATE INDEX tickets_expiry ON tickets (expires_at);

CREATE TABLE mails (
    id BLOB NOT NULL, space_id BLOB REFERENCES spaces (id) ON DELETE CASCADE, kind TEXT NOT NULL, recipient TEXT NOT NULL,
    subject TEXT NOT NULL, body TEXT NOT NULL, created_at INTEGER NOT NULL, sent_at INTEGER,
    PRIMARY KEY (id)) STRICT, WITHOUT ROWID;
CREATE INDEX mails_space ON mails (space_id, id);

CREATE TABLE throttles (
    key BLOB NOT NULL, attempts INTEGER NOT NULL, ends_at INTEGER NOT NULL,
    PRIMARY KEY (key)) STRICT, WITHOUT ROWID;
CREATE INDEX throttles_end ON throttles (ends_at);

CREATE TABLE authenticators (
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE, secret BLOB NOT NULL, confirmed_at INTEGER,
    -- The step of the last code that was used: it is not good twice.
    last_step INTEGER NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (user_id)) STRICT, WITHOUT ROWID;

CREATE TABLE recovery_codes (
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE, hash BLOB NOT NULL, used_at INTEGER,
    PRIMARY KEY (user_id, hash)) STRICT, WITHOUT ROWID;
