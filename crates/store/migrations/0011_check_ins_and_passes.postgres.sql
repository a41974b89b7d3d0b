-- Who is in the space, and the time passes that are used for it (business rules, section 7).
CREATE TABLE check_in_tokens (
    space_id UUID NOT NULL, id UUID NOT NULL, membership_id UUID NOT NULL, token TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE);
CREATE UNIQUE INDEX check_in_tokens_token ON check_in_tokens (space_id, token);
CREATE INDEX check_in_tokens_membership ON check_in_tokens (space_id, membership_id);

CREATE TABLE time_passes (
    space_id UUID NOT NULL, id UUID NOT NULL, membership_id UUID NOT NULL, template_id UUID NOT NULL, name TEXT NOT NULL,
    times TEXT NOT NULL, source TEXT NOT NULL,
    -- Net, of this pass; what was bought is billed with the taxes of that day (M12).
    price BIGINT NOT NULL, currency TEXT NOT NULL, taxes JSONB NOT NULL, accounting_code TEXT, expires_at TIMESTAMPTZ,
    -- From the check-in that used it, up to when it is good for further ones.
    used_at TIMESTAMPTZ, good_until TIMESTAMPTZ, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    CONSTRAINT time_passes_source CHECK (source IN ('included', 'bought', 'given')),
    CONSTRAINT time_passes_used CHECK ((used_at IS NULL) = (good_until IS NULL)));
CREATE INDEX time_passes_unused ON time_passes (space_id, membership_id, used_at, id);

-- Up to when a member has had the passes that the plan includes (T3).
CREATE TABLE time_pass_grants (
    space_id UUID NOT NULL, membership_id UUID NOT NULL, template_id UUID NOT NULL, granted_until DATE NOT NULL,
    PRIMARY KEY (space_id, membership_id, template_id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE);

-- `space_id` is the membership's; `at_space_id` another one of the network where somebody visits (T18).
CREATE TABLE check_ins (
    space_id UUID NOT NULL, id UUID NOT NULL, membership_id UUID NOT NULL,
    at_space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, valid_from TIMESTAMPTZ NOT NULL, valid_until TIMESTAMPTZ NOT NULL,
    time_pass_id UUID, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    CONSTRAINT check_ins_order CHECK (valid_from <= valid_until));
CREATE INDEX check_ins_id ON check_ins (id);
CREATE INDEX check_ins_membership ON check_ins (space_id, membership_id, valid_from, id);
CREATE INDEX check_ins_current ON check_ins (space_id, membership_id, valid_until);
CREATE INDEX check_ins_at ON check_ins (at_space_id, valid_from, id);
CREATE INDEX check_ins_pass ON check_ins (space_id, time_pass_id);

-- Codes that lower a price (G5).
CREATE TABLE discount_codes (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL,
    -- The code in small letters, whatever alphabet it is in.
    folded TEXT NOT NULL, unit TEXT NOT NULL, value BIGINT NOT NULL, currency TEXT NOT NULL, category TEXT NOT NULL,
    starts_on DATE, ends_on DATE, max_redemptions BIGINT, redemptions BIGINT NOT NULL,
    -- Plans or external resources; empty: all of the category.
    objects JSONB NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT discount_codes_unit CHECK (unit IN ('percentage', 'amount')),
    CONSTRAINT discount_codes_category CHECK (category IN ('membershipPlans', 'externalBookings')));
CREATE UNIQUE INDEX discount_codes_code ON discount_codes (space_id, folded);

-- Passes for visitors (section 16).
CREATE TABLE drop_in_pass_templates (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, name TEXT NOT NULL, description TEXT,
    onboarding_instructions TEXT, times TEXT NOT NULL, photo TEXT, color TEXT NOT NULL, price BIGINT NOT NULL, currency TEXT NOT NULL,
    tax JSONB, accounting_code TEXT, hidden BOOLEAN NOT NULL, max_per_day BIGINT, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT drop_in_pass_templates_most CHECK (max_per_day >= 1));
CREATE INDEX drop_in_pass_templates_id ON drop_in_pass_templates (id);

-- Who bought, as typed; the contact may change afterwards.
CREATE TABLE drop_in_pass_purchases (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, contact_id UUID NOT NULL, name TEXT NOT NULL,
    company TEXT, email TEXT NOT NULL, phone TEXT, tax_id TEXT, address JSONB NOT NULL, comments TEXT, created_by UUID,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, contact_id) REFERENCES contacts (space_id, id));
CREATE INDEX drop_in_pass_purchases_contact ON drop_in_pass_purchases (space_id, contact_id);

CREATE TABLE drop_in_passes (
    space_id UUID NOT NULL, id UUID NOT NULL, purchase_id UUID NOT NULL, template_id UUID NOT NULL, name TEXT NOT NULL,
    valid_on DATE NOT NULL, times TEXT NOT NULL, onboarding_instructions TEXT, price BIGINT NOT NULL, currency TEXT NOT NULL,
    -- Of the day of the purchase (M12).
    taxes JSONB NOT NULL, accounting_code TEXT, status TEXT NOT NULL, canceled_at TIMESTAMPTZ, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, purchase_id) REFERENCES drop_in_pass_purchases (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, template_id) REFERENCES drop_in_pass_templates (space_id, id),
    CONSTRAINT drop_in_passes_status CHECK (status IN ('confirmed', 'canceled')));
CREATE INDEX drop_in_passes_id ON drop_in_passes (id);
CREATE INDEX drop_in_passes_sold ON drop_in_passes (space_id, template_id, valid_on, status);
CREATE INDEX drop_in_passes_day ON drop_in_passes (space_id, valid_on, id);
CREATE INDEX drop_in_passes_purchase ON drop_in_passes (space_id, purchase_id);

-- Visitors attend events, too, as contacts (X4). Who bought, as typed; the contact may change afterwards.
CREATE TABLE event_ticket_purchases (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, contact_id UUID NOT NULL, name TEXT NOT NULL,
    company TEXT, email TEXT NOT NULL, phone TEXT, tax_id TEXT, address JSONB NOT NULL, comments TEXT, created_by UUID,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, contact_id) REFERENCES contacts (space_id, id));
CREATE INDEX event_ticket_purchases_contact ON event_ticket_purchases (space_id, contact_id);

ALTER TABLE event_attendances ALTER COLUMN membership_id DROP NOT NULL;
ALTER TABLE event_attendances ADD COLUMN contact_id UUID, ADD COLUMN purchase_id UUID,
    ADD FOREIGN KEY (space_id, contact_id) REFERENCES contacts (space_id, id),
    ADD FOREIGN KEY (space_id, purchase_id) REFERENCES event_ticket_purchases (space_id, id),
    ADD CONSTRAINT event_attendances_who CHECK ((membership_id IS NULL) <> (contact_id IS NULL));
CREATE INDEX event_attendances_contact ON event_attendances (space_id, contact_id);
CREATE INDEX event_attendances_purchase ON event_attendances (space_id, purchase_id);
