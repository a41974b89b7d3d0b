-- PostgreSQL: the twins of a resource with what is asked of them, from an index alone; no statistics are needed to choose it.
CREATE INDEX external_resources_resource_rules ON external_resources (space_id, resource_id, rules, id);
DROP INDEX external_resources_resource;
