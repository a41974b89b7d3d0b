-- PostgreSQL: the directory of add-ons: applications and bots that their owners want to be found, with pictures.
CREATE TABLE add_ons (
    client_id UUID NOT NULL REFERENCES clients (id) ON DELETE CASCADE, summary TEXT NOT NULL, description TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Why it was rejected.
    reason TEXT NOT NULL, submitted_at TIMESTAMPTZ, decided_at TIMESTAMPTZ, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (client_id),
    CONSTRAINT add_ons_state CHECK (state IN ('draft', 'submitted', 'listed', 'rejected')));
CREATE INDEX add_ons_state ON add_ons (state, client_id);

CREATE TABLE add_on_pictures (
    id UUID NOT NULL, client_id UUID NOT NULL REFERENCES add_ons (client_id) ON DELETE CASCADE, content_type TEXT NOT NULL,
    width BIGINT NOT NULL, height BIGINT NOT NULL, body BYTEA NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (id));
CREATE INDEX add_on_pictures_client ON add_on_pictures (client_id, id);
