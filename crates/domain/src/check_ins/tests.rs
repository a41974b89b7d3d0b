use super::*;

fn berlin() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap()
}

fn at(text: &str) -> Timestamp {
    berlin().to_timestamp(text.parse::<jiff::civil::DateTime>().unwrap()).unwrap()
}

fn shown(time: Timestamp) -> String {
    berlin().to_datetime(time).to_string()
}

fn pass(id: u8, times: &str, euros: i64) -> Pass<u8> {
    Pass {
        id,
        times: times.parse().unwrap(),
        price: Amount::units(euros),
        currency: "EUR".parse().unwrap(),
        source: PassSource::Bought,
        expires_at: None,
        created_at: at("2026-01-01T00:00:00"),
    }
}

#[test]
fn a_day_ends_before_four_in_the_morning() {
    for (now, end) in [
        ("2026-03-02T09:00:00", "2026-03-03T03:59:59"),
        ("2026-03-02T04:00:00", "2026-03-03T03:59:59"),
        ("2026-03-02T03:59:59", "2026-03-02T03:59:59"),
        // The clocks go forward.
        ("2026-03-28T23:00:00", "2026-03-29T03:59:59"),
    ] {
        assert_eq!(shown(day_end(at(now), &berlin())), end);
    }
    assert_eq!(shown(day_start(at("2026-03-02T03:00:00"), &berlin())), "2026-03-01T04:00:00");
}

#[test]
fn spans_and_durations_end_check_ins() {
    let until = |times: &str, now: &str| good_for(&times.parse().unwrap(), at(now), at(now), &berlin()).map(|good| shown(good.to));
    let end = |text: &str| Some(text.to_owned());
    assert_eq!(until("8-12, 14-18", "2026-03-02T09:00:00"), end("2026-03-02T12:00:00"));
    assert_eq!(until("8-12, 14-18", "2026-03-02T12:00:00"), None);
    assert_eq!(until("8-12, 14-18", "2026-03-02T14:00:00"), end("2026-03-02T18:00:00"));
    assert_eq!(until("", "2026-03-02T09:00:00"), end("2026-03-03T03:59:59"));
    assert_eq!(until("", "2026-03-02T02:00:00"), end("2026-03-02T03:59:59"));
    assert_eq!(until("2h", "2026-03-02T23:00:00"), end("2026-03-03T01:00:00"));
    assert_eq!(until("mon-fri 2h", "2026-03-01T10:00:00"), None);
    assert_eq!(until("sat-sun 9-17", "2026-03-02T10:00:00"), None);
}

#[test]
fn what_expires_first_goes_first_then_included_then_cheap_then_old() {
    let now = at("2026-03-02T09:00:00");
    let chosen = |passes: &[Pass<u8>]| choose(passes, &[], now, &berlin()).map(|choice| choice.pass);
    let expiring = Pass { expires_at: Some(at("2026-03-03T00:00:00")), ..pass(1, "", 30) };
    let over = Pass { expires_at: Some(now), ..pass(2, "", 1) };
    let included = Pass { source: PassSource::Included, ..pass(3, "", 20) };
    let old = Pass { created_at: at("2025-01-01T00:00:00"), ..pass(6, "", 10) };
    let all = [over.clone(), pass(5, "18-20", 1), pass(4, "", 10), old, included, expiring];
    assert_eq!(chosen(&all), Some(1));
    assert_eq!(chosen(&all[..5]), Some(3));
    assert_eq!(chosen(&all[..4]), Some(6));
    assert_eq!(chosen(&all[..3]), Some(4));
    assert_eq!(chosen(&all[..2]), None);
    assert_eq!(chosen(&[]), None);
}

#[test]
fn two_half_days_become_a_day() {
    let half = |id| pass(id, "8-13, 13-18", 15);
    let morning = Used { pass: half(1), good: Interval::new(at("2026-03-02T09:00:00"), at("2026-03-02T13:00:00")) };
    let now = at("2026-03-02T14:00:00");
    let choice = choose(&[half(2), pass(3, "", 25)], std::slice::from_ref(&morning), now, &berlin()).unwrap();
    assert_eq!((choice.pass, choice.returned.as_slice(), shown(choice.good.to)), (3, [1].as_slice(), "2026-03-03T03:59:59".into()));
    assert_eq!(choice.good.from, morning.good.from);
    // Dearer than two halves, or not good in the morning: another half.
    for other in [pass(3, "", 31), pass(3, "13-20", 5)] {
        let choice = choose(&[half(2), other.clone()], std::slice::from_ref(&morning), now, &berlin()).unwrap();
        assert!(choice.returned.is_empty(), "{other:?}");
    }
    // The only one there is.
    let choice = choose(&[pass(3, "", 40)], &[morning], now, &berlin()).unwrap();
    assert_eq!((choice.pass, choice.returned), (3, vec![1]));
}
