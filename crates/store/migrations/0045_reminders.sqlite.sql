-- SQLite: late invoices by how many reminders they have had, so that those that get no more are not looked at day after day; and those
-- to be charged with what tells whether anybody can be.
CREATE INDEX invoices_dunned ON invoices (space_id, dunned, COALESCE(dunned_on, remind_on), id) WHERE paid_status = 'unpaid';
CREATE INDEX invoices_charging ON invoices (space_id, charge_on, id, membership_id, team_id) WHERE charge_on IS NOT NULL AND paid_status = 'unpaid';
DROP INDEX invoices_charge;
