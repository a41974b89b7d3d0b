//! Pages for people. They show what the use cases answer and hold no rule of their own.

mod assets;
mod home;
mod pages;
mod reference;
mod spaces;

pub use pages::with_pages;

/// Shown at the foot of each page.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
