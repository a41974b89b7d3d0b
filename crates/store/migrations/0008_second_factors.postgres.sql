-- PostgreSQL: passkeys, what they are asked, a second factor that a space wants of its admins, and a space's colour.
CREATE TABLE passkeys (
    id UUID NOT NULL, user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, credential BYTEA NOT NULL, name TEXT NOT NULL,
    -- The domain that the key belongs to, its SubjectPublicKeyInfo, the algorithm's number (COSE).
    relying_party TEXT NOT NULL, public_key BYTEA NOT NULL, algorithm BIGINT NOT NULL, counter BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL, last_used_at TIMESTAMPTZ,
    PRIMARY KEY (id));
CREATE UNIQUE INDEX passkeys_credential ON passkeys (credential);
CREATE INDEX passkeys_user ON passkeys (user_id, id);

CREATE TABLE passkey_challenges (
    hash BYTEA NOT NULL, user_id UUID REFERENCES users (id) ON DELETE CASCADE, expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (hash));
CREATE INDEX passkey_challenges_user ON passkey_challenges (user_id);
CREATE INDEX passkey_challenges_expiry ON passkey_challenges (expires_at);

ALTER TABLE spaces ADD COLUMN second_factor_required BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE spaces ADD COLUMN accent TEXT;
