-- SQLite: how many rows each list holds, the order of lists, and what is searched, at a cost that does not grow with
-- history (decision 20).

-- What a list holds, kept by triggers. `part` divides it by what it can be filtered by: a status, or the day from
-- which something without an end runs.
CREATE TABLE list_totals (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, list TEXT NOT NULL, part TEXT NOT NULL, total INTEGER NOT NULL,
    PRIMARY KEY (space_id, list, part)) STRICT, WITHOUT ROWID;

-- Whether the membership of a profile is confirmed and without an end.
ALTER TABLE membership_profiles ADD COLUMN open INTEGER NOT NULL DEFAULT 0;
UPDATE membership_profiles AS p SET open = EXISTS (SELECT 1 FROM memberships m WHERE m.space_id = p.space_id
    AND m.id = p.membership_id AND m.confirmed_at IS NOT NULL AND m.canceled_to IS NULL);
CREATE TRIGGER membership_profiles_open_insert AFTER INSERT ON membership_profiles BEGIN
    UPDATE membership_profiles SET open = EXISTS (SELECT 1 FROM memberships m WHERE m.space_id = NEW.space_id
        AND m.id = NEW.membership_id AND m.confirmed_at IS NOT NULL AND m.canceled_to IS NULL)
        WHERE space_id = NEW.space_id AND membership_id = NEW.membership_id;
END;
CREATE TRIGGER membership_profiles_open_update AFTER UPDATE OF confirmed_at, canceled_to ON memberships BEGIN
    UPDATE membership_profiles SET open = NEW.confirmed_at IS NOT NULL AND NEW.canceled_to IS NULL
        WHERE space_id = NEW.space_id AND membership_id = NEW.id;
END;

-- The network of a membership's space, so that lists of a network have an index of their own.
ALTER TABLE memberships ADD COLUMN network_id BLOB;
UPDATE memberships SET network_id = (SELECT network_id FROM spaces WHERE id = space_id);
CREATE TRIGGER memberships_network_insert AFTER INSERT ON memberships
WHEN EXISTS (SELECT 1 FROM spaces WHERE id = NEW.space_id AND network_id IS NOT NULL) BEGIN
    UPDATE memberships SET network_id = (SELECT network_id FROM spaces WHERE id = NEW.space_id)
        WHERE space_id = NEW.space_id AND id = NEW.id;
END;
CREATE TRIGGER memberships_network_update AFTER UPDATE OF network_id ON spaces WHEN OLD.network_id IS NOT NEW.network_id BEGIN
    UPDATE memberships SET network_id = NEW.network_id WHERE space_id = NEW.id;
END;

-- The order of lists.
CREATE INDEX memberships_label ON memberships (space_id, lower(COALESCE(name, company, '')), id);
CREATE INDEX memberships_network_label ON memberships (network_id, lower(COALESCE(name, company, '')), id);
CREATE INDEX memberships_network ON memberships (network_id, id);
CREATE INDEX memberships_open ON memberships (space_id, id, confirmed_at) WHERE canceled_to IS NULL;
CREATE INDEX memberships_confirmed ON memberships (space_id, confirmed_at) WHERE canceled_to IS NULL;
CREATE INDEX memberships_unconfirmed ON memberships (space_id, id) WHERE confirmed_at IS NULL;
DROP INDEX memberships_canceled;
CREATE INDEX memberships_canceled ON memberships (space_id, canceled_to, id, confirmed_at);
CREATE INDEX membership_plans_open ON membership_plans (space_id, id, starts_at, membership_id) WHERE canceled_to IS NULL;
CREATE INDEX membership_plans_canceled ON membership_plans (space_id, canceled_to, starts_at, id, membership_id);
CREATE INDEX membership_profiles_open ON membership_profiles (space_id, membership_id) WHERE published AND open;
CREATE INDEX teams_open ON teams (space_id, id, confirmed_at) WHERE canceled_to IS NULL;
CREATE INDEX teams_confirmed ON teams (space_id, confirmed_at) WHERE canceled_to IS NULL;
CREATE INDEX teams_canceled ON teams (space_id, canceled_to, id, confirmed_at);
CREATE INDEX allocations_open ON allocations (space_id, starts_at, id) WHERE canceled_to IS NULL;
CREATE INDEX allocations_canceled ON allocations (space_id, canceled_to, starts_at, id);
CREATE INDEX calendar_blockers_start ON calendar_blockers (space_id, starts_at, id);
CREATE INDEX events_end ON events (space_id, ends_at, starts_at, id);
-- Few bookings are of an event; with the others in it, plans are made as if all were of one.
DROP INDEX bookings_event;
CREATE INDEX bookings_event ON bookings (space_id, event_id) WHERE event_id IS NOT NULL;
CREATE INDEX event_attendances_list ON event_attendances (space_id, event_id, id);
CREATE INDEX payment_methods_list ON payment_methods (space_id, created_at, id);
CREATE INDEX invoices_gross ON invoices (space_id, gross, ordinal, id);
CREATE INDEX invoices_ordinal ON invoices (space_id, ordinal, id);

