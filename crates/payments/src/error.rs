//! What can go wrong between us and a provider.

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// None of these texts holds a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The provider says no, and would again.
    #[error("the provider refuses: {0}")]
    Refused(String),
    /// The provider does not know the keys.
    #[error("the provider does not accept the keys")]
    Keys,
    /// No answer, or one that says to come back later.
    #[error("the provider cannot be reached: {0}")]
    Unreachable(String),
    /// An answer in other words than the provider's documents have.
    #[error("the provider's answer cannot be read: {0}")]
    Unreadable(String),
    /// A message that the provider did not sign.
    #[error("the message is not from the provider")]
    Forged,
}

impl Error {
    /// Whether it is of use to ask again.
    pub fn passes(&self) -> bool {
        matches!(self, Self::Unreachable(_))
    }
}
