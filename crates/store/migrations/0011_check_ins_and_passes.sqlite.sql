-- Who is in the space, and the time passes that are used for it (business rules, section 7).
CREATE TABLE check_in_tokens (
    space_id BLOB NOT NULL, id BLOB NOT NULL, membership_id BLOB NOT NULL, token TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX check_in_tokens_token ON check_in_tokens (space_id, token);
CREATE INDEX check_in_tokens_membership ON check_in_tokens (space_id, membership_id);

CREATE TABLE time_passes (
    space_id BLOB NOT NULL, id BLOB NOT NULL, membership_id BLOB NOT NULL, template_id BLOB NOT NULL, name TEXT NOT NULL,
    times TEXT NOT NULL, source TEXT NOT NULL,
    -- Net, of this pass; what was bought is billed with the taxes of that day (M12).
    price INTEGER NOT NULL, currency TEXT NOT NULL, taxes TEXT NOT NULL, accounting_code TEXT, expires_at INTEGER,
    -- From the check-in that used it, up to when it is good for further ones.
    used_at INTEGER, good_until INTEGER, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    CONSTRAINT time_passes_source CHECK (source IN ('included', 'bought', 'given')),
    CONSTRAINT time_passes_used CHECK ((used_at IS NULL) = (good_until IS NULL))) STRICT, WITHOUT ROWID;
CREATE INDEX time_passes_unused ON time_passes (space_id, membership_id, used_at, id);

-- Up to when a member has had the passes that the plan includes (T3).
CREATE TABLE time_pass_grants (
    space_id BLOB NOT NULL, membership_id BLOB NOT NULL, template_id BLOB NOT NULL, granted_until TEXT NOT NULL,
    PRIMARY KEY (space_id, membership_id, template_id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

-- `space_id` is the membership's; `at_space_id` another one of the network where somebody visits (T18).
CREATE TABLE check_ins (
    space_id BLOB NOT NULL, id BLOB NOT NULL, membership_id BLOB NOT NULL,
    at_space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, valid_from INTEGER NOT NULL, valid_until INTEGER NOT NULL,
    time_pass_id BLOB, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    CONSTRAINT check_ins_order CHECK (valid_from <= valid_until)) STRICT, WITHOUT ROWID;
CREATE INDEX check_ins_id ON check_ins (id);
CREATE INDEX check_ins_membership ON check_ins (space_id, membership_id, valid_from, id);
CREATE INDEX check_ins_current ON check_ins (space_id, membership_id, valid_until);
CREATE INDEX check_ins_at ON check_ins (at_space_id, valid_from, id);
CREATE INDEX check_ins_pass ON check_ins (space_id, time_pass_id);

-- Codes that lower a price (G5).
CREATE TABLE discount_codes (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL,
    -- The code in small letters, whatever alphabet it is in.
    folded TEXT NOT NULL, unit TEXT NOT NULL, value INTEGER NOT NULL, currency TEXT NOT NULL, category TEXT NOT NULL,
    starts_on TEXT, ends_on TEXT, max_redemptions INTEGER, redemptions INTEGER NOT NULL,
    -- Plans or external resources; empty: all of the category.
    objects TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT discount_codes_unit CHECK (unit IN ('percentage', 'amount')),
    CONSTRAINT discount_codes_category CHECK (category IN ('membershipPlans', 'externalBookings'))) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX discount_codes_code ON discount_codes (space_id, folded);

-- Passes for visitors (section 16).
CREATE TABLE drop_in_pass_templates (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, name TEXT NOT NULL, description TEXT,
    onboarding_instructions TEXT, times TEXT NOT NULL, photo TEXT, color TEXT NOT NULL, price INTEGER NOT NULL, currency TEXT NOT NULL,
    tax TEXT, accounting_code TEXT, hidden INTEGER NOT NULL, max_per_day INTEGER, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT drop_in_pass_templates_most CHECK (max_per_day >= 1)) STRICT, WITHOUT ROWID;
CREATE INDEX drop_in_pass_templates_id ON drop_in_pass_templates (id);

-- Who bought, as typed; the contact may change afterwards.
CREATE TABLE drop_in_pass_purchases (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, contact_id BLOB NOT NULL, name TEXT NOT NULL,
    company TEXT, email TEXT NOT NULL, phone TEXT, tax_id TEXT, address TEXT NOT NULL, comments TEXT, created_by BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, contact_id) REFERENCES contacts (space_id, id)) STRICT, WITHOUT ROWID;
CREATE INDEX drop_in_pass_purchases_contact ON drop_in_pass_purchases (space_id, contact_id);

CREATE TABLE drop_in_passes (
    space_id BLOB NOT NULL, id BLOB NOT NULL, purchase_id BLOB NOT NULL, template_id BLOB NOT NULL, name TEXT NOT NULL,
    valid_on TEXT NOT NULL, times TEXT NOT NULL, onboarding_instructions TEXT, price INTEGER NOT NULL, currency TEXT NOT NULL,
    -- Of the day of the purchase (M12).
    taxes TEXT NOT NULL, accounting_code TEXT, status TEXT NOT NULL, canceled_at INTEGER, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, purchase_id) REFERENCES drop_in_pass_purchases (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, template_id) REFERENCES drop_in_pass_templates (space_id, id),
    CONSTRAINT drop_in_passes_status CHECK (status IN ('confirmed', 'canceled'))) STRICT, WITHOUT ROWID;
CREATE INDEX drop_in_passes_id ON drop_in_passes (id);
CREATE INDEX drop_in_passes_sold ON drop_in_passes (space_id, template_id, valid_on, status);
CREATE INDEX drop_in_passes_day ON drop_in_passes (space_id, valid_on, id);
CREATE INDEX drop_in_passes_purchase ON drop_in_passes (space_id, purchase_id);

-- Visitors attend events, too, as contacts (X4). Who bought, as typed; the contact may change afterwards.
CREATE TABLE event_ticket_purchases (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, contact_id BLOB NOT NULL, name TEXT NOT NULL,
    company TEXT, email TEXT NOT NULL, phone TEXT, tax_id TEXT, address TEXT NOT NULL, comments TEXT, created_by BLOB,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, contact_id) REFERENCES contacts (space_id, id)) STRICT, WITHOUT ROWID;
