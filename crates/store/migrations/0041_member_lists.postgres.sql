-- PostgreSQL: long lists of members by their first day and by their address.
CREATE INDEX memberships_starts ON memberships (space_id, starts_at, id);
CREATE INDEX memberships_address ON memberships (space_id, lower(COALESCE(email, '')), id);
