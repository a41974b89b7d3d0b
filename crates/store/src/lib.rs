//! SQL, row mapping and migrations; one module an aggregate.
