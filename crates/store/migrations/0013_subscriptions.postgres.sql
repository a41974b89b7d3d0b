-- PostgreSQL: what the operator of the platform asks of spaces, and to whom it is billed.
CREATE TABLE subscriptions (
    id UUID NOT NULL, net BIGINT NOT NULL, currency TEXT NOT NULL, cycle_months BIGINT NOT NULL, maximum_memberships BIGINT,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (id));
-- Until the operator wants something else: free, and everything is on.
INSERT INTO subscriptions (id, net, currency, cycle_months, maximum_memberships, created_at)
VALUES ('00000000-0000-7000-8000-000000000001', 0, 'EUR', 1, NULL, to_timestamp(0));

ALTER TABLE spaces ADD COLUMN subscription_id UUID REFERENCES subscriptions (id);
ALTER TABLE spaces ADD COLUMN billing JSONB;
CREATE INDEX spaces_subscription ON spaces (subscription_id);
