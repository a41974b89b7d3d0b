//! What may be booked, changed and deleted (rules B1 to B8). Prices are in [`pricing`](crate::pricing).

use crate::booking_times::BookingTimes;
use crate::interval::{self, Interval};
use crate::memberships::Life;
use crate::refusal::{Refusal, verdict};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Nothing is booked before this day, nor after [`LAST_DAY`]: such dates are slips of the pen.
pub const FIRST_DAY: Date = Date::constant(2000, 1, 1);
/// See [`FIRST_DAY`].
pub const LAST_DAY: Date = Date::constant(2100, 12, 31);
/// The longest booking in days (rule B1).
pub const MAX_DAYS: i64 = 31;

/// Checks start and end by themselves, for everybody (rule B1). The fields are `from` and `to`.
pub fn check_times(from: Timestamp, to: Timestamp) -> Result<Interval, Vec<Refusal>> {
    let mut refusals = Vec::new();
    for (field, at) in [("from", from), ("to", to)] {
        let day = TimeZone::UTC.to_datetime(at).date();
        if !(FIRST_DAY..=LAST_DAY).contains(&day) {
            refusals.push(Refusal::new(field, "absurd_date", "must be between the years 2000 and 2100"));
        } else if at.as_second() % 300 != 0 || at.subsec_nanosecond() != 0 {
            refusals.push(Refusal::new(field, "not_on_five_minutes", "must be on a multiple of 5 minutes"));
        }
    }
    if to <= from {
        refusals.push(Refusal::new("to", "not_after_from", "must be after the start"));
    } else if from.duration_until(to) > SignedDuration::from_hours(24 * MAX_DAYS) {
        refusals.push(Refusal::new("to", "longer_than_31_days", "must be at most 31 days after the start"));
    }
    verdict(refusals).map(|()| Interval::new(from, to))
}

/// Whether so many units are free for all of the time (rule B2). `booked` are the other bookings with their
/// units, those that do not overlap do no harm.
pub fn check_units(interval: Interval, units: u32, units_total: u32, booked: &[(Interval, u32)]) -> Result<(), Refusal> {
    if units == 0 {
        return Err(Refusal::new("units", "out_of_range", "must be at least 1"));
    }
    if units > units_total {
        return Err(Refusal::new("units", "out_of_range", "must not exceed the units of the resource"));
    }
    if interval::peak(booked, interval).saturating_add(units) > units_total {
        return Err(taken());
    }
    Ok(())
}

/// Somebody else has it; also for the refusal by the database's own constraint.
pub fn taken() -> Refusal {
    Refusal::new(Refusal::BASE, "taken", "The resource is already booked at this time")
}

/// What a member's booking is held against (rule B3). For visitors the values of the public twin.
#[derive(Clone, Copy, Debug)]
pub struct Check<'a> {
    pub interval: Interval,
    pub now: Timestamp,
    pub tz: &'a TimeZone,
    /// Booked by the hour and open to members, not admins only.
    pub bookable: bool,
    /// Not hidden, and in the plan's or the member's access list.
    pub accessible: bool,
    pub times: &'a BookingTimes,
    pub min_minutes: Option<u32>,
    pub max_minutes: Option<u32>,
    /// Hours that must lie between now and the start.
    pub cutoff_hours: Option<u32>,
    pub blockers: &'a [Interval],
    /// `None` for visitors.
    pub membership: Option<&'a Life>,
}

/// All that forbids a member this booking, beyond [`check_times`] and [`check_units`].
pub fn check_member(check: &Check) -> Result<(), Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut refuse = |field: &'static str, code, message: String| refusals.push(Refusal::new(field, code, message));
    let Interval { from, to } = check.interval;
    if !check.accessible {
        refuse("resource", "not_accessible", "is not available to this membership".into());
    } else if !check.bookable {
        refuse("resource", "not_bookable", "cannot be booked by members".into());
    }
    if check.membership.is_some_and(|life| !life.may_book_on(check.tz.to_datetime(from).date())) {
        refuse("membership", "inactive_membership", "is not active on this day".into());
    }
    if from < check.now {
        refuse("from", "in_the_past", "must not be in the past".into());
    } else if let Some(hours) = check.cutoff_hours
        && check.now.duration_until(from) < hours_of(hours)
    {
        refuse("from", "after_cutoff", format!("must be at least {hours} hours ahead"));
    }
    let minutes = check.interval.minutes();
    if let Some(least) = check.min_minutes.filter(|least| minutes < i64::from(*least)) {
        refuse("to", "too_short", format!("must be at least {least} minutes after the start"));
    }
    if let Some(most) = check.max_minutes.filter(|most| minutes > i64::from(*most)) {
        refuse("to", "too_long", format!("must be at most {most} minutes after the start"));
    }
    if !check.times.covers(check.tz, from, to) {
        refuse("from", "outside_booking_times", "and end must lie within the booking times of the resource".into());
    }
    if check.blockers.iter().any(|blocker| blocker.overlaps(check.interval)) {
        refuse(Refusal::BASE, "blocked", "The resource is closed at this time".into());
    }
    verdict(refusals)
}

