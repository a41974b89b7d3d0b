-- PostgreSQL: notes and own fields of memberships, questions to those who sign up, guest accounts.
CREATE TABLE membership_notes (
    space_id UUID NOT NULL, id UUID NOT NULL, membership_id UUID NOT NULL, text TEXT NOT NULL, sticky BOOLEAN NOT NULL,
    author_name TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE);
CREATE INDEX membership_notes_membership ON membership_notes (space_id, membership_id, id);

-- Texts that only admins see (J14).
CREATE TABLE custom_fields (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, label TEXT NOT NULL, position BIGINT NOT NULL,
    PRIMARY KEY (space_id, id));

CREATE TABLE custom_field_values (
    space_id UUID NOT NULL, membership_id UUID NOT NULL, field_id UUID NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (space_id, membership_id, field_id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, field_id) REFERENCES custom_fields (space_id, id) ON DELETE CASCADE);
CREATE INDEX custom_field_values_field ON custom_field_values (space_id, field_id);

-- What people are asked when they sign up, and what they said (J14).
CREATE TABLE questions (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, position BIGINT NOT NULL, text TEXT NOT NULL,
    kind TEXT NOT NULL, options JSONB NOT NULL, required BOOLEAN NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT questions_kind CHECK (kind IN ('text', 'long_text', 'choice', 'checkbox', 'date')));

CREATE TABLE answers (
    space_id UUID NOT NULL, id UUID NOT NULL, question_id UUID NOT NULL, membership_id UUID NOT NULL, text TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, question_id) REFERENCES questions (space_id, id) ON DELETE CASCADE);
CREATE UNIQUE INDEX answers_one ON answers (space_id, membership_id, question_id);
CREATE INDEX answers_question ON answers (space_id, question_id);

-- Logins for the Wi-Fi that are no memberships (T16); the login in small letters.
CREATE TABLE guest_accounts (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, login TEXT NOT NULL, folded TEXT NOT NULL,
    password_hash TEXT NOT NULL, expires_after TIMESTAMPTZ, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id));
CREATE UNIQUE INDEX guest_accounts_login ON guest_accounts (space_id, folded);
