-- PostgreSQL: billing: when each membership is billed next, which days and uses were billed, and charges put down by hand.
-- `bill_on`: due date of the next bill; none until somebody has looked, and again after each change.
-- `billed_on`: due date of the last. `bill_since`: what is older was billed elsewhere.
ALTER TABLE memberships ADD COLUMN bill_on DATE;
ALTER TABLE memberships ADD COLUMN billed_on DATE;
ALTER TABLE memberships ADD COLUMN bill_since DATE;
-- Nobody who was there before is billed for the past.
UPDATE memberships SET bill_since = CURRENT_DATE WHERE starts_at <= CURRENT_DATE;
CREATE INDEX memberships_bill_on ON memberships (space_id, bill_on, id);

-- The days for which an item of a membership was billed: once each.
CREATE TABLE billed_periods (
    space_id UUID NOT NULL, membership_id UUID NOT NULL, item TEXT NOT NULL, starts_on DATE NOT NULL,
    -- The day after the last.
    ends_on DATE NOT NULL, invoice_id UUID NOT NULL,
    PRIMARY KEY (space_id, membership_id, item, starts_on),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE);

-- One invoice for each payer, due date and currency (V10).
CREATE TABLE bills (
    space_id UUID NOT NULL, membership_id UUID NOT NULL, due_on DATE NOT NULL, currency TEXT NOT NULL, invoice_id UUID NOT NULL,
    PRIMARY KEY (space_id, membership_id, due_on, currency),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE);

CREATE TABLE charges (
    space_id UUID NOT NULL, id UUID NOT NULL, membership_id UUID NOT NULL, description TEXT NOT NULL, quantity TEXT NOT NULL,
    -- Net, of one; below zero it is a credit (G1).
    amount BIGINT NOT NULL, currency TEXT NOT NULL, taxes JSONB NOT NULL, charged_on DATE NOT NULL, accounting_code TEXT,
    cost_center JSONB, invoice_id UUID, created_by UUID, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE);
CREATE INDEX charges_day ON charges (space_id, charged_on, id);
CREATE INDEX charges_membership ON charges (space_id, membership_id);
CREATE INDEX charges_unbilled ON charges (space_id, membership_id, charged_on) WHERE invoice_id IS NULL;

ALTER TABLE time_passes ADD COLUMN invoice_id UUID;
ALTER TABLE event_attendances ADD COLUMN invoice_id UUID;
CREATE INDEX time_passes_unbilled ON time_passes (space_id, membership_id, created_at)
    WHERE invoice_id IS NULL AND source = 'bought' AND price <> 0;
CREATE INDEX event_attendances_unbilled ON event_attendances (space_id, membership_id)
    WHERE invoice_id IS NULL AND membership_id IS NOT NULL AND price <> 0;
CREATE INDEX bookings_unbilled ON bookings (membership_space_id, membership_id, starts_at)
    WHERE invoice_id IS NULL AND membership_id IS NOT NULL AND (price <> 0 OR extras <> '[]');
CREATE INDEX allocations_membership ON allocations (space_id, membership_id, starts_at);
