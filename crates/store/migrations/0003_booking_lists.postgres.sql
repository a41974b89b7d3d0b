-- PostgreSQL: lists of bookings and their totals, at a cost that does not grow with what is booked.

-- How long a booking takes: 0 up to an hour, 1 four hours, 2 a day, 3 a week, 4 longer. Which bookings began before
-- a window and reach into it is then found by looking back as far as each class is long.
ALTER TABLE bookings ADD COLUMN span BIGINT NOT NULL GENERATED ALWAYS AS (CASE WHEN ends_at - starts_at <= INTERVAL '1 hour' THEN 0
    WHEN ends_at - starts_at <= INTERVAL '4 hours' THEN 1 WHEN ends_at - starts_at <= INTERVAL '24 hours' THEN 2
    WHEN ends_at - starts_at <= INTERVAL '168 hours' THEN 3 ELSE 4 END) STORED;
CREATE INDEX bookings_span ON bookings (space_id, span, starts_at, id, ends_at, resource_id);

-- With what is read along, so that the rows themselves are not.
DROP INDEX bookings_overlap;
CREATE INDEX bookings_overlap ON bookings (space_id, resource_id, ends_at, starts_at, units);
DROP INDEX bookings_start;
CREATE INDEX bookings_start ON bookings (space_id, starts_at, id, resource_id);
CREATE INDEX resources_hidden ON resources (space_id, hidden, id);

-- Bookings by the hour in which they begin, counted from 1970.
CREATE TABLE booking_hours (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, hour BIGINT NOT NULL, bookings BIGINT NOT NULL,
    PRIMARY KEY (space_id, hour));
CREATE FUNCTION booking_hour(at TIMESTAMPTZ) RETURNS BIGINT LANGUAGE SQL IMMUTABLE AS
    $$ SELECT CAST(floor(extract(epoch FROM at) / 3600) AS BIGINT) $$;
INSERT INTO booking_hours (space_id, hour, bookings)
    SELECT space_id, booking_hour(starts_at), COUNT(*) FROM bookings GROUP BY 1, 2;

CREATE FUNCTION count_booking_hours() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE booking_hours SET bookings = bookings - 1 WHERE space_id = OLD.space_id AND hour = booking_hour(OLD.starts_at);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO booking_hours (space_id, hour, bookings) VALUES (NEW.space_id, booking_hour(NEW.starts_at), 1)
            ON CONFLICT (space_id, hour) DO UPDATE SET bookings = booking_hours.bookings + 1;
    END IF;
    RETURN NULL;
END $$;
-- At the end of the transaction, so that those who book the same hour wait for each other no longer than they must.
CREATE CONSTRAINT TRIGGER booking_hours_insert AFTER INSERT ON bookings DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION count_booking_hours();
CREATE CONSTRAINT TRIGGER booking_hours_delete AFTER DELETE ON bookings DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION count_booking_hours();
CREATE CONSTRAINT TRIGGER booking_hours_update AFTER UPDATE OF starts_at ON bookings DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.starts_at <> NEW.starts_at) EXECUTE FUNCTION count_booking_hours();
