-- PostgreSQL: sessions of browsers, links that work once, mails, what slows guessing, second factors.
CREATE TABLE sessions (
    hash BYTEA NOT NULL, id UUID NOT NULL, user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- After the password, before the second factor: good for nothing but the latter.
    pending BOOLEAN NOT NULL, methods TEXT NOT NULL, user_agent TEXT, authenticated_at TIMESTAMPTZ NOT NULL,
    created_at TIMESTAMPTZ NOT NULL, last_used_at TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (hash));
CREATE UNIQUE INDEX sessions_id ON sessions (id);
CREATE INDEX sessions_user ON sessions (user_id, last_used_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Browsers that somebody signed in with before: guesses elsewhere do not lock them out.
CREATE TABLE known_devices (
    hash BYTEA NOT NULL, user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (hash));
CREATE INDEX known_devices_user ON known_devices (user_id, created_at);

-- What links in mails carry.
CREATE TABLE tickets (
    hash BYTEA NOT NULL, purpose TEXT NOT NULL, user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, data TEXT,
    created_at TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL, used_at TIMESTAMPTZ,
    PRIMARY KEY (hash));
CREATE INDEX tickets_user ON tickets (user_id, purpose);
CREATE INDEX tickets_expiry ON tickets (expires_at);

CREATE TABLE mails (
    id UUID NOT NULL, space_id UUID REFERENCES spaces (id) ON DELETE CASCADE, kind TEXT NOT NULL, recipient TEXT NOT NULL,
    subject TEXT NOT NULL, body TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL, sent_at TIMESTAMPTZ,
    PRIMARY KEY (id));
CREATE INDEX mails_space ON mails (space_id, id);

CREATE TABLE throttles (
    key BYTEA NOT NULL, attempts BIGINT NOT NULL, ends_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (key));
CREATE INDEX throttles_end ON throttles (ends_at);

CREATE TABLE authenticators (
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, secret BYTEA NOT NULL, confirmed_at TIMESTAMPTZ,
    -- The step of the last code that was used: it is not good twice.
    last_step BIGINT NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id));

CREATE TABLE recovery_codes (
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, hash BYTEA NOT NULL, used_at TIMESTAMPTZ,
    PRIMARY KEY (user_id, hash));
