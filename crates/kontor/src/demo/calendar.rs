//! A year of bookings around today, and what keeps rooms closed.

use super::credits;
use super::offer::VIRTUAL_OFFICE;
use super::site::{Site, before};
use crate::stock::{Stock, Stocked};
use app::{Error, Result};
use domain::bookings::check_units;
use domain::extras::{Extra, Unit};
use domain::ids::{BookingExtraId, BookingId, CalendarBlockerId, MembershipPlanId, RecurrenceId, ResourceId};
use domain::interval::Interval;
use domain::money::Amount;
use domain::pricing;
use domain::recurrence::{Frequency, Rule, occurrences};
use domain::resources::Usage;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use std::collections::HashMap;
use store::Json;
use store::bookings::credits::Draws;
use store::bookings::{Basis, Booking, New};
use store::calendar_blockers::CalendarBlocker;
use store::memberships::Membership;
use store::recurrences::{Recurrence, Skipped};
use store::resources::Resource;

/// Bookings lie so many days back and ahead.
const HALF_A_YEAR: i64 = 182;
/// In the nearer future the calendar is as full as in the past.
const SOON: i64 = 21;
/// When bookings begin and how long they take, in minutes; never two at once.
const SLOTS: [(i64, i64); 6] = [(9 * 60, 60), (10 * 60 + 30, 90), (13 * 60, 60), (14 * 60, 120), (16 * 60 + 30, 60), (18 * 60, 45)];
const TITLES: [&str; 12] = [
    "Client call",
    "Planning",
    "Interview",
    "Design review",
    "Board meeting",
    "Workshop",
    "Retrospective",
    "Pitch practice",
    "Reading group",
    "Photo shoot",
    "Team lunch",
    "Tax advice",
];
/// Resource, ISO weekday, start and length in minutes, title: every week.
const WEEKLY: [(&str, i8, i64, i64, &str); 4] = [
    ("Alster", 1, 9 * 60, 60, "Monday stand-up"),
    ("Elbe", 3, 14 * 60, 120, "Writers' circle"),
    ("Pike", 2, 10 * 60, 60, "Sales sync"),
    ("Blanca", 4, 16 * 60, 90, "Founders' table"),
];

/// What is booked of each resource so far.
type Taken = HashMap<ResourceId, Vec<(Interval, u32)>>;

/// Makes blockers, recurrences and bookings; the latter with the credits they use.
pub fn fill(site: &Site, stock: &mut Stock) -> Result<Vec<New>> {
    stock.blockers = blockers(site, stock);
    let mut taken = Taken::new();
    let mut bookings = Vec::new();
    for (name, weekday, start, minutes, title) in WEEKLY {
        let found = stock.resources.iter().find(|stocked| stocked.resource.name == name).cloned();
        if let Some(stocked) = found {
            let (rule, series) = weekly(site, stock, &stocked, (weekday, start, minutes), title, &mut taken)?;
            stock.recurrences.push(rule);
            bookings.extend(series);
        }
    }
    for day in -HALF_A_YEAR..=HALF_A_YEAR {
        let date = site.day(day);
        let weekend = date.weekday().to_monday_one_offset() > 5;
        let busy = if weekend {
            4
        } else if day < SOON {
            30
        } else {
            9
        };
        for stocked in &stock.resources {
            bookings.extend(day_of(site, stock, stocked, date, busy, &mut taken)?);
        }
    }
    bookings.sort_by_key(|new: &New| (new.booking.created_at, new.booking.id));
    credits::spread(site, stock, &mut bookings)?;
    Ok(bookings)
}

/// One resource, one day.
fn day_of(site: &Site, stock: &Stock, stocked: &Stocked, day: Date, busy: u64, taken: &mut Taken) -> Result<Vec<New>> {
    let resource = &stocked.resource;
    let mut made = Vec::new();
    if resource.usage != Usage::Bookable || resource.hidden {
        return Ok(made);
    }
    let times: domain::booking_times::BookingTimes = resource.booking_times.parse().map_err(|_| Error::internal("booking times"))?;
    for (start, minutes) in SLOTS {
        for _ in 0..resource.units.min(3) {
            let rare = if resource.pricing.0.fixed_rates.is_empty() { busy } else { busy / 4 };
            if !site.dice.percent(rare) {
                continue;
            }
            let from = site.at(day, start);
            let interval = Interval::new(from, from.checked_add(SignedDuration::from_mins(minutes)).map_err(Error::internal)?);
            let booked = taken.entry(resource.id).or_default();
            let open = times.covers(&site.zone, interval.from, interval.to) && !blocked(stock, resource.id, interval);
            if !open || check_units(interval, 1, resource.units, booked).is_err() {
                continue;
            }
            let who = if site.dice.percent(6) { None } else { booker(site, stock, resource.id, day) };
            booked.push((interval, 1));
            made.push(booking(site, stock, stocked, interval, who, made_at(site, from))?);
        }
    }
    Ok(made)
}

