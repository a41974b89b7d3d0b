//! Events of a space: drafted by admins, published, and seen by whom they are for (business rules, section 17).

mod change;
mod details;
mod giving_back;
mod view;

pub use change::{create, delete, publish, unpublish, update};
pub use details::{Details, TypedPrice};
pub use view::{Asked, Attending, Sum, View, Wanted, get, left, list, some, tags};

pub(crate) use giving_back::{Told, give_back_one};
pub(crate) use view::{Eyes, named, named_contacts};
