use super::*;
use crate::refusal::Refusal;
use crate::taxes::Rate;
use jiff::civil::date;
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

fn basic() -> PlanTerms {
    serde_json::from_value(serde_json::json!({"name": "Basic", "price_per_cycle": "100.0", "currency": "EUR", "cycle_months": 1})).unwrap()
}

fn keys(number: u128) -> PlanExtra {
    PlanExtra {
        id: id(number),
        name: "Keys".into(),
        price: Amount::units(5),
        currency: Currency::EUR,
        cycle_months: 1,
        tax: None,
        accounting_code: None,
    }
}

fn pass() -> PassTemplate {
    serde_json::from_value(serde_json::json!({
        "id": "0198c0de000070008000000000000009", "name": "Day", "price": "15.0", "currency": "EUR", "times": "9-5pm",
        "included": 7, "period": "week", "discounts": [{"number_of_passes": 5, "price": "12.0"}]
    }))
    .unwrap()
}

fn copy(number: u128, parent: u128, starts_at: Date) -> PlanCopy {
    PlanCopy { id: id(number), parent: id(parent), starts_at, first_invoice_at: None, terms: basic() }
}

fn codes(verdict: Result<(), Vec<Refusal>>) -> Vec<String> {
    verdict.err().unwrap_or_default().iter().map(|refusal| format!("{} {}", refusal.field, refusal.code)).collect()
}

#[test]
fn a_full_plan_is_stored_and_read_again() {
    let plan = PlanTerms {
        kind: Kind::Team,
        color: Some("#b4c300".into()),
        tax: Some(Tax { name: "VAT".into(), rate: "19".parse::<Rate>().unwrap() }),
        signup_charge: Some(SignupCharge { amount: Amount::units(50), description: "Deposit".into(), tax: None, accounting_code: None }),
        booking_credits: vec![CreditEntry { resources: vec![id(3)], minutes: Some(180), ..CreditEntry::default() }],
        time_passes: vec![pass()],
        extras: vec![keys(1)],
        ..basic()
    };
    assert_eq!(plan.validate(), Ok(()));
    let stored = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<PlanTerms>(&stored).unwrap(), plan);
    assert_eq!(plan.time_passes[0].times.to_string(), "9:00 - 17:00");
    assert!(plan.is_limited() && !basic().is_limited());
}

#[test]
fn what_is_wrong_is_named_by_its_path() {
    let mut bad_pass = pass();
    bad_pass.name = " ".into();
    bad_pass.expiry_days = Some(0);
    bad_pass.discounts.push(PassDiscount { number_of_passes: 5, price: Amount::units(-1) });
    let plan = PlanTerms {
        name: String::new(),
        color: Some("green".into()),
        price_per_cycle: Amount::units(-1),
        cycle_months: 37,
        extras: vec![keys(1), PlanExtra { cycle_months: 0, price: Amount::units(-5), ..keys(2) }],
        time_passes: vec![bad_pass],
        booking_credits: vec![CreditEntry { minutes: Some(60), ..CreditEntry::default() }],
        ..basic()
    };
    assert_eq!(
        codes(plan.validate()),
        [
            "name blank",
            "price_per_cycle negative",
            "cycle_months out_of_range",
            "color invalid",
            "extras/1/cycle_months out_of_range",
            "time_passes/0/name blank",
            "time_passes/0/expiry_days out_of_range",
            "time_passes/0/discounts/1/number_of_passes not_rising",
            "time_passes/0/discounts/1/price negative",
            "booking_credits/0/resources invalid",
        ]
    );
}

#[test]
fn a_copy_has_the_chosen_extras_and_their_price() {
    let plan = PlanTerms { extras: vec![keys(1), keys(2), PlanExtra { cycle_months: 6, ..keys(3) }], ..basic() };
    let copied = plan.copied(&[id(2), id(2), id(3)]).unwrap();
    assert_eq!(copied.extras.len(), 3);
    assert_eq!(copied.total_price_per_cycle(), Ok(Amount::units(110)), "the half-yearly one is billed apart");
    assert_eq!(plan.copied(&[id(4)]), None);
    assert!(basic().gives_access_to(id(1)));
    let restricted = PlanTerms { resource_access: vec![id(1)], ..basic() };
    assert!(restricted.gives_access_to(id(1)) && !restricted.gives_access_to(id(2)));
}

#[test]
fn past_current_and_upcoming() {
    let history = History::new(vec![copy(3, 12, date(2026, 6, 1)), copy(1, 10, date(2026, 1, 1)), copy(2, 11, date(2026, 3, 1))]);
    let today = date(2026, 4, 1);
    assert_eq!(history.current(today).unwrap().id, id(2));
    assert_eq!(history.upcoming(today).unwrap().id, id(3));
    assert_eq!(history.past(today).map(|copy| copy.id).collect::<Vec<_>>(), [id(1)]);
    assert_eq!(history.current(date(2025, 12, 1)).unwrap().id, id(1), "before the start the first to come");
    assert_eq!(history.at(date(2025, 12, 1)), None);
    assert_eq!(history.at(date(2026, 2, 28)).unwrap().id, id(1));
    assert_eq!(history.current(date(2026, 6, 1)).unwrap().id, id(3));
    assert_eq!(history.upcoming(date(2026, 6, 1)), None);
    assert_eq!(history.canceled_to(id(1), None), Some(date(2026, 2, 28)));
    assert_eq!(history.canceled_to(id(3), None), None);
    assert_eq!(history.canceled_to(id(3), Some(date(2026, 9, 30))), Some(date(2026, 9, 30)));
    assert_eq!(history.canceled_to(id(2), Some(date(2026, 4, 30))), Some(date(2026, 4, 30)));
    // A change that took effect at once, on the first day.
    let at_once = History::new(vec![copy(1, 10, today), copy(2, 11, today)]);
    assert_eq!(at_once.current(today).unwrap().id, id(2));
    assert_eq!(at_once.past(today).count(), 1);
}

