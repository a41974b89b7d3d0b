-- PostgreSQL: devices that a space has set up, at its entrance or at the door of a room. Each has a token of the space, and goes with it.
CREATE TABLE tablets (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    token_id UUID NOT NULL REFERENCES access_tokens (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    -- None at an entrance.
    resource_id UUID, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, token_id));
CREATE INDEX tablets_token ON tablets (token_id);
