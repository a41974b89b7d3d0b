use super::*;
use proptest::prelude::*;

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn vat(rates: &[&str]) -> Vec<Tax> {
    rates.iter().map(|rate| Tax { name: format!("VAT {rate}"), rate: rate.parse().unwrap() }).collect()
}

fn figures(line: &Line) -> (String, Vec<String>, String) {
    (line.net.to_string(), line.taxes.iter().map(|tax| tax.amount.to_string()).collect(), line.gross.to_string())
}

fn shown(net: &str, taxes: &[&str], gross: &str) -> (String, Vec<String>, String) {
    (net.into(), taxes.iter().map(|tax| (*tax).into()).collect(), gross.into())
}

#[test]
fn the_worked_example_of_three_things_at_nine_ninety_nine() {
    let taxes = vat(&["19"]);
    let net = line(amount("9.99"), 3.into(), &taxes, PriceDisplay::Net, Currency::EUR).unwrap();
    assert_eq!(figures(&net), shown("29.97", &["5.69"], "35.66"));

    let typed_as_gross = net_of_gross(amount("9.99"), &taxes).unwrap();
    assert_eq!(typed_as_gross, amount("8.394958"));
    let gross = line(typed_as_gross, 3.into(), &taxes, PriceDisplay::Gross, Currency::EUR).unwrap();
    assert_eq!(figures(&gross), shown("25.18", &["4.79"], "29.97"));
}

#[test]
fn several_taxes_share_the_net_and_the_last_takes_the_remainder_of_a_gross_price() {
    let taxes = vat(&["5", "9.975"]);
    let net = line(amount("100"), 1.into(), &taxes, PriceDisplay::Net, Currency::EUR).unwrap();
    assert_eq!(figures(&net), shown("100.0", &["5.0", "9.98"], "114.98"));
    let typed_as_gross = net_of_gross(amount("10"), &taxes).unwrap();
    let gross = line(typed_as_gross, 1.into(), &taxes, PriceDisplay::Gross, Currency::EUR).unwrap();
    assert_eq!(figures(&gross), shown("8.7", &["0.44", "0.86"], "10.0"));
}

#[test]
fn without_taxes_net_is_gross() {
    for display in [PriceDisplay::Net, PriceDisplay::Gross] {
        let line = line(amount("-9.995"), 1.into(), &[], display, Currency::EUR).unwrap();
        assert_eq!(figures(&line), shown("-10.0", &[], "-10.0"));
    }
}

#[test]
fn a_unit_adds_up_by_itself_and_not_to_the_line() {
    let per_unit = unit(amount("0.335"), &vat(&["19"]), Currency::EUR).unwrap();
    assert_eq!((per_unit.amount, per_unit.tax_amount, per_unit.amount_with_tax), (amount("0.34"), amount("0.06"), amount("0.40")));
    let three = line(amount("0.335"), 3.into(), &vat(&["19"]), PriceDisplay::Net, Currency::EUR).unwrap();
    assert_eq!(three.net, amount("1.01"));
}

#[test]
fn a_price_is_written_as_api_2_shows_it() {
    let price = price(amount("50"), &vat(&["10"]), PriceDisplay::Net, Currency::EUR).unwrap();
    let written = serde_json::to_value(&price).unwrap();
    let tax = serde_json::json!({"name": "VAT 10", "rate": "10.0", "amount": "5.0"});
    assert_eq!(written, serde_json::json!({"net": "50.0", "gross": "55.0", "currency": "EUR", "taxes": [tax]}));
    assert_eq!(serde_json::from_value::<Price>(written).unwrap(), price);
}

#[test]
fn own_rates_count_only_where_the_space_has_custom_rates() {
    let (defaults, own) = (vat(&["19"]), vat(&["0"]).remove(0));
    assert_eq!(applicable(&defaults, Some(&own), false, true), defaults);
    assert_eq!(applicable(&defaults, Some(&own), true, true), [own]);
    assert_eq!(applicable(&defaults, None, true, true), defaults);
    let untaxed = applicable(&defaults, None, true, false);
    assert_eq!((untaxed.len(), untaxed[0].rate), (1, Rate::ZERO));
}

#[test]
fn rates_are_percentages() {
    for (text, written) in [("19", "19.0"), ("7.70", "7.7"), ("0", "0.0"), ("100", "100.0"), ("9.9750", "9.975"), ("-0", "0.0")] {
        assert_eq!(text.parse::<Rate>().unwrap().to_string(), written);
    }
    for text in ["", "-1", "100.0001", "1.00001", "x", "19%", "1e1"] {
        assert_eq!(text.parse::<Rate>(), Err(NotARate), "{text}");
    }
    assert_eq!(serde_json::to_value(PriceDisplay::Gross).unwrap(), "gross");
}

fn any_taxes() -> impl Strategy<Value = Vec<Tax>> {
    prop::collection::vec((0..=1_000_000_u32).prop_map(|rate| Tax { name: "tax".into(), rate: Rate(rate) }), 0..4)
}

fn any_currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec!["EUR", "JPY", "KWD"]).prop_map(|code| code.parse().unwrap())
}

fn any_display() -> impl Strategy<Value = PriceDisplay> {
    prop::sample::select(vec![PriceDisplay::Net, PriceDisplay::Gross])
}

proptest! {
    #[test]
    fn net_and_taxes_add_up_to_gross_in_whole_coins(
        unit_net in -1_000_000_000_000_i64..1_000_000_000_000,
        quantity in 0_i64..1_000_000,
        (taxes, currency, display) in (any_taxes(), any_currency(), any_display()),
    ) {
        let line = line(Amount(unit_net), Decimal::new(quantity, 3), &taxes, display, currency).unwrap();
        prop_assert_eq!(Amount::sum(line.taxes.iter().map(|tax| tax.amount).chain([line.net])).unwrap(), line.gross);
        for figure in line.taxes.iter().map(|tax| tax.amount).chain([line.net, line.gross]) {
            prop_assert_eq!(figure.rounded(currency), figure);
        }
    }

    #[test]
    fn a_gross_price_is_shown_again_as_it_was_typed(cents in 0_i64..100_000_000, taxes in any_taxes()) {
        let typed = Amount(cents * 10_000);
        let net = net_of_gross(typed, &taxes).unwrap();
        prop_assert_eq!(price(net, &taxes, PriceDisplay::Gross, Currency::EUR).unwrap().gross, typed);
    }

    #[test]
    fn no_size_panics(
        micros in any::<i64>(),
        (mantissa, scale) in (any::<i64>(), 0..=28_u32),
        (taxes, currency, display) in (any_taxes(), any_currency(), any_display()),
    ) {
        let quantity = Decimal::new(mantissa, scale);
        if let Ok(line) = line(Amount(micros), quantity, &taxes, display, currency) {
            prop_assert_eq!(Amount::sum(line.taxes.iter().map(|tax| tax.amount).chain([line.net])).unwrap(), line.gross);
        }
        if let Ok(unit) = unit(Amount(micros), &taxes, currency) {
            prop_assert_eq!(unit.amount.plus(unit.tax_amount).unwrap(), unit.amount_with_tax);
        }
        if let Ok(net) = net_of_gross(Amount(micros), &taxes) {
            prop_assert!(net.0.unsigned_abs() <= micros.unsigned_abs());
        }
    }
}
