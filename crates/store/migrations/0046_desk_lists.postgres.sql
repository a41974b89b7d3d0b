-- PostgreSQL: the orders that those who run a space can give their lists, each at a cost that does not grow with history, and
-- contacts found by any part of a word (decision 20).
CREATE INDEX invoices_status_ordinal ON invoices (space_id, paid_status, ordinal, id);
CREATE INDEX invoices_status_due ON invoices (space_id, paid_status, due_on, ordinal, id);
CREATE INDEX invoices_status_gross ON invoices (space_id, paid_status, gross, ordinal, id);
CREATE INDEX invoices_unsent ON invoices (space_id, issued_on, ordinal, id) WHERE sent_status = 'unsent';
CREATE INDEX contacts_label ON contacts (space_id, lower(COALESCE(name, company, email, '')), id);
CREATE INDEX contacts_address ON contacts (space_id, lower(COALESCE(email, '')), id);
CREATE INDEX external_bookings_status ON external_bookings (space_id, status, starts_at, id);
CREATE INDEX drop_in_passes_status ON drop_in_passes (space_id, status, valid_on, id);

ALTER TABLE contacts ADD COLUMN words TEXT NOT NULL GENERATED ALWAYS AS (lower(COALESCE(name, '') || chr(10) || COALESCE(company, '')
    || chr(10) || COALESCE(email, '') || chr(10) || COALESCE(phone, ''))) STORED;
CREATE INDEX contacts_words ON contacts USING gin (space_id, words gin_trgm_ops);
