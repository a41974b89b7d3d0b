//! The program as scripts see it: the real binary, its exit codes, its output, its sockets.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod arguments;
mod commands;
mod demonstration;
mod killing;
mod killing_webhooks;
mod moving;
mod sandboxes;
mod seeding;
mod serving;
mod support;
