-- PostgreSQL: files that admins keep with a membership. The bytes stand last, so that lists do not read them.
CREATE TABLE membership_files (
    space_id UUID NOT NULL, id UUID NOT NULL, membership_id UUID NOT NULL, name TEXT NOT NULL, size BIGINT NOT NULL,
    author_name TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL, body BYTEA NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE);
CREATE INDEX membership_files_membership ON membership_files (space_id, membership_id, id);
