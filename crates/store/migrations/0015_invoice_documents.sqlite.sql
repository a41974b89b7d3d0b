-- SQLite: documents of invoices: what is printed, the final PDF, mails with an invoice, keys of the server.
ALTER TABLE invoices ADD COLUMN printed TEXT NOT NULL DEFAULT '{}';
ALTER TABLE invoices ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invoices ADD COLUMN e_invoice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invoices ADD COLUMN e_invoice_standard TEXT;
ALTER TABLE invoices ADD COLUMN ksef_reference TEXT;
ALTER TABLE invoices ADD COLUMN ksef_accepted_at INTEGER;

-- The final PDF, which never changes.
CREATE TABLE invoice_pdfs (
    space_id BLOB NOT NULL, invoice_id BLOB NOT NULL, body BLOB NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, invoice_id),
    FOREIGN KEY (space_id, invoice_id) REFERENCES invoices (space_id, id) ON DELETE CASCADE) STRICT;

-- Mails that an invoice goes with.
ALTER TABLE mails ADD COLUMN invoice_id BLOB;
CREATE INDEX mails_invoice ON mails (space_id, invoice_id);

-- What all processes must know and nobody else.
CREATE TABLE secrets (
    name TEXT NOT NULL, value BLOB NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (name)) STRICT, WITHOUT ROWID;
