//! Sandboxes: copies of spaces with invented people and a clock of their own, to try out what time brings.
//!
//! A sandbox is a space like any other. What makes it one is its clock: whoever enters it works with
//! [`App::of`](crate::App::of) the space, so that every use case and every job reads its time. Mails of a sandbox are kept and
//! never sent, and no provider that moves money is reached from one.

mod clock;
mod copy;
mod start;

pub use clock::{
    Advance, Journey, Shown, Step, Sums, advance, any, arrive, begin, clock, let_go, look_again, step, sums, take_up, tell, work,
};
pub use copy::{Copied, create};
pub use start::{own, start, token};
