-- SQLite: invoices are sealed: each has a hash over what it says and over the hash before it.
-- `sealed`, `seal`: how many there are, and the hash of the last. `seal_waits`: earlier invoices have none yet.
ALTER TABLE invoice_settings ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invoice_settings ADD COLUMN seal BLOB;
ALTER TABLE invoice_settings ADD COLUMN seal_waits INTEGER NOT NULL DEFAULT 0;
UPDATE invoice_settings SET seal_waits = 1 WHERE EXISTS (SELECT 1 FROM invoices i WHERE i.space_id = invoice_settings.space_id);

CREATE TABLE invoice_seals (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, position INTEGER NOT NULL, invoice_id BLOB NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (space_id, position),
    FOREIGN KEY (space_id, invoice_id) REFERENCES invoices (space_id, id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX invoice_seals_invoice ON invoice_seals (space_id, invoice_id);
