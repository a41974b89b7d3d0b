-- SQLite: passkeys, what they are asked, a second factor that a space wants of its admins, and a space's colour.
CREATE TABLE passkeys (
    id BLOB NOT NULL, user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE, credential BLOB NOT NULL, name TEXT NOT NULL,
    -- The domain that the key belongs to, its SubjectPublicKeyInfo, the algorithm's number (COSE).
    relying_party TEXT NOT NULL, public_key BLOB NOT NULL, algorithm INTEGER NOT NULL, counter INTEGER NOT NULL,
    created_at INTEGER NOT NULL, last_used_at INTEGER,
    PRIMARY KEY (id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX passkeys_credential ON passkeys (credential);
CREATE INDEX passkeys_user ON passkeys (user_id, id);

CREATE TABLE passkey_challenges (
    hash BLOB NOT NULL, user_id BLOB REFERENCES users (id) ON DELETE CASCADE, expires_at INTEGER NOT NULL,
    PRIMARY KEY (hash)) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_challenges_user ON passkey_challenges (user_id);
CREATE INDEX passkey_challenges_expiry ON passkey_challenges (expires_at);

ALTER TABLE spaces ADD COLUMN second_factor_required INTEGER NOT NULL DEFAULT 0;
ALTER TABLE spaces ADD COLUMN accent TEXT;
