-- SQLite: invoices are charged and reminded of by themselves.
-- `charge_on`: the day of the next try, none where there is none to come; invoices from before are left to people.
ALTER TABLE invoices ADD COLUMN charge_on TEXT;
ALTER TABLE invoices ADD COLUMN charges_tried INTEGER NOT NULL DEFAULT 0;
-- Reminders that were sent by themselves, and the day of the last.
ALTER TABLE invoices ADD COLUMN dunned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invoices ADD COLUMN dunned_on TEXT;
CREATE INDEX invoices_charge ON invoices (space_id, charge_on, id) WHERE charge_on IS NOT NULL AND paid_status = 'unpaid';
CREATE INDEX invoices_unpaid ON invoices (space_id, remind_on, id) WHERE paid_status = 'unpaid';

-- Nobody asked for the payment: it was due.
ALTER TABLE payments ADD COLUMN automatic INTEGER NOT NULL DEFAULT 0;

-- Lists of payments by day.
CREATE INDEX payment_records_day ON payment_records (space_id, paid_on, id);
