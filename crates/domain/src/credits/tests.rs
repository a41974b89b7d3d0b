use super::*;
use crate::pricing::{Discount, FixedRate, PriceCap};
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

const HOUR: u32 = 60;

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn room(number: u128) -> ResourceId {
    Uuid::from_u128(number).into()
}

fn copy(number: u128) -> MembershipPlanId {
    Uuid::from_u128(number).into()
}

fn hours(rooms: &[u128], hours: u32) -> CreditEntry {
    CreditEntry { resources: rooms.iter().map(|number| room(*number)).collect(), minutes: Some(hours * HOUR), ..CreditEntry::default() }
}

fn money(rooms: &[u128], text: &str) -> CreditEntry {
    CreditEntry { minutes: None, amount: Some(amount(text)), ..hours(rooms, 0) }
}

fn reduced(entry: CreditEntry, per_hour: &str) -> CreditEntry {
    CreditEntry { price_per_hour: Some(amount(per_hour)), ..entry }
}

fn plan(entries: Vec<CreditEntry>) -> Copies {
    [(copy(1), PlanCredits { currency: Currency::EUR, entries })].into()
}

/// A booking of room 1 at 15 an hour.
fn booking(minutes: u32) -> Demand {
    Demand {
        id: Uuid::from_u128(9).into(),
        resource: room(1),
        minutes,
        units: 1,
        pricing: Pricing { price_per_hour: Some(amount("15")), ..Pricing::default() },
        custom_price: None,
        currency: Currency::EUR,
        copies: vec![copy(1)],
        billed: None,
    }
}

fn only(copies: &Copies, demand: Demand) -> CreditUse {
    distribute(copies, &[demand]).unwrap().remove(0)
}

fn figures(used: &CreditUse) -> (u32, String, String, String) {
    (used.minutes, used.amount.to_string(), used.payable.to_string(), used.price.to_string())
}

fn expected(minutes: u32, amount: &str, payable: &str, price: &str) -> (u32, String, String, String) {
    (minutes, amount.into(), payable.into(), price.into())
}

#[test]
fn the_worked_example_of_hours_reduced_price_and_money() {
    let copies = plan(vec![reduced(hours(&[1], 2), "8"), money(&[1], "10")]);
    assert_eq!(figures(&only(&copies, booking(210))), expected(120, "10.0", "2.0", "52.5"));
}

#[test]
fn without_credits_the_price_is_payable() {
    assert_eq!(figures(&only(&Copies::new(), booking(210))), expected(0, "0.0", "52.5", "52.5"));
    let for_another_room = plan(vec![hours(&[2], 5), money(&[2], "10")]);
    assert_eq!(figures(&only(&for_another_room, booking(210))), expected(0, "0.0", "52.5", "52.5"));
}

#[test]
fn hours_are_counted_for_each_unit() {
    let copies = plan(vec![hours(&[1], 2)]);
    let three_units = Demand { units: 3, ..booking(HOUR) };
    assert_eq!(figures(&only(&copies, three_units)), expected(120, "0.0", "15.0", "45.0"));
}

#[test]
fn what_hours_leave_keeps_the_discount_of_the_whole_booking() {
    let mut demand = booking(5 * HOUR);
    demand.pricing.discounts.push(Discount { price_per_hour: amount("10"), minimum_minutes: 5 * HOUR });
    let used = only(&plan(vec![hours(&[1], 3)]), demand);
    assert_eq!(figures(&used), expected(180, "0.0", "20.0", "50.0"));
}

#[test]
fn a_reduced_price_has_the_caps_as_ceiling_and_no_discounts() {
    let mut demand = booking(8 * HOUR);
    demand.pricing.price_caps.push(PriceCap { price: amount("30"), maximum_minutes: 6 * HOUR });
    demand.pricing.discounts.push(Discount { price_per_hour: amount("1"), minimum_minutes: 100 * HOUR });
    let copies = plan(vec![reduced(hours(&[1], 2), "8")]);
    assert_eq!(figures(&only(&copies, demand)), expected(120, "0.0", "30.0", "60.0"));
}

