-- PostgreSQL: how many rows each list holds, the order of lists, and what is searched, at a cost that does not grow
-- with history (decision 20).
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- What a list holds, kept by triggers. `part` divides it by what it can be filtered by: a status, or the day from
-- which something without an end runs.
CREATE TABLE list_totals (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, list TEXT NOT NULL, part TEXT NOT NULL, total BIGINT NOT NULL,
    PRIMARY KEY (space_id, list, part));

-- Whether the membership of a profile is confirmed and without an end.
ALTER TABLE membership_profiles ADD COLUMN open BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE membership_profiles p SET open = EXISTS (SELECT 1 FROM memberships m WHERE m.space_id = p.space_id
    AND m.id = p.membership_id AND m.confirmed_at IS NOT NULL AND m.canceled_to IS NULL);
CREATE FUNCTION membership_profiles_open_new() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    NEW.open := EXISTS (SELECT 1 FROM memberships m WHERE m.space_id = NEW.space_id
        AND m.id = NEW.membership_id AND m.confirmed_at IS NOT NULL AND m.canceled_to IS NULL);
    RETURN NEW;
END $$;
CREATE TRIGGER membership_profiles_open_insert BEFORE INSERT ON membership_profiles
    FOR EACH ROW EXECUTE FUNCTION membership_profiles_open_new();
CREATE FUNCTION membership_profiles_open_now() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    UPDATE membership_profiles SET open = NEW.confirmed_at IS NOT NULL AND NEW.canceled_to IS NULL
        WHERE space_id = NEW.space_id AND membership_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER membership_profiles_open_update AFTER UPDATE OF confirmed_at, canceled_to ON memberships FOR EACH ROW
    WHEN (OLD.confirmed_at IS DISTINCT FROM NEW.confirmed_at OR OLD.canceled_to IS DISTINCT FROM NEW.canceled_to)
    EXECUTE FUNCTION membership_profiles_open_now();

-- The network of a membership's space, so that lists of a network have an index of their own.
ALTER TABLE memberships ADD COLUMN network_id UUID;
UPDATE memberships m SET network_id = s.network_id FROM spaces s WHERE s.id = m.space_id AND s.network_id IS NOT NULL;
CREATE FUNCTION memberships_network_new() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    NEW.network_id := (SELECT network_id FROM spaces WHERE id = NEW.space_id);
    RETURN NEW;
