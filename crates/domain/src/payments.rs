//! Payments through providers (rules Y5, Y8, E3, E4).

use crate::money::Amount;

crate::words::words! {
    /// What a payment is for.
    PaymentKind {
        /// Of a visitor who buys something.
        Purchase = "purchase",
        /// A card that is kept, to be charged later (E4).
        Setup = "setup",
        /// Of an invoice, with nobody there.
        Charge = "charge",
    }
    /// How far one has come with us.
    PaymentStatus {
        /// A browser completes it.
        Open = "open",
        /// A purchase is under way with it.
        Claimed = "claimed",
        /// Set aside for a booking that waits for its approval (E3).
        Held = "held",
        /// The provider works on it.
        Charging = "charging",
        /// What it was for is bought, or paid.
        Settled = "settled",
        Failed = "failed",
        /// It goes back to whom it came from.
        Returning = "returning",
        Returned = "returned",
    }
}

/// How visitors may pay (E2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Nothing,
    Payment,
    Method,
}

/// Why a purchase cannot be paid like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unpayable {
    #[error("is needed, for this is to be paid")]
    Needed,
    #[error("must not be named, for nothing is to be paid")]
    NothingToPay,
}

impl Unpayable {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Needed => "payment_needed",
            Self::NothingToPay => "nothing_to_pay",
        }
    }
}

/// Rule E2: what costs something names how it is paid, unless the space has not said how visitors pay, or an admin buys.
pub fn check(named: Named, price: Amount, asked_for: bool) -> Result<(), Unpayable> {
    match (named, price > Amount::ZERO) {
        (Named::Nothing, true) if asked_for => Err(Unpayable::Needed),
        (Named::Payment | Named::Method, false) => Err(Unpayable::NothingToPay),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_costs_something_is_paid_and_what_is_free_is_not() {
        let (free, dear) = (Amount::ZERO, Amount::units(5));
        assert_eq!(check(Named::Nothing, dear, true), Err(Unpayable::Needed));
        assert_eq!(check(Named::Nothing, dear, false), Ok(()));
        assert_eq!(check(Named::Nothing, free, true), Ok(()));
        for named in [Named::Payment, Named::Method] {
            assert_eq!((check(named, dear, true), check(named, free, false)), (Ok(()), Err(Unpayable::NothingToPay)));
        }
    }
}