#[test]
fn the_lowest_reduced_price_wins_and_never_makes_a_booking_dearer() {
    let copies = plan(vec![reduced(money(&[1], "1"), "9"), reduced(hours(&[1, 2], 0), "7")]);
    assert_eq!(figures(&only(&copies, booking(HOUR))), expected(0, "1.0", "6.0", "15.0"));
    let copies = plan(vec![reduced(money(&[1], "1"), "20")]);
    assert_eq!(figures(&only(&copies, booking(HOUR))), expected(0, "1.0", "14.0", "15.0"));
}

#[test]
fn fewest_resources_first_then_plan_order() {
    let copies = plan(vec![hours(&[1, 2, 3], 1), hours(&[1], 1), hours(&[1, 2], 1), hours(&[2, 1], 1)]);
    let used = only(&copies, booking(210));
    let places: Vec<_> = used.draws.iter().map(|draw| (draw.entry, draw.minutes)).collect();
    assert_eq!(places, [(1, 60), (2, 60), (3, 60), (0, 30)]);
}

#[test]
fn a_custom_price_uses_no_credits() {
    let copies = plan(vec![hours(&[1], 9), money(&[1], "99")]);
    let custom = Demand { custom_price: Some(amount("33.333333")), ..booking(HOUR) };
    assert_eq!(figures(&only(&copies, custom)), expected(0, "0.0", "33.333333", "33.333333"));
}

#[test]
fn money_credits_are_good_in_their_currency_only_but_hours_everywhere() {
    let copies = plan(vec![reduced(hours(&[1], 1), "1"), money(&[1], "99")]);
    let dollars = Demand { currency: "USD".parse().unwrap(), ..booking(2 * HOUR) };
    assert_eq!(figures(&only(&copies, dollars)), expected(60, "0.0", "15.0", "30.0"));
}

#[test]
fn credits_of_a_deleted_booking_flow_to_the_next() {
    let copies = plan(vec![hours(&[1], 3)]);
    let month = [booking(2 * HOUR), booking(2 * HOUR)];
    let minutes = |demands: &[Demand]| distribute(&copies, demands).unwrap().iter().map(|used| used.minutes).collect::<Vec<_>>();
    assert_eq!(minutes(&month), [120, 60]);
    assert_eq!(minutes(&month[1..]), [120]);
}

#[test]
fn billed_bookings_keep_theirs_even_when_made_later() {
    let copies = plan(vec![hours(&[1], 3)]);
    let billed = only(&copies, booking(2 * HOUR));
    let month = [booking(2 * HOUR), Demand { billed: Some(billed.clone()), ..booking(2 * HOUR) }];
    let uses = distribute(&copies, &month).unwrap();
    assert_eq!((uses[0].minutes, &uses[1]), (60, &billed));
}

#[test]
fn each_booking_draws_on_the_plan_copy_of_its_time() {
    let mut copies = plan(vec![hours(&[1], 1)]);
    copies.insert(copy(2), PlanCredits { currency: Currency::EUR, entries: vec![hours(&[1], 4)] });
    let month = [booking(2 * HOUR), Demand { copies: vec![copy(2)], ..booking(2 * HOUR) }];
    let uses = distribute(&copies, &month).unwrap();
    assert_eq!((uses[0].minutes, uses[1].minutes), (60, 120));
}

#[test]
fn members_who_share_a_pool_draw_on_all_their_copies() {
    let mut copies = plan(vec![hours(&[1], 1)]);
    copies.insert(copy(2), PlanCredits { currency: Currency::EUR, entries: vec![hours(&[1], 4)] });
    let pooled = Demand { copies: vec![copy(2), copy(1), copy(2)], ..booking(6 * HOUR) };
    let used = only(&copies, pooled);
    assert_eq!(used.draws.iter().map(|draw| (draw.copy, draw.minutes)).collect::<Vec<_>>(), [(copy(2), 240), (copy(1), 60)]);
}

