-- SQLite: changes of the copies that many members hold of a plan.
CREATE TABLE plan_updates (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, plan_id BLOB NOT NULL, what TEXT NOT NULL,
    -- None: the next renewal of each member.
    starts_on TEXT,
    -- Cycles are counted from here afterwards; only with a day.
    next_invoice_on TEXT,
    state TEXT NOT NULL,
    -- Counts the jobs that have worked on it: a job that was done already is known by it.
    turn INTEGER NOT NULL,
    error TEXT, created_by BLOB NOT NULL, author_name TEXT NOT NULL, created_at INTEGER NOT NULL, ended_at INTEGER,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, plan_id) REFERENCES plans (space_id, id) ON DELETE CASCADE,
    CONSTRAINT plan_updates_state CHECK (state IN ('draft', 'running', 'done', 'failed'))) STRICT, WITHOUT ROWID;
CREATE INDEX plan_updates_plan ON plan_updates (space_id, plan_id, id);

-- A member who was chosen.
CREATE TABLE plan_update_items (
    space_id BLOB NOT NULL, update_id BLOB NOT NULL, membership_id BLOB NOT NULL, state TEXT NOT NULL,
    -- Why one is left out.
    reason TEXT,
    PRIMARY KEY (space_id, update_id, membership_id),
    FOREIGN KEY (space_id, update_id) REFERENCES plan_updates (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    CONSTRAINT plan_update_items_state CHECK (state IN ('open', 'done', 'left_out'))) STRICT, WITHOUT ROWID;
CREATE INDEX plan_update_items_state ON plan_update_items (space_id, update_id, state, membership_id, reason);
CREATE INDEX plan_update_items_membership ON plan_update_items (space_id, membership_id);

-- Who holds a plan.
CREATE INDEX membership_plans_parent ON membership_plans (space_id, parent_plan_id, membership_id, starts_at, canceled_to);
