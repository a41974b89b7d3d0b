//! What members used and what it costs: bookings, time passes, events, charges.

use super::explanation::Explanation;
use crate::accounting::Account as Codes;
use crate::extras::Extra;
use crate::ids::{BookingId, ChargeId, EventAttendanceId, SpaceId, TimePassId};
use crate::money::{self, Amount, Currency};
use crate::taxes::Tax;
use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;

/// A booking that has a price (V9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    pub id: BookingId,
    /// Of the resource; in a booking network it may be another one than the member's (K3).
    pub space: SpaceId,
    pub resource: String,
    /// By the clocks of the member's space.
    pub from: DateTime,
    pub to: DateTime,
    pub minutes: u32,
    pub units: u32,
    /// Net, without credits and extras.
    pub price: Amount,
    /// What credits leave of it.
    pub payable: Amount,
    pub credit_minutes: u32,
    pub currency: Currency,
    pub taxes: Vec<Tax>,
    pub extras: Vec<Extra>,
    pub codes: Accounts,
}

/// A bought time pass (T5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    pub id: TimePassId,
    pub name: String,
    /// When it was bought.
    pub day: Date,
    pub price: Amount,
    pub currency: Currency,
    pub taxes: Vec<Tax>,
    pub accounting_code: Option<String>,
}

/// Places at an event (X4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    pub id: EventAttendanceId,
    pub event: String,
    /// Of the event.
    pub day: Date,
    pub people: u32,
    /// Of one place.
    pub price: Amount,
    pub currency: Currency,
    pub taxes: Vec<Tax>,
    pub codes: Accounts,
}

/// A charge or, below zero, a credit (G1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    pub id: ChargeId,
    pub description: String,
    pub day: Date,
    pub quantity: Decimal,
    pub amount: Amount,
    pub currency: Currency,
    pub taxes: Vec<Tax>,
    pub codes: Accounts,
}

/// How the books call it (V26).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    pub accounting_code: Option<String>,
    pub cost_center: Option<Codes>,
    pub revenue_account: Option<Codes>,
}

/// Something used that nobody has been billed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Usage {
    Booking(Booking),
    Pass(Pass),
    Attendance(Attendance),
    Charge(Charge),
}

/// What a bill has settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Used {
    Booking(SpaceId, BookingId),
    Pass(TimePassId),
    Attendance(EventAttendanceId),
    Charge(ChargeId),
}

/// A line to be, without its figures.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub description: String,
    pub currency: Currency,
    pub taxes: Vec<Tax>,
    pub codes: Accounts,
    pub why: Explanation,
}

impl Usage {
    pub fn used(&self) -> Used {
        match self {
            Self::Booking(one) => Used::Booking(one.space, one.id),
            Self::Pass(one) => Used::Pass(one.id),
            Self::Attendance(one) => Used::Attendance(one.id),
            Self::Charge(one) => Used::Charge(one.id),
        }
    }

    /// Whether it happened on the day or later. Somebody puts a charge down knowingly, whatever its day.
    pub fn is_since(&self, day: Date) -> bool {
        match self {
            Self::Booking(one) => one.from.date() >= day,
            Self::Pass(one) => one.day >= day,
            Self::Attendance(one) => one.day >= day,
            Self::Charge(_) => true,
        }
    }

    pub(super) fn currency(&self) -> Currency {
        match self {
            Self::Booking(one) => one.currency,
            Self::Pass(one) => one.currency,
            Self::Attendance(one) => one.currency,
            Self::Charge(one) => one.currency,
        }
    }

    /// Whether a bill of the day takes it: what happened before the day, and charges of the day itself (V9).
    pub(super) fn before_cut_off(&self, day: Date) -> bool {
        match self {
            Self::Booking(one) => one.from.date() < day,
            Self::Pass(one) => one.day < day,
            Self::Attendance(one) => one.day < day,
            Self::Charge(one) => one.day <= day,
        }
    }

