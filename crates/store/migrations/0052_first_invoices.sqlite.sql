-- SQLite: a change of plan may have a day of its own for its first invoice; a credit is booked where its charge was.
ALTER TABLE membership_plans ADD COLUMN first_invoice_at TEXT;
-- The membership's next invoice has still to move there: it does on the first day of the copy, or when a bill comes to it before.
ALTER TABLE membership_plans ADD COLUMN renewal_waits INTEGER NOT NULL DEFAULT 0;
CREATE INDEX membership_plans_waiting ON membership_plans (space_id, starts_at, membership_id) WHERE renewal_waits = TRUE;
ALTER TABLE charges ADD COLUMN revenue_account TEXT;
