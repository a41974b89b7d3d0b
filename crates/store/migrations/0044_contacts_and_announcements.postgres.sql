-- PostgreSQL: what a contact was billed is found without reading all invoices.
CREATE INDEX invoices_contact ON invoices (space_id, contact_id, issued_on, ordinal, id) WHERE contact_id IS NOT NULL;
-- Of an announcement that is for the members on one plan alone.
ALTER TABLE announcements ADD COLUMN plan_id UUID;
