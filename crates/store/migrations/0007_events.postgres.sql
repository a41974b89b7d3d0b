-- Events of a space, who attends them, and what is mailed about them (business rules, section 17).
CREATE TABLE events (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, title TEXT NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL, ends_at TIMESTAMPTZ NOT NULL, audience TEXT NOT NULL, public_page BOOLEAN NOT NULL, description TEXT, color TEXT,
    video_url TEXT, image TEXT, location TEXT, capacity BIGINT, tags JSONB NOT NULL, price BIGINT, currency TEXT NOT NULL, visitor_price BIGINT,
    visitor_currency TEXT NOT NULL, accounting_code TEXT, visitor_accounting_code TEXT, cost_center JSONB, revenue_account JSONB,
    visitor_cost_center JSONB, visitor_revenue_account JSONB, published_at TIMESTAMPTZ,
    -- Stays when it is a draft again: the message is sent once (X2).
    first_published_at TIMESTAMPTZ, created_by UUID, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT events_order CHECK (starts_at < ends_at),
    CONSTRAINT events_capacity CHECK (capacity >= 1),
    CONSTRAINT events_audience CHECK (audience IN ('membersOnly', 'public')));
CREATE INDEX events_id ON events (id);
CREATE INDEX events_start ON events (space_id, starts_at, id);
CREATE INDEX bookings_event ON bookings (space_id, event_id);

CREATE TABLE event_tags (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (space_id, id));
CREATE UNIQUE INDEX event_tags_name ON event_tags (space_id, name);

CREATE TABLE event_tag_links (
    space_id UUID NOT NULL, event_id UUID NOT NULL, tag_id UUID NOT NULL,
    PRIMARY KEY (space_id, event_id, tag_id),
    FOREIGN KEY (space_id, event_id) REFERENCES events (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, tag_id) REFERENCES event_tags (space_id, id) ON DELETE CASCADE);
CREATE INDEX event_tag_links_tag ON event_tag_links (space_id, tag_id);

CREATE TABLE event_attendances (
    space_id UUID NOT NULL, id UUID NOT NULL, event_id UUID NOT NULL, membership_id UUID NOT NULL, number_of_attendees BIGINT NOT NULL,
    visibility TEXT NOT NULL,
    -- Of one place, with the taxes of the day it was made (X5, M12); none where the event costs nothing.
    price BIGINT, currency TEXT NOT NULL, taxes JSONB NOT NULL, accounting_code TEXT, cost_center JSONB, revenue_account JSONB,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, event_id) REFERENCES events (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    CONSTRAINT event_attendances_people CHECK (number_of_attendees >= 1),
    CONSTRAINT event_attendances_visibility CHECK (visibility IN ('admins', 'members', 'public')));
CREATE INDEX event_attendances_id ON event_attendances (id);
CREATE UNIQUE INDEX event_attendances_member ON event_attendances (space_id, event_id, membership_id);
CREATE INDEX event_attendances_membership ON event_attendances (space_id, membership_id);

CREATE TABLE event_messages (
    space_id UUID NOT NULL, id UUID NOT NULL, event_id UUID NOT NULL, message_trigger TEXT NOT NULL, body TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, event_id) REFERENCES events (space_id, id) ON DELETE CASCADE,
    CONSTRAINT event_messages_known CHECK (message_trigger IN ('published', 'attended')));
CREATE INDEX event_messages_id ON event_messages (id);
CREATE UNIQUE INDEX event_messages_trigger ON event_messages (space_id, event_id, message_trigger);
