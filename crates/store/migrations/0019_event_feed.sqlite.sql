-- SQLite: the feed is read by type, too.
CREATE INDEX outbox_type ON outbox (space_id, type, seq);
