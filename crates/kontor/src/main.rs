//! Kontor: a self-hosted platform for coworking spaces.
fn main() {}
