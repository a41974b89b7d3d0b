-- PostgreSQL: which rules there are among what can be booked, from an index alone.
CREATE INDEX resources_rules ON resources (space_id, deleted_at, usage, booking_times, booking_cutoff, min_booking_duration,
    max_booking_duration, hidden, only_admins_can_book, id);

-- The rules that count for visitors, as one text; none where nobody can book the resource.
ALTER TABLE external_resources ADD COLUMN rules TEXT;
UPDATE external_resources SET rules = (SELECT COALESCE(external_resources.booking_times, r.booking_times)
        || '|' || COALESCE(external_resources.booking_cutoff, r.booking_cutoff)
        || '|' || COALESCE(external_resources.min_booking_duration, r.min_booking_duration)
        || '|' || COALESCE(CAST(COALESCE(external_resources.max_booking_duration, r.max_booking_duration) AS TEXT), '')
    FROM resources r WHERE r.space_id = external_resources.space_id AND r.id = external_resources.resource_id
        AND r.deleted_at IS NULL AND r.usage = 'bookable');
CREATE INDEX external_resources_rules ON external_resources (space_id, rules);
