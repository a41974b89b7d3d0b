-- SQLite: money that bank statements tell of, until somebody has said what it paid.
CREATE TABLE bank_entries (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL,
    -- Of the entry and how many like it came before it: the same statement twice is the same entries.
    hash BLOB NOT NULL, booked_on TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL, name TEXT NOT NULL, iban TEXT,
    text TEXT NOT NULL, status TEXT NOT NULL, invoice_id BLOB,
    -- The charge below zero that is left of an overpayment.
    credit_id BLOB, created_by BLOB, created_at INTEGER NOT NULL, decided_by BLOB, decided_at INTEGER,
    PRIMARY KEY (space_id, id),
    CONSTRAINT bank_entries_status CHECK (status IN ('open', 'booked', 'set_aside'))) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX bank_entries_hash ON bank_entries (space_id, hash);
CREATE INDEX bank_entries_list ON bank_entries (space_id, status, booked_on, id);

-- What members have signed so that the space may collect from their accounts.
CREATE TABLE sepa_mandates (
    space_id BLOB NOT NULL, membership_id BLOB NOT NULL, reference TEXT NOT NULL, holder TEXT NOT NULL, iban TEXT NOT NULL, bic TEXT,
    signed_on TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, membership_id),
    FOREIGN KEY (space_id, membership_id) REFERENCES memberships (space_id, id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sepa_mandates_reference ON sepa_mandates (space_id, reference);

-- Files for the bank; the payments in each have its id as their method.
CREATE TABLE sepa_files (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, collect_on TEXT NOT NULL, debits INTEGER NOT NULL, total INTEGER NOT NULL,
    status TEXT NOT NULL, body BLOB NOT NULL, created_by BLOB, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    CONSTRAINT sepa_files_status CHECK (status IN ('made', 'collected', 'withdrawn'))) STRICT;
CREATE INDEX payments_method ON payments (space_id, method_id, id);