fn blocked(stock: &Stock, resource: ResourceId, interval: Interval) -> bool {
    stock.blockers.iter().any(|(blocker, resources)| {
        Interval::new(blocker.starts_at, blocker.ends_at).overlaps(interval) && (blocker.all_resources || resources.contains(&resource))
    })
}

/// A member who may book the resource on the day; the first one books most.
fn booker<'a>(site: &Site, stock: &'a Stock, resource: ResourceId, day: Date) -> Option<&'a Membership> {
    for _ in 0..8 {
        let first = if site.dice.percent(8) { stock.members.first() } else { None };
        let enrolled = first.or_else(|| site.dice.pick(&stock.members))?;
        let reaches = enrolled.copies.first().is_some_and(|copy| copy.terms.0.gives_access_to(resource));
        if reaches && enrolled.membership.life().active_on(day) {
            return Some(&enrolled.membership);
        }
    }
    None
}

/// Some days before the start, and before now; to the minute and the microsecond that no other has.
fn made_at(site: &Site, from: Timestamp) -> Timestamp {
    let ahead = 60 + i64::try_from(site.dice.below(12 * 24 * 60)).unwrap_or_default();
    let recently = 5 + i64::try_from(site.dice.below(9 * 24 * 60)).unwrap_or_default();
    let at = before(from, ahead).min(before(site.now, recently));
    at.checked_add(SignedDuration::from_micros(i64::try_from(site.dice.below(60_000_000)).unwrap_or_default())).unwrap_or(at)
}

fn booking(site: &Site, stock: &Stock, stocked: &Stocked, at: Interval, who: Option<&Membership>, made: Timestamp) -> Result<New> {
    let resource = &stocked.resource;
    let minutes = u32::try_from(at.minutes()).unwrap_or_default();
    let custom = if who.is_some() { None } else { Some(Amount::ZERO) }; // B5
    let prices = resource.pricing.0.clone().shown_as(site.space.price_display);
    let quote = pricing::quote(&prices, minutes, 1, custom, resource.currency).map_err(Error::internal)?;
    let title = match who {
        Some(_) => site.dice.percent(60).then(|| site.dice.word(&TITLES)),
        None => Some("Guided tour"),
    };
    let guests = if site.dice.percent(12) { site.dice.below(4) } else { 0 };
    let booking = Booking {
        id: BookingId(site.app.chance.uuid(made)),
        space_id: site.space.id,
        resource_id: resource.id,
        membership_space_id: who.map(|_| site.space.id.0),
        membership_id: who.map(|who| who.id.0),
        recurrence_id: None,
        event_id: None,
        external_booking_id: None,
        starts_at: at.from,
        ends_at: at.to,
        units: 1,
        title: title.map(Into::into),
        url: None,
        comments: site.dice.percent(10).then(|| "Please leave the whiteboard as it is.".into()),
        attendees_message: None,
        attendees: Json((1..=guests).map(|n| format!("guest-{n}@example.org")).collect()),
        extras: Json(if who.is_some() && site.dice.percent(10) { extras(site, stock, stocked) } else { Vec::new() }),
        custom_price: None,
        price: quote.net,
        currency: resource.currency,
        taxes: site.space.taxes.clone(),
        credit_minutes: 0,
        credit_amount: Amount::ZERO,
        payable: quote.net,
        accounting_code: None,
        invoice_id: None,
        created_by: Some(who.and_then(|who| who.user_id).unwrap_or(site.space.owner_id.0)),
        created_at: made,
        updated_at: made,
    };
    Ok(with_basis(stock, resource, booking, who))
}

fn with_basis(stock: &Stock, resource: &Resource, booking: Booking, who: Option<&Membership>) -> New {
    let copies = |who: &Membership| -> Vec<MembershipPlanId> { credits::copies_of(stock, who) };
    let credits = who.map(|who| Draws { copies: copies(who), draws: Vec::new() });
    let pricing = resource.pricing.0.clone().shown_as(stock.space.price_display);
    New { booking, basis: Basis { pricing, credits }, exclusive: resource.units == 1 }
}

