-- SQLite: the orders that those who run a space can give their lists, each at a cost that does not grow with history, and
-- contacts found by any part of a word (decision 20).
CREATE INDEX invoices_status_ordinal ON invoices (space_id, paid_status, ordinal, id);
CREATE INDEX invoices_status_due ON invoices (space_id, paid_status, due_on, ordinal, id);
CREATE INDEX invoices_status_gross ON invoices (space_id, paid_status, gross, ordinal, id);
CREATE INDEX invoices_unsent ON invoices (space_id, issued_on, ordinal, id) WHERE sent_status = 'unsent';
CREATE INDEX contacts_label ON contacts (space_id, lower(COALESCE(name, company, email, '')), id);
CREATE INDEX contacts_address ON contacts (space_id, lower(COALESCE(email, '')), id);
CREATE INDEX external_bookings_status ON external_bookings (space_id, status, starts_at, id);
CREATE INDEX drop_in_passes_status ON drop_in_passes (space_id, status, valid_on, id);

ALTER TABLE contacts ADD COLUMN words TEXT NOT NULL GENERATED ALWAYS AS (COALESCE(name, '') || char(10) || COALESCE(company, '')
    || char(10) || COALESCE(email, '') || char(10) || COALESCE(phone, '')) VIRTUAL;
INSERT INTO search_texts (space_id, list, id, words) SELECT space_id, 'contacts', id, words FROM contacts;
CREATE TRIGGER contacts_search_insert AFTER INSERT ON contacts BEGIN
    INSERT INTO search_texts (space_id, list, id, words) VALUES (NEW.space_id, 'contacts', NEW.id, NEW.words);
END;
CREATE TRIGGER contacts_search_update AFTER UPDATE OF name, company, email, phone ON contacts BEGIN
    UPDATE search_texts SET words = NEW.words WHERE space_id = NEW.space_id AND list = 'contacts' AND id = NEW.id;
END;
CREATE TRIGGER contacts_search_delete AFTER DELETE ON contacts BEGIN
    DELETE FROM search_texts WHERE space_id = OLD.space_id AND list = 'contacts' AND id = OLD.id;
END;