fn hours_of(hours: u32) -> SignedDuration {
    SignedDuration::from_hours(i64::from(hours))
}

/// Who wants to change a booking, in relation to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Of the space or of its network.
    Admin,
    /// The member who booked, or a manager of that member's team.
    Owner,
    Other,
}

/// A booking that somebody wants to change or delete.
#[derive(Clone, Copy, Debug)]
pub struct Existing {
    pub interval: Interval,
    pub now: Timestamp,
    /// Hours before the start until which members may change or delete; 0 until the start.
    pub cancellation_period_hours: u32,
    /// The switch "members may edit started bookings" (rule B7).
    pub may_edit_started: bool,
    /// Made by an event, which must be changed instead (rule B8).
    pub from_event: bool,
    /// Made by a visitor; what was agreed with that person is changed instead.
    pub from_visitor: bool,
}

/// Why a booking cannot be changed or deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MayNot {
    #[error("The booking belongs to an event; change the event")]
    FromEvent,
    #[error("The booking belongs to a visitor; change the external booking")]
    FromVisitor,
    #[error("Only admins and the member who booked may do this")]
    NotYours,
    #[error("The booking has already started")]
    Started,
    #[error("The cancellation period of the booking has begun")]
    WithinCancellationPeriod,
}

impl MayNot {
    /// Stable, for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FromEvent => "from_event",
            Self::FromVisitor => "from_visitor",
            Self::NotYours => "not_yours",
            Self::Started => "started",
            Self::WithinCancellationPeriod => "within_cancellation_period",
        }
    }
}

/// Rules B6 to B8. A started booking can be changed until its end where the switch allows, unless there is a
/// cancellation period, which then has long begun.
pub fn may_change(booking: &Existing, who: Standing) -> Result<(), MayNot> {
    let until = if booking.may_edit_started { booking.interval.to } else { booking.interval.from };
    may(booking, who, until)
}

/// Rules B6 and B8. The switch of B7 is about editing only: deleting a running booking would make it free.
pub fn may_delete(booking: &Existing, who: Standing) -> Result<(), MayNot> {
    may(booking, who, booking.interval.from)
}

