-- SQLite: invoices, what was paid for them, how a space wants to be paid, its charts of accounts.
CREATE TABLE invoice_settings (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, next_number INTEGER NOT NULL, numbered_year INTEGER NOT NULL,
    settings TEXT NOT NULL, sender TEXT,
    PRIMARY KEY (space_id)) STRICT, WITHOUT ROWID;

CREATE TABLE payment_methods (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, name TEXT NOT NULL, provider TEXT,
    instructions TEXT, enabled_for TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;
CREATE INDEX payment_methods_id ON payment_methods (id);

CREATE TABLE accounts (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    number TEXT NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX accounts_number ON accounts (space_id, kind, number);

CREATE TABLE invoices (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, id BLOB NOT NULL, ordinal INTEGER NOT NULL, number TEXT NOT NULL,
    currency TEXT NOT NULL, price_display TEXT NOT NULL, issued_on TEXT NOT NULL, due_on TEXT NOT NULL, remind_on TEXT NOT NULL,
    membership_id BLOB, team_id BLOB, contact_id BLOB, corrects_id BLOB,
    recipient TEXT NOT NULL, sender TEXT NOT NULL, tax_id TEXT, sender_tax_id TEXT, tax_id_name TEXT, customer_number TEXT,
    billing_emails TEXT NOT NULL, invoice_text TEXT, notes TEXT, items TEXT NOT NULL,
    net INTEGER NOT NULL, gross INTEGER NOT NULL, taxes TEXT NOT NULL, payable INTEGER NOT NULL, paid INTEGER NOT NULL,
    written_off INTEGER NOT NULL, paid_status TEXT NOT NULL, paid_on TEXT, sent_status TEXT NOT NULL,
    reminder_status TEXT NOT NULL, reminders_sent INTEGER NOT NULL, last_reminder_at INTEGER, locked_at INTEGER,
    -- What a search looks in, in lower case: number, recipient, items.
    words TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id)) STRICT, WITHOUT ROWID;
CREATE INDEX invoices_id ON invoices (id);
CREATE UNIQUE INDEX invoices_number ON invoices (space_id, number);
CREATE INDEX invoices_issued ON invoices (space_id, issued_on, ordinal, id);
CREATE INDEX invoices_due ON invoices (space_id, due_on, ordinal, id);
CREATE INDEX invoices_remind ON invoices (space_id, remind_on, ordinal, id);
CREATE INDEX invoices_status ON invoices (space_id, paid_status, issued_on, ordinal, id);
CREATE INDEX invoices_membership ON invoices (space_id, membership_id, issued_on, ordinal, id);
CREATE INDEX invoices_team ON invoices (space_id, team_id, issued_on, ordinal, id);

CREATE TABLE payment_records (
    space_id BLOB NOT NULL, id BLOB NOT NULL, invoice_id BLOB NOT NULL, refund INTEGER NOT NULL, amount INTEGER NOT NULL,
    paid_on TEXT NOT NULL, method_id BLOB, method_name TEXT NOT NULL, note TEXT, created_by BLOB, created_at INTEGER NOT NULL,
    PRIMARY KEY (space_id, id),
    FOREIGN KEY (space_id, invoice_id) REFERENCES invoices (space_id, id)) STRICT, WITHOUT ROWID;
CREATE INDEX payment_records_invoice ON payment_records (space_id, invoice_id, id);
