-- PostgreSQL: calendars that other programs subscribe to. Whoever has the address reads what its owner may see.
CREATE TABLE calendar_feeds (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, subject TEXT NOT NULL, resource_id UUID,
    -- To tell it from others, as its owner calls it; SHA-256 of what the address has in it.
    label TEXT NOT NULL, secret BYTEA NOT NULL, created_at TIMESTAMPTZ NOT NULL, reset_at TIMESTAMPTZ,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id) ON DELETE CASCADE,
    CONSTRAINT calendar_feeds_subject CHECK (subject IN ('own', 'space', 'resource') AND (subject = 'resource') = (resource_id IS NOT NULL)));
CREATE UNIQUE INDEX calendar_feeds_secret ON calendar_feeds (space_id, secret);
CREATE INDEX calendar_feeds_user ON calendar_feeds (user_id, space_id, id);
CREATE INDEX calendar_feeds_resource ON calendar_feeds (space_id, resource_id);
