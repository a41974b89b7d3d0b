-- SQLite: profiles of members, applications in pages and the links to them, terms and who approved them, articles,
-- texts of mails.
-- A profile is its membership's: it needs no row before the member writes something.
CREATE TABLE membership_profiles (
    space_id BLOB NOT NULL, membership_id BLOB NOT NULL, published INTEGER NOT NULL, email TEXT, phone TEXT,
    -- None: the membership's; empty: hidden.
    company TEXT,
    pronouns TEXT, location TEXT, birthday TEXT, about_me TEXT, website TEXT, twitter TEXT, facebook TEXT, linkedin TEXT, github TEXT,
    instagram TEXT, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, membership_id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

-- Of an OAuth application, or of a user whose token belongs to none.
CREATE TABLE single_page_apps (
    id BLOB NOT NULL, client_id BLOB REFERENCES clients (id) ON DELETE CASCADE, user_id BLOB REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL, js TEXT NOT NULL, css TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT single_page_apps_owner CHECK ((client_id IS NULL) <> (user_id IS NULL))) STRICT, WITHOUT ROWID;
CREATE INDEX single_page_apps_client ON single_page_apps (client_id, id);
CREATE INDEX single_page_apps_user ON single_page_apps (user_id, id);

CREATE TABLE navigation_links (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL,
    -- The application that made it; none where the token belonged to none.
    client_id BLOB REFERENCES clients (id) ON DELETE CASCADE,
    section TEXT NOT NULL, label TEXT NOT NULL, kind TEXT NOT NULL,
    -- Where it leads, unless it is an application of ours.
    url TEXT, single_page_app_id BLOB REFERENCES single_page_apps (id) ON DELETE CASCADE, user_editable INTEGER NOT NULL,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT navigation_links_section CHECK (section IN ('admin/setup', 'admin/manage', 'admin/analyze', 'members')),
    CONSTRAINT navigation_links_kind CHECK (kind IN ('singlePageApp', 'iframe', 'external')),
    CONSTRAINT navigation_links_target CHECK ((kind = 'singlePageApp') = (single_page_app_id IS NOT NULL)
        AND (kind = 'singlePageApp') = (url IS NULL))) STRICT, WITHOUT ROWID;
CREATE INDEX navigation_links_id ON navigation_links (id);
CREATE INDEX navigation_links_client ON navigation_links (client_id);
CREATE INDEX navigation_links_app ON navigation_links (single_page_app_id);
CREATE INDEX navigation_links_list ON navigation_links (space_id, client_id, id);

-- Versions are never changed, so an approval keeps the text that was approved (J4).
CREATE TABLE terms (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL,
    body TEXT NOT NULL,
    -- Whether those who approved an earlier version must approve this one (J5).
    ask_again INTEGER NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX terms_version ON terms (space_id, kind, version);

CREATE TABLE terms_approvals (
    space_id BLOB NOT NULL, id BLOB NOT NULL, membership_id BLOB NOT NULL, ip_address TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE INDEX terms_approvals_membership ON terms_approvals (space_id, membership_id);

CREATE TABLE terms_approval_items (
    space_id BLOB NOT NULL, approval_id BLOB NOT NULL, terms_id BLOB NOT NULL,
    PRIMARY KEY (space_id, approval_id, terms_id),
    FOREIGN KEY (space_id, approval_id) REFERENCES terms_approvals (space_id, id) ON DELETE CASCADE,
    FOREIGN KEY (space_id, terms_id) REFERENCES terms (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE INDEX terms_approval_items_terms ON terms_approval_items (space_id, terms_id);

CREATE TABLE article_categories (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX article_categories_name ON article_categories (space_id, name);

CREATE TABLE articles (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, category_id BLOB, title TEXT NOT NULL,
    content TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, category_id) REFERENCES article_categories (space_id, id)) STRICT, WITHOUT ROWID;
CREATE INDEX articles_id ON articles (id);
CREATE INDEX articles_category ON articles (space_id, category_id);

-- What a space writes in a mail instead of what we would.
CREATE TABLE email_customizations (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, mail TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, mail)) STRICT, WITHOUT ROWID;