#[test]
fn what_remains_is_told_for_each_resource() {
    let copies = plan(vec![reduced(hours(&[1, 2], 10), "15"), money(&[1], "50"), money(&[3], "5")]);
    let uses = distribute(&copies, &[booking(90), Demand { resource: room(3), ..booking(10) }]).unwrap();
    let remaining = remaining(&copies, &[copy(1)], &uses, Currency::EUR).unwrap();
    let first = Remaining {
        total_minutes: 600,
        minutes_remaining: 510,
        total_amount: amount("50"),
        amount_remaining: amount("50"),
        price_per_hour: Some(amount("15")),
    };
    assert_eq!(remaining[&room(1)], first);
    assert_eq!(remaining[&room(2)], Remaining { total_amount: Amount::ZERO, amount_remaining: Amount::ZERO, ..first });
    assert_eq!((remaining[&room(3)].amount_remaining, remaining[&room(3)].price_per_hour), (amount("2.5"), None));
    assert_eq!(remaining.len(), 3);
}

#[test]
fn credits_that_make_no_sense_are_named() {
    assert_eq!(validate(&[hours(&[1], 2), reduced(money(&[1, 2], "0"), "8")]), []);
    let both = CreditEntry { minutes: Some(60), ..money(&[], "-1") };
    let wrong = validate(&[hours(&[1], 2), both, reduced(CreditEntry { minutes: None, ..hours(&[1], 0) }, "-8")]);
    let named: Vec<_> = wrong.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(named, ["1/resources", "1/minutes", "1/amount", "2/minutes", "2/price_per_hour"]);
}

#[test]
fn a_billing_month_runs_from_invoice_day_to_the_day_before_the_next() {
    for (invoice_day, day, first, last) in [
        (1, date(2026, 2, 28), date(2026, 2, 1), date(2026, 2, 28)),
        (1, date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 31)),
        (15, date(2026, 1, 14), date(2025, 12, 15), date(2026, 1, 14)),
        (15, date(2026, 1, 15), date(2026, 1, 15), date(2026, 2, 14)),
        (28, date(2024, 2, 29), date(2024, 2, 28), date(2024, 3, 27)),
        (28, date(2026, 3, 1), date(2026, 2, 28), date(2026, 3, 27)),
        (31, date(2026, 3, 1), date(2026, 2, 28), date(2026, 3, 27)),
    ] {
        assert_eq!(billing_month(invoice_day, day), (first, last), "{invoice_day} {day}");
    }
}

#[test]
fn entries_and_uses_are_stored_under_names_that_stay() {
    let entry = reduced(hours(&[1], 2), "8");
    let resources = ["00000000000000000000000000000001"];
    let stored = serde_json::json!({"resources": resources, "minutes": 120, "amount": null, "price_per_hour": "8.0"});
    assert_eq!(serde_json::to_value(&entry).unwrap(), stored);
    let used = only(&plan(vec![entry]), booking(210));
    assert_eq!(serde_json::from_value::<CreditUse>(serde_json::to_value(&used).unwrap()).unwrap(), used);
}

fn any_entry() -> impl Strategy<Value = CreditEntry> {
    let rooms = prop::sample::subsequence(vec![1, 2, 3], 1..=3).prop_map(|rooms| rooms.into_iter().map(room).collect());
    let amounts = || prop::option::of((0..200_000_000_i64).prop_map(Amount));
    (rooms, prop::option::of(0..3000_u32), amounts(), amounts()).prop_map(|(resources, minutes, amount, price_per_hour)| CreditEntry {
        resources,
        minutes,
        amount,
        price_per_hour,
    })
}

