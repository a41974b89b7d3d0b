//! Whether a space deletes invoices at all (V19).

use crate::countries::Country;
use crate::words::words;

words! {
    /// What a space says of it.
    Deleting {
        /// As is usual in its country.
        Usual = "usual",
        Allowed = "allowed",
        Forbidden = "forbidden",
    }
}

impl Deleting {
    /// In the European Union numbers without gaps are the rule, so there it takes a decision to delete any.
    pub fn is_allowed(self, country: Option<Country>) -> bool {
        match self {
            Self::Usual => !country.is_some_and(Country::in_eu),
            Self::Allowed => true,
            Self::Forbidden => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Deleting;

    #[test]
    fn in_the_union_nothing_is_deleted_unless_the_space_says_so() {
        let country = |code: &str| code.parse().ok();
        assert!(!Deleting::Usual.is_allowed(country("DE")) && !Deleting::Usual.is_allowed(country("FR")));
        assert!(Deleting::Usual.is_allowed(country("US")) && Deleting::Usual.is_allowed(None));
        assert!(Deleting::Allowed.is_allowed(country("DE")) && !Deleting::Forbidden.is_allowed(country("US")));
    }
}
