-- PostgreSQL: invoices are sealed: each has a hash over what it says and over the hash before it.
-- `sealed`, `seal`: how many there are, and the hash of the last. `seal_waits`: earlier invoices have none yet.
ALTER TABLE invoice_settings ADD COLUMN sealed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE invoice_settings ADD COLUMN seal BYTEA;
ALTER TABLE invoice_settings ADD COLUMN seal_waits BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE invoice_settings SET seal_waits = TRUE WHERE EXISTS (SELECT 1 FROM invoices i WHERE i.space_id = invoice_settings.space_id);

CREATE TABLE invoice_seals (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, position BIGINT NOT NULL, invoice_id UUID NOT NULL, hash BYTEA NOT NULL,
    PRIMARY KEY (space_id, position),
    FOREIGN KEY (space_id, invoice_id) REFERENCES invoices (space_id, id));
CREATE UNIQUE INDEX invoice_seals_invoice ON invoice_seals (space_id, invoice_id);
