-- SQLite: devices that a space has set up, at its entrance or at the door of a room. Each has a token of the space, and goes with it.
CREATE TABLE tablets (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    token_id BLOB NOT NULL REFERENCES access_tokens (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    -- None at an entrance.
    resource_id BLOB, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, token_id)) STRICT, WITHOUT ROWID;
CREATE INDEX tablets_token ON tablets (token_id);
