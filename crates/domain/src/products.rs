//! Products: what can be sold along with bookings.

use serde::{Deserialize, Serialize};

/// Where a product can be sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ProductScope {
    /// With bookings of members.
    Bookings,
    /// With bookings of visitors.
    ExternalBookings,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_as_clients_write_them() {
        let both = [ProductScope::Bookings, ProductScope::ExternalBookings];
        assert_eq!(serde_json::to_value(both).unwrap(), serde_json::json!(["bookings", "externalBookings"]));
    }
}
