-- PostgreSQL: resources and invoices can be deleted.
-- What was booked of a resource keeps its name: the row stays, and nobody sees it.
ALTER TABLE resources ADD COLUMN deleted_at TIMESTAMPTZ;
CREATE OR REPLACE FUNCTION resources_total() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'DELETE' THEN
        UPDATE list_totals t SET total = t.total - o.rows FROM (SELECT space_id, usage || CASE WHEN hidden THEN ':hidden' ELSE ':open' END AS part, COUNT(*) AS rows
            FROM gone WHERE deleted_at IS NULL GROUP BY 1, 2) o
            WHERE t.space_id = o.space_id AND t.list = 'resources' AND t.part = o.part;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'resources', part, SUM(rows) FROM (
                SELECT space_id, usage || CASE WHEN hidden THEN ':hidden' ELSE ':open' END AS part, 1 AS rows FROM come WHERE deleted_at IS NULL
                UNION ALL SELECT space_id, usage || CASE WHEN hidden THEN ':hidden' ELSE ':open' END, -1 FROM gone WHERE deleted_at IS NULL) c
            GROUP BY space_id, part HAVING SUM(rows) <> 0 ORDER BY space_id, part
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    ELSE
        INSERT INTO list_totals (space_id, list, part, total)
            SELECT space_id, 'resources', usage || CASE WHEN hidden THEN ':hidden' ELSE ':open' END, COUNT(*) FROM come GROUP BY 1, 3 ORDER BY 1, 3
            ON CONFLICT (space_id, list, part) DO UPDATE SET total = list_totals.total + excluded.total;
    END IF;
    RETURN NULL;
END $$;

-- A deleted invoice leaves what was sealed of it, so that the chain can be followed; without the invoice, its seal has nothing to point at.
CREATE TABLE deleted_invoices (
    space_id UUID NOT NULL REFERENCES spaces (id) ON DELETE CASCADE, invoice_id UUID NOT NULL, number TEXT NOT NULL,
    -- The very text that was hashed.
    sealed TEXT NOT NULL, deleted_by UUID, deleted_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (space_id, invoice_id));
ALTER TABLE invoice_seals DROP CONSTRAINT invoice_seals_space_id_invoice_id_fkey;

-- What was on an invoice is found when that is deleted, and whether an allocation was ever billed.
CREATE INDEX bookings_invoice ON bookings (membership_space_id, invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX time_passes_invoice ON time_passes (space_id, invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX event_attendances_invoice ON event_attendances (space_id, invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX charges_invoice ON charges (space_id, invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX billed_periods_item ON billed_periods (space_id, item);
CREATE INDEX invoices_corrects ON invoices (space_id, corrects_id) WHERE corrects_id IS NOT NULL;
