-- PostgreSQL: who has checked out, be it by the end of the time.
-- When a check-in was told to be over; none while it runs.
ALTER TABLE check_ins ADD COLUMN checked_out_at TIMESTAMPTZ;
UPDATE check_ins SET checked_out_at = valid_until;
CREATE INDEX check_ins_running ON check_ins (valid_until) WHERE checked_out_at IS NULL;
