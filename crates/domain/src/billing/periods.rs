//! What stretches of time cost, and which of them an extra or an allocation owes (V4, V6, N13, R2).

use crate::cycles;
use crate::money::{self, Amount, Currency, OutOfRange};
use crate::taxes::PriceDisplay;
use jiff::civil::Date;

/// Days, the last one excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Date,
    pub until: Date,
}

impl Span {
    /// The part up to the last day of something; `None` where nothing is left.
    pub(super) fn up_to(self, last: Option<Date>) -> Option<Self> {
        let until = last.map_or(self.until, |last| self.until.min(day_after(last)));
        (self.from < until).then_some(Self { until, ..self })
    }
}

pub(super) fn day_after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

fn days(from: Date, until: Date) -> i128 {
    i128::from((until - from).get_days())
}

/// A price for each cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Net.
    pub price: Amount,
    pub cycle_months: u8,
    /// Cycles are counted from here in both directions.
    pub anchor: Date,
}

/// What a span costs: the price for each whole cycle, and for a part of one as many of its days as the span has (V4, V6).
///
/// Rounded once, at the end: to coins where prices are shown net; to millionths where they are shown with taxes, since
/// there the gross is what is rounded (M6). A single whole cycle costs exactly its price.
///
/// # Errors
/// More than an [`Amount`] holds.
pub fn cost(rate: Rate, span: Span, display: PriceDisplay, currency: Currency) -> Result<Amount, OutOfRange> {
    let (mut whole, mut parts) = (0_i128, Vec::with_capacity(2));
    let mut from = span.from;
    while from < span.until {
        let begin = cycles::start_of(rate.anchor, rate.cycle_months, from);
        let end = cycles::first_from(rate.anchor, rate.cycle_months, day_after(from));
        let until = end.min(span.until);
        if until <= from {
            break;
        }
        if (from, until) == (begin, end) {
            whole += 1;
        } else {
            parts.push((days(from, until), days(begin, end)));
        }
        from = until;
    }
    if parts.is_empty() {
        return Amount::sum(std::iter::repeat_n(rate.price, usize::try_from(whole).map_err(|_| OutOfRange)?));
    }
    let below: i128 = parts.iter().map(|(_, of)| of).product();
    let above: i128 = whole * below + parts.iter().map(|(part, of)| part * (below / of)).sum::<i128>();
    let step = if display == PriceDisplay::Gross { 1 } else { money::coin(currency) };
    let exact = i128::from(rate.price.0).checked_mul(above).ok_or(OutOfRange)?;
    let micros = money::divide(exact, below * step) * step;
    i64::try_from(micros).map_err(|_| OutOfRange).and_then(|micros| Amount(micros).plus(Amount::ZERO))
}

/// Something that costs the same time and again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recurring {
    pub cycle_months: u8,
    /// The first day that nobody has been billed for.
    pub begin: Date,
    /// Its last day, if it has one.
    pub last: Option<Date>,
    /// No later span begins than on the day before this one.
    pub before: Option<Date>,
}

impl Recurring {
    /// The spans to be billed up to a due date, each with the invoice day that its cycle is counted from. A span begins where
    /// the last one ended; what lies before the next invoice day goes with the cycle that begins there.
    pub(super) fn due(self, invoice_day: Date, due: Date) -> Vec<(Span, Date)> {
        let mut spans = Vec::new();
        let mut from = self.begin;
        loop {
            let anchor = cycles::first_from(invoice_day, 1, from);
            if anchor > due || self.before.is_some_and(|before| from >= before) {
                return spans;
            }
            let until = cycles::boundary(anchor, self.cycle_months, 1);
            let Some(span) = (Span { from, until }).up_to(self.last) else { return spans };
            spans.push((span, anchor));
            from = until;
        }
    }
}
