-- SQLite: bookings of visitors by who comes and by what they cost, each at a cost that does not grow with history (decision 20).
-- With all extras, discounts and taxes, as the list shows it. Of those made before it is the time with its taxes.
ALTER TABLE external_bookings ADD COLUMN gross INTEGER NOT NULL DEFAULT 0;
UPDATE external_bookings SET gross = price + CAST(ROUND(price
    * (SELECT COALESCE(SUM(CAST(value->>'rate' AS REAL)), 0) FROM json_each(external_bookings.taxes)) / 100) AS INTEGER);
CREATE INDEX external_bookings_label ON external_bookings (space_id, lower(COALESCE(name, company, email)), id);
CREATE INDEX external_bookings_gross ON external_bookings (space_id, gross, id);
CREATE INDEX external_bookings_status_label ON external_bookings (space_id, status, lower(COALESCE(name, company, email)), id);
CREATE INDEX external_bookings_status_gross ON external_bookings (space_id, status, gross, id);