END $$;
CREATE TRIGGER memberships_network_insert BEFORE INSERT ON memberships FOR EACH ROW EXECUTE FUNCTION memberships_network_new();
CREATE FUNCTION memberships_network_now() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    UPDATE memberships SET network_id = NEW.network_id WHERE space_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER memberships_network_update AFTER UPDATE OF network_id ON spaces FOR EACH ROW
    WHEN (OLD.network_id IS DISTINCT FROM NEW.network_id) EXECUTE FUNCTION memberships_network_now();

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
CREATE FUNCTION articles_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, '' AS part, COUNT(*) AS rows FROM gone GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'articles' AND t.part = o.part;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'articles', '', COUNT(*) FROM come GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER articles_total_insert AFTER INSERT ON articles REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION articles_total();
CREATE TRIGGER articles_total_delete AFTER DELETE ON articles REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION articles_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'contacts', '', COUNT(*) FROM contacts GROUP BY 1, 3;
CREATE FUNCTION contacts_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, '' AS part, COUNT(*) AS rows FROM gone GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'contacts' AND t.part = o.part;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'contacts', '', COUNT(*) FROM come GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER contacts_total_insert AFTER INSERT ON contacts REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION contacts_total();
CREATE TRIGGER contacts_total_delete AFTER DELETE ON contacts REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION contacts_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'accounts', kind, COUNT(*) FROM accounts GROUP BY 1, 3;
CREATE FUNCTION accounts_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, kind AS part, COUNT(*) AS rows FROM gone GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'accounts' AND t.part = o.part;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'accounts', kind, COUNT(*) FROM come GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER accounts_total_insert AFTER INSERT ON accounts REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_total();
CREATE TRIGGER accounts_total_delete AFTER DELETE ON accounts REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'memberships', '', COUNT(*) FROM memberships GROUP BY 1, 3;
CREATE FUNCTION memberships_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, '' AS part, COUNT(*) AS rows FROM gone GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'memberships' AND t.part = o.part;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'memberships', '', COUNT(*) FROM come GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER memberships_total_insert AFTER INSERT ON memberships REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION memberships_total();
CREATE TRIGGER memberships_total_delete AFTER DELETE ON memberships REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION memberships_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'products', CASE WHEN for_bookings THEN 'b' ELSE '' END || CASE WHEN for_external_bookings THEN 'e' ELSE '' END, COUNT(*) FROM products GROUP BY 1, 3;
CREATE FUNCTION products_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, CASE WHEN for_bookings THEN 'b' ELSE '' END || CASE WHEN for_external_bookings THEN 'e' ELSE '' END AS part, COUNT(*) AS rows FROM gone GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'products' AND t.part = o.part;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'products', part, SUM(rows) FROM (
                SELECT space_id, CASE WHEN for_bookings THEN 'b' ELSE '' END || CASE WHEN for_external_bookings THEN 'e' ELSE '' END AS part, 1 AS rows FROM come
                UNION ALL SELECT space_id, CASE WHEN for_bookings THEN 'b' ELSE '' END || CASE WHEN for_external_bookings THEN 'e' ELSE '' END, -1 FROM gone) c
            GROUP BY space_id, part HAVING SUM(rows) <> 0 ORDER BY space_id, part
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'products', CASE WHEN for_bookings THEN 'b' ELSE '' END || CASE WHEN for_external_bookings THEN 'e' ELSE '' END, COUNT(*) FROM come GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER products_total_insert AFTER INSERT ON products REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION products_total();
CREATE TRIGGER products_total_delete AFTER DELETE ON products REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION products_total();
CREATE TRIGGER products_total_update AFTER UPDATE ON products REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION products_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'navigation_links', COALESCE(replace(CAST(client_id AS TEXT), '-', ''), ''), COUNT(*) FROM navigation_links GROUP BY 1, 3;
CREATE FUNCTION navigation_links_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, COALESCE(replace(CAST(client_id AS TEXT), '-', ''), '') AS part, COUNT(*) AS rows FROM gone GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'navigation_links' AND t.part = o.part;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'navigation_links', COALESCE(replace(CAST(client_id AS TEXT), '-', ''), ''), COUNT(*) FROM come GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER navigation_links_total_insert AFTER INSERT ON navigation_links REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION navigation_links_total();
CREATE TRIGGER navigation_links_total_delete AFTER DELETE ON navigation_links REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION navigation_links_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'event_attendances', COALESCE(replace(CAST(event_id AS TEXT), '-', ''), '') || ':' || visibility, COUNT(*) FROM event_attendances GROUP BY 1, 3;
CREATE FUNCTION event_attendances_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, COALESCE(replace(CAST(event_id AS TEXT), '-', ''), '') || ':' || visibility AS part, COUNT(*) AS rows FROM gone GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'event_attendances' AND t.part = o.part;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'event_attendances', part, SUM(rows) FROM (
                SELECT space_id, COALESCE(replace(CAST(event_id AS TEXT), '-', ''), '') || ':' || visibility AS part, 1 AS rows FROM come
                UNION ALL SELECT space_id, COALESCE(replace(CAST(event_id AS TEXT), '-', ''), '') || ':' || visibility, -1 FROM gone) c
            GROUP BY space_id, part HAVING SUM(rows) <> 0 ORDER BY space_id, part
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'event_attendances', COALESCE(replace(CAST(event_id AS TEXT), '-', ''), '') || ':' || visibility, COUNT(*) FROM come GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER event_attendances_total_insert AFTER INSERT ON event_attendances REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION event_attendances_total();
CREATE TRIGGER event_attendances_total_delete AFTER DELETE ON event_attendances REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION event_attendances_total();
CREATE TRIGGER event_attendances_total_update AFTER UPDATE ON event_attendances REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION event_attendances_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'invoices', paid_status, COUNT(*) FROM invoices GROUP BY 1, 3;
CREATE FUNCTION invoices_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, paid_status AS part, COUNT(*) AS rows FROM gone GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'invoices' AND t.part = o.part;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'invoices', part, SUM(rows) FROM (
                SELECT space_id, paid_status AS part, 1 AS rows FROM come
                UNION ALL SELECT space_id, paid_status, -1 FROM gone) c
            GROUP BY space_id, part HAVING SUM(rows) <> 0 ORDER BY space_id, part
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'invoices', paid_status, COUNT(*) FROM come GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER invoices_total_insert AFTER INSERT ON invoices REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION invoices_total();
CREATE TRIGGER invoices_total_delete AFTER DELETE ON invoices REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION invoices_total();
CREATE TRIGGER invoices_total_update AFTER UPDATE ON invoices REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION invoices_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'resources', usage || CASE WHEN hidden THEN ':hidden' ELSE ':open' END, COUNT(*) FROM resources GROUP BY 1, 3;
CREATE FUNCTION resources_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, usage || CASE WHEN hidden THEN ':hidden' ELSE ':open' END AS part, COUNT(*) AS rows FROM gone GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'resources' AND t.part = o.part;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'resources', part, SUM(rows) FROM (
                SELECT space_id, usage || CASE WHEN hidden THEN ':hidden' ELSE ':open' END AS part, 1 AS rows FROM come
                UNION ALL SELECT space_id, usage || CASE WHEN hidden THEN ':hidden' ELSE ':open' END, -1 FROM gone) c
            GROUP BY space_id, part HAVING SUM(rows) <> 0 ORDER BY space_id, part
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'resources', usage || CASE WHEN hidden THEN ':hidden' ELSE ':open' END, COUNT(*) FROM come GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER resources_total_insert AFTER INSERT ON resources REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION resources_total();
CREATE TRIGGER resources_total_delete AFTER DELETE ON resources REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION resources_total();
CREATE TRIGGER resources_total_update AFTER UPDATE ON resources REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION resources_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'memberships_open', to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), COUNT(*) FROM memberships WHERE confirmed_at IS NOT NULL AND canceled_to IS NULL GROUP BY 1, 3;
CREATE FUNCTION memberships_open_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS part, COUNT(*) AS rows FROM gone WHERE confirmed_at IS NOT NULL AND canceled_to IS NULL GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'memberships_open' AND t.part = o.part;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'memberships_open', part, SUM(rows) FROM (
                SELECT space_id, to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS part, 1 AS rows FROM come WHERE confirmed_at IS NOT NULL AND canceled_to IS NULL
                UNION ALL SELECT space_id, to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), -1 FROM gone WHERE confirmed_at IS NOT NULL AND canceled_to IS NULL) c
            GROUP BY space_id, part HAVING SUM(rows) <> 0 ORDER BY space_id, part
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'memberships_open', to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), COUNT(*) FROM come WHERE confirmed_at IS NOT NULL AND canceled_to IS NULL GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER memberships_open_total_insert AFTER INSERT ON memberships REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION memberships_open_total();
CREATE TRIGGER memberships_open_total_delete AFTER DELETE ON memberships REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION memberships_open_total();
CREATE TRIGGER memberships_open_total_update AFTER UPDATE ON memberships REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION memberships_open_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'teams_open', to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), COUNT(*) FROM teams WHERE confirmed_at IS NOT NULL AND canceled_to IS NULL GROUP BY 1, 3;
CREATE FUNCTION teams_open_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS part, COUNT(*) AS rows FROM gone WHERE confirmed_at IS NOT NULL AND canceled_to IS NULL GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'teams_open' AND t.part = o.part;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'teams_open', part, SUM(rows) FROM (
                SELECT space_id, to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS part, 1 AS rows FROM come WHERE confirmed_at IS NOT NULL AND canceled_to IS NULL
                UNION ALL SELECT space_id, to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), -1 FROM gone WHERE confirmed_at IS NOT NULL AND canceled_to IS NULL) c
            GROUP BY space_id, part HAVING SUM(rows) <> 0 ORDER BY space_id, part
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'teams_open', to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), COUNT(*) FROM come WHERE confirmed_at IS NOT NULL AND canceled_to IS NULL GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER teams_open_total_insert AFTER INSERT ON teams REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION teams_open_total();
CREATE TRIGGER teams_open_total_delete AFTER DELETE ON teams REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION teams_open_total();
CREATE TRIGGER teams_open_total_update AFTER UPDATE ON teams REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION teams_open_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'allocations_open', to_char(starts_at, 'YYYY-MM-DD'), COUNT(*) FROM allocations WHERE canceled_to IS NULL GROUP BY 1, 3;
CREATE FUNCTION allocations_open_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, to_char(starts_at, 'YYYY-MM-DD') AS part, COUNT(*) AS rows FROM gone WHERE canceled_to IS NULL GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'allocations_open' AND t.part = o.part;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'allocations_open', part, SUM(rows) FROM (
                SELECT space_id, to_char(starts_at, 'YYYY-MM-DD') AS part, 1 AS rows FROM come WHERE canceled_to IS NULL
                UNION ALL SELECT space_id, to_char(starts_at, 'YYYY-MM-DD'), -1 FROM gone WHERE canceled_to IS NULL) c
            GROUP BY space_id, part HAVING SUM(rows) <> 0 ORDER BY space_id, part
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'allocations_open', to_char(starts_at, 'YYYY-MM-DD'), COUNT(*) FROM come WHERE canceled_to IS NULL GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER allocations_open_total_insert AFTER INSERT ON allocations REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION allocations_open_total();
CREATE TRIGGER allocations_open_total_delete AFTER DELETE ON allocations REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION allocations_open_total();
CREATE TRIGGER allocations_open_total_update AFTER UPDATE ON allocations REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION allocations_open_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'membership_plans_open', to_char(starts_at, 'YYYY-MM-DD'), COUNT(*) FROM membership_plans WHERE canceled_to IS NULL GROUP BY 1, 3;
CREATE FUNCTION membership_plans_open_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, to_char(starts_at, 'YYYY-MM-DD') AS part, COUNT(*) AS rows FROM gone WHERE canceled_to IS NULL GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'membership_plans_open' AND t.part = o.part;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'membership_plans_open', part, SUM(rows) FROM (
                SELECT space_id, to_char(starts_at, 'YYYY-MM-DD') AS part, 1 AS rows FROM come WHERE canceled_to IS NULL
                UNION ALL SELECT space_id, to_char(starts_at, 'YYYY-MM-DD'), -1 FROM gone WHERE canceled_to IS NULL) c
            GROUP BY space_id, part HAVING SUM(rows) <> 0 ORDER BY space_id, part
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'membership_plans_open', to_char(starts_at, 'YYYY-MM-DD'), COUNT(*) FROM come WHERE canceled_to IS NULL GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER membership_plans_open_total_insert AFTER INSERT ON membership_plans REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION membership_plans_open_total();
CREATE TRIGGER membership_plans_open_total_delete AFTER DELETE ON membership_plans REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION membership_plans_open_total();
CREATE TRIGGER membership_plans_open_total_update AFTER UPDATE ON membership_plans REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION membership_plans_open_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'membership_profiles_open', '', COUNT(*) FROM membership_profiles WHERE published AND open GROUP BY 1, 3;
CREATE FUNCTION membership_profiles_open_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, '' AS part, COUNT(*) AS rows FROM gone WHERE published AND open GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'membership_profiles_open' AND t.part = o.part;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'membership_profiles_open', part, SUM(rows) FROM (
                SELECT space_id, '' AS part, 1 AS rows FROM come WHERE published AND open
                UNION ALL SELECT space_id, '', -1 FROM gone WHERE published AND open) c
            GROUP BY space_id, part HAVING SUM(rows) <> 0 ORDER BY space_id, part
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'membership_profiles_open', '', COUNT(*) FROM come WHERE published AND open GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER membership_profiles_open_total_insert AFTER INSERT ON membership_profiles REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION membership_profiles_open_total();
CREATE TRIGGER membership_profiles_open_total_delete AFTER DELETE ON membership_profiles REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION membership_profiles_open_total();
CREATE TRIGGER membership_profiles_open_total_update AFTER UPDATE ON membership_profiles REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION membership_profiles_open_total();

