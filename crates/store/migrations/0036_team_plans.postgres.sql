-- PostgreSQL: teams with a plan of their own (rules W1 to W5, W7).

-- The account of such a team: a membership that nobody has, which holds the plan, pays, and is not counted or listed among
-- the members.
ALTER TABLE memberships ADD COLUMN of_team BOOLEAN NOT NULL DEFAULT FALSE;
CREATE UNIQUE INDEX memberships_of_team ON memberships (space_id, team_id) WHERE of_team;

CREATE OR REPLACE FUNCTION memberships_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, '' AS part, COUNT(*) AS rows FROM gone WHERE NOT of_team GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'memberships' AND t.part = o.part;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'memberships', '', COUNT(*) FROM come WHERE NOT of_team GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION memberships_open_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS part, COUNT(*) AS rows FROM gone WHERE NOT of_team AND confirmed_at IS NOT NULL AND canceled_to IS NULL GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'memberships_open' AND t.part = o.part;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'memberships_open', part, SUM(rows) FROM (
                SELECT space_id, to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS part, 1 AS rows FROM come WHERE NOT of_team AND confirmed_at IS NOT NULL AND canceled_to IS NULL
                UNION ALL SELECT space_id, to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), -1 FROM gone WHERE NOT of_team AND confirmed_at IS NOT NULL AND canceled_to IS NULL) c
            GROUP BY space_id, part HAVING SUM(rows) <> 0 ORDER BY space_id, part
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'memberships_open', to_char(confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), COUNT(*) FROM come WHERE NOT of_team AND confirmed_at IS NOT NULL AND canceled_to IS NULL GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;