-- The totals.
INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'articles', '', COUNT(*) FROM articles GROUP BY 1, 3;
CREATE TRIGGER articles_total_insert AFTER INSERT ON articles BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'articles', '', 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER articles_total_delete AFTER DELETE ON articles BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'articles' AND part = '';
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'contacts', '', COUNT(*) FROM contacts GROUP BY 1, 3;
CREATE TRIGGER contacts_total_insert AFTER INSERT ON contacts BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'contacts', '', 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER contacts_total_delete AFTER DELETE ON contacts BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'contacts' AND part = '';
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'accounts', kind, COUNT(*) FROM accounts GROUP BY 1, 3;
CREATE TRIGGER accounts_total_insert AFTER INSERT ON accounts BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'accounts', NEW.kind, 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER accounts_total_delete AFTER DELETE ON accounts BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'accounts' AND part = OLD.kind;
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'memberships', '', COUNT(*) FROM memberships GROUP BY 1, 3;
CREATE TRIGGER memberships_total_insert AFTER INSERT ON memberships BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'memberships', '', 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER memberships_total_delete AFTER DELETE ON memberships BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'memberships' AND part = '';
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'products', CASE WHEN for_bookings THEN 'b' ELSE '' END || CASE WHEN for_external_bookings THEN 'e' ELSE '' END, COUNT(*) FROM products GROUP BY 1, 3;
CREATE TRIGGER products_total_insert AFTER INSERT ON products BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'products', CASE WHEN NEW.for_bookings THEN 'b' ELSE '' END || CASE WHEN NEW.for_external_bookings THEN 'e' ELSE '' END, 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER products_total_delete AFTER DELETE ON products BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'products' AND part = CASE WHEN OLD.for_bookings THEN 'b' ELSE '' END || CASE WHEN OLD.for_external_bookings THEN 'e' ELSE '' END;
END;
CREATE TRIGGER products_total_update AFTER UPDATE OF for_bookings, for_external_bookings ON products WHEN OLD.for_bookings IS NOT NEW.for_bookings OR OLD.for_external_bookings IS NOT NEW.for_external_bookings BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'products' AND part = CASE WHEN OLD.for_bookings THEN 'b' ELSE '' END || CASE WHEN OLD.for_external_bookings THEN 'e' ELSE '' END;
    INSERT INTO list_totals (space_id, list, part, total) SELECT NEW.space_id, 'products', CASE WHEN NEW.for_bookings THEN 'b' ELSE '' END || CASE WHEN NEW.for_external_bookings THEN 'e' ELSE '' END, 1 WHERE TRUE
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'navigation_links', lower(hex(COALESCE(client_id, x''))), COUNT(*) FROM navigation_links GROUP BY 1, 3;
CREATE TRIGGER navigation_links_total_insert AFTER INSERT ON navigation_links BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'navigation_links', lower(hex(COALESCE(NEW.client_id, x''))), 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER navigation_links_total_delete AFTER DELETE ON navigation_links BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'navigation_links' AND part = lower(hex(COALESCE(OLD.client_id, x'')));
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'event_attendances', lower(hex(COALESCE(event_id, x''))) || ':' || visibility, COUNT(*) FROM event_attendances GROUP BY 1, 3;
CREATE TRIGGER event_attendances_total_insert AFTER INSERT ON event_attendances BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'event_attendances', lower(hex(COALESCE(NEW.event_id, x''))) || ':' || NEW.visibility, 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER event_attendances_total_delete AFTER DELETE ON event_attendances BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'event_attendances' AND part = lower(hex(COALESCE(OLD.event_id, x''))) || ':' || OLD.visibility;
END;
CREATE TRIGGER event_attendances_total_update AFTER UPDATE OF visibility ON event_attendances WHEN OLD.visibility IS NOT NEW.visibility BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'event_attendances' AND part = lower(hex(COALESCE(OLD.event_id, x''))) || ':' || OLD.visibility;
    INSERT INTO list_totals (space_id, list, part, total) SELECT NEW.space_id, 'event_attendances', lower(hex(COALESCE(NEW.event_id, x''))) || ':' || NEW.visibility, 1 WHERE TRUE
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'invoices', paid_status, COUNT(*) FROM invoices GROUP BY 1, 3;
CREATE TRIGGER invoices_total_insert AFTER INSERT ON invoices BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'invoices', NEW.paid_status, 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER invoices_total_delete AFTER DELETE ON invoices BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'invoices' AND part = OLD.paid_status;
END;
CREATE TRIGGER invoices_total_update AFTER UPDATE OF paid_status ON invoices WHEN OLD.paid_status IS NOT NEW.paid_status BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'invoices' AND part = OLD.paid_status;
    INSERT INTO list_totals (space_id, list, part, total) SELECT NEW.space_id, 'invoices', NEW.paid_status, 1 WHERE TRUE
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'resources', usage || CASE WHEN hidden THEN ':hidden' ELSE ':open' END, COUNT(*) FROM resources GROUP BY 1, 3;
CREATE TRIGGER resources_total_insert AFTER INSERT ON resources BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'resources', NEW.usage || CASE WHEN NEW.hidden THEN ':hidden' ELSE ':open' END, 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER resources_total_delete AFTER DELETE ON resources BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'resources' AND part = OLD.usage || CASE WHEN OLD.hidden THEN ':hidden' ELSE ':open' END;
END;
CREATE TRIGGER resources_total_update AFTER UPDATE OF usage, hidden ON resources WHEN OLD.usage IS NOT NEW.usage OR OLD.hidden IS NOT NEW.hidden BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'resources' AND part = OLD.usage || CASE WHEN OLD.hidden THEN ':hidden' ELSE ':open' END;
    INSERT INTO list_totals (space_id, list, part, total) SELECT NEW.space_id, 'resources', NEW.usage || CASE WHEN NEW.hidden THEN ':hidden' ELSE ':open' END, 1 WHERE TRUE
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'memberships_open', date(confirmed_at / 1000000.0, 'unixepoch'), COUNT(*) FROM memberships WHERE confirmed_at IS NOT NULL AND canceled_to IS NULL GROUP BY 1, 3;
CREATE TRIGGER memberships_open_total_insert AFTER INSERT ON memberships WHEN NEW.confirmed_at IS NOT NULL AND NEW.canceled_to IS NULL BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'memberships_open', date(NEW.confirmed_at / 1000000.0, 'unixepoch'), 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER memberships_open_total_delete AFTER DELETE ON memberships WHEN OLD.confirmed_at IS NOT NULL AND OLD.canceled_to IS NULL BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'memberships_open' AND part = date(OLD.confirmed_at / 1000000.0, 'unixepoch');
END;
CREATE TRIGGER memberships_open_total_update AFTER UPDATE OF confirmed_at, canceled_to ON memberships WHEN OLD.confirmed_at IS NOT NEW.confirmed_at OR OLD.canceled_to IS NOT NEW.canceled_to BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'memberships_open' AND part = date(OLD.confirmed_at / 1000000.0, 'unixepoch') AND OLD.confirmed_at IS NOT NULL AND OLD.canceled_to IS NULL;
    INSERT INTO list_totals (space_id, list, part, total) SELECT NEW.space_id, 'memberships_open', date(NEW.confirmed_at / 1000000.0, 'unixepoch'), 1 WHERE NEW.confirmed_at IS NOT NULL AND NEW.canceled_to IS NULL
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'teams_open', date(confirmed_at / 1000000.0, 'unixepoch'), COUNT(*) FROM teams WHERE confirmed_at IS NOT NULL AND canceled_to IS NULL GROUP BY 1, 3;
CREATE TRIGGER teams_open_total_insert AFTER INSERT ON teams WHEN NEW.confirmed_at IS NOT NULL AND NEW.canceled_to IS NULL BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'teams_open', date(NEW.confirmed_at / 1000000.0, 'unixepoch'), 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER teams_open_total_delete AFTER DELETE ON teams WHEN OLD.confirmed_at IS NOT NULL AND OLD.canceled_to IS NULL BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'teams_open' AND part = date(OLD.confirmed_at / 1000000.0, 'unixepoch');
END;
CREATE TRIGGER teams_open_total_update AFTER UPDATE OF confirmed_at, canceled_to ON teams WHEN OLD.confirmed_at IS NOT NEW.confirmed_at OR OLD.canceled_to IS NOT NEW.canceled_to BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'teams_open' AND part = date(OLD.confirmed_at / 1000000.0, 'unixepoch') AND OLD.confirmed_at IS NOT NULL AND OLD.canceled_to IS NULL;
    INSERT INTO list_totals (space_id, list, part, total) SELECT NEW.space_id, 'teams_open', date(NEW.confirmed_at / 1000000.0, 'unixepoch'), 1 WHERE NEW.confirmed_at IS NOT NULL AND NEW.canceled_to IS NULL
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'allocations_open', starts_at, COUNT(*) FROM allocations WHERE canceled_to IS NULL GROUP BY 1, 3;
CREATE TRIGGER allocations_open_total_insert AFTER INSERT ON allocations WHEN NEW.canceled_to IS NULL BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'allocations_open', NEW.starts_at, 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER allocations_open_total_delete AFTER DELETE ON allocations WHEN OLD.canceled_to IS NULL BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'allocations_open' AND part = OLD.starts_at;
END;
CREATE TRIGGER allocations_open_total_update AFTER UPDATE OF starts_at, canceled_to ON allocations WHEN OLD.starts_at IS NOT NEW.starts_at OR OLD.canceled_to IS NOT NEW.canceled_to BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'allocations_open' AND part = OLD.starts_at AND OLD.canceled_to IS NULL;
    INSERT INTO list_totals (space_id, list, part, total) SELECT NEW.space_id, 'allocations_open', NEW.starts_at, 1 WHERE NEW.canceled_to IS NULL
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'membership_plans_open', starts_at, COUNT(*) FROM membership_plans WHERE canceled_to IS NULL GROUP BY 1, 3;
CREATE TRIGGER membership_plans_open_total_insert AFTER INSERT ON membership_plans WHEN NEW.canceled_to IS NULL BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'membership_plans_open', NEW.starts_at, 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER membership_plans_open_total_delete AFTER DELETE ON membership_plans WHEN OLD.canceled_to IS NULL BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'membership_plans_open' AND part = OLD.starts_at;
END;
CREATE TRIGGER membership_plans_open_total_update AFTER UPDATE OF starts_at, canceled_to ON membership_plans WHEN OLD.starts_at IS NOT NEW.starts_at OR OLD.canceled_to IS NOT NEW.canceled_to BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'membership_plans_open' AND part = OLD.starts_at AND OLD.canceled_to IS NULL;
    INSERT INTO list_totals (space_id, list, part, total) SELECT NEW.space_id, 'membership_plans_open', NEW.starts_at, 1 WHERE NEW.canceled_to IS NULL
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'membership_profiles_open', '', COUNT(*) FROM membership_profiles WHERE published AND open GROUP BY 1, 3;
CREATE TRIGGER membership_profiles_open_total_insert AFTER INSERT ON membership_profiles WHEN NEW.published AND NEW.open BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'membership_profiles_open', '', 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER membership_profiles_open_total_delete AFTER DELETE ON membership_profiles WHEN OLD.published AND OLD.open BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'membership_profiles_open' AND part = '';
END;
CREATE TRIGGER membership_profiles_open_total_update AFTER UPDATE OF published, open ON membership_profiles WHEN OLD.published IS NOT NEW.published OR OLD.open IS NOT NEW.open BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'membership_profiles_open' AND part = '' AND OLD.published AND OLD.open;
    INSERT INTO list_totals (space_id, list, part, total) SELECT NEW.space_id, 'membership_profiles_open', '', 1 WHERE NEW.published AND NEW.open
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;

