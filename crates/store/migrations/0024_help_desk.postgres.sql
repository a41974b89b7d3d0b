-- PostgreSQL: announcements, issues of the help desk with comments, and activities.
CREATE TABLE announcements (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, title TEXT, text TEXT NOT NULL,
    starts_on DATE NOT NULL, ends_on DATE, author_name TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT announcements_days CHECK (ends_on IS NULL OR starts_on <= ends_on));
CREATE INDEX announcements_days ON announcements (space_id, starts_on, id);

-- The membership is the author's; an admin may have none (O4).
CREATE TABLE issues (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, user_id UUID NOT NULL, membership_id UUID,
    author_name TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, visibility TEXT NOT NULL, status TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL, updated_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE,
    CONSTRAINT issues_visibility CHECK (visibility IN ('private', 'members')),
    CONSTRAINT issues_status CHECK (status IN ('open', 'closed')));
CREATE INDEX issues_status ON issues (space_id, status, id);
CREATE INDEX issues_membership ON issues (space_id, membership_id);

CREATE TABLE issue_comments (
    space_id UUID NOT NULL, id UUID NOT NULL, issue_id UUID NOT NULL, user_id UUID NOT NULL, author_name TEXT NOT NULL,
    text TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, issue_id) REFERENCES issues (space_id, id) ON DELETE CASCADE);
CREATE INDEX issue_comments_issue ON issue_comments (space_id, issue_id, id);

-- What happened in a space, for people to read (O7). What it happened to may be gone.
CREATE TABLE activities (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id UUID NOT NULL, type TEXT NOT NULL, level TEXT,
    channels JSONB NOT NULL, attributes JSONB NOT NULL, source_id UUID, membership_id UUID, created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, id));
CREATE INDEX activities_source ON activities (space_id, source_id);
CREATE INDEX activities_membership ON activities (space_id, membership_id);
CREATE INDEX activities_time ON activities (space_id, created_at, id);
CREATE INDEX activities_age ON activities (created_at);

-- What else a note is about.
CREATE TABLE activity_sources (
    space_id UUID NOT NULL, source_id UUID NOT NULL, activity_id UUID NOT NULL,
    PRIMARY KEY (space_id, source_id, activity_id),
    FOREIGN KEY (space_id, activity_id) REFERENCES activities (space_id, id) ON DELETE CASCADE);
CREATE INDEX activity_sources_activity ON activity_sources (space_id, activity_id);
