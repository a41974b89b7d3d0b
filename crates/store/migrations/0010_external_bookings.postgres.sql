-- What visitors may book, and their bookings (business rules R7 and section 15).
CREATE TABLE external_resources (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, resource_id UUID NOT NULL,
    -- What is null is as the resource has it.
    description TEXT, booking_cutoff BIGINT, cancellation_period BIGINT, min_booking_duration BIGINT, max_booking_duration BIGINT,
    booking_times TEXT, pricing JSONB NOT NULL, taxes JSONB, accounting_code TEXT, cost_center JSONB, revenue_account JSONB,
    -- False: the products of the resource are offered.
    own_products BOOLEAN NOT NULL, instructions TEXT, bookings_require_approval BOOLEAN NOT NULL, pay_later BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id) ON DELETE CASCADE);
CREATE INDEX external_resources_id ON external_resources (id);
CREATE INDEX external_resources_resource ON external_resources (space_id, resource_id);

CREATE TABLE external_resource_products (
    space_id UUID NOT NULL, external_resource_id UUID NOT NULL, product_id UUID NOT NULL,
    PRIMARY KEY (space_id, external_resource_id, product_id),
    FOREIGN KEY (space_id, external_resource_id) REFERENCES external_resources (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, product_id) REFERENCES products (space_id, id) ON DELETE CASCADE);

CREATE TABLE external_bookings (
    space_id UUID NOT NULL, id UUID NOT NULL, resource_id UUID NOT NULL,
    -- None when it is offered no more.
    external_resource_id UUID, status TEXT NOT NULL, canceled_by TEXT, starts_at TIMESTAMPTZ NOT NULL, ends_at TIMESTAMPTZ NOT NULL,
    number_of_visitors BIGINT NOT NULL, title TEXT, name TEXT, company TEXT, email TEXT NOT NULL, phone TEXT, tax_id TEXT,
    address JSONB NOT NULL, comments TEXT, admin_comments TEXT, contact_id UUID, extras JSONB NOT NULL, custom_price BIGINT,
    price BIGINT NOT NULL, currency TEXT NOT NULL, taxes JSONB NOT NULL, accounting_code TEXT, cost_center JSONB, revenue_account JSONB,
    instructions TEXT, cancellation_period BIGINT NOT NULL,
    -- How it is paid; both null: nothing is to be paid, or it is settled with the space.
    pay_later BOOLEAN NOT NULL, payment_id UUID, payment_method_id UUID,
    -- SHA-256 of what the mailed link to cancel carries.
    cancel_hash BYTEA, cancel_expires_at TIMESTAMPTZ,
    created_by UUID, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, resource_id) REFERENCES resources (space_id, id),
    FOREIGN KEY (space_id, external_resource_id) REFERENCES external_resources (space_id, id),
    FOREIGN KEY (space_id, contact_id) REFERENCES contacts (space_id, id),
    CONSTRAINT external_bookings_order CHECK (starts_at < ends_at),
    CONSTRAINT external_bookings_visitors CHECK (number_of_visitors >= 1),
    CONSTRAINT external_bookings_status CHECK (status IN ('pending', 'approved', 'canceled')),
    CONSTRAINT external_bookings_canceled CHECK ((status = 'canceled') = (canceled_by IS NOT NULL)));
CREATE INDEX external_bookings_id ON external_bookings (id);
CREATE INDEX external_bookings_start ON external_bookings (space_id, starts_at, id);
CREATE INDEX external_bookings_offer ON external_bookings (space_id, external_resource_id);
CREATE INDEX external_bookings_contact ON external_bookings (space_id, contact_id);
-- One place in the calendar for each that is not canceled.
CREATE UNIQUE INDEX bookings_external ON bookings (space_id, external_booking_id) WHERE external_booking_id IS NOT NULL;