/// One product of the resource (B12).
fn extras(site: &Site, stock: &Stock, stocked: &Stocked) -> Vec<Extra> {
    let offered: Vec<_> = stock.products.iter().filter(|product| stocked.products.contains(&product.id)).collect();
    let Some(product) = site.dice.pick(&offered) else { return Vec::new() };
    let quantity = if product.unit == Unit::Person { 2 + site.dice.below(5) } else { 1 };
    vec![Extra {
        id: BookingExtraId(site.app.chance.uuid(site.now)),
        product_id: product.id,
        name: product.name.clone(),
        description: product.description.clone(),
        accounting_code: None,
        unit: product.unit,
        quantity: quantity.into(),
        amount: product.price,
        taxes: site.space.taxes.0.clone(),
        currency: product.currency,
    }]
}

/// A series over the whole year by somebody who has been there all the time, but for blocked days (B16).
fn weekly(
    site: &Site,
    stock: &Stock,
    stocked: &Stocked,
    (weekday, start, minutes): (i8, i64, i64),
    title: &str,
    taken: &mut Taken,
) -> Result<(Recurrence, Vec<New>)> {
    let back = site.day(-HALF_A_YEAR);
    let first = back.saturating_add(i64::from((weekday - back.weekday().to_monday_one_offset()).rem_euclid(7)).days());
    let from = site.at(first, start);
    let to = from.checked_add(SignedDuration::from_mins(minutes)).map_err(Error::internal)?;
    let rule =
        Rule { frequency: Frequency::Weekly, interval: 1, from: None, until: Some(site.day(HALF_A_YEAR)), count: None, weekdays: vec![] };
    let all = occurrences(&rule, &site.zone, from, to);
    let made = before(from, 3 * 24 * 60);
    let id = RecurrenceId(site.app.chance.uuid(made));
    let settled =
        |membership: &&Membership| membership.starts_at < first && membership.canceled_to.is_none() && membership.confirmed_at.is_some();
    let limited = stock.plans.get(VIRTUAL_OFFICE).map(|plan| plan.id);
    let candidates = stock.members.iter().filter(|enrolled| enrolled.copies.first().map(|copy| copy.parent_plan_id) != limited);
    let candidates: Vec<_> = candidates.map(|enrolled| &enrolled.membership).filter(settled).collect();
    let who = site.dice.pick(&candidates).copied();

    let expected = i64::try_from(all.len()).unwrap_or_default();
    let (mut series, mut skipped) = (Vec::new(), Vec::new());
    for (n, interval) in (0..).zip(all) {
        if blocked(stock, stocked.resource.id, interval) {
            skipped.push(Skipped { from: interval.from, to: interval.to, reason: "blocked".into() });
            continue;
        }
        taken.entry(stocked.resource.id).or_default().push((interval, 1));
        let made = made.checked_add(SignedDuration::from_micros(n)).unwrap_or(made);
        let mut new = booking(site, stock, stocked, interval, who, made)?;
        (new.booking.title, new.booking.recurrence_id) = (Some(title.into()), Some(id.0));
        (new.booking.extras, new.booking.attendees) = (Json(vec![]), Json(vec![]));
        series.push(new);
    }
    let skipped = Json(skipped);
    Ok((Recurrence { id, rule: Json(rule), expected, reached: expected, done: true, skipped, created_at: made }, series))
}

/// The next public holidays for everything, and a morning on which a room is painted.
fn blockers(site: &Site, stock: &Stock) -> Vec<(CalendarBlocker, Vec<ResourceId>)> {
    let holiday = |title: &str, month: i8, day: i8| {
        let this_year = jiff::civil::date(site.today.year(), month, day);
        let date = if this_year < site.today { this_year.saturating_add(1.year()) } else { this_year };
        (blocker(site, title, Interval::new(site.at(date, 0), site.at(date.saturating_add(1.day()), 0)), true), Vec::new())
    };
    let painted = site.day(12);
    let painting = blocker(site, "Painting", Interval::new(site.at(painted, 8 * 60), site.at(painted, 12 * 60)), false);
    let room = stock.resources.first().map(|stocked| stocked.resource.id).into_iter().collect();
    vec![holiday("New Year's Day", 1, 1), holiday("Labour Day", 5, 1), holiday("Christmas Day", 12, 25), (painting, room)]
}

fn blocker(site: &Site, title: &str, during: Interval, all_resources: bool) -> CalendarBlocker {
    let created_at = before(site.now, 40 * 24 * 60);
    CalendarBlocker {
        id: CalendarBlockerId(site.app.chance.uuid(created_at)),
        title: title.into(),
        starts_at: during.from,
        ends_at: during.to,
        for_bookings: true,
        for_external_bookings: true,
        for_drop_in_passes: all_resources,
        all_resources,
        created_at,
    }
}
