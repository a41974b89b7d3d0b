-- PostgreSQL: what is not over yet has no place among what is deleted after 30 days.
CREATE INDEX webhook_deliveries_over ON webhook_deliveries (finished_at) WHERE finished_at IS NOT NULL;
DROP INDEX webhook_deliveries_finished;
