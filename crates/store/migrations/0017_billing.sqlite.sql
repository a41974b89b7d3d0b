-- SQLite: billing: when each membership is billed next, which days and uses were billed, and charges put down by hand.
-- `bill_on`: due date of the next bill; none until somebody has looked, and again after each change.
-- `billed_on`: due date of the last. `bill_since`: what is older was billed elsewhere.
ALTER TABLE memberships ADD COLUMN bill_on TEXT;
ALTER TABLE memberships ADD COLUMN billed_on TEXT;
ALTER TABLE memberships ADD COLUMN bill_since TEXT;
-- Nobody who was there before is billed for the past.
UPDATE memberships SET bill_since = date('now') WHERE starts_at <= date('now');
CREATE INDEX memberships_bill_on ON memberships (space_id, bill_on, id);

-- The days for which an item of a membership was billed: once each.
CREATE TABLE billed_periods (
    space_id BLOB NOT NULL, membership_id BLOB NOT NULL, item TEXT NOT NULL, starts_on TEXT NOT NULL,
    -- The day after the last.
    ends_on TEXT NOT NULL, invoice_id BLOB NOT NULL,
    PRIMARY KEY (space_id, membership_id, item, starts_on),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

-- One invoice for each payer, due date and currency (V10).
CREATE TABLE bills (
    space_id BLOB NOT NULL, membership_id BLOB NOT NULL, due_on TEXT NOT NULL, currency TEXT NOT NULL, invoice_id BLOB NOT NULL,
    PRIMARY KEY (space_id, membership_id, due_on, currency),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

CREATE TABLE charges (
    space_id BLOB NOT NULL, id BLOB NOT NULL, membership_id BLOB NOT NULL, description TEXT NOT NULL, quantity TEXT NOT NULL,
    -- Net, of one; below zero it is a credit (G1).
    amount INTEGER NOT NULL, currency TEXT NOT NULL, taxes TEXT NOT NULL, charged_on TEXT NOT NULL, accounting_code TEXT,
    cost_center TEXT, invoice_id BLOB, created_by BLOB, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE INDEX charges_day ON charges (space_id, charged_on, id);
CREATE INDEX charges_membership ON charges (space_id, membership_id);
CREATE INDEX charges_unbilled ON charges (space_id, membership_id, charged_on) WHERE invoice_id IS NULL;

ALTER TABLE time_passes ADD COLUMN invoice_id BLOB;
ALTER TABLE event_attendances ADD COLUMN invoice_id BLOB;
CREATE INDEX time_passes_unbilled ON time_passes (space_id, membership_id, created_at)
    WHERE invoice_id IS NULL AND source = 'bought' AND price <> 0;
CREATE INDEX event_attendances_unbilled ON event_attendances (space_id, membership_id)
    WHERE invoice_id IS NULL AND membership_id IS NOT NULL AND price <> 0;
CREATE INDEX bookings_unbilled ON bookings (membership_space_id, membership_id, starts_at)
    WHERE invoice_id IS NULL AND membership_id IS NOT NULL AND (price <> 0 OR extras <> '[]');
CREATE INDEX allocations_membership ON allocations (space_id, membership_id, starts_at);
