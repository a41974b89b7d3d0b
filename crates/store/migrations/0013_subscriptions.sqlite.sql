-- SQLite: what the operator of the platform asks of spaces, and to whom it is billed.
CREATE TABLE subscriptions (
    id BLOB NOT NULL, net INTEGER NOT NULL, currency TEXT NOT NULL, cycle_months INTEGER NOT NULL, maximum_memberships INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (id)) STRICT, WITHOUT ROWID;
-- Until the operator wants something else: free, and everything is on.
INSERT INTO subscriptions (id, net, currency, cycle_months, maximum_memberships, created_at)
VALUES (x'00000000000070008000000000000001', 0, 'EUR', 1, NULL, 0);

ALTER TABLE spaces ADD COLUMN subscription_id BLOB REFERENCES subscriptions (id);
ALTER TABLE spaces ADD COLUMN billing TEXT;
CREATE INDEX spaces_subscription ON spaces (subscription_id);
