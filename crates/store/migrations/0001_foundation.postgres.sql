-- PostgreSQL: people, spaces, plans, memberships, resources, bookings, outbox and jobs.
-- The same tables stand in the file for SQLite; a test compares them.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE users (
    id UUID NOT NULL, email TEXT NOT NULL, password_hash TEXT, confirmed_at TIMESTAMPTZ, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (id));
CREATE UNIQUE INDEX users_email ON users (lower(email));

CREATE TABLE clients (
    id UUID NOT NULL, name TEXT NOT NULL, secret_hash BYTEA, public BOOLEAN NOT NULL, redirect_uris JSONB NOT NULL,
    scopes TEXT NOT NULL, owner_id UUID REFERENCES users (id), created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (id));

CREATE TABLE networks (id UUID NOT NULL, name TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL, PRIMARY KEY (id));

CREATE TABLE spaces (
    id UUID NOT NULL, network_id UUID REFERENCES networks (id), owner_id UUID NOT NULL REFERENCES users (id),
    subdomain TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, description TEXT, country TEXT NOT NULL,
    locale TEXT NOT NULL, time_zone TEXT NOT NULL, hour_format BIGINT NOT NULL, price_display TEXT NOT NULL,
    price_decimals BIGINT NOT NULL, currency TEXT NOT NULL, taxes JSONB NOT NULL, settings JSONB NOT NULL,
    profile JSONB NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT spaces_hour_format CHECK (hour_format IN (12, 24)),
    CONSTRAINT spaces_price_display CHECK (price_display IN ('net', 'gross')));
CREATE UNIQUE INDEX spaces_subdomain ON spaces (subdomain);
CREATE INDEX spaces_network ON spaces (network_id, id);

CREATE TABLE space_counters (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, event_seq BIGINT NOT NULL DEFAULT 0,
    customer_number BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (space_id));

CREATE TABLE admins (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id), name TEXT NOT NULL, permissions JSONB NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id));
CREATE UNIQUE INDEX admins_user ON admins (space_id, user_id);
CREATE INDEX admins_by_user ON admins (user_id);

CREATE TABLE access_tokens (
    hash BYTEA NOT NULL, id UUID NOT NULL, user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    client_id UUID REFERENCES clients (id) ON DELETE CASCADE, space_id UUID REFERENCES spaces (id) ON DELETE CASCADE,
    scopes TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL, last_used_at TIMESTAMPTZ, expires_at TIMESTAMPTZ,
    PRIMARY KEY (hash));
CREATE UNIQUE INDEX access_tokens_id ON access_tokens (id);
CREATE INDEX access_tokens_user ON access_tokens (user_id);

CREATE TABLE authorization_codes (
    hash BYTEA NOT NULL, client_id UUID REFERENCES clients (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE, scopes TEXT NOT NULL, redirect_uri TEXT, code_challenge TEXT,
    created_at TIMESTAMPTZ NOT NULL, expires_at TIMESTAMPTZ NOT NULL, used_at TIMESTAMPTZ,
    PRIMARY KEY (hash));
CREATE INDEX authorization_codes_expiry ON authorization_codes (expires_at);

CREATE TABLE plans (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, position BIGINT NOT NULL,
    hidden BOOLEAN NOT NULL, for_teams BOOLEAN NOT NULL, terms JSONB NOT NULL, created_at TIMESTAMPTZ NOT NULL, deleted_at TIMESTAMPTZ,
    PRIMARY KEY (space_id, id));

CREATE TABLE teams (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, name TEXT NOT NULL,
    billing_address JSONB NOT NULL, billing_emails JSONB NOT NULL, tax_id TEXT, customer_number TEXT, photo TEXT,
    seats BIGINT, charge_taxes BOOLEAN NOT NULL, confirmed_at TIMESTAMPTZ, canceled_to DATE, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id));
CREATE INDEX teams_id ON teams (id);

CREATE TABLE memberships (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, user_id UUID REFERENCES users (id),
    team_id UUID, team_role TEXT, name TEXT, company TEXT, email TEXT, phone TEXT, address JSONB NOT NULL,
    billing_emails JSONB NOT NULL, charge_taxes BOOLEAN NOT NULL, customer_number TEXT, tax_id TEXT, photo TEXT,
    payment_method JSONB, resource_access JSONB, confirmed_at TIMESTAMPTZ, starts_at DATE NOT NULL, canceled_to DATE, canceled_at TIMESTAMPTZ,
    next_invoice_at DATE NOT NULL, prorate_first_invoice BOOLEAN NOT NULL, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, team_id) REFERENCES teams (space_id, id),
    CONSTRAINT memberships_team_role CHECK (team_role IN ('paying', 'paid', 'manager')));