fn any_copies() -> impl Strategy<Value = Copies> {
    let credits = || prop::collection::vec(any_entry(), 0..4).prop_map(|entries| PlanCredits { currency: Currency::EUR, entries });
    (credits(), credits()).prop_map(|(one, two)| [(copy(1), one), (copy(2), two)].into())
}

prop_compose! {
    fn any_pricing()(
        per_hour in prop::option::of(0..50_000_000_i64),
        discount in prop::option::of((0..50_000_000_i64, 0..600_u32)),
        cap in prop::option::of((0..300_000_000_i64, 1..600_u32)),
        paid_time_cap in prop::option::of(1..600_u32),
        rates in prop::collection::vec((0..300_000_000_i64, 1..600_u32), 0..3), exact in any::<bool>(),
    ) -> Pricing {
        Pricing {
            exact,
            price_per_hour: per_hour.map(Amount),
            discounts: discount.into_iter().map(|(price, minimum_minutes)| Discount { price_per_hour: Amount(price), minimum_minutes }).collect(),
            price_caps: cap.into_iter().map(|(price, maximum_minutes)| PriceCap { price: Amount(price), maximum_minutes }).collect(),
            paid_time_cap,
            fixed_rates: rates.into_iter().map(|(price, maximum_minutes)| FixedRate { price: Amount(price), maximum_minutes }).collect(),
        }
    }
}

prop_compose! {
    fn any_demand()(
        pricing in any_pricing(), number in 1..=3_u128, steps in 1..=576_u32, units in 1..=20_u32,
        pool in prop::sample::subsequence(vec![copy(1), copy(2)], 0..=2),
        custom in prop::option::weighted(0.1, (0..100_000_000_i64).prop_map(Amount)),
    ) -> Demand {
        Demand { pricing, resource: room(number), units, custom_price: custom, copies: pool, ..booking(steps * 5) }
    }
}

fn any_month() -> impl Strategy<Value = Vec<Demand>> {
    prop::collection::vec(any_demand(), 0..8)
}

