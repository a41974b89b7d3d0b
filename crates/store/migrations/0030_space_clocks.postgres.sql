-- PostgreSQL: sandboxes are spaces with a clock of their own.
-- `clock_ahead`: microseconds by which it is ahead of ours; a space that has none is no sandbox.
ALTER TABLE spaces ADD COLUMN clock_ahead BIGINT;
-- `clock_until`: what time the clock is being moved on to. `clock_lease`: so long (by our clock) a process has the moving to itself.
ALTER TABLE spaces ADD COLUMN clock_until TIMESTAMPTZ;
ALTER TABLE spaces ADD COLUMN clock_lease TIMESTAMPTZ;
CREATE INDEX spaces_clock ON spaces (id) WHERE clock_ahead IS NOT NULL;
-- What is to be done next in one space.
CREATE INDEX jobs_space ON jobs (space_id, run_at) WHERE failed_at IS NULL AND space_id IS NOT NULL;
-- Whose time in one space is over.
CREATE INDEX check_ins_over ON check_ins (space_id, valid_until) WHERE checked_out_at IS NULL;
