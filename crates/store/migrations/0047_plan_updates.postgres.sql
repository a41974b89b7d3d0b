-- PostgreSQL: changes of the copies that many members hold of a plan.
CREATE TABLE plan_updates (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, plan_id UUID NOT NULL, what JSONB NOT NULL,
    -- None: the next renewal of each member.
    starts_on DATE,
    -- Cycles are counted from here afterwards; only with a day.
    next_invoice_on DATE,
    state TEXT NOT NULL,
    -- Counts the jobs that have worked on it: a job that was done already is known by it.
    turn BIGINT NOT NULL,
    error TEXT, created_by UUID NOT NULL, author_name TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL, ended_at TIMESTAMPTZ,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, plan_id) REFERENCES plans (space_id, id) ON DELETE CASCADE,
    CONSTRAINT plan_updates_state CHECK (state IN ('draft', 'running', 'done', 'failed')));
CREATE INDEX plan_updates_plan ON plan_updates (space_id, plan_id, id);

-- A member who was chosen.
CREATE TABLE plan_update_items (
    space_id UUID NOT NULL, update_id UUID NOT NULL, membership_id UUID NOT NULL, state TEXT NOT NULL,
    -- Why one is left out.
    reason TEXT,
    PRIMARY KEY (space_id, update_id, membership_id),
    FOREIGN KEY (space_id, update_id) REFERENCES plan_updates (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    CONSTRAINT plan_update_items_state CHECK (state IN ('open', 'done', 'left_out')));
CREATE INDEX plan_update_items_state ON plan_update_items (space_id, update_id, state, membership_id, reason);
CREATE INDEX plan_update_items_membership ON plan_update_items (space_id, membership_id);

-- Who holds a plan.
CREATE INDEX membership_plans_parent ON membership_plans (space_id, parent_plan_id, membership_id, starts_at, canceled_to);
