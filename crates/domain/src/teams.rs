//! Paying for others: one member gets the invoices of several (rule W6).

use serde::{Deserialize, Serialize};

/// A membership's part in a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Gets everybody's invoices; one a team.
    Paying,
    Paid,
}

/// Why one member cannot pay for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotPay {
    #[error("A member cannot be paid for by itself")]
    Itself,
    #[error("The paying member is itself paid for by somebody")]
    PayerIsPaidFor,
    #[error("The member pays for others and so cannot be paid for")]
    MemberPays,
    #[error("The member is already paid for by this payer")]
    AlreadyInTeam,
    #[error("The member is already paid for by somebody else")]
    InOtherTeam,
}

impl CannotPay {
    /// Stable, for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Itself => "itself",
            Self::PayerIsPaidFor => "payer_is_paid_for",
            Self::MemberPays => "member_pays",
            Self::AlreadyInTeam => "already_in_team",
            Self::InOtherTeam => "in_other_team",
        }
    }
}

/// Whether `payer` may begin to pay for `member`. Both are given as their id and their role in their team
/// (`None` without one); `T` tells teams apart.
pub fn check_pay_for<M: PartialEq, T: PartialEq>(payer: (M, Option<(T, Role)>), member: (M, Option<(T, Role)>)) -> Result<(), CannotPay> {
    if payer.0 == member.0 {
        return Err(CannotPay::Itself);
    }
    if matches!(payer.1, Some((_, Role::Paid))) {
        return Err(CannotPay::PayerIsPaidFor);
    }
    match (payer.1, member.1) {
        (_, None) => Ok(()),
        (_, Some((_, Role::Paying))) => Err(CannotPay::MemberPays),
        (Some((team, _)), Some((other, Role::Paid))) if team == other => Err(CannotPay::AlreadyInTeam),
        (_, Some((_, Role::Paid))) => Err(CannotPay::InOtherTeam),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_pays_and_is_paid_for() {
        let (paying, paid) = (Some(("red", Role::Paying)), Some(("red", Role::Paid)));
        assert_eq!(check_pay_for((1, None::<(&str, Role)>), (2, None)), Ok(()));
        assert_eq!(check_pay_for((1, paying), (2, None)), Ok(()));
        assert_eq!(check_pay_for((1, paying), (1, paying)), Err(CannotPay::Itself));
        assert_eq!(check_pay_for((1, paid), (2, None)), Err(CannotPay::PayerIsPaidFor));
        assert_eq!(check_pay_for((1, None), (2, paying)), Err(CannotPay::MemberPays));
        assert_eq!(check_pay_for((1, paying), (2, paid)), Err(CannotPay::AlreadyInTeam));
        assert_eq!(check_pay_for((1, Some(("blue", Role::Paying))), (2, paid)), Err(CannotPay::InOtherTeam));
        assert_eq!(CannotPay::PayerIsPaidFor.code(), "payer_is_paid_for");
    }
}
