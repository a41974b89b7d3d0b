use super::*;
use proptest::prelude::*;

fn times(text: &str) -> BookingTimes {
    text.parse().unwrap_or_else(|error| panic!("{text:?} {error}"))
}

fn berlin() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap()
}

fn local(text: &str) -> Timestamp {
    berlin().to_timestamp(text.parse().unwrap()).unwrap()
}

fn utc(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn what_admins_type_is_understood() {
    for (typed, shown) in [
        ("", ""),
        (" \n , ;", ""),
        ("mo - tu 15:00 - 16:00", "mo - tu 15:00 - 16:00"),
        ("mon-fri 9-17, sat 10-14:30", "mo - fr 9:00 - 17:00, sa 10:00 - 14:30"),
        ("Mon–Fri: 9am–5pm\nSaturdays 10 am - 2 pm", "mo - fr 9:00 - 17:00, sa 10:00 - 14:00"),
        ("1-5 9-17; 6 10-12", "mo - fr 9:00 - 17:00, sa 10:00 - 12:00"),
        ("1-5", "1:00 - 5:00"),
        ("mon, wed, fri 8-12, 14-18", "mo, we, fr 8:00 - 12:00, mo, we, fr 14:00 - 18:00"),
        ("mon-fri 8-12; 14-18", "mo - fr 8:00 - 12:00, daily 14:00 - 18:00"),
        ("8-12,14-18", "8:00 - 12:00, 14:00 - 18:00"),
        ("8-12 14-18", "8:00 - 12:00, 14:00 - 18:00"),
        ("9-5pm", "9:00 - 17:00"),
        ("2-5pm", "14:00 - 17:00"),
        ("12-5pm", "12:00 - 17:00"),
        ("9am-5", "9:00 - 17:00"),
        ("10pm-6", "22:00 - 6:00"),
        ("12am - 12pm", "0:00 - 12:00"),
        ("4-3:59", "4:00 - 3:59"),
        ("22-6", "22:00 - 6:00"),
        ("0-24", "0:00 - 24:00"),
        ("0830-1700", "8:30 - 17:00"),
        ("8.30 to 17.15", "8:30 - 17:15"),
        ("fri-mon 9-10", "mo, fr - su 9:00 - 10:00"),
        ("sat and sun", "sa - su 0:00 - 24:00"),
        ("weekdays 9-17", "mo - fr 9:00 - 17:00"),
        ("mo-so 9-17", "9:00 - 17:00"),
        ("Di & Do 9-17", "tu, th 9:00 - 17:00"),
        ("mon 9-17, daily 20-22", "mo 9:00 - 17:00, daily 20:00 - 22:00"),
    ] {
        assert_eq!(times(typed).to_string(), shown, "{typed:?}");
    }
}

#[test]
fn what_cannot_be_read_is_pointed_at() {
    for (typed, part, problem) in [
        ("mon-fri 9-25", "9-25", "hours go from 0 to 24"),
        ("mon-fri 9-17:75", "9-17:75", "minutes go from 0 to 59"),
        ("mon-xyz 9-17", "mon-xyz", "is no weekday"),
        ("xyz", "xyz", "is no weekday"),
        ("mon 9", "9", "a time needs a start and an end, such as 9-17"),
        ("8 9-17", "8", "weekdays are numbered from 1 (Monday) to 7"),
        ("9-17-20", "9-17-20", "is no time"),
        ("13pm-15pm", "13pm-15pm", "hours of am and pm go from 1 to 12"),
        ("9:5-10", "9:5-10", "minutes have two digits"),
        ("24-6", "24-6", "a day starts at 0:00, not 24:00"),
        ("9-", "9-", "is no time"),
        ("-", "-", "is no time"),
        ("9-+5", "9-", "is no time"),
    ] {
        let error = typed.parse::<BookingTimes>().unwrap_err();
        assert_eq!((error.part.as_str(), error.problem), (part, problem), "{typed:?}");
    }
    assert_eq!("9-25".parse::<BookingTimes>().unwrap_err().to_string(), "is not understood at \"9-25\": hours go from 0 to 24");
    assert!("9-17,".repeat(1000).parse::<BookingTimes>().is_err());
    assert!("9-17,".repeat(101).parse::<BookingTimes>().is_err());
}

#[test]
fn a_booking_must_lie_wholly_inside() {
    let office = times("mon-fri 9-17, sat 10-14:30");
    let covers = |from, to| office.covers(&berlin(), local(from), local(to));
    assert!(covers("2026-03-02T09:00", "2026-03-02T17:00"));
    assert!(!covers("2026-03-02T08:55", "2026-03-02T17:00"));
    assert!(!covers("2026-03-02T09:00", "2026-03-02T17:05"));
    assert!(!covers("2026-03-02T09:00", "2026-03-03T17:00"), "the night between is closed");
    assert!(covers("2026-03-07T10:00", "2026-03-07T14:30"));
    assert!(!covers("2026-03-08T10:00", "2026-03-08T11:00"), "a Sunday");
    assert!(!covers("2026-03-02T10:00", "2026-03-02T10:00"), "nothing at all");
    assert!(BookingTimes::ALWAYS.covers(&berlin(), local("2026-03-08T00:00"), local("2026-03-20T00:00")));
}

#[test]
fn windows_run_over_midnight_and_join() {
    let bar = times("fri 22-6");
    assert!(bar.covers(&berlin(), local("2026-03-06T23:00"), local("2026-03-07T06:00")));
    assert!(bar.covers(&berlin(), local("2026-03-07T01:00"), local("2026-03-07T02:00")), "Friday's night");
    assert!(!bar.covers(&berlin(), local("2026-03-06T01:00"), local("2026-03-06T02:00")));
    for whole in ["0-24", "4-3:59", "0-23:59", "8-20, 20-8", "9-9"] {
        assert!(times(whole).covers(&berlin(), local("2026-03-02T01:00"), local("2026-03-05T05:00")), "{whole}");
    }
}

#[test]
fn the_days_of_the_clock_change() {
    let day = |text: &str, day: &str| {
        let from = local(&format!("2026-{day}T00:00"));
        times(text).intervals(&berlin(), from, from + jiff::SignedDuration::from_hours(23))
    };
    // 29 March 2026, 02:00 becomes 03:00 at 01:00 UTC.
    assert_eq!(day("2:30-5", "03-29"), [Interval::new(utc("2026-03-29T01:00Z"), utc("2026-03-29T03:00Z"))]);
    assert_eq!(day("1-2:30", "03-29"), [Interval::new(utc("2026-03-29T00:00Z"), utc("2026-03-29T01:00Z"))]);
    assert_eq!(day("2:10-2:50", "03-29"), [], "skipped");
    assert_eq!(day("9-17", "03-29"), [Interval::new(utc("2026-03-29T07:00Z"), utc("2026-03-29T15:00Z"))]);
    // 25 October 2026, 03:00 becomes 02:00 at 01:00 UTC.
    assert_eq!(day("2:30-5", "10-25"), [Interval::new(utc("2026-10-25T00:30Z"), utc("2026-10-25T04:00Z"))]);
    assert_eq!(day("1-2:30", "10-25"), [Interval::new(utc("2026-10-24T23:00Z"), utc("2026-10-25T01:30Z"))]);
}

proptest! {
    #[test]
    fn shown_and_read_again_it_is_the_same(windows in prop::collection::vec(
        (0..1440_u16, 0..1440_u16, prop::collection::btree_set(1..=7_u8, 0..7)), 0..6)) {
        let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60).parse().unwrap();
        let windows = windows.into_iter().map(|(from, to, weekdays)| Window { from: time(from), to: time(to), weekdays }).collect();
        let typed = BookingTimes { windows };
        prop_assert_eq!(typed.to_string().parse::<BookingTimes>(), Ok(typed));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[a-z0-9:.,; \n–-]{0,40}|\\PC{0,40}") {
        if let Ok(times) = text.parse::<BookingTimes>() {
            prop_assert_eq!(times.to_string().parse::<BookingTimes>(), Ok(times));
        }
    }

    #[test]
    fn open_times_are_merged_and_inside_what_was_asked(
        text in "(mon|tue-fri|sat) (2[0-3]|1[0-9]|[0-9])-(1[0-9]|[0-9]:30)(, 1-2:30)?", start in 0..8760_i64, hours in 1..100_i64
    ) {
        let from = utc("2026-01-01T00:00Z") + jiff::SignedDuration::from_hours(start);
        let to = from + jiff::SignedDuration::from_hours(hours);
        let open = times(&text).intervals(&berlin(), from, to);
        prop_assert!(open.iter().all(|interval| !interval.is_empty() && Interval::new(from, to).contains(*interval)));
        prop_assert!(open.windows(2).all(|pair| pair[0].to < pair[1].from));
        for interval in open {
            prop_assert!(times(&text).covers(&berlin(), interval.from, interval.to));
        }
    }
}
