-- SQLite: people who are no members.
CREATE TABLE contacts (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, name TEXT, company TEXT, email TEXT,
    phone TEXT, address TEXT NOT NULL, photo TEXT, notes TEXT, membership_id BLOB, created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id)) STRICT, WITHOUT ROWID;
CREATE INDEX contacts_id ON contacts (id);
CREATE INDEX contacts_membership ON contacts (space_id, membership_id);
-- Matched by e-mail and never doubled.
CREATE UNIQUE INDEX contacts_email ON contacts (space_id, lower(email));

CREATE TABLE contact_tags (
    space_id BLOB NOT NULL, contact_id BLOB NOT NULL, tag TEXT NOT NULL,
    PRIMARY KEY (space_id, contact_id, tag),
    FOREIGN KEY (space_id, contact_id) REFERENCES contacts (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE INDEX contact_tags_tag ON contact_tags (space_id, tag, contact_id);
