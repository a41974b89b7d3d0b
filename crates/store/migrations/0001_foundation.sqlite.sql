-- SQLite: people, spaces, plans, memberships, resources, bookings, outbox and jobs.
-- The same tables stand in the file for PostgreSQL; a test compares them.
CREATE TABLE users (
    id BLOB NOT NULL, email TEXT NOT NULL, password_hash TEXT, confirmed_at INTEGER, created_at INTEGER NOT NULL,
    PRIMARY KEY (id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX users_email ON users (lower(email));

CREATE TABLE clients (
    id BLOB NOT NULL, name TEXT NOT NULL, secret_hash BLOB, public INTEGER NOT NULL, redirect_uris TEXT NOT NULL,
    scopes TEXT NOT NULL, owner_id BLOB REFERENCES users (id), created_at INTEGER NOT NULL,
    PRIMARY KEY (id)) STRICT, WITHOUT ROWID;

CREATE TABLE networks (id BLOB NOT NULL, name TEXT NOT NULL, created_at INTEGER NOT NULL, PRIMARY KEY (id)) STRICT, WITHOUT ROWID;

CREATE TABLE spaces (
    id BLOB NOT NULL, network_id BLOB REFERENCES networks (id), owner_id BLOB NOT NULL REFERENCES users (id),
    subdomain TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, description TEXT, country TEXT NOT NULL,
    locale TEXT NOT NULL, time_zone TEXT NOT NULL, hour_format INTEGER NOT NULL, price_display TEXT NOT NULL,
    price_decimals INTEGER NOT NULL, currency TEXT NOT NULL, taxes TEXT NOT NULL, settings TEXT NOT NULL,
    profile TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT spaces_hour_format CHECK (hour_format IN (12, 24)),
    CONSTRAINT spaces_price_display CHECK (price_display IN ('net', 'gross'))) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX spaces_subdomain ON spaces (subdomain);
CREATE INDEX spaces_network ON spaces (network_id, id);

CREATE TABLE space_counters (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, event_seq INTEGER NOT NULL DEFAULT 0,
    customer_number INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (space_id)) STRICT, WITHOUT ROWID;

CREATE TABLE admins (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id), name TEXT NOT NULL, permissions TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX admins_user ON admins (space_id, user_id);
CREATE INDEX admins_by_user ON admins (user_id);

CREATE TABLE access_tokens (
    hash BLOB NOT NULL, id BLOB NOT NULL, user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    client_id BLOB REFERENCES clients (id) ON DELETE CASCADE, space_id BLOB REFERENCES spaces (id) ON DELETE CASCADE,
    scopes TEXT NOT NULL, created_at INTEGER NOT NULL, last_used_at INTEGER, expires_at INTEGER,
    PRIMARY KEY (hash)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX access_tokens_id ON access_tokens (id);
CREATE INDEX access_tokens_user ON access_tokens (user_id);

CREATE TABLE authorization_codes (
    hash BLOB NOT NULL, client_id BLOB REFERENCES clients (id) ON DELETE CASCADE,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE, scopes TEXT NOT NULL, redirect_uri TEXT, code_challenge TEXT,
    created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER,
    PRIMARY KEY (hash)) STRICT, WITHOUT ROWID;
CREATE INDEX authorization_codes_expiry ON authorization_codes (expires_at);

CREATE TABLE plans (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, position INTEGER NOT NULL,
    hidden INTEGER NOT NULL, for_teams INTEGER NOT NULL, terms TEXT NOT NULL, created_at INTEGER NOT NULL, deleted_at INTEGER,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;

CREATE TABLE teams (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, name TEXT NOT NULL,
    billing_address TEXT NOT NULL, billing_emails TEXT NOT NULL, tax_id TEXT, customer_number TEXT, photo TEXT,
    seats INTEGER, charge_taxes INTEGER NOT NULL, confirmed_at INTEGER, canceled_to TEXT, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;
CREATE INDEX teams_id ON teams (id);

CREATE TABLE memberships (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, user_id BLOB REFERENCES users (id),
    team_id BLOB, team_role TEXT, name TEXT, company TEXT, email TEXT, phone TEXT, address TEXT NOT NULL,
    billing_emails TEXT NOT NULL, charge_taxes INTEGER NOT NULL, customer_number TEXT, tax_id TEXT, photo TEXT,
    payment_method TEXT, resource_access TEXT, confirmed_at INTEGER, starts_at TEXT NOT NULL, canceled_to TEXT, canceled_at INTEGER,
    next_invoice_at TEXT NOT NULL, prorate_first_invoice INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, team_id) REFERENCES teams (space_id, id),
    CONSTRAINT memberships_team_role CHECK (team_role IN ('paying', 'paid', 'manager'))) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_id ON memberships (id);
CREATE INDEX memberships_user ON memberships (user_id);
CREATE INDEX memberships_email ON memberships (space_id, lower(email));
CREATE INDEX memberships_team ON memberships (space_id, team_id);
CREATE INDEX memberships_name ON memberships (space_id, lower(name), id);
CREATE INDEX memberships_canceled ON memberships (space_id, canceled_to);
CREATE UNIQUE INDEX memberships_customer_number ON memberships (space_id, customer_number);

CREATE TABLE membership_plans (
    space_id BLOB NOT NULL, id BLOB NOT NULL, membership_id BLOB NOT NULL, parent_plan_id BLOB NOT NULL,
    starts_at TEXT NOT NULL, canceled_to TEXT, terms TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
-- Of two copies that start on one day the later one holds.
CREATE INDEX membership_plans_history ON membership_plans (space_id, membership_id, starts_at, id);

CREATE TABLE resource_categories (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX resource_categories_name ON resource_categories (space_id, lower(name));

CREATE TABLE resources (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, name TEXT NOT NULL,
    resource_type TEXT, usage TEXT NOT NULL, description TEXT, hidden INTEGER NOT NULL, only_admins_can_book INTEGER NOT NULL,
    units INTEGER NOT NULL, capacity INTEGER, booking_cutoff INTEGER NOT NULL, cancellation_period INTEGER NOT NULL,
    min_booking_duration INTEGER NOT NULL, max_booking_duration INTEGER, color TEXT NOT NULL, photo TEXT,
    booking_times TEXT NOT NULL, pricing TEXT NOT NULL, currency TEXT NOT NULL, taxes TEXT, area_sqm INTEGER,
    accounting_code TEXT, cost_center TEXT, revenue_account TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT resources_units CHECK (units BETWEEN 1 AND 100000),
    CONSTRAINT resources_usage CHECK (usage IN ('bookable', 'allocatable')),
    CONSTRAINT resources_type CHECK (resource_type IN ('room', 'desk', 'other'))) STRICT, WITHOUT ROWID;
CREATE INDEX resources_id ON resources (id);
CREATE INDEX resources_name ON resources (space_id, lower(name), id);

CREATE TABLE resource_category_links (
    space_id BLOB NOT NULL, resource_id BLOB NOT NULL, category_id BLOB NOT NULL,
    PRIMARY KEY (space_id, resource_id, category_id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, category_id) REFERENCES resource_categories (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

CREATE TABLE media (
    space_id BLOB NOT NULL, id BLOB NOT NULL, resource_id BLOB NOT NULL, url TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE INDEX media_resource ON media (space_id, resource_id, position);

CREATE TABLE files (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, content_type TEXT NOT NULL,
    width INTEGER, height INTEGER, body BLOB NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;

CREATE TABLE product_categories (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;

CREATE TABLE products (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, category_id BLOB, position INTEGER NOT NULL,
    name TEXT NOT NULL, description TEXT, unit TEXT NOT NULL, price INTEGER NOT NULL, currency TEXT NOT NULL, taxes TEXT,
    for_bookings INTEGER NOT NULL, for_external_bookings INTEGER NOT NULL, accounting_code TEXT, cost_center TEXT,
    revenue_account TEXT, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, category_id) REFERENCES product_categories (space_id, id),
    CONSTRAINT products_unit CHECK (unit IN ('fixed', 'minute', 'person', 'item'))) STRICT, WITHOUT ROWID;
CREATE INDEX products_id ON products (id);
CREATE INDEX products_order ON products (space_id, position, id);

CREATE TABLE resource_products (
    space_id BLOB NOT NULL, resource_id BLOB NOT NULL, product_id BLOB NOT NULL,
    PRIMARY KEY (space_id, resource_id, product_id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, product_id) REFERENCES products (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

CREATE TABLE recurrences (
    space_id BLOB NOT NULL, id BLOB NOT NULL, rule TEXT NOT NULL, expected INTEGER NOT NULL,
    -- Occurrences dealt with, so that writing them can go on where it was interrupted.
    reached INTEGER NOT NULL, done INTEGER NOT NULL, skipped TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;
CREATE INDEX recurrences_id ON recurrences (id);

CREATE TABLE bookings (
    space_id BLOB NOT NULL, id BLOB NOT NULL, resource_id BLOB NOT NULL,
    -- The membership's own space: in a booking network members book in other spaces too (K3).
    membership_space_id BLOB, membership_id BLOB, recurrence_id BLOB, event_id BLOB, external_booking_id BLOB,
    starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, units INTEGER NOT NULL,
    exclusive INTEGER NOT NULL, title TEXT, url TEXT, comments TEXT, attendees_message TEXT, attendees TEXT NOT NULL,
    extras TEXT NOT NULL, custom_price INTEGER, price INTEGER NOT NULL, currency TEXT NOT NULL, taxes TEXT NOT NULL,
    pricing TEXT NOT NULL, credit_entries TEXT, credit_minutes INTEGER NOT NULL, credit_amount INTEGER NOT NULL,
    payable INTEGER NOT NULL, accounting_code TEXT, invoice_id BLOB, created_by BLOB, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id),
    FOREIGN KEY (membership_space_id, membership_id) REFERENCES memberships (space_id, id),
    CONSTRAINT bookings_order CHECK (starts_at < ends_at),
    CONSTRAINT bookings_units CHECK (units >= 1),
    CONSTRAINT bookings_credits CHECK (credit_minutes >= 0 AND credit_amount >= 0)) STRICT, WITHOUT ROWID;
CREATE INDEX bookings_id ON bookings (id);
CREATE INDEX bookings_overlap ON bookings (space_id, resource_id, ends_at, starts_at);
CREATE INDEX bookings_start ON bookings (space_id, starts_at, id);
CREATE INDEX bookings_membership ON bookings (membership_space_id, membership_id, starts_at, id);
CREATE INDEX bookings_recurrence ON bookings (space_id, recurrence_id, starts_at);

-- No double booking: the last word, whatever the program thinks (resources of one unit).
CREATE TRIGGER bookings_no_overlap_insert BEFORE INSERT ON bookings
    WHEN NEW.exclusive AND EXISTS (SELECT 1 FROM bookings WHERE space_id = NEW.space_id AND resource_id = NEW.resource_id
        AND ends_at > NEW.starts_at AND starts_at < NEW.ends_at AND exclusive)
    BEGIN SELECT RAISE(ABORT, 'bookings_no_overlap'); END;
CREATE TRIGGER bookings_no_overlap_update BEFORE UPDATE OF space_id, resource_id, starts_at, ends_at, exclusive ON bookings
    WHEN NEW.exclusive AND EXISTS (SELECT 1 FROM bookings WHERE space_id = NEW.space_id AND resource_id = NEW.resource_id
        AND ends_at > NEW.starts_at AND starts_at < NEW.ends_at AND exclusive AND (space_id, id) <> (OLD.space_id, OLD.id))
    BEGIN SELECT RAISE(ABORT, 'bookings_no_overlap'); END;

CREATE TABLE calendar_blockers (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, title TEXT NOT NULL,
    starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, for_bookings INTEGER NOT NULL, for_external_bookings INTEGER NOT NULL,
    for_drop_in_passes INTEGER NOT NULL, all_resources INTEGER NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT calendar_blockers_order CHECK (starts_at < ends_at)) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_blockers_id ON calendar_blockers (id);
CREATE INDEX calendar_blockers_time ON calendar_blockers (space_id, ends_at, starts_at);

CREATE TABLE calendar_blocker_resources (
    space_id BLOB NOT NULL, blocker_id BLOB NOT NULL, resource_id BLOB NOT NULL,
    PRIMARY KEY (space_id, blocker_id, resource_id),
    FOREIGN KEY (space_id, blocker_id) REFERENCES calendar_blockers (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

CREATE TABLE allocations (
    space_id BLOB NOT NULL, id BLOB NOT NULL, resource_id BLOB NOT NULL, membership_id BLOB, team_id BLOB,
    starts_at TEXT NOT NULL, canceled_to TEXT, cycle_months INTEGER NOT NULL, minimum_commitment_months INTEGER NOT NULL,
    recurring_minimum_commitment INTEGER NOT NULL, cancellation_period_days INTEGER, price INTEGER NOT NULL, currency TEXT NOT NULL,
    taxes TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, team_id) REFERENCES teams (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE INDEX allocations_id ON allocations (id);
CREATE INDEX allocations_resource ON allocations (space_id, resource_id, starts_at);

CREATE TABLE outbox (
    space_id BLOB NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL, type TEXT NOT NULL, subject_id BLOB NOT NULL,
    body TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
    id BLOB NOT NULL, kind TEXT NOT NULL, space_id BLOB, payload TEXT NOT NULL, run_at INTEGER NOT NULL, attempts INTEGER NOT NULL,
    leased_until INTEGER, last_error TEXT, failed_at INTEGER, created_at INTEGER NOT NULL,
    PRIMARY KEY (id)) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_due ON jobs (failed_at, run_at, id);
