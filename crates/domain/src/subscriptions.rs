//! What spaces pay the operator of the platform for (domain section 2).

use serde::{Deserialize, Serialize};

/// To whom a space's subscription is billed. Stored as JSON; absent members are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingDetails {
    pub company: Option<String>,
    pub name: Option<String>,
    /// As written, in lines.
    pub address: Option<String>,
    /// Of the European Union.
    pub vat_id: Option<String>,
    pub email: Option<String>,
}

/// Whether a space with so many members can take a tier (S8).
pub fn available(maximum: Option<i64>, memberships: i64) -> bool {
    maximum.is_none_or(|maximum| memberships <= maximum)
}

/// The place, in a list by price, of the first tier that is made for so many members; the last one is for all others.
pub fn tier_for(maximums: &[Option<i64>], memberships: i64) -> Option<usize> {
    let fits = maximums.iter().position(|maximum| available(*maximum, memberships));
    fits.or_else(|| maximums.len().checked_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_tier_that_is_large_enough_fits() {
        let tiers = [Some(10), Some(50), None];
        let of = |members| tier_for(&tiers, members);
        assert_eq!((of(0), of(10), of(11), of(51), of(1_000_000)), (Some(0), Some(0), Some(1), Some(2), Some(2)));
        assert_eq!((tier_for(&[Some(10)], 11), tier_for(&[], 0)), (Some(0), None));
        assert!(available(None, i64::MAX) && available(Some(0), 0) && !available(Some(10), 11));
    }
}
