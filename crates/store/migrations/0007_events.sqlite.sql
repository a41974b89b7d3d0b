-- Events of a space, who attends them, and what is mailed about them (business rules, section 17).
CREATE TABLE events (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, title TEXT NOT NULL,
    starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, audience TEXT NOT NULL, public_page INTEGER NOT NULL, description TEXT, color TEXT,
    video_url TEXT, image TEXT, location TEXT, capacity INTEGER, tags TEXT NOT NULL, price INTEGER, currency TEXT NOT NULL, visitor_price INTEGER,
    visitor_currency TEXT NOT NULL, accounting_code TEXT, visitor_accounting_code TEXT, cost_center TEXT, revenue_account TEXT,
    visitor_cost_center TEXT, visitor_revenue_account TEXT, published_at INTEGER,
    -- Stays when it is a draft again: the message is sent once (X2).
    first_published_at INTEGER, created_by BLOB, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT events_order CHECK (starts_at < ends_at),
    CONSTRAINT events_capacity CHECK (capacity >= 1),
    CONSTRAINT events_audience CHECK (audience IN ('membersOnly', 'public'))) STRICT, WITHOUT ROWID;
CREATE INDEX events_id ON events (id);
CREATE INDEX events_start ON events (space_id, starts_at, id);
CREATE INDEX bookings_event ON bookings (space_id, event_id);

CREATE TABLE event_tags (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX event_tags_name ON event_tags (space_id, name);

CREATE TABLE event_tag_links (
    space_id BLOB NOT NULL, event_id BLOB NOT NULL, tag_id BLOB NOT NULL,
    PRIMARY KEY (space_id, event_id, tag_id),
    FOREIGN KEY (space_id, event_id) REFERENCES events (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, tag_id) REFERENCES event_tags (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE INDEX event_tag_links_tag ON event_tag_links (space_id, tag_id);

CREATE TABLE event_attendances (
    space_id BLOB NOT NULL, id BLOB NOT NULL, event_id BLOB NOT NULL, membership_id BLOB NOT NULL, number_of_attendees INTEGER NOT NULL,
    visibility TEXT NOT NULL,
    -- Of one place, with the taxes of the day it was made (X5, M12); none where the event costs nothing.
    price INTEGER, currency TEXT NOT NULL, taxes TEXT NOT NULL, accounting_code TEXT, cost_center TEXT, revenue_account TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, event_id) REFERENCES events (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    CONSTRAINT event_attendances_people CHECK (number_of_attendees >= 1),
    CONSTRAINT event_attendances_visibility CHECK (visibility IN ('admins', 'members', 'public'))) STRICT, WITHOUT ROWID;
CREATE INDEX event_attendances_id ON event_attendances (id);
CREATE UNIQUE INDEX event_attendances_member ON event_attendances (space_id, event_id, membership_id);
CREATE INDEX event_attendances_membership ON event_attendances (space_id, membership_id);

CREATE TABLE event_messages (
    space_id BLOB NOT NULL, id BLOB NOT NULL, event_id BLOB NOT NULL, message_trigger TEXT NOT NULL, body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, event_id) REFERENCES events (space_id, id) ON DELETE CASCADE,
    CONSTRAINT event_messages_known CHECK (message_trigger IN ('published', 'attended'))) STRICT, WITHOUT ROWID;
CREATE INDEX event_messages_id ON event_messages (id);
CREATE UNIQUE INDEX event_messages_trigger ON event_messages (space_id, event_id, message_trigger);