CREATE INDEX memberships_id ON memberships (id);
CREATE INDEX memberships_user ON memberships (user_id);
CREATE INDEX memberships_email ON memberships (space_id, lower(email));
CREATE INDEX memberships_team ON memberships (space_id, team_id);
CREATE INDEX memberships_name ON memberships (space_id, lower(name), id);
CREATE INDEX memberships_canceled ON memberships (space_id, canceled_to);
CREATE UNIQUE INDEX memberships_customer_number ON memberships (space_id, customer_number);

CREATE TABLE membership_plans (
    space_id UUID NOT NULL, id UUID NOT NULL, membership_id UUID NOT NULL, parent_plan_id UUID NOT NULL,
    starts_at DATE NOT NULL, canceled_to DATE, terms JSONB NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE);
-- Of two copies that start on one day the later one holds.
CREATE INDEX membership_plans_history ON membership_plans (space_id, membership_id, starts_at, id);

CREATE TABLE resource_categories (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (space_id, id));
CREATE UNIQUE INDEX resource_categories_name ON resource_categories (space_id, lower(name));

CREATE TABLE resources (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, name TEXT NOT NULL,
    resource_type TEXT, usage TEXT NOT NULL, description TEXT, hidden BOOLEAN NOT NULL, only_admins_can_book BOOLEAN NOT NULL,
    units BIGINT NOT NULL, capacity BIGINT, booking_cutoff BIGINT NOT NULL, cancellation_period BIGINT NOT NULL,
    min_booking_duration BIGINT NOT NULL, max_booking_duration BIGINT, color TEXT NOT NULL, photo TEXT,
    booking_times TEXT NOT NULL, pricing JSONB NOT NULL, currency TEXT NOT NULL, taxes JSONB, area_sqm BIGINT,
    accounting_code TEXT, cost_center JSONB, revenue_account JSONB, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT resources_units CHECK (units BETWEEN 1 AND 100000),
    CONSTRAINT resources_usage CHECK (usage IN ('bookable', 'allocatable')),
    CONSTRAINT resources_type CHECK (resource_type IN ('room', 'desk', 'other')));
CREATE INDEX resources_id ON resources (id);
CREATE INDEX resources_name ON resources (space_id, lower(name), id);

CREATE TABLE resource_category_links (
    space_id UUID NOT NULL, resource_id UUID NOT NULL, category_id UUID NOT NULL,
    PRIMARY KEY (space_id, resource_id, category_id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, category_id) REFERENCES resource_categories (space_id, id) ON DELETE CASCADE);

CREATE TABLE media (
    space_id UUID NOT NULL, id UUID NOT NULL, resource_id UUID NOT NULL, url TEXT NOT NULL, position BIGINT NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id) ON DELETE CASCADE);
CREATE INDEX media_resource ON media (space_id, resource_id, position);

CREATE TABLE files (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, content_type TEXT NOT NULL,
    width BIGINT, height BIGINT, body BYTEA NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id));

CREATE TABLE product_categories (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, name TEXT NOT NULL, position BIGINT NOT NULL,
    PRIMARY KEY (space_id, id));

CREATE TABLE products (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, category_id UUID, position BIGINT NOT NULL,
    name TEXT NOT NULL, description TEXT, unit TEXT NOT NULL, price BIGINT NOT NULL, currency TEXT NOT NULL, taxes JSONB,
    for_bookings BOOLEAN NOT NULL, for_external_bookings BOOLEAN NOT NULL, accounting_code TEXT, cost_center JSONB,
    revenue_account JSONB, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, category_id) REFERENCES product_categories (space_id, id),
    CONSTRAINT products_unit CHECK (unit IN ('fixed', 'minute', 'person', 'item')));
CREATE INDEX products_id ON products (id);
CREATE INDEX products_order ON products (space_id, position, id);

CREATE TABLE resource_products (
    space_id UUID NOT NULL, resource_id UUID NOT NULL, product_id UUID NOT NULL,
    PRIMARY KEY (space_id, resource_id, product_id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, product_id) REFERENCES products (space_id, id) ON DELETE CASCADE);

CREATE TABLE recurrences (
    space_id UUID NOT NULL, id UUID NOT NULL, rule JSONB NOT NULL, expected BIGINT NOT NULL,
    -- Occurrences dealt with, so that writing them can go on where it was interrupted.
    reached BIGINT NOT NULL, done BOOLEAN NOT NULL, skipped JSONB NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id));