fn may(booking: &Existing, who: Standing, until: Timestamp) -> Result<(), MayNot> {
    if booking.from_event {
        return Err(MayNot::FromEvent);
    }
    if booking.from_visitor {
        return Err(MayNot::FromVisitor);
    }
    match who {
        Standing::Admin => return Ok(()),
        Standing::Other => return Err(MayNot::NotYours),
        Standing::Owner => {}
    }
    if booking.now >= until {
        return Err(MayNot::Started);
    }
    let period = booking.cancellation_period_hours;
    if period > 0 && booking.now.duration_until(booking.interval.from) < hours_of(period) {
        return Err(MayNot::WithinCancellationPeriod);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(text: &str) -> Timestamp {
        format!("2026-03-{text}Z").parse().unwrap()
    }

    fn span(from: &str, to: &str) -> Interval {
        Interval::new(at(from), at(to))
    }

    fn codes(verdict: Result<impl Sized, Vec<Refusal>>) -> Vec<String> {
        verdict.err().unwrap_or_default().iter().map(|refusal| format!("{} {}", refusal.field, refusal.code)).collect()
    }

    #[test]
    fn times_are_on_five_minutes_and_at_most_a_month() {
        let check = |from: &str, to: &str| codes(check_times(from.parse().unwrap(), to.parse().unwrap()));
        assert_eq!(check("2026-03-02T09:05Z", "2026-04-02T09:05Z"), [""; 0]);
        assert_eq!(check("2026-03-02T09:05Z", "2026-04-02T09:10Z"), ["to longer_than_31_days"]);
        assert_eq!(check("2026-03-02T09:03Z", "2026-03-02T09:10:01Z"), ["from not_on_five_minutes", "to not_on_five_minutes"]);
        assert_eq!(check("2026-03-02T09:00:00.5Z", "2026-03-02T09:10Z"), ["from not_on_five_minutes"]);
        assert_eq!(check("2026-03-02T09:05Z", "2026-03-02T09:05Z"), ["to not_after_from"]);
        assert_eq!(check("0026-03-02T09:05Z", "2026-03-02T09:05Z"), ["from absurd_date", "to longer_than_31_days"]);
        assert_eq!(check("2101-03-02T09:05Z", "2101-03-02T10:05Z"), ["from absurd_date", "to absurd_date"]);
    }

    #[test]
    fn units_never_run_over() {
        let booked = [(span("02T10:00", "02T12:00"), 2), (span("02T12:00", "02T14:00"), 1)];
        let code = |interval, units| check_units(interval, units, 3, &booked).err().map(|refusal| refusal.code);
        assert_eq!(code(span("02T10:00", "02T14:00"), 1), None);
        assert_eq!(code(span("02T10:00", "02T14:00"), 2), Some("taken"));
        assert_eq!(code(span("02T12:00", "02T14:00"), 2), None);
        assert_eq!(code(span("02T15:00", "02T16:00"), 4), Some("out_of_range"));
        assert_eq!(code(span("02T15:00", "02T16:00"), 0), Some("out_of_range"));
    }

    #[test]
    fn a_member_is_told_everything_that_is_wrong() {
        let office = "mon-fri 9-17".parse().unwrap();
        let blockers = [span("02T13:00", "02T14:00")];
        let life = Life { confirmed_at: Some(at("01T00:00")), starts_at: date(2026, 3, 1), canceled_to: Some(date(2026, 3, 10)) };
        let good = Check {
            interval: span("02T10:00", "02T11:00"),
            now: at("02T08:00"),
            tz: &TimeZone::UTC,
            bookable: true,
            accessible: true,
            times: &office,
            min_minutes: Some(30),
            max_minutes: Some(120),
            cutoff_hours: Some(2),
            blockers: &blockers,
            membership: Some(&life),
        };
        assert_eq!(check_member(&good), Ok(()));
        let with = |from, to| codes(check_member(&Check { interval: span(from, to), ..good }));
        assert_eq!(with("02T09:55", "02T10:55"), ["from after_cutoff"]);
        assert_eq!(with("02T07:55", "02T08:55"), ["from in_the_past", "from outside_booking_times"]);
        assert_eq!(with("02T11:00", "02T11:25"), ["to too_short"]);
        assert_eq!(with("02T11:00", "02T13:05"), ["to too_long", "base blocked"]);
        assert_eq!(with("10T16:00", "10T17:00"), [""; 0], "the last day");
        assert_eq!(with("11T16:00", "11T17:00"), ["membership inactive_membership"]);
        assert_eq!(codes(check_member(&Check { bookable: false, ..good })), ["resource not_bookable"]);
        assert_eq!(codes(check_member(&Check { accessible: false, bookable: false, ..good })), ["resource not_accessible"]);
        let upcoming = Life { starts_at: date(2026, 3, 3), ..life };
        assert_eq!(codes(check_member(&Check { membership: Some(&upcoming), ..good })), ["membership inactive_membership"]);
        assert_eq!(check_member(&Check { membership: None, interval: span("11T16:00", "11T17:00"), ..good }), Ok(()));
    }

    #[test]
    fn members_may_change_until_the_cancellation_period() {
        let booking = Existing {
            interval: span("02T10:00", "02T12:00"),
            now: at("02T07:00"),
            cancellation_period_hours: 3,
            may_edit_started: false,
            from_event: false,
            from_visitor: false,
        };
        let late = Existing { now: at("02T07:01"), ..booking };
        let running = Existing { now: at("02T10:00"), cancellation_period_hours: 0, ..booking };
        let lifted = Existing { may_edit_started: true, ..running };
        assert_eq!(may_change(&booking, Standing::Owner), Ok(()));
        assert_eq!(may_change(&late, Standing::Owner), Err(MayNot::WithinCancellationPeriod));
        assert_eq!(may_delete(&late, Standing::Admin), Ok(()));
        assert_eq!(may_delete(&booking, Standing::Other), Err(MayNot::NotYours));
        assert_eq!(may_change(&running, Standing::Owner), Err(MayNot::Started));
        assert_eq!(may_change(&lifted, Standing::Owner), Ok(()));
        assert_eq!(may_delete(&lifted, Standing::Owner), Err(MayNot::Started));
        assert_eq!(may_change(&Existing { now: at("02T12:00"), ..lifted }, Standing::Owner), Err(MayNot::Started));
        let period = Existing { cancellation_period_hours: 1, ..lifted };
        assert_eq!(may_change(&period, Standing::Owner), Err(MayNot::WithinCancellationPeriod));
        assert_eq!(may_change(&Existing { from_event: true, ..booking }, Standing::Admin), Err(MayNot::FromEvent));
        assert_eq!(may_delete(&Existing { from_visitor: true, ..booking }, Standing::Admin), Err(MayNot::FromVisitor));
    }
}
