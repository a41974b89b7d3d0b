//! Codes that lower a plan's fee (N14).

use super::*;
use crate::discount_codes::{DiscountUnit, PlanDiscount, Redeemed};

fn lowered(terms: PlanTerms, unit: DiscountUnit, value: &str, until: Option<Date>) -> PlanTerms {
    let code = Redeemed { id: id(9), code: "SUN".into(), name: "Summer".into(), unit, value: amount(value) };
    PlanTerms { discount: Some(PlanDiscount { code, until }), ..terms }
}

#[test]
fn a_percentage_is_off_the_fee_until_its_last_day() {
    let terms = lowered(plan("100", 1), DiscountUnit::Percentage, "25", Some(date(2026, 3, 10)));
    let mut account = account(vec![member(date(2026, 1, 10), date(2026, 2, 1), terms)]);
    let made = bills(&mut account, date(2026, 4, 1));
    assert_eq!(
        lines(&made),
        [
            line("2026-01-10", "Flex, 2026-01-10 – 2026-01-31", "70.97"),
            line("2026-01-10", "Flex (SUN), 2026-01-10 – 2026-01-31", "-17.74"),
            line("2026-02-01", "Flex, 2026-02-01 – 2026-02-28", "100.0"),
            line("2026-02-01", "Flex (SUN), 2026-02-01 – 2026-02-28", "-25.0"),
            line("2026-03-01", "Flex, 2026-03-01 – 2026-03-31", "100.0"),
            line("2026-03-01", "Flex (SUN), 2026-03-01 – 2026-03-09", "-7.26"),
            line("2026-04-01", "Flex, 2026-04-01 – 2026-04-30", "100.0"),
        ]
    );
    for item in made.iter().flat_map(|bill| &bill.documents).flat_map(|one| &one.items) {
        let why = item.explanation.as_ref().unwrap();
        assert_eq!(why.unit_net(PriceDisplay::Net, Currency::EUR), Ok(item.unit_net), "{}", why.sentence());
    }
    let covered: Vec<_> =
        made.iter().flat_map(|bill| &bill.documents).flat_map(|one| &one.covered).map(|one| one.key.to_string()).collect();
    assert_eq!(covered, ["fee", "discount", "fee", "discount", "fee", "discount", "fee"]);
}

#[test]
fn an_amount_takes_no_more_than_the_fee_and_nothing_off_extras() {
    let terms = lowered(plan("30", 1), DiscountUnit::Amount, "50", None);
    let terms = PlanTerms { extras: vec![extra(1, "10", 1)], ..terms };
    let mut account = account(vec![member(date(2026, 1, 1), date(2026, 1, 1), terms)]);
    assert_eq!(
        lines(&bills(&mut account, date(2026, 1, 1))),
        [
            line("2026-01-01", "Flex, 2026-01-01 – 2026-01-31", "30.0"),
            line("2026-01-01", "Extra 1, 2026-01-01 – 2026-01-31", "10.0"),
            line("2026-01-01", "Flex (SUN), 2026-01-01 – 2026-01-31", "-30.0"),
        ]
    );
}

#[test]
fn a_free_plan_has_nothing_to_take_off() {
    let terms = lowered(plan("0", 1), DiscountUnit::Amount, "50", None);
    let mut account = account(vec![member(date(2026, 1, 1), date(2026, 1, 1), terms)]);
    assert_eq!(lines(&bills(&mut account, date(2026, 2, 1))), []);
}

proptest! {
    /// Whatever the days, the price and the percentage: what is left of the fee is never below nothing.
    #[test]
    fn what_is_left_is_never_negative(start in 1_i8..29, cycle in 1_u8..13, cents in 0_i64..100_000, percent in 1_i64..=100, months in 1_i32..20) {
        let first = date(2026, 1, start);
        let until = first.saturating_add(jiff::Span::new().months(months));
        let price = Amount(cents * 10_000).to_string();
        let terms = lowered(plan(&price, cycle), DiscountUnit::Percentage, &percent.to_string(), Some(until));
        let mut account = account(vec![member(first, date(2026, 2, 1), terms)]);
        for bill in bills(&mut account, date(2027, 12, 1)) {
            let net: i64 = bill.documents.iter().flat_map(|one| &one.items).map(|item| item.line.net.0).sum();
            prop_assert!(net >= 0, "{bill:?}");
        }
    }
}
