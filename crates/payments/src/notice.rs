//! Messages that providers send us. Only what they are about is read: how it stands is asked for afterwards, so it does not
//! matter whether one comes twice, late, or after the next.

/// Looks a header up by its name in lower case.
pub type Headers<'a> = &'a (dyn Fn(&str) -> Option<String> + Sync);

/// A message whose sender is proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The provider's id of the message; the same when it is sent again.
    pub id: String,
    /// In the provider's words.
    pub kind: String,
    /// The payment that it is about.
    pub reference: Option<String>,
}
