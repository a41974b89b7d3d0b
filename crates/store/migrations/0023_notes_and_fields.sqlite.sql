-- SQLite: notes and own fields of memberships, questions to those who sign up, guest accounts.
CREATE TABLE membership_notes (
    space_id BLOB NOT NULL, id BLOB NOT NULL, membership_id BLOB NOT NULL, text TEXT NOT NULL, sticky INTEGER NOT NULL,
    author_name TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE INDEX membership_notes_membership ON membership_notes (space_id, membership_id, id);

-- Texts that only admins see (J14).
CREATE TABLE custom_fields (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, label TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;

CREATE TABLE custom_field_values (
    space_id BLOB NOT NULL, membership_id BLOB NOT NULL, field_id BLOB NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (space_id, membership_id, field_id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, field_id) REFERENCES custom_fields (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE INDEX custom_field_values_field ON custom_field_values (space_id, field_id);

-- What people are asked when they sign up, and what they said (J14).
CREATE TABLE questions (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL,
    kind TEXT NOT NULL, options TEXT NOT NULL, required INTEGER NOT NULL, created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT questions_kind CHECK (kind IN ('text', 'long_text', 'choice', 'checkbox', 'date'))) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
    space_id BLOB NOT NULL, id BLOB NOT NULL, question_id BLOB NOT NULL, membership_id BLOB NOT NULL, text TEXT NOT NULL,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, question_id) REFERENCES questions (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX answers_one ON answers (space_id, membership_id, question_id);
CREATE INDEX answers_question ON answers (space_id, question_id);

-- Logins for the Wi-Fi that are no memberships (T16); the login in small letters.
CREATE TABLE guest_accounts (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, login TEXT NOT NULL, folded TEXT NOT NULL,
    password_hash TEXT NOT NULL, expires_after INTEGER, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX guest_accounts_login ON guest_accounts (space_id, folded);
