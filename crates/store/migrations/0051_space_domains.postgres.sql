-- PostgreSQL: a domain of its own for a space: claimed, and served once it was seen to lead here. Claims of one host stand beside
-- each other; the first that is verified has it.
CREATE TABLE space_domains (
    space_id UUID NOT NULL PRIMARY KEY REFERENCES spaces (id) ON DELETE CASCADE, host TEXT NOT NULL,
    -- What we answer at the host, and look for there. Everybody may read it.
    proof TEXT NOT NULL, claimed_at TIMESTAMPTZ NOT NULL, verified_at TIMESTAMPTZ);
CREATE UNIQUE INDEX space_domains_verified ON space_domains (host) WHERE verified_at IS NOT NULL;
CREATE INDEX space_domains_host ON space_domains (host, space_id);