-- What searches look in, by every three letters in a row.
CREATE INDEX invoices_words ON invoices USING gin (space_id, words gin_trgm_ops);

-- A name or e-mail address is looked for in one line.
ALTER TABLE memberships ADD COLUMN words TEXT NOT NULL GENERATED ALWAYS AS (lower(COALESCE(name, '') || chr(10) || COALESCE(company, '')
    || chr(10) || COALESCE(email, ''))) STORED;
CREATE INDEX memberships_words ON memberships USING gin (space_id, words gin_trgm_ops);
CREATE INDEX memberships_network_words ON memberships USING gin (network_id, words gin_trgm_ops);

ALTER TABLE membership_profiles ADD COLUMN words TEXT NOT NULL GENERATED ALWAYS AS (lower(COALESCE(company, '') || chr(10) ||
    COALESCE(email, '') || chr(10) || COALESCE(phone, '') || chr(10) || COALESCE(pronouns, '') || chr(10) || COALESCE(location, '')
    || chr(10) || COALESCE(lpad(CAST(extract(year FROM birthday) AS TEXT), 4, '0') || '-' ||
    lpad(CAST(extract(month FROM birthday) AS TEXT), 2, '0') || '-' || lpad(CAST(extract(day FROM birthday) AS TEXT), 2, '0'), '')
    || chr(10) || COALESCE(about_me, '') || chr(10) || COALESCE(website, '') || chr(10) || COALESCE(twitter, '') || chr(10) ||
    COALESCE(facebook, '') || chr(10) || COALESCE(linkedin, '') || chr(10) || COALESCE(github, '') || chr(10) ||
    COALESCE(instagram, ''))) STORED;
CREATE INDEX membership_profiles_words ON membership_profiles USING gin (space_id, words gin_trgm_ops);
