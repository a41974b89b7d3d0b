//! Bookings: made, previewed, changed, deleted, listed, repeated; and the credits they draw on (business
//! rules, sections 9 to 11).
//!
//! Writers of one resource queue for its row, writers of one membership for its own (and its team's), always
//! in this order; the event is appended last. So what was read cannot change before it is written.

mod change;
mod create;
mod credits;
mod delete;
mod desk;
mod export;
mod for_events;
mod for_visitors;
mod list;
mod preview;
mod price;
mod recurring;
mod telling;
mod view;
mod wish;

pub use change::{Change, change};
pub use create::{Created, create};
pub use credits::{ResourceCredits, of_membership as credits};
pub use delete::{delete, delete_following};
pub(crate) use delete::{take_away, tell_deleted, undo};
pub(crate) use desk::refused;
pub use export::csv;
pub(crate) use for_events::{Occasion, Wanted, release, reserve};
pub(crate) use for_visitors::{Visit, hold, let_go, move_visit};
pub use list::{Listed, Page, Subject, WindowOf, get, list, memberships_of, on_desk, recent, recurring as list_recurring};
pub use preview::{Preview, PreviewPrice, PreviewWish, Previews, preview};
pub(crate) use price::too_large;
pub use recurring::{Repetition, write_next};
pub(crate) use telling::{tell, tell_changed, told};
pub use view::View;
pub use wish::{ExtraWish, Wish};
pub(crate) use wish::{Wrong, tidy};
