-- SQLite: resources and invoices can be deleted.
-- What was booked of a resource keeps its name: the row stays, and nobody sees it.
ALTER TABLE resources ADD COLUMN deleted_at INTEGER;
CREATE TRIGGER resources_total_hide AFTER UPDATE OF deleted_at ON resources WHEN OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = NEW.space_id AND list = 'resources'
        AND part = NEW.usage || CASE WHEN NEW.hidden THEN ':hidden' ELSE ':open' END;
END;

-- A deleted invoice leaves what was sealed of it, so that the chain can be followed; without the invoice, its seal has nothing to point at.
CREATE TABLE deleted_invoices (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, invoice_id BLOB NOT NULL, number TEXT NOT NULL,
    -- The very text that was hashed.
    sealed TEXT NOT NULL, deleted_by BLOB, deleted_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, invoice_id)) STRICT, WITHOUT ROWID;
CREATE TABLE seals (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, position INTEGER NOT NULL, invoice_id BLOB NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (space_id, position)) STRICT, WITHOUT ROWID;
INSERT INTO seals (space_id, position, invoice_id, hash) SELECT space_id, position, invoice_id, hash FROM invoice_seals;
DROP TABLE invoice_seals;
ALTER TABLE seals RENAME TO invoice_seals;
CREATE UNIQUE INDEX invoice_seals_invoice ON invoice_seals (space_id, invoice_id);

-- What was on an invoice is found when that is deleted, and whether an allocation was ever billed.
CREATE INDEX bookings_invoice ON bookings (membership_space_id, invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX time_passes_invoice ON time_passes (space_id, invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX event_attendances_invoice ON event_attendances (space_id, invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX charges_invoice ON charges (space_id, invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX billed_periods_item ON billed_periods (space_id, item);
CREATE INDEX invoices_corrects ON invoices (space_id, corrects_id) WHERE corrects_id IS NOT NULL;
