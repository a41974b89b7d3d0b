//! A database for every test, on SQLite and PostgreSQL.
