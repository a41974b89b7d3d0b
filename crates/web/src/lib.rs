//! Pages for people.
