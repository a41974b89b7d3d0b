-- SQLite: how many resources have which rules, for those who see all (`h` and `s`) and for others (`s`), and the same for what
-- visitors book: what is open at a time is counted by that (decision 20).

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'open_resources', CASE WHEN hidden OR only_admins_can_book THEN 'h|' ELSE 's|' END || booking_times || '|' || booking_cutoff || '|' || min_booking_duration || '|' || COALESCE(CAST(max_booking_duration AS TEXT), ''), COUNT(*) FROM resources WHERE deleted_at IS NULL AND usage = 'bookable' GROUP BY 1, 3;
CREATE TRIGGER open_resources_total_insert AFTER INSERT ON resources WHEN NEW.deleted_at IS NULL AND NEW.usage = 'bookable' BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'open_resources', CASE WHEN NEW.hidden OR NEW.only_admins_can_book THEN 'h|' ELSE 's|' END || NEW.booking_times || '|' || NEW.booking_cutoff || '|' || NEW.min_booking_duration || '|' || COALESCE(CAST(NEW.max_booking_duration AS TEXT), ''), 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER open_resources_total_delete AFTER DELETE ON resources WHEN OLD.deleted_at IS NULL AND OLD.usage = 'bookable' BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'open_resources' AND part = CASE WHEN OLD.hidden OR OLD.only_admins_can_book THEN 'h|' ELSE 's|' END || OLD.booking_times || '|' || OLD.booking_cutoff || '|' || OLD.min_booking_duration || '|' || COALESCE(CAST(OLD.max_booking_duration AS TEXT), '');
END;
CREATE TRIGGER open_resources_total_update AFTER UPDATE OF hidden, only_admins_can_book, booking_times, booking_cutoff, min_booking_duration, max_booking_duration, deleted_at, usage ON resources
WHEN OLD.hidden IS NOT NEW.hidden OR OLD.only_admins_can_book IS NOT NEW.only_admins_can_book OR OLD.booking_times IS NOT NEW.booking_times OR OLD.booking_cutoff IS NOT NEW.booking_cutoff OR OLD.min_booking_duration IS NOT NEW.min_booking_duration OR OLD.max_booking_duration IS NOT NEW.max_booking_duration OR OLD.deleted_at IS NOT NEW.deleted_at OR OLD.usage IS NOT NEW.usage BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'open_resources' AND part = CASE WHEN OLD.hidden OR OLD.only_admins_can_book THEN 'h|' ELSE 's|' END || OLD.booking_times || '|' || OLD.booking_cutoff || '|' || OLD.min_booking_duration || '|' || COALESCE(CAST(OLD.max_booking_duration AS TEXT), '') AND OLD.deleted_at IS NULL AND OLD.usage = 'bookable';
    INSERT INTO list_totals (space_id, list, part, total) SELECT NEW.space_id, 'open_resources', CASE WHEN NEW.hidden OR NEW.only_admins_can_book THEN 'h|' ELSE 's|' END || NEW.booking_times || '|' || NEW.booking_cutoff || '|' || NEW.min_booking_duration || '|' || COALESCE(CAST(NEW.max_booking_duration AS TEXT), ''), 1 WHERE NEW.deleted_at IS NULL AND NEW.usage = 'bookable'
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;

INSERT INTO list_totals (space_id, list, part, total)
    SELECT space_id, 'open_twins', rules, COUNT(*) FROM external_resources WHERE rules IS NOT NULL GROUP BY 1, 3;
CREATE TRIGGER open_twins_total_insert AFTER INSERT ON external_resources WHEN NEW.rules IS NOT NULL BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'open_twins', NEW.rules, 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
CREATE TRIGGER open_twins_total_delete AFTER DELETE ON external_resources WHEN OLD.rules IS NOT NULL BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'open_twins' AND part = OLD.rules;
END;
CREATE TRIGGER open_twins_total_update AFTER UPDATE OF rules ON external_resources
WHEN OLD.rules IS NOT NEW.rules BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'open_twins' AND part = OLD.rules AND OLD.rules IS NOT NULL;
    INSERT INTO list_totals (space_id, list, part, total) SELECT NEW.space_id, 'open_twins', NEW.rules, 1 WHERE NEW.rules IS NOT NULL
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;

-- Blockers that touch a time: those of up to a day by their start, longer ones (span 1) by their end.
ALTER TABLE calendar_blockers ADD COLUMN span INTEGER NOT NULL GENERATED ALWAYS AS (ends_at - starts_at > 86400000000) VIRTUAL;
DROP INDEX calendar_blockers_time;
CREATE INDEX calendar_blockers_long ON calendar_blockers (space_id, ends_at, starts_at, id) WHERE span = 1;