-- What searches look in, by every three letters in a row. `n` is what the index knows a text by.
CREATE TABLE search_texts (
    n INTEGER PRIMARY KEY, space_id BLOB NOT NULL, list TEXT NOT NULL, id BLOB NOT NULL, words TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX search_texts_of ON search_texts (space_id, list, id);
CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_texts', content_rowid='n', tokenize='trigram');
CREATE TRIGGER search_texts_insert AFTER INSERT ON search_texts BEGIN
    INSERT INTO search_index (rowid, words) VALUES (NEW.n, NEW.words);
END;
CREATE TRIGGER search_texts_delete AFTER DELETE ON search_texts BEGIN
    INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', OLD.n, OLD.words);
END;
CREATE TRIGGER search_texts_update AFTER UPDATE OF words ON search_texts WHEN OLD.words <> NEW.words BEGIN
    INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', OLD.n, OLD.words);
    INSERT INTO search_index (rowid, words) VALUES (NEW.n, NEW.words);
END;

INSERT INTO search_texts (space_id, list, id, words) SELECT space_id, 'invoices', id, words FROM invoices;
CREATE TRIGGER invoices_search_insert AFTER INSERT ON invoices BEGIN
    INSERT INTO search_texts (space_id, list, id, words) VALUES (NEW.space_id, 'invoices', NEW.id, NEW.words);
END;
CREATE TRIGGER invoices_search_update AFTER UPDATE OF words ON invoices BEGIN
    UPDATE search_texts SET words = NEW.words WHERE space_id = NEW.space_id AND list = 'invoices' AND id = NEW.id;
END;
CREATE TRIGGER invoices_search_delete AFTER DELETE ON invoices BEGIN
    DELETE FROM search_texts WHERE space_id = OLD.space_id AND list = 'invoices' AND id = OLD.id;
END;

-- A name or e-mail address is looked for in one line.
ALTER TABLE memberships ADD COLUMN words TEXT NOT NULL GENERATED ALWAYS AS (COALESCE(name, '') || char(10) || COALESCE(company, '')
    || char(10) || COALESCE(email, '')) VIRTUAL;
INSERT INTO search_texts (space_id, list, id, words) SELECT space_id, 'memberships', id, words FROM memberships;
CREATE TRIGGER memberships_search_insert AFTER INSERT ON memberships BEGIN
    INSERT INTO search_texts (space_id, list, id, words) VALUES (NEW.space_id, 'memberships', NEW.id, NEW.words);
END;
CREATE TRIGGER memberships_search_update AFTER UPDATE OF name, company, email ON memberships BEGIN
    UPDATE search_texts SET words = NEW.words WHERE space_id = NEW.space_id AND list = 'memberships' AND id = NEW.id;
END;
CREATE TRIGGER memberships_search_delete AFTER DELETE ON memberships BEGIN
    DELETE FROM search_texts WHERE space_id = OLD.space_id AND list = 'memberships' AND id = OLD.id;
END;

ALTER TABLE membership_profiles ADD COLUMN words TEXT NOT NULL GENERATED ALWAYS AS (COALESCE(company, '') || char(10) ||
    COALESCE(email, '') || char(10) || COALESCE(phone, '') || char(10) || COALESCE(pronouns, '') || char(10) || COALESCE(location, '')
    || char(10) || COALESCE(birthday, '') || char(10) || COALESCE(about_me, '') || char(10) || COALESCE(website, '') || char(10) ||
    COALESCE(twitter, '') || char(10) || COALESCE(facebook, '') || char(10) || COALESCE(linkedin, '') || char(10) ||
    COALESCE(github, '') || char(10) || COALESCE(instagram, '')) VIRTUAL;
INSERT INTO search_texts (space_id, list, id, words) SELECT space_id, 'membership_profiles', membership_id, words FROM membership_profiles;
CREATE TRIGGER membership_profiles_search_insert AFTER INSERT ON membership_profiles BEGIN
    INSERT INTO search_texts (space_id, list, id, words) VALUES (NEW.space_id, 'membership_profiles', NEW.membership_id, NEW.words);
END;
CREATE TRIGGER membership_profiles_search_update AFTER UPDATE ON membership_profiles WHEN OLD.words <> NEW.words BEGIN
    UPDATE search_texts SET words = NEW.words
        WHERE space_id = NEW.space_id AND list = 'membership_profiles' AND id = NEW.membership_id;
END;
CREATE TRIGGER membership_profiles_search_delete AFTER DELETE ON membership_profiles BEGIN
    DELETE FROM search_texts WHERE space_id = OLD.space_id AND list = 'membership_profiles' AND id = OLD.membership_id;
END;
