-- SQLite: a domain of its own for a space: claimed, and served once it was seen to lead here. Claims of one host stand beside
-- each other; the first that is verified has it.
CREATE TABLE space_domains (
    space_id BLOB NOT NULL PRIMARY KEY REFERENCES spaces (id) ON DELETE CASCADE, host TEXT NOT NULL,
    -- What we answer at the host, and look for there. Everybody may read it.
    proof TEXT NOT NULL, claimed_at INTEGER NOT NULL, verified_at INTEGER) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX space_domains_verified ON space_domains (host) WHERE verified_at IS NOT NULL;
CREATE INDEX space_domains_host ON space_domains (host, space_id);