proptest! {
    #[test]
    fn no_entry_gives_more_than_it_has(copies in any_copies(), month in any_month()) {
        let uses = distribute(&copies, &month).unwrap();
        for (copy, credits) in &copies {
            for (place, entry) in credits.entries.iter().enumerate() {
                let draws = || uses.iter().flat_map(|used| &used.draws).filter(|draw| (draw.copy, draw.entry) == (*copy, place));
                prop_assert!(draws().map(|draw| draw.minutes).sum::<u32>() <= entry.minutes.unwrap_or(0));
                prop_assert!(Amount::sum(draws().map(|draw| draw.amount)).unwrap() <= entry.amount.unwrap_or_default());
                prop_assert!(draws().all(|draw| draw.amount >= Amount::ZERO));
            }
        }
        for remaining in remaining(&copies, &[copy(1), copy(2)], &uses, Currency::EUR).unwrap().values() {
            prop_assert!(remaining.minutes_remaining <= remaining.total_minutes);
            prop_assert!(Amount::ZERO <= remaining.amount_remaining && remaining.amount_remaining <= remaining.total_amount);
        }
    }

    #[test]
    fn what_is_payable_lies_between_nothing_and_the_price(copies in any_copies(), month in any_month()) {
        for (used, demand) in distribute(&copies, &month).unwrap().iter().zip(&month) {
            prop_assert!(Amount::ZERO <= used.payable && used.payable.plus(used.amount).unwrap() <= used.price);
            prop_assert!(u64::from(used.minutes) <= u64::from(demand.minutes) * u64::from(demand.units));
            prop_assert_eq!(used.minutes, used.draws.iter().map(|draw| draw.minutes).sum::<u32>());
            prop_assert_eq!(used.amount, Amount::sum(used.draws.iter().map(|draw| draw.amount)).unwrap());
            let quote = pricing::quote(&demand.pricing, demand.minutes, demand.units, demand.custom_price, demand.currency).unwrap();
            prop_assert_eq!(used.price, quote.net);
        }
    }

    /// Billing any of the bookings at what they were given changes nothing for the others.
    #[test]
    fn billing_changes_no_booking(copies in any_copies(), month in any_month(), billed in prop::collection::vec(any::<bool>(), 8)) {
        let before = distribute(&copies, &month).unwrap();
        let mut partly_billed = month;
        for ((demand, used), billed) in partly_billed.iter_mut().zip(&before).zip(billed) {
            demand.billed = billed.then(|| used.clone());
        }
        prop_assert_eq!(distribute(&copies, &partly_billed).unwrap(), before);
    }

    /// Credits are never handed to a later booking while an earlier one could use them.
    #[test]
    fn earlier_bookings_do_not_depend_on_later_ones(copies in any_copies(), month in any_month(), later in any_demand()) {
        let before = distribute(&copies, &month).unwrap();
        let mut longer = month;
        longer.push(later);
        prop_assert_eq!(&distribute(&copies, &longer).unwrap()[..before.len()], &before[..]);
    }

    /// Who cancels a booking and makes it again has as many hours left as before, though another booking may have them now.
    #[test]
    fn a_booking_that_is_made_again_leaves_the_same_hours(
        given in prop::collection::vec(0..20_u32, 0..4), sizes in prop::collection::vec((1..=96_u32, 1..=3_u32), 1..8), which: prop::sample::Index,
    ) {
        let copies = plan(given.into_iter().map(|count| hours(&[1], count)).collect());
        let mut month: Vec<_> = sizes.into_iter().map(|(steps, units)| Demand { units, ..booking(steps * 5) }).collect();
        let left = |month: &[Demand]| {
            let uses = distribute(&copies, month).unwrap();
            remaining(&copies, &[copy(1)], &uses, Currency::EUR).unwrap().get(&room(1)).map(|left| left.minutes_remaining)
        };
        let before = left(&month);
        let again = month.remove(which.index(month.len()));
        let meanwhile = left(&month);
        month.push(again);
        prop_assert_eq!(left(&month), before);
        prop_assert!(meanwhile >= before);
    }

    #[test]
    fn a_billing_month_holds_its_day(invoice_day in 1..=28_u8, days in -500_000..500_000_i32) {
        let day = date(2026, 1, 1).saturating_add(days.days());
        let (first, last) = billing_month(invoice_day, day);
        prop_assert!(first <= day && day <= last);
        prop_assert_eq!(first.day(), i8::try_from(invoice_day).unwrap());
        prop_assert_eq!(billing_month(invoice_day, last.saturating_add(1.day())).0, last.saturating_add(1.day()));
    }

    #[test]
    fn no_size_panics(sizes: [u32; 4], amounts: [i64; 4], day: u8) {
        let entry = CreditEntry {
            resources: vec![room(1)], minutes: Some(sizes[0]), amount: Some(Amount(amounts[0])), price_per_hour: Some(Amount(amounts[1])),
        };
        let copies = plan(vec![entry.clone(), entry]);
        let mut demand = Demand { units: sizes[1], ..booking(sizes[2]) };
        demand.pricing.price_per_hour = Some(Amount(amounts[2]));
        demand.pricing.price_caps.push(PriceCap { price: Amount(amounts[3]), maximum_minutes: sizes[3] });
        let uses = distribute(&copies, &[demand.clone(), demand]).unwrap_or_default();
        if let Ok(left) = remaining(&copies, &[copy(1)], &uses, Currency::EUR) {
            prop_assert!(left[&room(1)].minutes_remaining <= left[&room(1)].total_minutes);
            prop_assert!(left[&room(1)].amount_remaining <= left[&room(1)].total_amount);
        }
        for edge in [Date::MIN, Date::MAX] {
            let (first, last) = billing_month(day, edge);
            prop_assert!(first <= last);
        }
    }
}
