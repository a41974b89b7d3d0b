//! Why something asked for is refused: one type for all rules, rendered by each API in its own shape.

use serde::Serialize;
use std::borrow::Cow;
use std::fmt;

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The attribute at fault, in snake case, nested parts joined by slashes (`extras/0/name`); `base` when it
    /// is none in particular.
    pub field: Cow<'static, str>,
    /// Stable, snake case; made for programs.
    pub code: &'static str,
    /// Continues a sentence that begins with the field's name (`must be after the start`); a whole sentence
    /// for `base`.
    pub message: Cow<'static, str>,
}

impl Refusal {
    /// Not the fault of one attribute.
    pub const BASE: &'static str = "base";

    pub fn new(field: impl Into<Cow<'static, str>>, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { field: field.into(), code, message: message.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field == Self::BASE { f.write_str(&self.message) } else { write!(f, "{} {}", self.field, self.message) }
    }
}

impl std::error::Error for Refusal {}

/// `Ok` when nothing was found wrong.
pub fn verdict(refusals: Vec<Refusal>) -> Result<(), Vec<Refusal>> {
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}
