-- SQLite: files that admins keep with a membership. The bytes stand last, so that lists do not read them.
CREATE TABLE membership_files (
    space_id BLOB NOT NULL, id BLOB NOT NULL, membership_id BLOB NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
    author_name TEXT NOT NULL, created_at INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE) STRICT;
CREATE INDEX membership_files_membership ON membership_files (space_id, membership_id, id);
