-- SQLite: applications with all they say of themselves, codes, refresh tokens, consents, keys.
ALTER TABLE clients ADD COLUMN link TEXT;
ALTER TABLE clients ADD COLUMN description TEXT;
ALTER TABLE clients ADD COLUMN logo TEXT;
ALTER TABLE clients ADD COLUMN logout_uris TEXT NOT NULL DEFAULT '[]';
ALTER TABLE clients ADD COLUMN auth_method TEXT NOT NULL DEFAULT 'client_secret_basic';
ALTER TABLE clients ADD COLUMN signing_algorithm TEXT NOT NULL DEFAULT 'RS256';
ALTER TABLE clients ADD COLUMN legacy_grants INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clients ADD COLUMN expiring_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clients ADD COLUMN registration_hash BLOB;
CREATE INDEX clients_owner ON clients (owner_id, id);

-- Personal tokens act for their user alone, in one space; the others of a space act for the space.
ALTER TABLE access_tokens ADD COLUMN personal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE access_tokens ADD COLUMN grant_id BLOB;
CREATE INDEX access_tokens_grant ON access_tokens (grant_id);
CREATE INDEX access_tokens_client ON access_tokens (client_id, user_id);
CREATE INDEX access_tokens_expiry ON access_tokens (expires_at);

-- Codes live for minutes: the old ones need not be kept.
DROP TABLE authorization_codes;
CREATE TABLE authorization_codes (
    hash BLOB NOT NULL, client_id BLOB REFERENCES clients (id) ON DELETE CASCADE,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE, space_id BLOB REFERENCES spaces (id) ON DELETE CASCADE,
    grant_id BLOB NOT NULL, scopes TEXT NOT NULL, redirect_uri TEXT, code_challenge TEXT, nonce TEXT, auth_time INTEGER,
    created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER,
    PRIMARY KEY (hash)) STRICT, WITHOUT ROWID;
CREATE INDEX authorization_codes_expiry ON authorization_codes (expires_at);
CREATE INDEX authorization_codes_user ON authorization_codes (user_id, client_id);

-- A used one is kept until it expires, so that its reuse is seen.
CREATE TABLE refresh_tokens (
    hash BLOB NOT NULL, client_id BLOB NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE, space_id BLOB REFERENCES spaces (id) ON DELETE CASCADE,
    grant_id BLOB NOT NULL, scopes TEXT NOT NULL, auth_time INTEGER, created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL, used_at INTEGER,
    PRIMARY KEY (hash)) STRICT, WITHOUT ROWID;
CREATE INDEX refresh_tokens_grant ON refresh_tokens (grant_id);
CREATE INDEX refresh_tokens_user ON refresh_tokens (user_id, client_id);
CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);

-- The audience is a space, or the id of zeros for the platform.
CREATE TABLE consents (
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE, client_id BLOB NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    audience BLOB NOT NULL, scopes TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, client_id, audience)) STRICT, WITHOUT ROWID;

-- What a client got for itself, without a user (RFC 6749, 4.4).
CREATE TABLE client_tokens (
    hash BLOB NOT NULL, client_id BLOB NOT NULL REFERENCES clients (id) ON DELETE CASCADE, created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (hash)) STRICT, WITHOUT ROWID;
CREATE INDEX client_tokens_expiry ON client_tokens (expires_at);

CREATE TABLE client_usage (
    client_id BLOB NOT NULL REFERENCES clients (id) ON DELETE CASCADE, hour INTEGER NOT NULL, requests INTEGER NOT NULL,
    PRIMARY KEY (client_id, hour)) STRICT, WITHOUT ROWID;

CREATE TABLE signing_keys (
    kid TEXT NOT NULL, algorithm TEXT NOT NULL, private_key BLOB NOT NULL, state TEXT NOT NULL, created_at INTEGER NOT NULL,
    retired_at INTEGER,
    PRIMARY KEY (kid),
    CONSTRAINT signing_keys_state CHECK (state IN ('current', 'next', 'retired'))) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX signing_keys_one ON signing_keys (algorithm, state) WHERE state <> 'retired';
