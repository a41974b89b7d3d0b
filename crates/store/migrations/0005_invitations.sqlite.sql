-- SQLite: links that make somebody an admin, or connect a login with a membership.
CREATE TABLE invitations (
    space_id BLOB NOT NULL, hash BLOB NOT NULL, membership_id BLOB NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    accepted_at INTEGER,
    PRIMARY KEY (space_id, hash),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE INDEX invitations_membership ON invitations (space_id, membership_id);

CREATE TABLE admin_invitations (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, hash BLOB NOT NULL, name TEXT NOT NULL,
    email TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX admin_invitations_hash ON admin_invitations (space_id, hash);
CREATE UNIQUE INDEX admin_invitations_email ON admin_invitations (space_id, lower(email));
