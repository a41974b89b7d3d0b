//! Why an item is on an invoice: the rule and what went into it, enough to compute it anew.

use super::periods::{Rate, Span, cost, day_after};
use crate::discount_codes::{self, DiscountUnit};
use crate::extras::Unit;
use crate::ids::{BookingId, ChargeId, EventAttendanceId, TimePassId};
use crate::money::{self, Amount, Currency, OutOfRange};
use crate::taxes::PriceDisplay;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What is paid for time and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The plan itself (V1).
    Fee,
    /// Something added to the plan (N13).
    Extra,
    /// A resource held for long (R2).
    Allocation,
}

/// Stored with its item as JSON, so the names must stay. All amounts are net.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Explanation {
    /// A stretch of days at a price for each cycle (V3, V4, V6).
    Period {
        part: Part,
        name: String,
        price: Amount,
        cycle_months: u8,
        /// Cycles are counted from here.
        anchor: Date,
        from: Date,
        /// The last day.
        last: Date,
        /// First invoice of a plan that holds from that day, on a day that was chosen for it (N5).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        plan_from: Option<Date>,
    },
    /// What a code takes off the plan's fee for those days (N14).
    PlanDiscount {
        plan: String,
        code: String,
        unit: DiscountUnit,
        /// Percent, or money for each cycle.
        value: Amount,
        price: Amount,
        cycle_months: u8,
        anchor: Date,
        from: Date,
        /// The last day.
        last: Date,
    },
    /// Once for each person (N12).
    Signup { plan: String, amount: Amount },
    /// The price it had when it was made (B11).
    Booking { booking: BookingId, minutes: u32, units: u32, price: Amount },
    /// What the plan's credits take off a booking (C13).
    Credits { booking: BookingId, credit_minutes: u32, price: Amount, payable: Amount },
    /// B12.
    BookingExtra { booking: BookingId, unit: Unit, minutes: u32, quantity: String, amount: Amount },
    /// Bought ones of one kind and price (T5).
    Passes { passes: Vec<TimePassId>, price: Amount },
    /// X4.
    Attendance { attendance: EventAttendanceId, people: u32, price: Amount },
    /// Put down by somebody (G1).
    Charge { charge: ChargeId, on: Date, quantity: String, amount: Amount },
}

impl Explanation {
    /// The net of one unit, computed from nothing else.
    ///
    /// # Errors
    /// More than an [`Amount`] holds.
    pub fn unit_net(&self, display: PriceDisplay, currency: Currency) -> Result<Amount, OutOfRange> {
        match self {
            Self::Period { price, cycle_months, anchor, from, last, .. } => {
                let rate = Rate { price: *price, cycle_months: *cycle_months, anchor: *anchor };
                cost(rate, Span { from: *from, until: day_after(*last) }, display, currency)
            }
            Self::PlanDiscount { unit, value, price, cycle_months, anchor, from, last, .. } => {
                let off = discount_codes::off(*unit, *value, *price, currency)?;
                let rate = Rate { price: off, cycle_months: *cycle_months, anchor: *anchor };
                cost(rate, Span { from: *from, until: day_after(*last) }, display, currency)?.negated()
            }
            Self::Credits { price, payable, .. } => payable.minus(*price),
            Self::BookingExtra { unit: Unit::Minute, minutes, amount, .. } => {
                let all = amount.to_decimal().checked_mul(Decimal::from(*minutes));
                all.and_then(Amount::from_decimal).ok_or(OutOfRange)
            }
            Self::Booking { price: amount, .. }
            | Self::BookingExtra { amount, .. }
            | Self::Passes { price: amount, .. }
            | Self::Attendance { price: amount, .. }
            | Self::Charge { amount, .. }
            | Self::Signup { amount, .. } => Ok(*amount),
        }
    }

    /// How many units.
    pub fn quantity(&self) -> Decimal {
        let read = |text: &str| money::decimal(text).unwrap_or(Decimal::ONE);
        match self {
            Self::BookingExtra { unit, quantity, .. } if *unit != Unit::Fixed => read(quantity),
            Self::Charge { quantity, .. } => read(quantity),
            Self::Passes { passes, .. } => Decimal::from(passes.len()),
            Self::Attendance { people, .. } => Decimal::from(*people),
            _ => Decimal::ONE,
        }
    }

    /// The rules of the domain that it follows.
    pub const fn rules(&self) -> &'static str {
        match self {
            Self::Period { part: Part::Fee, plan_from: Some(_), .. } => "N5, V1, V6",
            Self::Period { part: Part::Fee, .. } => "V1, V4, V6",
            Self::Period { part: Part::Extra, .. } => "N13, V4, V6",
            Self::Period { part: Part::Allocation, .. } => "R2, V4, V6",
            Self::PlanDiscount { .. } => "N14, V4, V6",
            Self::Signup { .. } => "N12",
            Self::Booking { .. } => "B11, V9",
            Self::Credits { .. } => "C13",
            Self::BookingExtra { .. } => "B12",
            Self::Passes { .. } => "T5",
            Self::Attendance { .. } => "X4, X5",
            Self::Charge { .. } => "G1",
        }
    }

    /// The same in one sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Period { name, price, cycle_months, from, last, plan_from, .. } => {
                let chosen = plan_from.map(|day| format!(" The plan holds since {day}; this day was chosen for its first invoice."));
                let chosen = chosen.unwrap_or_default();
                format!("{name} costs {price} for each cycle of {cycle_months} months; billed are the days from {from} to {last}.{chosen}")
            }
            Self::PlanDiscount { plan, code, unit, value, from, last, .. } => {
                let unit = if *unit == DiscountUnit::Percentage { "percent" } else { "a cycle" };
                format!("The code {code} takes {value} {unit} off the fee of {plan}, here for the days from {from} to {last}.")
            }
            Self::Signup { plan, amount } => format!("Whoever joins with {plan} pays {amount} once."),
            Self::Booking { minutes, units, price, .. } => {
                format!("{minutes} minutes of {units} units cost {price} when they were booked.")
            }
            Self::Credits { credit_minutes, price, payable, .. } => {
                format!("Credits of the plan ({credit_minutes} minutes among them) leave {payable} of {price} to be paid.")
            }
            Self::BookingExtra { unit, minutes, quantity, amount, .. } => {
                format!("{quantity} at {amount} by {} with a booking of {minutes} minutes.", unit.name())
            }
            Self::Passes { passes, price } => format!("{} time passes were bought at {price} each.", passes.len()),
            Self::Attendance { people, price, .. } => format!("{people} places at the event cost {price} each when they were taken."),
            Self::Charge { on, quantity, amount, .. } => format!("{quantity} at {amount}, put down for {on}."),
        }
    }
}
