use super::*;
use crate::taxes::{Tax, net_of_gross};
use proptest::prelude::*;

const HOUR: u32 = 60;

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn hourly(price: &str) -> Pricing {
    Pricing { price_per_hour: Some(amount(price)), ..Pricing::default() }
}

fn with_discount(mut pricing: Pricing, price: &str, minimum_minutes: u32) -> Pricing {
    pricing.discounts.push(Discount { price_per_hour: amount(price), minimum_minutes });
    pricing
}

fn with_cap(mut pricing: Pricing, price: &str, maximum_minutes: u32) -> Pricing {
    pricing.price_caps.push(PriceCap { price: amount(price), maximum_minutes });
    pricing
}

fn rates(list: &[(&str, u32)]) -> Pricing {
    let rate = |(price, maximum_minutes): &(&str, u32)| FixedRate { price: amount(price), maximum_minutes: *maximum_minutes };
    Pricing { fixed_rates: list.iter().map(rate).collect(), ..hourly("999") }
}

fn net(pricing: &Pricing, minutes: u32, units: u32) -> Amount {
    quote(pricing, minutes, units, None, Currency::EUR).unwrap().net
}

#[test]
fn fixed_rates_repeat_the_longest_and_finish_with_the_shortest_that_fits() {
    let pricing = rates(&[("100", 8 * HOUR), ("50", 4 * HOUR)]);
    let examples = [(HOUR, "50"), (240, "50"), (245, "100"), (480, "100"), (600, "150"), (960, "200"), (1230, "300")];
    for (minutes, price) in examples {
        assert_eq!(net(&pricing, minutes, 1), amount(price), "{minutes} minutes");
    }
    let counts = |minutes| {
        let applied = quote(&pricing, minutes, 1, None, Currency::EUR).unwrap().applied_fixed_rates;
        applied.into_iter().map(|(rate, count)| (rate.maximum_minutes, count)).collect::<Vec<_>>()
    };
    assert_eq!(counts(600), [(480, 1), (240, 1)]);
    assert_eq!(counts(960), [(480, 2)]);
    assert_eq!(counts(1230), [(480, 3)]);
    assert_eq!(counts(0), []);
}

#[test]
fn a_discount_holds_for_all_minutes() {
    let pricing = with_discount(hourly("20"), "15", 240);
    for (minutes, price) in [(210, "70"), (240, "60"), (360, "90")] {
        assert_eq!(net(&pricing, minutes, 1), amount(price), "{minutes} minutes");
    }
    let quote = |minutes| quote(&pricing, minutes, 1, None, Currency::EUR).unwrap();
    assert_eq!(quote(235).applied_discount, None);
    assert_eq!(quote(240).applied_discount, Some(pricing.discounts[0]));
}

#[test]
fn price_caps_repeat_the_longest_and_cap_the_rest() {
    let pricing = with_cap(with_cap(hourly("20"), "100", 480), "60", 240);
    let examples = [(120, "40", None), (240, "60", Some(240)), (300, "100", None), (480, "100", Some(480)), (600, "140", Some(480))];
    for (minutes, price, cap) in examples.into_iter().chain([(720, "160", Some(480)), (960, "200", Some(480))]) {
        let quote = quote(&pricing, minutes, 1, None, Currency::EUR).unwrap();
        assert_eq!((quote.net, quote.applied_price_cap.map(AppliedCap::maximum_minutes)), (amount(price), cap), "{minutes} minutes");
    }
}

#[test]
fn a_cap_that_lowers_nothing_is_not_applied() {
    let quote = quote(&with_cap(hourly("20"), "40", 120), 120, 1, None, Currency::EUR).unwrap();
    assert_eq!((quote.net, quote.applied_price_cap), (amount("40"), None));
}

#[test]
fn of_two_prices_for_one_length_the_lower_counts() {
    for list in [[("50", 60), ("70", 60)], [("70", 60), ("50", 60)]] {
        assert_eq!((net(&rates(&list), 30, 1), net(&rates(&list), 90, 1)), (amount("50"), amount("100")));
        let capped = list.iter().fold(hourly("999"), |pricing, (price, minutes)| with_cap(pricing, price, *minutes));
        assert_eq!(net(&capped, 90, 1), amount("100"));
        let discounted = list.iter().fold(hourly("999"), |pricing, (price, minutes)| with_discount(pricing, price, *minutes));
        assert_eq!(net(&discounted, 60, 1), amount("50"));
    }
}

