use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn berlin() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap()
}

fn rule(json: &str) -> Rule {
    serde_json::from_str(json).unwrap()
}

/// Local starts of all bookings, for a booking in Berlin.
fn starts(json: &str, from: &str, to: &str) -> Vec<String> {
    let at = |text: &str| berlin().to_timestamp(text.parse().unwrap()).unwrap();
    let found = occurrences(&rule(json), &berlin(), at(from), at(to));
    found.iter().map(|one| berlin().to_datetime(one.from).to_string()[..16].to_owned()).collect()
}

fn utc(json: &str, from: &str, to: &str) -> Vec<String> {
    let found = occurrences(&rule(json), &berlin(), from.parse().unwrap(), to.parse().unwrap());
    found.iter().map(|one| format!("{} {}", one.from, one.to).replace(":00Z", "")).collect()
}

#[test]
fn written_as_in_api_2() {
    let full = rule(r#"{"frequency":"weekly","interval":2,"until":"2026-12-31","weekdays":[1,3]}"#);
    assert_eq!(full.until, Some(date(2026, 12, 31)));
    assert_eq!(
        serde_json::to_value(&full).unwrap(),
        serde_json::json!({"frequency": "weekly", "interval": 2, "until": "2026-12-31", "weekdays": [1, 3]})
    );
    assert_eq!(rule(r#"{"frequency":"daily","count":3,"weekdays":null}"#).interval, 1);
    assert!(serde_json::from_str::<Rule>(r#"{"frequency":"hourly"}"#).is_err());
    assert!(serde_json::from_str::<Rule>(r#"{"frequency":"daily","day":1}"#).is_err());
}

#[test]
fn days_weeks_and_weekdays() {
    assert_eq!(
        starts(r#"{"frequency":"daily","interval":3,"count":3}"#, "2026-01-30T09:00", "2026-01-30T10:00"),
        ["2026-01-30T09:00", "2026-02-02T09:00", "2026-02-05T09:00"]
    );
    assert_eq!(
        starts(r#"{"frequency":"weekly","until":"2026-01-16"}"#, "2026-01-02T09:00", "2026-01-02T10:00"),
        ["2026-01-02T09:00", "2026-01-09T09:00", "2026-01-16T09:00"]
    );
    // A Wednesday; every second week on Monday, Wednesday and Sunday. Weeks begin on Monday.
    assert_eq!(
        starts(r#"{"frequency":"weekly","interval":2,"weekdays":[7,1,3,3],"count":6}"#, "2026-01-07T09:00", "2026-01-07T10:00"),
        ["2026-01-07T09:00", "2026-01-11T09:00", "2026-01-19T09:00", "2026-01-21T09:00", "2026-01-25T09:00", "2026-02-02T09:00"]
    );
    // The first booking counts even on a weekday that is not named.
    assert_eq!(
        starts(r#"{"frequency":"weekly","weekdays":[5],"count":2}"#, "2026-01-07T09:00", "2026-01-07T10:00"),
        ["2026-01-07T09:00", "2026-01-09T09:00"]
    );
    assert_eq!(
        starts(r#"{"frequency":"daily","from":"2026-01-10","until":"2026-01-11"}"#, "2026-01-07T09:00", "2026-01-07T10:00"),
        ["2026-01-07T09:00", "2026-01-10T09:00", "2026-01-11T09:00"]
    );
}

#[test]
fn months_and_years_without_the_day_are_skipped() {
    assert_eq!(
        starts(r#"{"frequency":"monthly","count":4}"#, "2026-01-31T09:00", "2026-01-31T10:00"),
        ["2026-01-31T09:00", "2026-03-31T09:00", "2026-05-31T09:00", "2026-07-31T09:00"]
    );
    assert_eq!(
        starts(r#"{"frequency":"monthly","count":3}"#, "2027-12-29T09:00", "2027-12-29T10:00"),
        ["2027-12-29T09:00", "2028-01-29T09:00", "2028-02-29T09:00"]
    );
    assert_eq!(
        starts(r#"{"frequency":"yearly","count":3}"#, "2028-02-29T09:00", "2028-02-29T10:00"),
        ["2028-02-29T09:00", "2032-02-29T09:00", "2036-02-29T09:00"]
    );
}

#[test]
fn local_time_is_kept_over_the_clock_changes() {
    // 29 March 2026, 02:00 becomes 03:00 at 01:00 UTC.
    assert_eq!(
        utc(r#"{"frequency":"daily","count":2}"#, "2026-03-28T08:00Z", "2026-03-28T09:00Z"),
        ["2026-03-28T08:00 2026-03-28T09:00", "2026-03-29T07:00 2026-03-29T08:00"]
    );
    // A night shift from 22:00 to 06:00 is an hour shorter in spring and longer in autumn.
    assert_eq!(
        utc(r#"{"frequency":"daily","count":2}"#, "2026-03-27T21:00Z", "2026-03-28T05:00Z"),
        ["2026-03-27T21:00 2026-03-28T05:00", "2026-03-28T21:00 2026-03-29T04:00"]
    );
    assert_eq!(
        utc(r#"{"frequency":"daily","count":2}"#, "2026-10-23T20:00Z", "2026-10-24T04:00Z"),
        ["2026-10-23T20:00 2026-10-24T04:00", "2026-10-24T20:00 2026-10-25T05:00"]
    );
    // 02:15 to 02:45 does not exist: held at 03:15.
    assert_eq!(
        utc(r#"{"frequency":"daily","count":3}"#, "2026-03-28T01:15Z", "2026-03-28T01:45Z"),
        ["2026-03-28T01:15 2026-03-28T01:45", "2026-03-29T01:15 2026-03-29T01:45", "2026-03-30T00:15 2026-03-30T00:45"]
    );
    // 02:30 is held at 03:30, so an end at 03:15 would lie before it: as long as the first, 45 minutes.
    assert_eq!(
        utc(r#"{"frequency":"daily","count":2}"#, "2026-03-28T01:30Z", "2026-03-28T02:15Z"),
        ["2026-03-28T01:30 2026-03-28T02:15", "2026-03-29T01:30 2026-03-29T02:15"]
    );
    // From the first 02:45 to the second 02:15 of 25 October: half an hour on all days.
    assert_eq!(
        utc(r#"{"frequency":"daily","count":2}"#, "2026-10-25T00:45Z", "2026-10-25T01:15Z"),
        ["2026-10-25T00:45 2026-10-25T01:15", "2026-10-26T01:45 2026-10-26T02:15"]
    );
}

#[test]
fn rules_are_bounded() {
    let first = date(2026, 1, 7);
    let codes = |json: &str| match rule(json).validate(first) {
        Ok(()) => Vec::new(),
        Err(refusals) => {
            refusals.iter().map(|refusal| format!("{} {}", refusal.field.replace("recurrence/rule/", ""), refusal.code)).collect()
        }
    };
    assert_eq!(codes(r#"{"frequency":"daily","count":200}"#), [""; 0]);
    assert_eq!(codes(r#"{"frequency":"weekly","until":"2028-01-07","weekdays":[1,7]}"#), [""; 0]);
    assert_eq!(codes(r#"{"frequency":"daily"}"#), ["count blank"]);
    assert_eq!(codes(r#"{"frequency":"daily","count":2,"until":"2026-02-01"}"#), ["count exclusive"]);
    assert_eq!(codes(r#"{"frequency":"daily","count":0}"#), ["count out_of_range"]);
    assert_eq!(codes(r#"{"frequency":"daily","count":201,"interval":0}"#), ["count out_of_range", "interval out_of_range"]);
    assert_eq!(codes(r#"{"frequency":"daily","until":"2028-01-08"}"#), ["until too_late"]);
    assert_eq!(codes(r#"{"frequency":"daily","until":"2026-01-06"}"#), ["until before_start"]);
    assert_eq!(codes(r#"{"frequency":"daily","count":2,"weekdays":[1]}"#), ["weekdays not_weekly"]);
    assert_eq!(codes(r#"{"frequency":"weekly","count":2,"weekdays":[0,8]}"#), ["weekdays out_of_range"]);
    assert_eq!(codes(r#"{"frequency":"daily","count":2,"from":"2029-01-01"}"#), ["from too_late"]);
    assert_eq!(starts(r#"{"frequency":"daily"}"#, "2026-01-07T09:00", "2026-01-07T10:00").len(), MAX_OCCURRENCES);
    assert_eq!(starts(r#"{"frequency":"yearly","count":200}"#, "2026-01-07T09:00", "2026-01-07T10:00").len(), 75, "until 2100");
    assert_eq!(starts(r#"{"frequency":"yearly","count":200,"interval":4294967295}"#, "2026-01-07T09:00", "2026-01-07T10:00").len(), 1);
}

proptest! {
    #[test]
    fn repetitions_keep_weekday_day_and_clock(
        zone in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca"]),
        frequency in prop::sample::select(vec![Frequency::Daily, Frequency::Weekly, Frequency::Monthly, Frequency::Yearly]),
        interval in 1..5_u32, count in 1..40_u32, start in 0..210_000_u32, minutes in 1..3_000_i64,
    ) {
        let tz = TimeZone::get(zone).unwrap();
        let from = Timestamp::from_second(1_760_000_000 + i64::from(start) * 300).unwrap();
        let to = from + SignedDuration::from_mins(minutes * 5);
        let rule = Rule { frequency, interval, from: None, until: None, count: Some(count), weekdays: vec![] };
        let found = occurrences(&rule, &tz, from, to);
        let (first, first_end) = (tz.to_datetime(from), tz.to_datetime(to));
        prop_assert_eq!(found[0], Interval::new(from, to));
        prop_assert!(found.len() <= count as usize && found.windows(2).all(|pair| pair[0].from < pair[1].from));
        for one in &found {
            prop_assert!(!one.is_empty());
            let (start, end) = (tz.to_datetime(one.from), tz.to_datetime(one.to));
            let days = first.date().until(start.date()).unwrap().get_days();
            match frequency {
                Frequency::Daily => prop_assert_eq!(days.unsigned_abs() % interval, 0),
                Frequency::Weekly => prop_assert_eq!(days.unsigned_abs() % (7 * interval), 0),
                Frequency::Monthly => prop_assert_eq!(start.day(), first.day()),
                Frequency::Yearly => prop_assert_eq!((start.day(), start.month()), (first.day(), first.month())),
            }
            // Away from clock changes the local times are exactly those of the first booking.
            let near = one.from - SignedDuration::from_hours(24)..one.to + SignedDuration::from_hours(24);
            let changes = tz.following(near.start).next().is_some_and(|change| change.timestamp() < near.end);
            let odd_first = tz.following(from - SignedDuration::from_hours(24)).next()
                .is_some_and(|change| change.timestamp() < to + SignedDuration::from_hours(24));
            if !changes && !odd_first {
                prop_assert_eq!((start.time(), end.time()), (first.time(), first_end.time()));
                prop_assert_eq!(start.duration_until(end), first.duration_until(first_end));
            }
        }
    }
}
