//! Visitors who buy something, as they typed it.

use crate::json::json;
use crate::spaces::Address;
use db::{Value, params};

/// Who bought; the contact that it became may change afterwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Buyer {
    pub name: String,
    pub company: Option<String>,
    pub email: String,
    pub phone: Option<String>,
    pub tax_id: Option<String>,
    /// With the name and company on the bill, where they are others. `country` is a code; as typed also a name.
    pub address: Address,
    pub comments: Option<String>,
}

impl Buyer {
    /// In the order of the columns.
    pub(crate) fn values(&self) -> Vec<Value> {
        let mut values = params![&*self.name, self.company.clone(), &*self.email, self.phone.clone(), self.tax_id.clone()];
        values.push(json(&self.address));
        values.push(self.comments.clone().into());
        values
    }
}