    /// Bookings, passes, events, charges, credits, each by time (V11).
    pub(super) fn place(&self) -> (u8, DateTime, Used) {
        let midnight = |day: Date| day.at(0, 0, 0, 0);
        let (kind, at) = match self {
            Self::Booking(one) => (0, one.from),
            Self::Pass(one) => (1, midnight(one.day)),
            Self::Attendance(one) => (2, midnight(one.day)),
            Self::Charge(one) if !one.amount.is_negative() => (3, midnight(one.day)),
            Self::Charge(one) => (4, midnight(one.day)),
        };
        (kind, at, self.used())
    }
}

/// The lines of usage that is in order; passes that were bought together are one line.
pub(super) fn drafts(usage: &[Usage]) -> Vec<Draft> {
    let together = |one: &Usage, next: &Usage| match (one, next) {
        (Usage::Pass(one), Usage::Pass(next)) => Pass { id: next.id, ..one.clone() } == *next,
        _ => false,
    };
    let lines = |alike: &[Usage]| match alike {
        [Usage::Pass(pass), ..] => vec![passes(pass, alike)],
        [Usage::Booking(booking), ..] => bookings(booking),
        [Usage::Attendance(attendance), ..] => vec![attendances(attendance)],
        [Usage::Charge(charge), ..] => vec![charges(charge)],
        [] => vec![],
    };
    usage.chunk_by(together).flat_map(lines).collect()
}

fn passes(pass: &Pass, alike: &[Usage]) -> Draft {
    let id = |one: &Usage| if let Usage::Pass(one) = one { Some(one.id) } else { None };
    Draft {
        description: format!("{}, {}", pass.name, pass.day),
        currency: pass.currency,
        taxes: pass.taxes.clone(),
        codes: Accounts { accounting_code: pass.accounting_code.clone(), ..Accounts::default() },
        why: Explanation::Passes { passes: alike.iter().filter_map(id).collect(), price: pass.price },
    }
}

/// The full price, what credits take off it, and the extras (C13, B12).
fn bookings(booking: &Booking) -> Vec<Draft> {
    let Booking { id, minutes, units, price, payable, .. } = *booking;
    let end = if booking.from.date() == booking.to.date() { booking.to.strftime("%H:%M") } else { booking.to.strftime("%F %H:%M") };
    let time = format!("{}, {}–{end}", booking.resource, booking.from.strftime("%F %H:%M"));
    let line = |description: String, why: Explanation| Draft {
        description,
        currency: booking.currency,
        taxes: booking.taxes.clone(),
        codes: booking.codes.clone(),
        why,
    };
    let mut lines = Vec::new();
    if price != Amount::ZERO {
        lines.push(line(time.clone(), Explanation::Booking { booking: id, minutes, units, price }));
    }
    if payable != price {
        let credit_minutes = booking.credit_minutes;
        lines.push(line(format!("Booking credits: {time}"), Explanation::Credits { booking: id, credit_minutes, price, payable }));
    }
    for extra in booking.extras.iter().filter(|extra| extra.amount != Amount::ZERO && !extra.quantity.is_zero()) {
        let quantity = money::decimal_text(extra.quantity);
        let why = Explanation::BookingExtra { booking: id, unit: extra.unit, minutes, quantity, amount: extra.amount };
        lines.push(Draft {
            description: format!("{}: {time}", extra.name),
            currency: extra.currency,
            taxes: extra.taxes.clone(),
            codes: Accounts { accounting_code: extra.accounting_code.clone(), ..Accounts::default() },
            why,
        });
    }
    lines
}

fn attendances(one: &Attendance) -> Draft {
    Draft {
        description: format!("{}, {}", one.event, one.day),
        currency: one.currency,
        taxes: one.taxes.clone(),
        codes: one.codes.clone(),
        why: Explanation::Attendance { attendance: one.id, people: one.people, price: one.price },
    }
}

fn charges(one: &Charge) -> Draft {
    let quantity = money::decimal_text(one.quantity);
    Draft {
        description: one.description.clone(),
        currency: one.currency,
        taxes: one.taxes.clone(),
        codes: one.codes.clone(),
        why: Explanation::Charge { charge: one.id, on: one.day, quantity, amount: one.amount },
    }
}