#[test]
fn a_paid_time_cap_ends_the_counting() {
    let pricing = Pricing { paid_time_cap: Some(300), ..hourly("20") };
    let quote = |minutes| quote(&pricing, minutes, 1, None, Currency::EUR).unwrap();
    assert_eq!((quote(240).net, quote(240).applied_price_cap), (amount("80"), None));
    assert_eq!((quote(540).net, quote(540).applied_price_cap), (amount("100"), Some(AppliedCap::PaidTime(300))));
}

#[test]
fn the_discount_goes_by_the_whole_time_even_when_less_is_paid() {
    let pricing = Pricing { paid_time_cap: Some(120), ..with_discount(hourly("20"), "15", 240) };
    assert_eq!(net(&pricing, 240, 1), amount("30"));
}

#[test]
fn discount_cap_and_units_together() {
    let pricing = with_cap(with_discount(hourly("20"), "15", 240), "100", 480);
    assert_eq!(net(&pricing, 360, 2), amount("180"));
    assert_eq!(net(&pricing, 480, 1), amount("100"));
}

#[test]
fn a_custom_price_stands_as_it_is() {
    let quote = quote(&rates(&[("50", 60)]), 60, 3, Some(amount("8.394958")), Currency::EUR).unwrap();
    assert_eq!(quote, Quote::plain(amount("8.394958")));
}

#[test]
fn without_prices_a_booking_is_free() {
    assert_eq!(net(&Pricing::default(), 600, 4), Amount::ZERO);
}

#[test]
fn rounded_once_after_the_units_in_the_coins_of_the_currency() {
    // One twelfth of an hour at 0.02 is 0.001666…; three of them are exactly half a cent.
    assert_eq!(net(&hourly("0.02"), 5, 1), Amount::ZERO);
    assert_eq!(net(&hourly("0.02"), 5, 3), amount("0.01"));
    let jpy = "JPY".parse().unwrap();
    assert_eq!(quote(&hourly("1000"), 5, 1, None, jpy).unwrap().net, amount("83"));
}

#[test]
fn where_prices_are_shown_with_taxes_the_net_keeps_its_decimals() {
    let pricing = hourly("13.445378").shown_as(PriceDisplay::Gross);
    assert_eq!(net(&pricing, HOUR, 1), amount("13.445378"));
    assert_eq!(net(&pricing, 20, 1), amount("4.481793"));
    assert_eq!(net(&pricing.clone().shown_as(PriceDisplay::Net), HOUR, 1), amount("13.45"));
    assert!(serde_json::to_value(&pricing).unwrap()["exact"].as_bool().unwrap());
}

#[test]
fn stored_under_names_that_stay() {
    let pricing = Pricing { paid_time_cap: Some(300), ..with_cap(with_discount(rates(&[("50", 240)]), "15", 240), "100", 480) };
    let stored = serde_json::json!({
        "price_per_hour": "999.0",
        "discounts": [{"price_per_hour": "15.0", "minimum_minutes": 240}],
        "price_caps": [{"price": "100.0", "maximum_minutes": 480}],
        "paid_time_cap": 300,
        "fixed_rates": [{"price": "50.0", "maximum_minutes": 240}],
    });
    assert_eq!(serde_json::to_value(&pricing).unwrap(), stored);
    assert_eq!(serde_json::from_value::<Pricing>(stored).unwrap(), pricing);
    assert_eq!(serde_json::from_str::<Pricing>("{}").unwrap(), Pricing::default());
}

#[test]
fn prices_that_make_no_sense_are_named() {
    assert_eq!(with_cap(with_discount(rates(&[("0", 240)]), "15", 240), "100", 480).validate(), []);
    let mut pricing = with_cap(with_cap(hourly("-1"), "5", 60), "6", 60);
    pricing = with_discount(pricing, "-2", 0);
    pricing.paid_time_cap = Some(0);
    let wrong = pricing.validate();
    let named: Vec<_> = wrong.iter().map(|(path, message)| (path.as_str(), *message)).collect();
    assert_eq!(
        named,
        [
            ("price_per_hour", "must not be negative"),
            ("paid_time_cap", "must be longer than zero"),
            ("discounts/0/price_per_hour", "must not be negative"),
            ("discounts/0/minimum_minutes", "must be longer than zero"),
            ("price_caps/1/maximum_minutes", "is given twice"),
        ]
    );
}

