-- SQLite: lists of bookings and their totals, at a cost that does not grow with what is booked.

-- How long a booking takes: 0 up to an hour, 1 four hours, 2 a day, 3 a week, 4 longer. Which bookings began before
-- a window and reach into it is then found by looking back as far as each class is long.
ALTER TABLE bookings ADD COLUMN span INTEGER NOT NULL GENERATED ALWAYS AS (CASE WHEN ends_at - starts_at <= 3600000000 THEN 0
    WHEN ends_at - starts_at <= 14400000000 THEN 1 WHEN ends_at - starts_at <= 86400000000 THEN 2
    WHEN ends_at - starts_at <= 604800000000 THEN 3 ELSE 4 END) VIRTUAL;
CREATE INDEX bookings_span ON bookings (space_id, span, starts_at, id, ends_at, resource_id);

-- With what is read along, so that the rows themselves are not.
DROP INDEX bookings_overlap;
CREATE INDEX bookings_overlap ON bookings (space_id, resource_id, ends_at, starts_at, units);
DROP INDEX bookings_start;
CREATE INDEX bookings_start ON bookings (space_id, starts_at, id, resource_id);
CREATE INDEX resources_hidden ON resources (space_id, hidden, id);

-- Bookings by the hour in which they begin, counted from 1970.
CREATE TABLE booking_hours (
    space_id BLOB NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, hour INTEGER NOT NULL, bookings INTEGER NOT NULL,
    PRIMARY KEY (space_id, hour)) STRICT, WITHOUT ROWID;
INSERT INTO booking_hours (space_id, hour, bookings)
    SELECT space_id, starts_at / 3600000000, COUNT(*) FROM bookings GROUP BY 1, 2;

CREATE TRIGGER booking_hours_insert AFTER INSERT ON bookings BEGIN
    INSERT INTO booking_hours (space_id, hour, bookings) VALUES (NEW.space_id, NEW.starts_at / 3600000000, 1)
        ON CONFLICT (space_id, hour) DO UPDATE SET bookings = bookings + 1;
END;
CREATE TRIGGER booking_hours_delete AFTER DELETE ON bookings BEGIN
    UPDATE booking_hours SET bookings = bookings - 1 WHERE space_id = OLD.space_id AND hour = OLD.starts_at / 3600000000;
END;
CREATE TRIGGER booking_hours_update AFTER UPDATE OF starts_at ON bookings WHEN OLD.starts_at <> NEW.starts_at BEGIN
    UPDATE booking_hours SET bookings = bookings - 1 WHERE space_id = OLD.space_id AND hour = OLD.starts_at / 3600000000;
    INSERT INTO booking_hours (space_id, hour, bookings) VALUES (NEW.space_id, NEW.starts_at / 3600000000, 1)
        ON CONFLICT (space_id, hour) DO UPDATE SET bookings = bookings + 1;
END;
