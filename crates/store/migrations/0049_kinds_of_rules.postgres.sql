-- PostgreSQL: how many resources have which rules, for those who see all (`h` and `s`) and for others (`s`), and the same for
-- what visitors book: what is open at a time is counted by that (decision 20).

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'open_resources', CASE WHEN hidden OR only_admins_can_book THEN 'h|' ELSE 's|' END || booking_times || '|' || booking_cutoff || '|' || min_booking_duration || '|' || COALESCE(CAST(max_booking_duration AS TEXT), ''), COUNT(*) FROM resources WHERE deleted_at IS NULL AND usage = 'bookable' GROUP BY 1, 3;
CREATE FUNCTION open_resources_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows
            FROM (SELECT space_id, CASE WHEN hidden OR only_admins_can_book THEN 'h|' ELSE 's|' END || booking_times || '|' || booking_cutoff || '|' || min_booking_duration || '|' || COALESCE(CAST(max_booking_duration AS TEXT), '') AS part, COUNT(*) AS rows FROM gone WHERE deleted_at IS NULL AND usage = 'bookable' GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'open_resources' AND t.part = o.part;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'open_resources', part, SUM(rows) FROM (
                SELECT space_id, CASE WHEN hidden OR only_admins_can_book THEN 'h|' ELSE 's|' END || booking_times || '|' || booking_cutoff || '|' || min_booking_duration || '|' || COALESCE(CAST(max_booking_duration AS TEXT), '') AS part, 1 AS rows FROM come WHERE deleted_at IS NULL AND usage = 'bookable'
                UNION ALL SELECT space_id, CASE WHEN hidden OR only_admins_can_book THEN 'h|' ELSE 's|' END || booking_times || '|' || booking_cutoff || '|' || min_booking_duration || '|' || COALESCE(CAST(max_booking_duration AS TEXT), ''), -1 FROM gone WHERE deleted_at IS NULL AND usage = 'bookable') c
            GROUP BY space_id, part HAVING SUM(rows) <> 0 ORDER BY space_id, part
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'open_resources', CASE WHEN hidden OR only_admins_can_book THEN 'h|' ELSE 's|' END || booking_times || '|' || booking_cutoff || '|' || min_booking_duration || '|' || COALESCE(CAST(max_booking_duration AS TEXT), ''), COUNT(*) FROM come WHERE deleted_at IS NULL AND usage = 'bookable' GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER open_resources_total_insert AFTER INSERT ON resources REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION open_resources_total();
CREATE TRIGGER open_resources_total_delete AFTER DELETE ON resources REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION open_resources_total();
CREATE TRIGGER open_resources_total_update AFTER UPDATE ON resources REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION open_resources_total();

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'open_twins', rules, COUNT(*) FROM external_resources WHERE rules IS NOT NULL GROUP BY 1, 3;
CREATE FUNCTION open_twins_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows
            FROM (SELECT space_id, rules AS part, COUNT(*) AS rows FROM gone WHERE rules IS NOT NULL GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'open_twins' AND t.part = o.part;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'open_twins', part, SUM(rows) FROM (
                SELECT space_id, rules AS part, 1 AS rows FROM come WHERE rules IS NOT NULL
                UNION ALL SELECT space_id, rules, -1 FROM gone WHERE rules IS NOT NULL) c
            GROUP BY space_id, part HAVING SUM(rows) <> 0 ORDER BY space_id, part
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'open_twins', rules, COUNT(*) FROM come WHERE rules IS NOT NULL GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER open_twins_total_insert AFTER INSERT ON external_resources REFERENCING NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION open_twins_total();
CREATE TRIGGER open_twins_total_delete AFTER DELETE ON external_resources REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION open_twins_total();
CREATE TRIGGER open_twins_total_update AFTER UPDATE ON external_resources REFERENCING OLD TABLE AS gone NEW TABLE AS come
    FOR EACH STATEMENT EXECUTE FUNCTION open_twins_total();

-- Blockers that touch a time: those of up to a day by their start, longer ones (span 1) by their end.
ALTER TABLE calendar_blockers ADD COLUMN span BIGINT NOT NULL GENERATED ALWAYS AS (CASE WHEN ends_at - starts_at > INTERVAL '24 hours' THEN 1 ELSE 0 END) STORED;
DROP INDEX calendar_blockers_time;
CREATE INDEX calendar_blockers_long ON calendar_blockers (space_id, ends_at, starts_at, id) WHERE span = 1;
