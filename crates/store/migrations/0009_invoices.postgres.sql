-- PostgreSQL: invoices, what was paid for them, how a space wants to be paid, its charts of accounts.
CREATE TABLE invoice_settings (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, next_number BIGINT NOT NULL, numbered_year BIGINT NOT NULL,
    settings JSONB NOT NULL, sender JSONB,
    PRIMARY KEY (space_id));

CREATE TABLE payment_methods (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, name TEXT NOT NULL, provider TEXT,
    instructions TEXT, enabled_for JSONB NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id));
CREATE INDEX payment_methods_id ON payment_methods (id);

CREATE TABLE accounts (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    number TEXT NOT NULL,
    PRIMARY KEY (space_id, id));
CREATE UNIQUE INDEX accounts_number ON accounts (space_id, kind, number);

CREATE TABLE invoices (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, ordinal BIGINT NOT NULL, number TEXT NOT NULL,
    currency TEXT NOT NULL, price_display TEXT NOT NULL, issued_on DATE NOT NULL, due_on DATE NOT NULL, remind_on DATE NOT NULL,
    membership_id UUID, team_id UUID, contact_id UUID, corrects_id UUID,
    recipient JSONB NOT NULL, sender JSONB NOT NULL, tax_id TEXT, sender_tax_id TEXT, tax_id_name TEXT, customer_number TEXT,
    billing_emails JSONB NOT NULL, invoice_text TEXT, notes TEXT, items JSONB NOT NULL,
    net BIGINT NOT NULL, gross BIGINT NOT NULL, taxes JSONB NOT NULL, payable BIGINT NOT NULL, paid BIGINT NOT NULL,
    written_off BOOLEAN NOT NULL, paid_status TEXT NOT NULL, paid_on DATE, sent_status TEXT NOT NULL,
    reminder_status TEXT NOT NULL, reminders_sent BIGINT NOT NULL, last_reminder_at TIMESTAMPTZ, locked_at TIMESTAMPTZ,
    -- What a search looks in, in lower case: number, recipient, items.
    words TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id));
CREATE INDEX invoices_id ON invoices (id);
CREATE UNIQUE INDEX invoices_number ON invoices (space_id, number);
CREATE INDEX invoices_issued ON invoices (space_id, issued_on, ordinal, id);
CREATE INDEX invoices_due ON invoices (space_id, due_on, ordinal, id);
CREATE INDEX invoices_remind ON invoices (space_id, remind_on, ordinal, id);
CREATE INDEX invoices_status ON invoices (space_id, paid_status, issued_on, ordinal, id);
CREATE INDEX invoices_membership ON invoices (space_id, membership_id, issued_on, ordinal, id);
CREATE INDEX invoices_team ON invoices (space_id, team_id, issued_on, ordinal, id);

CREATE TABLE payment_records (
    space_id UUID NOT NULL, id UUID NOT NULL, invoice_id UUID NOT NULL, refund BOOLEAN NOT NULL, amount BIGINT NOT NULL,
    paid_on DATE NOT NULL, method_id UUID, method_name TEXT NOT NULL, note TEXT, created_by UUID, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, invoice_id) REFERENCES invoices (space_id, id));
CREATE INDEX payment_records_invoice ON payment_records (space_id, invoice_id, id);
