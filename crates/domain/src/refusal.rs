//! Why something asked for is refused: one type for all rules, rendered by each API in its own shape.

use serde::Serialize;
use std::borrow::Cow;

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{field} {message}")]
pub struct Refusal {
    /// The attribute at fault, in snake case, nested parts joined by dots (`extras.0.name`); `base` when it
    /// is none in particular.
    pub field: Cow<'static, str>,
    /// Stable, snake case; made for programs.
    pub code: &'static str,
    /// Continues a sentence that begins with the field's name: `must be after the start`.
    pub message: Cow<'static, str>,
}

impl Refusal {
    /// Not the fault of one attribute.
    pub const BASE: &'static str = "base";

    pub fn new(field: impl Into<Cow<'static, str>>, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { field: field.into(), code, message: message.into() }
    }
}

/// `Ok` when nothing was found wrong.
pub fn verdict(refusals: Vec<Refusal>) -> Result<(), Vec<Refusal>> {
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}
