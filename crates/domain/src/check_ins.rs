//! How long a check-in lasts and which time pass it uses (rules T2, T7 to T9, T12).

use crate::interval::Interval;
use crate::money::{Amount, Currency};
use crate::pass_times::PassTimes;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

crate::words::words! {
    /// How a member came by a time pass.
    PassSource {
        /// By the plan, for one period (T3).
        Included = "included",
        Bought = "bought",
        /// An admin gave it, free of charge (T6).
        Given = "given",
    }
}

/// A time pass, as far as the choice goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass<Id> {
    pub id: Id,
    pub times: PassTimes,
    /// What it is worth; nothing where it was given.
    pub price: Amount,
    pub currency: Currency,
    pub source: PassSource,
    pub expires_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

/// A pass that was used today, and the time it is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used<Id> {
    pub pass: Pass<Id>,
    pub good: Interval,
}

/// What a check-in does to the passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<Id> {
    /// The one that is used.
    pub pass: Id,
    /// It is good from the first check-in it stands for.
    pub good: Interval,
    /// Given back, because the one pass stands for their check-ins, too (T8).
    pub returned: Vec<Id>,
}

/// Days of a space turn at four in the morning: a long night belongs to the day before (T2, T12).
const TURN: Time = Time::constant(4, 0, 0, 0);
const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// The last second of the day that `now` belongs to.
pub fn day_end(now: Timestamp, zone: &TimeZone) -> Timestamp {
    let local = zone.to_datetime(now);
    let day = if local.time() < TURN { local.date() } else { local.date().tomorrow().unwrap_or(local.date()) };
    let end = at(day, zone).map_or(now, |end| end.saturating_sub(SECOND).unwrap_or(now));
    end.max(now)
}

/// The first instant of the day that `now` belongs to.
pub fn day_start(now: Timestamp, zone: &TimeZone) -> Timestamp {
    let local = zone.to_datetime(now);
    let day = if local.time() < TURN { local.date().yesterday().unwrap_or(local.date()) } else { local.date() };
    at(day, zone).unwrap_or(now).min(now)
}

fn at(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_timestamp(day.to_datetime(TURN)).ok()
}

/// The time a pass is good for when it is used at `first` and still has to be good at `now`; none where it is not (T2).
pub fn good_for(times: &PassTimes, first: Timestamp, now: Timestamp, zone: &TimeZone) -> Option<Interval> {
    let until = match times {
        PassTimes::Duration { minutes, weekdays } => {
            let weekday = zone.to_datetime(first).weekday().to_monday_one_offset().unsigned_abs();
            let open = weekdays.is_empty() || weekdays.contains(&weekday);
            open.then(|| first.checked_add(i64::from(*minutes).minutes()).ok()).flatten()?
        }
        PassTimes::Spans(times) if times.is_always() => day_end(first, zone),
        PassTimes::Spans(times) => {
            let today = zone.to_datetime(first).date();
            // A window over midnight began the day before.
            let days = [today.yesterday().unwrap_or(today), today];
            let spans = days.into_iter().flat_map(|day| {
                let windows = times.windows().iter().filter(move |window| window.starts_on(day));
                windows.filter_map(move |window| {
                    let span = window.on(day, zone)?;
                    // The minute 59 stands for all of its seconds but the next hour's first.
                    let to = if window.to.minute() == 59 { span.to.saturating_sub(SECOND).ok()? } else { span.to };
                    Some(Interval::new(span.from, to))
                })
            });
            spans.filter(|span| span.from <= first && first < span.to).map(|span| span.to).max()?
        }
    };
    (now < until).then_some(Interval::new(first, until))
}

/// The pass that a check-in uses: of those good now the one that expires first, then included before others, then the
/// cheapest, then the oldest (T7). When passes were used today and one for all of the day's check-ins costs less than
/// those with another one, they are given back for it (T8, T9). None when no pass is good now (T10).
pub fn choose<Id: Copy>(unused: &[Pass<Id>], used: &[Used<Id>], now: Timestamp, zone: &TimeZone) -> Option<Choice<Id>> {
    let fresh = |pass: &&Pass<Id>| pass.expires_at.is_none_or(|end| now < end);
    let good_now = unused.iter().filter(fresh).filter_map(|pass| Some((pass, good_for(&pass.times, now, now, zone)?)));
    let usual = good_now.min_by_key(|(pass, _)| order(pass));
    let first = used.iter().map(|used| used.good.from).min();
    let whole = first.and_then(|first| {
        let covers = |pass: &Pass<Id>| {
            let good = good_for(&pass.times, first, now, zone)?;
            used.iter().all(|used| used.good.from < good.to).then_some(good)
        };
        let all = unused.iter().filter(fresh).filter_map(|pass| Some((pass, covers(pass)?)));
        all.min_by_key(|(pass, _)| (pass.price, order(pass)))
    });
    let (plain, whole) = match (usual, whole) {
        (plain, Some(whole)) => (plain, whole),
        (plain, None) => return plain.map(alone),
    };
    let Some((next, _)) = plain else { return Some(instead(whole, used)) };
    let alike = used.iter().all(|used| used.pass.currency == whole.0.currency) && next.currency == whole.0.currency;
    let apart = Amount::sum(used.iter().map(|used| used.pass.price).chain([next.price]));
    match apart {
        Ok(apart) if alike && whole.0.price < apart => Some(instead(whole, used)),
        _ => plain.map(alone),
    }
}

type Order = (Timestamp, bool, Amount, Timestamp);

fn order<Id>(pass: &Pass<Id>) -> Order {
    (pass.expires_at.unwrap_or(Timestamp::MAX), pass.source != PassSource::Included, pass.price, pass.created_at)
}

fn alone<Id: Copy>((pass, good): (&Pass<Id>, Interval)) -> Choice<Id> {
    Choice { pass: pass.id, good, returned: vec![] }
}

fn instead<Id: Copy>((pass, good): (&Pass<Id>, Interval), used: &[Used<Id>]) -> Choice<Id> {
    Choice { pass: pass.id, good, returned: used.iter().map(|used| used.pass.id).collect() }
}

#[cfg(test)]
mod tests;
