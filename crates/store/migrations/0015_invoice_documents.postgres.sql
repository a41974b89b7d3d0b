-- PostgreSQL: documents of invoices: what is printed, the final PDF, mails with an invoice, keys of the server.
ALTER TABLE invoices ADD COLUMN printed JSONB NOT NULL DEFAULT '{}';
ALTER TABLE invoices ADD COLUMN archived BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE invoices ADD COLUMN e_invoice BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE invoices ADD COLUMN e_invoice_standard TEXT;
ALTER TABLE invoices ADD COLUMN ksef_reference TEXT;
ALTER TABLE invoices ADD COLUMN ksef_accepted_at TIMESTAMPTZ;

-- The final PDF, which never changes.
CREATE TABLE invoice_pdfs (
    space_id UUID NOT NULL, invoice_id UUID NOT NULL, body BYTEA NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, invoice_id),
    FOREIGN KEY (space_id, invoice_id) REFERENCES invoices (space_id, id) ON DELETE CASCADE);

-- Mails that an invoice goes with.
ALTER TABLE mails ADD COLUMN invoice_id UUID;
CREATE INDEX mails_invoice ON mails (space_id, invoice_id);

-- What all processes must know and nobody else.
CREATE TABLE secrets (
    name TEXT NOT NULL, value BYTEA NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (name));
