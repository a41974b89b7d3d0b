//! What holds for every operation that is registered, whatever it is about: an operation that nobody has thought of
//! here fails these tests.

mod api1;
mod back_office;
mod bad_input;
mod conformance;
mod desk;
mod emitted;
mod examples;
mod matrix;
mod old_clients;
mod promises;
mod races;
pub mod requests;
mod totals;
pub mod world;
