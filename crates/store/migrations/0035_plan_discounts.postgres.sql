-- PostgreSQL: how long a code lowers the fee of a plan (rule N14); for ever without it.
ALTER TABLE discount_codes ADD COLUMN months BIGINT;
