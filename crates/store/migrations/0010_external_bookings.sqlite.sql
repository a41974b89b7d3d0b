-- What visitors may book, and their bookings (business rules R7 and section 15).
CREATE TABLE external_resources (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, resource_id BLOB NOT NULL,
    -- What is null is as the resource has it.
    description TEXT, booking_cutoff INTEGER, cancellation_period INTEGER, min_booking_duration INTEGER, max_booking_duration INTEGER,
    booking_times TEXT, pricing TEXT NOT NULL, taxes TEXT, accounting_code TEXT, cost_center TEXT, revenue_account TEXT,
    -- False: the products of the resource are offered.
    own_products INTEGER NOT NULL, instructions TEXT, bookings_require_approval INTEGER NOT NULL, pay_later INTEGER NOT NULL,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE INDEX external_resources_id ON external_resources (id);
CREATE INDEX external_resources_resource ON external_resources (space_id, resource_id);

CREATE TABLE external_resource_products (
    space_id BLOB NOT NULL, external_resource_id BLOB NOT NULL, product_id BLOB NOT NULL,
    PRIMARY KEY (space_id, external_resource_id, product_id),
    FOREIGN KEY (space_id, external_resource_id) REFERENCES external_resources (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, product_id) REFERENCES products (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

CREATE TABLE external_bookings (
    space_id BLOB NOT NULL, id BLOB NOT NULL, resource_id BLOB NOT NULL,
    -- None when it is offered no more.
    external_resource_id BLOB, status TEXT NOT NULL, canceled_by TEXT, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
    number_of_visitors INTEGER NOT NULL, title TEXT, name TEXT, company TEXT, email TEXT NOT NULL, phone TEXT, tax_id TEXT,
    address TEXT NOT NULL, comments TEXT, admin_comments TEXT, contact_id BLOB, extras TEXT NOT NULL, custom_price INTEGER,
    price INTEGER NOT NULL, currency TEXT NOT NULL, taxes TEXT NOT NULL, accounting_code TEXT, cost_center TEXT, revenue_account TEXT,
    instructions TEXT, cancellation_period INTEGER NOT NULL,
    -- How it is paid; both null: nothing is to be paid, or it is settled with the space.
    pay_later INTEGER NOT NULL, payment_id BLOB, payment_method_id BLOB,
    -- SHA-256 of what the mailed link to cancel carries.
    cancel_hash BLOB, cancel_expires_at INTEGER,
    created_by BLOB, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id),
    FOREIGN KEY (space_id, external_resource_id) REFERENCES external_resources (space_id, id),
    FOREIGN KEY (space_id, contact_id) REFERENCES contacts (space_id, id),
    CONSTRAINT external_bookings_order CHECK (starts_at < ends_at),
    CONSTRAINT external_bookings_visitors CHECK (number_of_visitors >= 1),
    CONSTRAINT external_bookings_status CHECK (status IN ('pending', 'approved', 'canceled')),
    CONSTRAINT external_bookings_canceled CHECK ((status = 'canceled') = (canceled_by IS NOT NULL))) STRICT, WITHOUT ROWID;
CREATE INDEX external_bookings_id ON external_bookings (id);
CREATE INDEX external_bookings_start ON external_bookings (space_id, starts_at, id);
CREATE INDEX external_bookings_offer ON external_bookings (space_id, external_resource_id);
CREATE INDEX external_bookings_contact ON external_bookings (space_id, contact_id);
-- One place in the calendar for each that is not canceled.
CREATE UNIQUE INDEX bookings_external ON bookings (space_id, external_booking_id) WHERE external_booking_id IS NOT NULL;
