//! Teams: those with a plan and seats of their own (rules W1 to W5), and members who pay for others (W6).

use crate::refusal::Refusal;
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

/// The most seats of a team.
const MOST_SEATS: u32 = 10_000;

/// How many members a team may have (W1): no fewer than it has.
pub fn check_seats(seats: u32, members: usize) -> Result<(), Refusal> {
    if !(1..=MOST_SEATS).contains(&seats) {
        return Err(Refusal::new("seats", "out_of_range", "must be from 1 to 10000"));
    }
    if usize::try_from(seats).is_ok_and(|seats| seats < members) {
        return Err(Refusal::new("seats", "fewer_than_members", "must not be fewer than the team has members"));
    }
    Ok(())
}

/// Whether somebody may still come (W3).
pub fn check_free_seat(seats: u32, members: usize) -> Result<(), Refusal> {
    if usize::try_from(seats).is_ok_and(|seats| members < seats) {
        return Ok(());
    }
    Err(Refusal::new(Refusal::BASE, "no_free_seat", "All seats of the team are taken"))
}

/// Whether the team can do without one of its managers: not without the last one, as long as there are others (W3).
pub fn check_managers_left(managers: usize, members: usize) -> Result<(), CannotGo> {
    if managers <= 1 && members > 1 { Err(CannotGo) } else { Ok(()) }
}

/// The team would have no manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A team needs a manager: make somebody else one first")]
pub struct CannotGo;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_hold_the_members_and_a_manager_stays() {
        let code = |result: Result<(), Refusal>| result.map_err(|refusal| refusal.code);
        assert_eq!(code(check_seats(0, 0)), Err("out_of_range"));
        assert_eq!(code(check_seats(10_001, 0)), Err("out_of_range"));
        assert_eq!(code(check_seats(2, 3)), Err("fewer_than_members"));
        assert_eq!(code(check_seats(3, 3)), Ok(()));
        assert_eq!(code(check_free_seat(3, 3)), Err("no_free_seat"));
        assert_eq!(code(check_free_seat(3, 2)), Ok(()));
        assert_eq!(check_managers_left(1, 2), Err(CannotGo));
        assert_eq!(check_managers_left(1, 1), Ok(()), "who is alone may go");
        assert_eq!(check_managers_left(2, 5), Ok(()));
    }

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
