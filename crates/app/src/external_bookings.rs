//! Bookings of visitors: previewed, made, approved, changed and canceled (business rules, section 15).
//!
//! Each that is not canceled has its place in the calendar beside those of members and events, taken under the same
//! lock (`bookings::hold`), so nothing is booked twice. Writers lock the visitor's booking first, then the resource.

mod cancel;
mod change;
mod create;
mod mail;
mod preview;
mod price;
mod view;

pub use cancel::{Lapse, Offer, ask_to_cancel, cancel, cancel_by_link, lapse, look_at_link};
pub use change::{Change, approve, change};
pub use create::{Wish, create};
pub(crate) use preview::price_of;
pub use preview::{Preview, PreviewWish, preview};
pub use price::{reductions_of as reductions, total_of as total};
pub use view::{View, csv, get, list, on_desk, rooms, some};

use crate::Error;
use domain::external_bookings::MayNot;

/// The state of the booking forbids it.
fn may_not(reason: MayNot) -> Error {
    Error::conflict(reason.code(), reason.to_string())
}
