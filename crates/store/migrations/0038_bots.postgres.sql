-- PostgreSQL: bots, which are add-ons made of HTML, scripts and styles alone, in versions; where they are installed, and what they keep there.
CREATE TABLE bots (
    id UUID NOT NULL, owner_id UUID NOT NULL REFERENCES users (id),
    -- What people consent to and tokens are of. The bot goes with it.
    client_id UUID NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    name TEXT NOT NULL, description TEXT NOT NULL, section TEXT NOT NULL,
    -- Whether it gets a token of who looks.
    authenticate BOOLEAN NOT NULL,
    -- Names the bot in the link that installs it; no secret, but nobody guesses it.
    share TEXT NOT NULL,
    -- The latest one.
    version BIGINT NOT NULL, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT bots_section CHECK (section IN ('admin/setup', 'admin/manage', 'admin/analyze', 'members')));
CREATE UNIQUE INDEX bots_client ON bots (client_id);
CREATE UNIQUE INDEX bots_share ON bots (share);
CREATE INDEX bots_owner ON bots (owner_id, id);

CREATE TABLE bot_versions (
    bot_id UUID NOT NULL REFERENCES bots (id) ON DELETE CASCADE, number BIGINT NOT NULL, scopes TEXT NOT NULL, html TEXT NOT NULL,
    javascript TEXT NOT NULL, scss TEXT NOT NULL, css TEXT NOT NULL, documentation TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (bot_id, number));

CREATE TABLE bot_installs (
    space_id UUID NOT NULL, bot_id UUID NOT NULL REFERENCES bots (id) ON DELETE CASCADE, link_id UUID NOT NULL,
    -- None: the latest one.
    version BIGINT, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, bot_id),
    FOREIGN KEY (space_id, link_id) REFERENCES navigation_links (space_id, id) ON DELETE CASCADE);
CREATE INDEX bot_installs_link ON bot_installs (space_id, link_id);
CREATE INDEX bot_installs_bot ON bot_installs (bot_id);

-- What a bot keeps in a space: values are JSON as text.
CREATE TABLE bot_entries (
    space_id UUID NOT NULL, bot_id UUID NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, bytes BIGINT NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, bot_id, key),
    FOREIGN KEY (space_id, bot_id) REFERENCES bot_installs (space_id, bot_id) ON DELETE CASCADE);

-- A page of a bot that somebody has before him or her: begun with a code, gone on with by what opens the storage.
CREATE TABLE bot_visits (
    code_hash BYTEA NOT NULL, storage_hash BYTEA, space_id UUID NOT NULL, bot_id UUID NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (code_hash),
    FOREIGN KEY (space_id, bot_id) REFERENCES bot_installs (space_id, bot_id) ON DELETE CASCADE);
CREATE UNIQUE INDEX bot_visits_storage ON bot_visits (storage_hash);
CREATE INDEX bot_visits_install ON bot_visits (space_id, bot_id);
CREATE INDEX bot_visits_expiry ON bot_visits (expires_at);
CREATE INDEX bot_visits_user ON bot_visits (user_id);

-- For its author.
CREATE TABLE bot_logs (
    id UUID NOT NULL, bot_id UUID NOT NULL REFERENCES bots (id) ON DELETE CASCADE,
    space_id UUID REFERENCES spaces (id) ON DELETE CASCADE, kind TEXT NOT NULL, text TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (id));
CREATE INDEX bot_logs_bot ON bot_logs (bot_id, id);
CREATE INDEX bot_logs_space ON bot_logs (space_id);
