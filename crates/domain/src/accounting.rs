//! Where operators book what they sell: entries of their own charts of accounts.

use serde::{Deserialize, Serialize};

/// A cost center or a revenue account. Stored as JSON, so the names must stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub name: String,
    pub number: String,
}