CREATE INDEX recurrences_id ON recurrences (id);

CREATE TABLE bookings (
    space_id UUID NOT NULL, id UUID NOT NULL, resource_id UUID NOT NULL,
    -- The membership's own space: in a booking network members book in other spaces too (K3).
    membership_space_id UUID, membership_id UUID, recurrence_id UUID, event_id UUID, external_booking_id UUID,
    starts_at TIMESTAMPTZ NOT NULL, ends_at TIMESTAMPTZ NOT NULL, units BIGINT NOT NULL,
    exclusive BOOLEAN NOT NULL, title TEXT, url TEXT, comments TEXT, attendees_message TEXT, attendees JSONB NOT NULL,
    extras JSONB NOT NULL, custom_price BIGINT, price BIGINT NOT NULL, currency TEXT NOT NULL, taxes JSONB NOT NULL,
    pricing JSONB NOT NULL, credit_entries JSONB, credit_minutes BIGINT NOT NULL, credit_amount BIGINT NOT NULL,
    payable BIGINT NOT NULL, accounting_code TEXT, invoice_id UUID, created_by UUID, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id),
    FOREIGN KEY (membership_space_id, membership_id) REFERENCES memberships (space_id, id),
    CONSTRAINT bookings_order CHECK (starts_at < ends_at),
    CONSTRAINT bookings_units CHECK (units >= 1),
    CONSTRAINT bookings_credits CHECK (credit_minutes >= 0 AND credit_amount >= 0),
    -- No double booking: the last word, whatever the program thinks (resources of one unit).
    CONSTRAINT bookings_no_overlap EXCLUDE USING gist
        (space_id WITH =, resource_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (exclusive));
CREATE INDEX bookings_id ON bookings (id);
CREATE INDEX bookings_overlap ON bookings (space_id, resource_id, ends_at, starts_at);
CREATE INDEX bookings_start ON bookings (space_id, starts_at, id);
CREATE INDEX bookings_membership ON bookings (membership_space_id, membership_id, starts_at, id);
CREATE INDEX bookings_recurrence ON bookings (space_id, recurrence_id, starts_at);

CREATE TABLE calendar_blockers (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, title TEXT NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL, ends_at TIMESTAMPTZ NOT NULL, for_bookings BOOLEAN NOT NULL, for_external_bookings BOOLEAN NOT NULL,
    for_drop_in_passes BOOLEAN NOT NULL, all_resources BOOLEAN NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT calendar_blockers_order CHECK (starts_at < ends_at));
CREATE INDEX calendar_blockers_id ON calendar_blockers (id);
CREATE INDEX calendar_blockers_time ON calendar_blockers (space_id, ends_at, starts_at);

CREATE TABLE calendar_blocker_resources (
    space_id UUID NOT NULL, blocker_id UUID NOT NULL, resource_id UUID NOT NULL,
    PRIMARY KEY (space_id, blocker_id, resource_id),
    FOREIGN KEY (space_id, blocker_id) REFERENCES calendar_blockers (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id) ON DELETE CASCADE);

CREATE TABLE allocations (
    space_id UUID NOT NULL, id UUID NOT NULL, resource_id UUID NOT NULL, membership_id UUID, team_id UUID,
    starts_at DATE NOT NULL, canceled_to DATE, cycle_months BIGINT NOT NULL, minimum_commitment_months BIGINT NOT NULL,
    recurring_minimum_commitment BOOLEAN NOT NULL, cancellation_period_days BIGINT, price BIGINT NOT NULL, currency TEXT NOT NULL,
    taxes JSONB NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, team_id) REFERENCES teams (space_id, id) ON DELETE CASCADE);
CREATE INDEX allocations_id ON allocations (id);
CREATE INDEX allocations_resource ON allocations (space_id, resource_id, starts_at);

CREATE TABLE outbox (
    space_id UUID NOT NULL, seq BIGINT NOT NULL, id UUID NOT NULL, type TEXT NOT NULL, subject_id UUID NOT NULL,
    body JSONB NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, seq));

CREATE TABLE jobs (
    id UUID NOT NULL, kind TEXT NOT NULL, space_id UUID, payload JSONB NOT NULL, run_at TIMESTAMPTZ NOT NULL, attempts BIGINT NOT NULL,
    leased_until TIMESTAMPTZ, last_error TEXT, failed_at TIMESTAMPTZ, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (id));
CREATE INDEX jobs_due ON jobs (failed_at, run_at, id);