#[test]
fn one_change_is_scheduled_at_most() {
    let today = date(2026, 4, 1);
    let history = History::new(vec![copy(1, 10, date(2026, 1, 1)), copy(2, 11, date(2026, 6, 1))]);
    let other = history.replace_scheduled(&copy(3, 12, date(2026, 7, 1)), today);
    assert_eq!(other, Schedule { remove: vec![id(2)], insert: true });
    let back = history.replace_scheduled(&copy(3, 10, date(2026, 6, 1)), today);
    assert_eq!(back, Schedule { remove: vec![id(2)], insert: false });
    let with_keys = PlanCopy { terms: PlanTerms { extras: vec![keys(1)], ..basic() }, ..copy(3, 10, today) };
    assert_eq!(history.replace_scheduled(&with_keys, today), Schedule { remove: vec![id(2)], insert: true });
    let settled = History::new(vec![copy(1, 10, date(2026, 1, 1))]);
    assert!(!settled.replace_scheduled(&copy(3, 10, today), today).insert, "nothing would change");
    let edited = PlanCopy { terms: PlanTerms { price_per_cycle: Amount::units(120), ..basic() }, ..copy(3, 10, today) };
    assert!(settled.replace_scheduled(&edited, today).insert);
    assert_eq!(history.after_end(date(2026, 5, 31), today), [id(2)]);
    assert_eq!(history.after_end(date(2026, 6, 1), today), []);
    assert_eq!(settled.after_end(date(2025, 12, 15), date(2025, 12, 1)), [], "the first copy stays");
}

#[test]
fn when_a_change_takes_effect() {
    let (next, today) = (date(2026, 6, 16), date(2026, 6, 3));
    let code = |result: Result<Date, Refusal>| result.map_err(|refusal| refusal.code);
    assert_eq!(code(admin_change_date(None, next, None, today)), Ok(next));
    assert_eq!(code(admin_change_date(Some(today), next, None, today)), Ok(today));
    assert_eq!(code(admin_change_date(Some(date(2026, 6, 2)), next, None, today)), Err("in_the_past"));
    assert_eq!(code(admin_change_date(None, next, Some(date(2026, 6, 15)), today)), Err("after_end"));
    let current = PlanCopy { terms: PlanTerms { cancellation_period_days: 14, ..basic() }, ..copy(1, 10, date(2026, 5, 16)) };
    assert_eq!(code(member_change_date(&current, next, None, today)), Ok(date(2026, 7, 16)));
    assert_eq!(code(member_change_date(&current, next, Some(date(2026, 7, 15)), today)), Err("after_end"));
    let choice = |wanted: &PlanTerms| check_member_choice(Kind::Individual, wanted).err().map(|refusal| refusal.code);
    assert_eq!(choice(&basic()), None);
    assert_eq!(choice(&PlanTerms { hidden: true, ..basic() }), Some("hidden"));
    assert_eq!(choice(&PlanTerms { kind: Kind::Team, ..basic() }), Some("wrong_kind"));
}

#[test]
fn lists_find_the_current_and_the_scheduled_copy() {
    let days = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 1), date(2026, 4, 1)];
    let on = |month, count: usize| places(days.iter().take(count).copied(), date(2026, month, 1));
    assert_eq!(on(1, 4), (Some(0), Some(3)));
    assert_eq!(on(2, 4), (Some(2), Some(3)), "of two the later");
    assert_eq!(on(4, 4), (Some(3), None));
    assert_eq!(places(days.iter().copied(), date(2025, 6, 1)), (Some(0), Some(3)), "not begun");
    assert_eq!(on(3, 0), (None, None));
}

#[test]
fn the_first_invoice_of_another_plan_has_a_day_from_the_change_on() {
    let change = date(2026, 3, 15);
    let code = |wished, billed_on| check_first_invoice(wished, change, billed_on).err().map(|refusal| refusal.code);
    assert_eq!(code(change, None), None);
    assert_eq!(code(date(2026, 2, 28), None), Some("before_change"));
    assert_eq!((code(date(2026, 3, 28), None), code(date(2026, 3, 29), None)), (None, Some("not_an_invoice_day")));
    assert_eq!((code(change, Some(change)), code(date(2026, 3, 16), Some(change))), (Some("already_billed"), None));
    assert_eq!(code(date(2222, 1, 1), None), Some("absurd_date"));
}
