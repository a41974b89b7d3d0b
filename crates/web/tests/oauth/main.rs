//! Signing in to applications, as browsers and applications see it: the router that the binary serves, in process.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod attacks;
mod basic_plan;
mod browser;
mod dynamic_plan;
mod logout;
mod pages;
mod portal;
mod world;
