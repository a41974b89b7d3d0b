-- PostgreSQL: money that bank statements tell of, until somebody has said what it paid.
CREATE TABLE bank_entries (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL,
    -- Of the entry and how many like it came before it: the same statement twice is the same entries.
    hash BYTEA NOT NULL, booked_on DATE NOT NULL, amount BIGINT NOT NULL, currency TEXT NOT NULL, name TEXT NOT NULL, iban TEXT,
    text TEXT NOT NULL, status TEXT NOT NULL, invoice_id UUID,
    -- The charge below zero that is left of an overpayment.
    credit_id UUID, created_by UUID, created_at TIMESTAMPTZ NOT NULL, decided_by UUID, decided_at TIMESTAMPTZ,
    PRIMARY KEY (space_id, id),
    CONSTRAINT bank_entries_status CHECK (status IN ('open', 'booked', 'set_aside')));
CREATE UNIQUE INDEX bank_entries_hash ON bank_entries (space_id, hash);
CREATE INDEX bank_entries_list ON bank_entries (space_id, status, booked_on, id);

-- What members have signed so that the space may collect from their accounts.
CREATE TABLE sepa_mandates (
    space_id UUID NOT NULL, membership_id UUID NOT NULL, reference TEXT NOT NULL, holder TEXT NOT NULL, iban TEXT NOT NULL, bic TEXT,
    signed_on DATE NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, membership_id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE);
CREATE UNIQUE INDEX sepa_mandates_reference ON sepa_mandates (space_id, reference);

-- Files for the bank; the payments in each have its id as their method.
CREATE TABLE sepa_files (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, collect_on DATE NOT NULL, debits BIGINT NOT NULL, total BIGINT NOT NULL,
    status TEXT NOT NULL, body BYTEA NOT NULL, created_by UUID, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT sepa_files_status CHECK (status IN ('made', 'collected', 'withdrawn')));
CREATE INDEX payments_method ON payments (space_id, method_id, id);
