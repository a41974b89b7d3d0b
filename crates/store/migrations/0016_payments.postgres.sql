-- PostgreSQL: payments through providers, what purchases are billed by, spaces as customers of the operator.
CREATE TABLE payment_providers (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, provider TEXT NOT NULL, keys JSONB NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, provider));

CREATE TABLE payments (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL,
    provider TEXT NOT NULL, reference TEXT NOT NULL,
    -- What a refund names; known when the money is taken.
    capture TEXT, method_id UUID NOT NULL, method_name TEXT NOT NULL, amount BIGINT NOT NULL, currency TEXT NOT NULL,
    -- The invoice that it pays.
    invoice_id UUID, created_by UUID, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT payments_kind CHECK (kind IN ('purchase', 'setup', 'charge')),
    CONSTRAINT payments_status CHECK (status IN ('open', 'claimed', 'held', 'charging', 'settled', 'failed', 'returning', 'returned')));
CREATE INDEX payments_reference ON payments (space_id, reference);
CREATE INDEX payments_invoice ON payments (space_id, invoice_id);
-- An invoice is charged once at a time.
CREATE UNIQUE INDEX payments_charging ON payments (space_id, invoice_id) WHERE status = 'charging';

-- Whom a provider may charge for a membership, a team or a contact.
CREATE TABLE payment_sources (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, debitor_id UUID NOT NULL, method_id UUID NOT NULL,
    customer TEXT NOT NULL, method TEXT NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, debitor_id));

-- Messages of providers, written down before they are acknowledged; a second one with the same id is the first.
CREATE TABLE payment_notices (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, provider TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
    reference TEXT, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, provider, id));

-- Invoices of bookings and purchases of visitors.
CREATE TABLE purchase_invoices (
    space_id UUID NOT NULL, purchase_id UUID NOT NULL, invoice_id UUID NOT NULL,
    PRIMARY KEY (space_id, purchase_id, invoice_id),
    FOREIGN KEY (space_id, invoice_id) REFERENCES invoices (space_id, id) ON DELETE CASCADE);

-- The code that was redeemed for a booking, with what it was worth then.
ALTER TABLE external_bookings ADD COLUMN discount JSONB;

-- A space as a customer of the platform's operator.
CREATE TABLE space_customers (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, customer TEXT, method TEXT, shown JSONB, since DATE,
    PRIMARY KEY (space_id));
