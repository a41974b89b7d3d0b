-- SQLite: calendars that other programs subscribe to. Whoever has the address reads what its owner may see.
CREATE TABLE calendar_feeds (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE, subject TEXT NOT NULL, resource_id BLOB,
    -- To tell it from others, as its owner calls it; SHA-256 of what the address has in it.
    label TEXT NOT NULL, secret BLOB NOT NULL, created_at INTEGER NOT NULL, reset_at INTEGER,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id) ON DELETE CASCADE,
    CONSTRAINT calendar_feeds_subject CHECK (subject IN ('own', 'space', 'resource') AND (subject = 'resource') = (resource_id IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX calendar_feeds_secret ON calendar_feeds (space_id, secret);
CREATE INDEX calendar_feeds_user ON calendar_feeds (user_id, space_id, id);
CREATE INDEX calendar_feeds_resource ON calendar_feeds (space_id, resource_id);