/// Twelve cents and their multiples make every five minutes cost whole cents, so that rounding plays no part.
fn dozens(most: i64) -> impl Strategy<Value = Amount> {
    (0..=most).prop_map(|dozens| Amount(dozens * 120_000))
}

/// A multiple of five minutes, from `least` times five to a week.
fn steps(least: u32) -> impl Strategy<Value = u32> {
    (least..=2016_u32).prop_map(|steps| steps * 5)
}

fn caps(most: usize) -> impl Strategy<Value = Vec<PriceCap>> {
    prop::collection::vec((dozens(2000), steps(1)).prop_map(|(price, maximum_minutes)| PriceCap { price, maximum_minutes }), 0..=most)
}

fn discounts() -> impl Strategy<Value = Vec<Discount>> {
    let discount = (dozens(500), steps(1)).prop_map(|(price_per_hour, minimum_minutes)| Discount { price_per_hour, minimum_minutes });
    prop::collection::vec(discount, 0..4)
}

prop_compose! {
    fn by_the_hour()(per_hour in dozens(500), discounts in discounts(), price_caps in caps(4), paid in prop::option::of(steps(1))) -> Pricing {
        Pricing { price_per_hour: Some(per_hour), discounts, price_caps, paid_time_cap: paid, ..Pricing::default() }
    }
}