CREATE INDEX event_ticket_purchases_contact ON event_ticket_purchases (space_id, contact_id);

CREATE TABLE new_event_attendances (
    space_id BLOB NOT NULL, id BLOB NOT NULL, event_id BLOB NOT NULL, membership_id BLOB, number_of_attendees INTEGER NOT NULL,
    visibility TEXT NOT NULL,
    -- Of one place, with the taxes of the day it was made (X5, M12); none where the event costs nothing.
    price INTEGER, currency TEXT NOT NULL, taxes TEXT NOT NULL, accounting_code TEXT, cost_center TEXT, revenue_account TEXT,
    created_at INTEGER NOT NULL, contact_id BLOB, purchase_id BLOB,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, event_id) REFERENCES events (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, contact_id) REFERENCES contacts (space_id, id),
    FOREIGN KEY (space_id, purchase_id) REFERENCES event_ticket_purchases (space_id, id),
    CONSTRAINT event_attendances_people CHECK (number_of_attendees >= 1),
    CONSTRAINT event_attendances_visibility CHECK (visibility IN ('admins', 'members', 'public')),
    CONSTRAINT event_attendances_who CHECK ((membership_id IS NULL) <> (contact_id IS NULL))) STRICT, WITHOUT ROWID;
INSERT INTO new_event_attendances SELECT space_id, id, event_id, membership_id, number_of_attendees, visibility, price, currency, taxes,
    accounting_code, cost_center, revenue_account, created_at, NULL, NULL FROM event_attendances;
DROP TABLE event_attendances;
ALTER TABLE new_event_attendances RENAME TO event_attendances;
CREATE INDEX event_attendances_id ON event_attendances (id);
CREATE UNIQUE INDEX event_attendances_member ON event_attendances (space_id, event_id, membership_id);
CREATE INDEX event_attendances_membership ON event_attendances (space_id, membership_id);
CREATE INDEX event_attendances_contact ON event_attendances (space_id, contact_id);
CREATE INDEX event_attendances_purchase ON event_attendances (space_id, purchase_id);
