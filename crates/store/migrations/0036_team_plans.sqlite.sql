-- SQLite: teams with a plan of their own (rules W1 to W5, W7).

-- The account of such a team: a membership that nobody has, which holds the plan, pays, and is not counted or listed among
-- the members.
ALTER TABLE memberships ADD COLUMN of_team INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX memberships_of_team ON memberships (space_id, team_id) WHERE of_team;

DROP TRIGGER memberships_total_insert;
CREATE TRIGGER memberships_total_insert AFTER INSERT ON memberships WHEN NOT NEW.of_team BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'memberships', '', 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;

DROP TRIGGER memberships_total_delete;
CREATE TRIGGER memberships_total_delete AFTER DELETE ON memberships WHEN NOT OLD.of_team BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'memberships' AND part = '';
END;

DROP TRIGGER memberships_open_total_insert;
CREATE TRIGGER memberships_open_total_insert AFTER INSERT ON memberships WHEN NOT NEW.of_team AND NEW.confirmed_at IS NOT NULL AND NEW.canceled_to IS NULL BEGIN
    INSERT INTO list_totals (space_id, list, part, total) VALUES (NEW.space_id, 'memberships_open', date(NEW.confirmed_at / 1000000.0, 'unixepoch'), 1)
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;

DROP TRIGGER memberships_open_total_delete;
CREATE TRIGGER memberships_open_total_delete AFTER DELETE ON memberships WHEN NOT OLD.of_team AND OLD.confirmed_at IS NOT NULL AND OLD.canceled_to IS NULL BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'memberships_open' AND part = date(OLD.confirmed_at / 1000000.0, 'unixepoch');
END;

DROP TRIGGER memberships_open_total_update;
CREATE TRIGGER memberships_open_total_update AFTER UPDATE OF confirmed_at, canceled_to ON memberships WHEN NOT NEW.of_team
    AND (OLD.confirmed_at IS NOT NEW.confirmed_at OR OLD.canceled_to IS NOT NEW.canceled_to) BEGIN
    UPDATE list_totals SET total = total - 1 WHERE space_id = OLD.space_id AND list = 'memberships_open' AND part = date(OLD.confirmed_at / 1000000.0, 'unixepoch') AND OLD.confirmed_at IS NOT NULL AND OLD.canceled_to IS NULL;
    INSERT INTO list_totals (space_id, list, part, total) SELECT NEW.space_id, 'memberships_open', date(NEW.confirmed_at / 1000000.0, 'unixepoch'), 1 WHERE NEW.confirmed_at IS NOT NULL AND NEW.canceled_to IS NULL
        ON CONFLICT (space_id, list, part) DO UPDATE SET total = total + 1;
END;
