-- SQLite: forms that were sent and where that led, so that a second click makes nothing again.
CREATE TABLE sent_forms (
    -- SHA-256 of the form as one page showed it to one browser, and of what was typed.
    hash BLOB NOT NULL PRIMARY KEY, created_at INTEGER NOT NULL, location TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX sent_forms_age ON sent_forms (created_at);
