-- PostgreSQL: links that make somebody an admin, or connect a login with a membership.
CREATE TABLE invitations (
    space_id UUID NOT NULL, hash BYTEA NOT NULL, membership_id UUID NOT NULL, created_at TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL,
    accepted_at TIMESTAMPTZ,
    PRIMARY KEY (space_id, hash),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE);
CREATE INDEX invitations_membership ON invitations (space_id, membership_id);

CREATE TABLE admin_invitations (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, hash BYTEA NOT NULL, name TEXT NOT NULL,
    email TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id));
CREATE UNIQUE INDEX admin_invitations_hash ON admin_invitations (space_id, hash);
CREATE UNIQUE INDEX admin_invitations_email ON admin_invitations (space_id, lower(email));
