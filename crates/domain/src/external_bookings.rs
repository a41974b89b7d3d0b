//! Bookings of visitors: their states, who may end or change them, and what they cost in all (section 15).

use crate::money::{Amount, OutOfRange};
use crate::taxes::{Line, TaxAmount};
use crate::words::words;
use jiff::{SignedDuration, Timestamp};

words! {
    /// Where a visitor's booking stands (E3).
    Status { Pending = "pending", Approved = "approved", Canceled = "canceled" }
    /// Who ended it (E6, E7).
    CanceledBy { Visitor = "visitor", Space = "space" }
}

/// Why a visitor's booking cannot be changed, approved or canceled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MayNot {
    #[error("This external booking is already canceled.")]
    Canceled,
    #[error("This external booking is in the past.")]
    Past,
    #[error("This external booking does not wait for approval.")]
    NotPending,
    #[error("It is too late to cancel this external booking. Please contact the space.")]
    TooLate,
}

impl MayNot {
    /// Stable, for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Canceled => "already_canceled",
            Self::Past => "in_the_past",
            Self::NotPending => "not_pending",
            Self::TooLate => "within_cancellation_period",
        }
    }
}

/// A visitor's booking as far as its life goes.
#[derive(Clone, Copy, Debug)]
pub struct Life {
    pub status: Status,
    pub starts_at: Timestamp,
}

impl Life {
    /// Admins change what is ahead and not canceled (E5); visitors ask to cancel it (E6).
    pub fn may_change(self, now: Timestamp) -> Result<(), MayNot> {
        match self.status {
            Status::Canceled => Err(MayNot::Canceled),
            _ if self.starts_at <= now => Err(MayNot::Past),
            _ => Ok(()),
        }
    }

    /// E3
    pub fn may_approve(self, now: Timestamp) -> Result<(), MayNot> {
        self.may_change(now)?;
        if self.status == Status::Pending { Ok(()) } else { Err(MayNot::NotPending) }
    }

    /// By the space: at any time while it is ahead, and afterwards while nobody has answered (E7).
    pub fn may_be_canceled_by_space(self, now: Timestamp) -> Result<(), MayNot> {
        match self.may_change(now) {
            Err(MayNot::Past) if self.status == Status::Pending => Ok(()),
            verdict => verdict,
        }
    }

    /// By the visitor: until so many hours before the start (E6).
    pub fn may_be_canceled_by_visitor(self, now: Timestamp, period_hours: u32) -> Result<(), MayNot> {
        self.may_change(now)?;
        let ahead = now.duration_until(self.starts_at);
        if ahead < SignedDuration::from_hours(period_hours.into()) { Err(MayNot::TooLate) } else { Ok(()) }
    }

    /// Nobody answered in time, so the space has declined (E3).
    pub fn has_lapsed(self, now: Timestamp) -> bool {
        self.status == Status::Pending && self.starts_at <= now
    }
}

/// Lines of one currency together; a tax that several have is one (M7).
pub fn total<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Result<Line, OutOfRange> {
    let mut sum = Line { net: Amount::ZERO, gross: Amount::ZERO, taxes: Vec::new() };
    for line in lines {
        sum.net = sum.net.plus(line.net)?;
        sum.gross = sum.gross.plus(line.gross)?;
        for TaxAmount { tax, amount } in &line.taxes {
            match sum.taxes.iter_mut().find(|known| known.tax == *tax) {
                Some(known) => known.amount = known.amount.plus(*amount)?,
                None => sum.taxes.push(TaxAmount { tax: tax.clone(), amount: *amount }),
            }
        }
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use crate::taxes::{PriceDisplay, Tax, line};

    fn at(text: &str) -> Timestamp {
        format!("2026-03-10T{text}Z").parse().unwrap()
    }

    fn life(status: Status) -> Life {
        Life { status, starts_at: at("10:00:00") }
    }

    #[test]
    fn what_is_over_or_canceled_stays_as_it_is() {
        let (before, start) = (at("09:59:59"), at("10:00:00"));
        for status in [Status::Pending, Status::Approved] {
            assert_eq!(life(status).may_change(before), Ok(()));
            assert_eq!(life(status).may_change(start), Err(MayNot::Past));
        }
        assert_eq!(life(Status::Canceled).may_change(before), Err(MayNot::Canceled));
        assert_eq!(life(Status::Pending).may_be_canceled_by_space(start), Ok(()));
        assert_eq!(life(Status::Approved).may_be_canceled_by_space(start), Err(MayNot::Past));
        assert_eq!(life(Status::Canceled).may_be_canceled_by_space(before), Err(MayNot::Canceled));
    }

    #[test]
    fn only_what_waits_is_approved_or_lapses() {
        let (before, start) = (at("09:00:00"), at("10:00:00"));
        assert_eq!(life(Status::Pending).may_approve(before), Ok(()));
        assert_eq!(life(Status::Pending).may_approve(start), Err(MayNot::Past));
        assert_eq!(life(Status::Approved).may_approve(before), Err(MayNot::NotPending));
        assert!(life(Status::Pending).has_lapsed(start) && !life(Status::Pending).has_lapsed(before));
        assert!(!life(Status::Approved).has_lapsed(start));
    }

    #[test]
    fn visitors_cancel_until_the_period_begins() {
        let cancel = |now: &str, hours| life(Status::Approved).may_be_canceled_by_visitor(at(now), hours);
        assert_eq!((cancel("08:00:00", 2), cancel("08:00:01", 2)), (Ok(()), Err(MayNot::TooLate)));
        assert_eq!((cancel("09:59:59", 0), cancel("10:00:00", 0)), (Ok(()), Err(MayNot::Past)));
        assert_eq!(life(Status::Canceled).may_be_canceled_by_visitor(at("08:00:00"), 0), Err(MayNot::Canceled));
        assert_eq!(cancel("08:00:00", u32::MAX), Err(MayNot::TooLate));
    }

    #[test]
    fn lines_add_up_with_one_figure_a_tax() {
        let tax = |name: &str, rate: &str| vec![Tax { name: name.into(), rate: rate.parse().unwrap() }];
        let of = |net: &str, taxes: &[Tax]| {
            line(net.parse().unwrap(), rust_decimal::Decimal::ONE, taxes, PriceDisplay::Net, Currency::EUR).unwrap()
        };
        let lines = [of("10", &tax("VAT", "19")), of("20", &tax("VAT", "19")), of("5", &tax("Food", "7"))];
        let sum = total(&lines).unwrap();
        assert_eq!((sum.net.to_string(), sum.gross.to_string()), ("35.0".into(), "41.05".into()));
        let taxes: Vec<String> = sum.taxes.iter().map(|tax| tax.amount.to_string()).collect();
        assert_eq!(taxes, ["5.7", "0.35"]);
        assert_eq!(total(&[]).unwrap().gross, Amount::ZERO);
    }
}
