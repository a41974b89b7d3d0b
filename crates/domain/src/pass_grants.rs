//! The time passes that a plan includes, and what further ones cost (rules T3 to T6).

use crate::cycles;
use crate::money::Amount;
use crate::plans::{PassPeriod, PassTemplate};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// How many passes a period includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    pub count: u32,
    /// The first day of the next period, on which they are no good any more (T3).
    pub until: Date,
}

/// What the period with `today` includes of a kind of passes. `since` is the first day of the plan, `next_invoice` any
/// boundary of its billing months.
pub fn included(template: &PassTemplate, since: Date, next_invoice: Date, today: Date) -> Grant {
    let (start, until) = match template.period {
        PassPeriod::Week => {
            let monday = today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
            (monday, monday.saturating_add(7.days()))
        }
        PassPeriod::Month => {
            let tomorrow = today.tomorrow().unwrap_or(today);
            (cycles::start_of(next_invoice, 1, today), cycles::first_from(next_invoice, 1, tomorrow))
        }
    };
    let all = template.included;
    let count = if since <= start || since >= until || all == 0 { all } else { begun(template, since, start, until) };
    Grant { count, until }
}

/// The period in which the plan began (T4).
fn begun(template: &PassTemplate, since: Date, start: Date, until: Date) -> u32 {
    let all = template.included;
    let left = days(since, until);
    match template.period {
        // Five a week are one for each day from Monday to Friday.
        PassPeriod::Week if all <= 5 => all.min(left.saturating_sub(2)).max(1),
        PassPeriod::Week => all.min(left),
        PassPeriod::Month => {
            let part = u64::from(all) * u64::from(left);
            u32::try_from(part.div_ceil(u64::from(days(start, until).max(1)))).unwrap_or(all)
        }
    }
}

fn days(from: Date, to: Date) -> u32 {
    from.until(to).map_or(0, |span| u32::try_from(span.get_days()).unwrap_or(0))
}

/// The price of each piece when so many are bought at once (T5).
pub fn piece_price(template: &PassTemplate, pieces: u32) -> Amount {
    let reached = template.discounts.iter().filter(|discount| discount.number_of_passes <= pieces);
    reached.max_by_key(|discount| discount.number_of_passes).map_or(template.price, |discount| discount.price)
}

/// When a pass bought today is no good any more (T6).
pub fn bought_until(template: &PassTemplate, today: Date, zone: &TimeZone) -> Option<Timestamp> {
    let last = today.checked_add(i64::from(template.expiry_days?).days()).ok()?;
    midnight(last.tomorrow().ok()?, zone)
}

/// The first instant of a day.
pub fn midnight(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_timestamp(day.at(0, 0, 0, 0)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::json;

    fn template(included: u32, period: &str) -> PassTemplate {
        let discounts = json!([{"number_of_passes": 5, "price": "18"}, {"number_of_passes": 10, "price": "15"}]);
        serde_json::from_value(json!({"id": "0198c0de000070008000000000000001", "name": "Day", "price": "20", "currency": "EUR",
            "included": included, "period": period, "discounts": discounts, "expiry_days": 30}))
        .unwrap()
    }

    #[test]
    fn a_week_that_has_begun_gives_fewer() {
        // 4 March 2026 is a Wednesday.
        let of = |all, since: Date| included(&template(all, "week"), since, date(2026, 3, 10), date(2026, 3, 8)).count;
        assert_eq!(of(5, date(2026, 3, 4)), 3);
        assert_eq!(of(2, date(2026, 3, 4)), 2);
        assert_eq!(of(5, date(2026, 3, 7)), 1);
        assert_eq!(of(5, date(2026, 3, 8)), 1);
        assert_eq!(of(7, date(2026, 3, 4)), 5);
        assert_eq!(of(7, date(2026, 3, 2)), 7);
        assert_eq!(of(5, date(2026, 2, 1)), 5);
        assert_eq!(of(0, date(2026, 3, 4)), 0);
        assert_eq!(included(&template(5, "week"), date(2026, 1, 1), date(2026, 3, 10), date(2026, 3, 8)).until, date(2026, 3, 9));
    }

    #[test]
    fn a_month_that_has_begun_gives_its_part() {
        let of = |since: Date, today: Date| included(&template(10, "month"), since, date(2026, 4, 1), today);
        assert_eq!(of(date(2026, 1, 1), date(2026, 3, 31)), Grant { count: 10, until: date(2026, 4, 1) });
        // 16 of 31 days: 5.16.
        assert_eq!(of(date(2026, 3, 16), date(2026, 3, 20)), Grant { count: 6, until: date(2026, 4, 1) });
        assert_eq!(of(date(2026, 3, 31), date(2026, 3, 31)).count, 1);
        assert_eq!(of(date(2026, 3, 16), date(2026, 4, 1)), Grant { count: 10, until: date(2026, 5, 1) });
    }

    #[test]
    fn many_cost_less_and_expire() {
        let price = |pieces| piece_price(&template(0, "month"), pieces);
        assert_eq!([price(1), price(4), price(5), price(9), price(200)].map(|price| price.0 / Amount::units(1).0), [20, 20, 18, 18, 15]);
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let until = bought_until(&template(0, "month"), date(2026, 3, 1), &zone);
        assert_eq!(until, "2026-03-31T22:00:00Z".parse().ok());
        assert_eq!(bought_until(&PassTemplate { expiry_days: None, ..template(0, "month") }, date(2026, 3, 1), &zone), None);
    }
}
