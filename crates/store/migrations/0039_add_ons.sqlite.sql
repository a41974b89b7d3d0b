-- SQLite: the directory of add-ons: applications and bots that their owners want to be found, with pictures.
CREATE TABLE add_ons (
    client_id BLOB NOT NULL REFERENCES clients (id) ON DELETE CASCADE, summary TEXT NOT NULL, description TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Why it was rejected.
    reason TEXT NOT NULL, submitted_at INTEGER, decided_at INTEGER, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (client_id),
    CONSTRAINT add_ons_state CHECK (state IN ('draft', 'submitted', 'listed', 'rejected'))) STRICT, WITHOUT ROWID;
CREATE INDEX add_ons_state ON add_ons (state, client_id);

CREATE TABLE add_on_pictures (
    id BLOB NOT NULL, client_id BLOB NOT NULL REFERENCES add_ons (client_id) ON DELETE CASCADE, content_type TEXT NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, body BLOB NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (id)) STRICT, WITHOUT ROWID;
CREATE INDEX add_on_pictures_client ON add_on_pictures (client_id, id);