proptest! {
    #[test]
    fn a_cap_never_raises_the_price(pricing in by_the_hour(), cap in caps(1), minutes in steps(1), units in 1..=1000_u32) {
        let price = net(&pricing, minutes, units);
        let uncapped = Pricing { price_caps: vec![], ..pricing.clone() };
        let endless = Pricing { paid_time_cap: None, ..pricing.clone() };
        prop_assert!(price <= net(&uncapped, minutes, units));
        prop_assert!(price <= net(&endless, minutes, units));
        // One more cap can raise the price only by being longer than all others: it then replaces the longest.
        let longest = pricing.price_caps.iter().map(|cap| cap.maximum_minutes).max().unwrap_or(0);
        if let [cap] = cap[..] && (cap.maximum_minutes < longest || pricing.price_caps.is_empty()) {
            let mut more = pricing.clone();
            more.price_caps.push(cap);
            prop_assert!(net(&more, minutes, units) <= price);
        }
    }

    /// However a booking is split, and whatever caps and discounts there are, no minute gets cheaper than at
    /// the best price that the table allows: its lowest hourly price or a cap used to its last minute.
    #[test]
    fn splitting_never_gets_below_what_prices_and_caps_allow(
        pricing in by_the_hour(), parts in prop::collection::vec(steps(1), 1..6), units in 1..=10_u32,
    ) {
        let pricing = Pricing { paid_time_cap: None, ..pricing };
        let paid: i128 = parts.iter().map(|part| i128::from(net(&pricing, *part, units).0)).sum();
        let unit_minutes = i128::from(parts.iter().sum::<u32>()) * i128::from(units);
        let hourly = pricing.discounts.iter().map(|discount| discount.price_per_hour).chain(pricing.price_per_hour).map(|price| (price, 60));
        let deals = hourly.chain(pricing.price_caps.iter().map(|cap| (cap.price, cap.maximum_minutes)));
        let within_best = deals.into_iter().any(|(price, minutes)| paid * i128::from(minutes) >= i128::from(price.0) * unit_minutes);
        prop_assert!(within_best);
    }

    /// With one cap, paid time or not, and discounts that fall with length, parts never cost less than the whole.
    #[test]
    fn with_one_cap_parts_never_cost_less_than_the_whole(
        pricing in by_the_hour(), (one, other) in (steps(1), steps(1)), units in 1..=10_u32,
    ) {
        let mut pricing = pricing;
        pricing.price_caps.truncate(1);
        pricing.discounts.sort_by_key(|discount| discount.minimum_minutes);
        let mut least = pricing.price_per_hour.unwrap();
        for discount in &mut pricing.discounts {
            least = least.min(discount.price_per_hour);
            discount.price_per_hour = least;
        }
        let parts = Amount::sum([net(&pricing, one, units), net(&pricing, other, units)]).unwrap();
        prop_assert!(parts >= net(&pricing, one + other, units));
    }

    #[test]
    fn at_one_hourly_price_longer_never_costs_less(pricing in by_the_hour(), (shorter, more) in (steps(1), steps(0)), units in 1..=1000_u32) {
        let pricing = Pricing { discounts: vec![], ..pricing };
        prop_assert!(net(&pricing, shorter, units) <= net(&pricing, shorter + more, units));
    }

    #[test]
    fn applied_fixed_rates_explain_the_price(
        list in prop::collection::vec((dozens(2000), steps(1)), 1..5), minutes in steps(1), units in 1..=1000_u32,
    ) {
        let fixed_rates = list.into_iter().map(|(price, maximum_minutes)| FixedRate { price, maximum_minutes }).collect();
        let pricing = Pricing { fixed_rates, ..hourly("20") };
        let quote = quote(&pricing, minutes, units, None, Currency::EUR).unwrap();
        let sum: i64 = quote.applied_fixed_rates.iter().map(|(rate, count)| rate.price.0 * i64::from(*count) * i64::from(units)).sum();
        prop_assert_eq!(quote.net, Amount(sum));
        let time: u64 = quote.applied_fixed_rates.iter().map(|(rate, count)| u64::from(rate.maximum_minutes) * u64::from(*count)).sum();
        prop_assert!(time >= u64::from(minutes));
    }

    #[test]
    fn any_size_is_a_price_or_an_error(
        prices in any::<[i64; 4]>(), durations in any::<[u32; 4]>(), (minutes, units, fixed) in any::<(u32, u32, bool)>(),
        code in prop::sample::select(vec!["EUR", "JPY", "KWD"]),
    ) {
        let mut pricing = Pricing {
            price_per_hour: Some(Amount(prices[0])),
            discounts: vec![Discount { price_per_hour: Amount(prices[1]), minimum_minutes: durations[0] }],
            price_caps: vec![PriceCap { price: Amount(prices[2]), maximum_minutes: durations[1] }],
            paid_time_cap: Some(durations[2]),
            ..Pricing::default()
        };
        if fixed {
            pricing.fixed_rates.push(FixedRate { price: Amount(prices[3]), maximum_minutes: durations[3] });
        }
        let currency = code.parse().unwrap();
        if let Ok(quote) = quote(&pricing, minutes, units, None, currency) {
            prop_assert_eq!(quote.net.rounded(currency), quote.net);
        }
    }

    /// A price typed with taxes is shown for one hour as it was typed, for more hours as so many times that, and
    /// whatever else is booked never differs by more than a coin from the exact price.
    #[test]
    fn a_gross_price_is_shown_as_it_was_typed(
        cents in 0..10_000_000_i64, percent in 0..=2700_u32, hours in 1..=48_u32, minutes in steps(1), units in 1..=20_u32,
    ) {
        let tax = Tax { name: "VAT".into(), rate: format!("{}.{:02}", percent / 100, percent % 100).parse().unwrap() };
        let taxes = std::slice::from_ref(&tax);
        let typed = Amount(cents * 10_000);
        let net = net_of_gross(typed, taxes).unwrap();
        let pricing = Pricing { price_per_hour: Some(net), ..Pricing::default() }.shown_as(PriceDisplay::Gross);
        let shown = |minutes, units| {
            let quote = quote(&pricing, minutes, units, None, Currency::EUR).unwrap();
            crate::taxes::price(quote.net, taxes, PriceDisplay::Gross, Currency::EUR).unwrap()
        };
        prop_assert_eq!(shown(HOUR, 1).gross, typed);
        prop_assert_eq!(shown(hours * HOUR, 1).gross.0, typed.0 * i64::from(hours));
        let price = shown(minutes, units);
        let exact = i128::from(typed.0) * i128::from(minutes) * i128::from(units) / 60;
        prop_assert!((i128::from(price.gross.0) - exact).abs() <= 10_000, "{:?} for {}", price, exact);
        prop_assert_eq!(price.net.0 + price.taxes.iter().map(|tax| tax.amount.0).sum::<i64>(), price.gross.0);
    }

    #[test]
    fn prices_in_range_are_quoted_for_a_month_and_a_thousand_units(
        micros in 0..9_000_000_000_000_000_i64, minutes in 5..=44_640_u32, units in 1..=1000_u32,
    ) {
        let pricing = Pricing { price_per_hour: Some(Amount(micros)), ..Pricing::default() };
        let exact = i128::from(micros) * i128::from(minutes) * i128::from(units) / 60;
        let quote = quote(&pricing, minutes, units, None, Currency::EUR);
        prop_assert_eq!(quote.is_ok(), exact + 5_000 < 9_000_000_000_000_000, "{:?}", quote);
    }
}
