-- SQLite: what is brought in from files and from Cobot.
CREATE TABLE imports (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL,
    -- What the file holds; or `space`, read from Cobot.
    kind TEXT NOT NULL,
    -- Of the file, or of the space at Cobot.
    name TEXT NOT NULL,
    state TEXT NOT NULL, options TEXT NOT NULL,
    -- Counts the jobs that have worked on it: a job that was done already is known by it.
    turn INTEGER NOT NULL,
    -- The last item that was looked at in this state.
    reached INTEGER NOT NULL,
    -- The token, encrypted, for as long as Cobot is read.
    secret BLOB, error TEXT, created_by BLOB NOT NULL, created_at INTEGER NOT NULL, ended_at INTEGER,
    PRIMARY KEY (space_id, id),
    CONSTRAINT imports_kind CHECK (kind IN ('members', 'plans', 'bookings', 'space')),
    CONSTRAINT imports_state CHECK (state IN ('fetching', 'checking', 'checked', 'running', 'done', 'failed'))) STRICT, WITHOUT ROWID;

-- A line of the file, or a thing of Cobot, and what became of it.
CREATE TABLE import_items (
    space_id BLOB NOT NULL, import_id BLOB NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,
    -- Its id at Cobot.
    remote_id TEXT,
    -- In the file.
    line INTEGER NOT NULL, content TEXT NOT NULL,
    -- None until it was looked at: `made`, `known` or `refused`.
    outcome TEXT,
    -- The column that does not fit, and why.
    place TEXT, reason TEXT,
    target_id BLOB,
    PRIMARY KEY (space_id, import_id, position),
    FOREIGN KEY (space_id, import_id) REFERENCES imports (space_id, id) ON DELETE CASCADE,
    CONSTRAINT import_items_outcome CHECK (outcome IN ('made', 'known', 'refused'))) STRICT;
CREATE UNIQUE INDEX import_items_remote ON import_items (space_id, import_id, kind, remote_id);
CREATE INDEX import_items_outcome ON import_items (space_id, import_id, outcome, position);

-- What was brought over from Cobot is known by its id there.
CREATE TABLE import_ids (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
    -- The space at Cobot.
    source TEXT NOT NULL, kind TEXT NOT NULL, remote_id TEXT NOT NULL, local_id BLOB NOT NULL,
    PRIMARY KEY (space_id, source, kind, remote_id)) STRICT, WITHOUT ROWID;
