-- PostgreSQL: applications with all they say of themselves, codes, refresh tokens, consents, keys.
ALTER TABLE clients ADD COLUMN link TEXT;
ALTER TABLE clients ADD COLUMN description TEXT;
ALTER TABLE clients ADD COLUMN logo TEXT;
ALTER TABLE clients ADD COLUMN logout_uris JSONB NOT NULL DEFAULT '[]';
ALTER TABLE clients ADD COLUMN auth_method TEXT NOT NULL DEFAULT 'client_secret_basic';
ALTER TABLE clients ADD COLUMN signing_algorithm TEXT NOT NULL DEFAULT 'RS256';
ALTER TABLE clients ADD COLUMN legacy_grants BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE clients ADD COLUMN expiring_tokens BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE clients ADD COLUMN registration_hash BYTEA;
CREATE INDEX clients_owner ON clients (owner_id, id);

-- Personal tokens act for their user alone, in one space; the others of a space act for the space.
ALTER TABLE access_tokens ADD COLUMN personal BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE access_tokens ADD COLUMN grant_id UUID;
CREATE INDEX access_tokens_grant ON access_tokens (grant_id);
CREATE INDEX access_tokens_client ON access_tokens (client_id, user_id);
CREATE INDEX access_tokens_expiry ON access_tokens (expires_at);

-- Codes live for minutes: the old ones need not be kept.
DROP TABLE authorization_codes;
CREATE TABLE authorization_codes (
    hash BYTEA NOT NULL, client_id UUID REFERENCES clients (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, space_id UUID REFERENCES spaces (id) ON DELETE CASCADE,
    grant_id UUID NOT NULL, scopes TEXT NOT NULL, redirect_uri TEXT, code_challenge TEXT, nonce TEXT, auth_time TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL, used_at TIMESTAMPTZ,
    PRIMARY KEY (hash));
CREATE INDEX authorization_codes_expiry ON authorization_codes (expires_at);
CREATE INDEX authorization_codes_user ON authorization_codes (user_id, client_id);

-- A used one is kept until it expires, so that its reuse is seen.
CREATE TABLE refresh_tokens (
    hash BYTEA NOT NULL, client_id UUID NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, space_id UUID REFERENCES spaces (id) ON DELETE CASCADE,
    grant_id UUID NOT NULL, scopes TEXT NOT NULL, auth_time TIMESTAMPTZ, created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL, used_at TIMESTAMPTZ,
    PRIMARY KEY (hash));
CREATE INDEX refresh_tokens_grant ON refresh_tokens (grant_id);
CREATE INDEX refresh_tokens_user ON refresh_tokens (user_id, client_id);
CREATE INDEX refresh_tokens_expiry ON refresh_tokens (expires_at);

-- The audience is a space, or the id of zeros for the platform.
CREATE TABLE consents (
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, client_id UUID NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    audience UUID NOT NULL, scopes TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, client_id, audience));

-- What a client got for itself, without a user (RFC 6749, 4.4).
CREATE TABLE client_tokens (
    hash BYTEA NOT NULL, client_id UUID NOT NULL REFERENCES clients (id) ON DELETE CASCADE, created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (hash));
CREATE INDEX client_tokens_expiry ON client_tokens (expires_at);

CREATE TABLE client_usage (
    client_id UUID NOT NULL REFERENCES clients (id) ON DELETE CASCADE, hour TIMESTAMPTZ NOT NULL, requests BIGINT NOT NULL,
    PRIMARY KEY (client_id, hour));

CREATE TABLE signing_keys (
    kid TEXT NOT NULL, algorithm TEXT NOT NULL, private_key BYTEA NOT NULL, state TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    retired_at TIMESTAMPTZ,
    PRIMARY KEY (kid),
    CONSTRAINT signing_keys_state CHECK (state IN ('current', 'next', 'retired')));
CREATE UNIQUE INDEX signing_keys_one ON signing_keys (algorithm, state) WHERE state <> 'retired';
