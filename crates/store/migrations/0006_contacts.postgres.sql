-- PostgreSQL: people who are no members.
CREATE TABLE contacts (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, name TEXT, company TEXT, email TEXT,
    phone TEXT, address JSONB NOT NULL, photo TEXT, notes TEXT, membership_id UUID, created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id));
CREATE INDEX contacts_id ON contacts (id);
CREATE INDEX contacts_membership ON contacts (space_id, membership_id);
-- Matched by e-mail and never doubled.
CREATE UNIQUE INDEX contacts_email ON contacts (space_id, lower(email));

CREATE TABLE contact_tags (
    space_id UUID NOT NULL, contact_id UUID NOT NULL, tag TEXT NOT NULL,
    PRIMARY KEY (space_id, contact_id, tag),
    FOREIGN KEY (space_id, contact_id) REFERENCES contacts (space_id, id) ON DELETE CASCADE);
CREATE INDEX contact_tags_tag ON contact_tags (space_id, tag, contact_id);
