//! What a caller sees of events (X2, X8, P4).

use crate::access::Access;
use crate::resources::Page;
use crate::{App, Error, FieldError, Result};
use domain::calendar_events::Audience;
use domain::ids::{BookingId, ContactId, EventId, EventTagId, MembershipId, ResourceId};
use domain::interval::Interval;
use domain::money::{Amount, Currency, OutOfRange};
use domain::scopes::Scope;
use domain::taxes::{Line, PriceDisplay, TaxAmount};
use jiff::ToSpan;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::SpaceTx;
use store::calendar_events::{self, Any, CalendarEvent, Filter};
use store::contacts::{self, Contact};
use store::event_attendances::{self, Attendance, Seen, Sold};
use store::memberships::{self, Membership};
use store::resources::Slice;

/// The figures of sales in one currency.
#[derive(Clone, Debug)]
pub struct Sum {
    pub line: Line,
    pub currency: Currency,
}

/// An event as the caller sees it.
#[derive(Clone, Debug)]
pub struct View {
    pub event: CalendarEvent,
    pub bookings: Vec<(BookingId, ResourceId)>,
    /// Of all, also of those that the caller does not see.
    pub attendances: i64,
    /// For admins of the space: what the attendances cost, by currency.
    pub revenue: Option<Vec<Sum>>,
    pub can_depublish: bool,
    /// The first few, where they were asked for.
    pub attending: Option<Vec<Attendance>>,
}

/// Which linked things are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    pub attendances: bool,
    pub attendees: bool,
}

/// The eyes of a caller in one space.
#[derive(Clone)]
pub(crate) struct Eyes {
    /// Sees drafts: an admin of the space itself.
    pub admin: bool,
    /// Sees what is for members.
    pub member: bool,
    /// Sees what hidden resources are booked for.
    hidden: bool,
    pub seen: Seen,
    display: PriceDisplay,
}

impl Eyes {
    pub fn of(access: &Access) -> Self {
        let members = || access.members().iter().chain(access.network_members());
        let admin = access.admin_role().is_some_and(|role| role.owner || role.admin.permissions.allows(Scope::ReadEvents));
        let network_admin = access.admin_permits(Scope::ReadEvents);
        Self {
            admin,
            member: network_admin || members().next().is_some(),
            hidden: network_admin,
            seen: Seen {
                all: access.admin_permits(Scope::ReadEventAttendances) && access.admin_permits(Scope::ReadMemberships),
                members: members().next().is_some(),
                own: members().map(|member| member.id).collect(),
            },
            display: access.space().price_display,
        }
    }

    pub fn sees(&self, event: &CalendarEvent) -> bool {
        self.admin || (event.published_at.is_some() && (self.member || event.audience == Audience::Public))
    }
}

/// The most attendances that stand with an event.
const MOST_ATTENDANCES: i64 = 5;

/// Events with what showing them needs: a statement for each kind of thing.
pub(super) async fn show(tx: &mut SpaceTx<'_>, eyes: &Eyes, events: Vec<CalendarEvent>, asked: Asked) -> Result<Vec<View>> {
    let ids: Vec<EventId> = events.iter().map(|event| event.id).collect();
    let mut bookings = calendar_events::bookings_of(tx, &ids, eyes.hidden).await?;
    let counts = event_attendances::counts(tx, &ids).await?;
    let mut revenues =
        if eyes.admin { sums(event_attendances::sold(tx, &ids).await?, eyes.display).map_err(Error::internal)? } else { HashMap::new() };
    let mut attending: HashMap<EventId, Vec<Attendance>> = HashMap::new();
    if asked.attendances && !ids.is_empty() {
        for attendance in event_attendances::first_of(tx, &ids, &eyes.seen, MOST_ATTENDANCES).await? {
            attending.entry(attendance.event_id).or_default().push(attendance);
        }
    }
    let view = |event: CalendarEvent| {
        let attendances = counts.get(&event.id).copied().unwrap_or_default();
        View {
            bookings: bookings.remove(&event.id).unwrap_or_default(),
            attendances,
            revenue: eyes.admin.then(|| revenues.remove(&event.id).unwrap_or_default()),
            can_depublish: eyes.admin && event.published_at.is_some() && attendances == 0,
            attending: asked.attendances.then(|| attending.remove(&event.id).unwrap_or_default()),
            event,
        }
    };
    Ok(events.into_iter().map(view).collect())
}

/// Adds up what attendances cost: plain sums of their figures (M7).
fn sums(sold: Vec<Sold>, display: PriceDisplay) -> Result<HashMap<EventId, Vec<Sum>>, OutOfRange> {
    let mut sums: HashMap<EventId, BTreeMap<String, Sum>> = HashMap::new();
    for Sold { event_id, currency, price, taxes, number_of_attendees, count } in sold {
        let one = domain::taxes::line(Amount(price), number_of_attendees.into(), &taxes.0, display, currency)?;
        let many = |amount: Amount| Amount::from_decimal(amount.to_decimal() * rust_decimal::Decimal::from(count)).ok_or(OutOfRange);
        let empty = || Sum { line: Line { net: Amount::ZERO, gross: Amount::ZERO, taxes: Vec::new() }, currency };
        let Sum { line, .. } = sums.entry(event_id).or_default().entry(currency.to_string()).or_insert_with(empty);
        (line.net, line.gross) = (line.net.plus(many(one.net)?)?, line.gross.plus(many(one.gross)?)?);
        for TaxAmount { tax, amount } in one.taxes {
            let amount = many(amount)?;
            match line.taxes.iter_mut().find(|known| known.tax == tax) {
                Some(known) => known.amount = known.amount.plus(amount)?,
                None => line.taxes.push(TaxAmount { tax, amount }),
            }
        }
    }
    Ok(sums.into_iter().map(|(event, by_currency)| (event, by_currency.into_values().collect())).collect())
}

/// Events, and the memberships and contacts behind the attendances that stand with them.
pub struct Attending<T> {
    pub found: T,
    pub members: Vec<Membership>,
    pub contacts: Vec<Contact>,
}

/// One event: published ones are for their audience, drafts for admins.
pub async fn get(app: &App, access: &Access, id: EventId, asked: Asked) -> Result<Attending<View>> {
    let eyes = may_ask(access, asked)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let event = calendar_events::find(&mut tx, id).await?.filter(|event| eyes.sees(event)).ok_or(Error::NOT_FOUND)?;
            let found = show(&mut tx, &eyes, vec![event], asked).await?.pop().ok_or(Error::NOT_FOUND)?;
            let (members, contacts) = attendees(&access, &mut tx, std::slice::from_ref(&found), asked).await?;
            Ok(Attending { found, members, contacts })
        })
        .await
}

/// Attendances are for those who have to do with the space.
fn may_ask(access: &Access, asked: Asked) -> Result<Eyes> {
    if (asked.attendances || asked.attendees) && !access.related() {
        return Err(Error::forbidden("members_only", "Only admins and members may see who attends."));
    }
    let needed = [
        (asked.attendances, Scope::ReadEventAttendances),
        (asked.attendees, Scope::ReadMemberships),
        (asked.attendees, Scope::ReadContacts),
    ];
    match needed.into_iter().find(|(asked, scope)| *asked && !access.allows(*scope)) {
        Some((_, scope)) => Err(Error::scope(scope.name())),
        None => Ok(Eyes::of(access)),
    }
}

/// Who attends, as far as the caller may read them: admins all, members themselves.
async fn attendees(access: &Access, tx: &mut SpaceTx<'_>, views: &[View], asked: Asked) -> Result<(Vec<Membership>, Vec<Contact>)> {
    if !asked.attendees {
        return Ok((Vec::new(), Vec::new()));
    }
    let attendances = || views.iter().flat_map(|view| view.attending.iter().flatten());
    let members = named(access, tx, attendances().filter_map(Attendance::member)).await?;
    Ok((members, named_contacts(access, tx, attendances().filter_map(Attendance::contact)).await?))
}

/// Those of the contacts that the caller may read.
pub(crate) async fn named_contacts(access: &Access, tx: &mut SpaceTx<'_>, ids: impl Iterator<Item = ContactId>) -> Result<Vec<Contact>> {
    let ids: BTreeSet<ContactId> = ids.filter(|_| access.is_admin(Scope::ReadContacts)).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(contacts::some(tx, &ids.into_iter().collect::<Vec<_>>()).await?)
}

/// Those of the memberships that the caller may read.
pub(crate) async fn named(access: &Access, tx: &mut SpaceTx<'_>, ids: impl Iterator<Item = MembershipId>) -> Result<Vec<Membership>> {
    let admin = access.is_network_admin(Scope::ReadMemberships);
    let ids: BTreeSet<MembershipId> = ids.filter(|id| admin || access.owns(*id)).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(memberships::some(tx, ids.into_iter().collect()).await?)
}

/// Which events of a space to list.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub within: Interval,
    pub drafts: bool,
    pub published: bool,
    pub tags: Option<Any<String>>,
    pub resources: Option<Any<ResourceId>>,
    pub attendees: Option<Vec<MembershipId>>,
    /// Only those that have a page for everybody.
    pub with_page: bool,
    /// The last first.
    pub descending: bool,
}

/// Events that overlap the time and that the caller sees, by start.
pub async fn list(app: &App, access: &Access, wanted: Wanted, asked: Asked, slice: Slice) -> Result<Attending<Page<View>>> {
    let eyes = may_ask(access, asked)?;
    if wanted.drafts && !eyes.admin {
        return Err(Error::forbidden("admins_only", "Only admins of the space can see drafts."));
    }
    check_order(wanted.within)?;
    let filter = Filter {
        within: wanted.within,
        drafts: wanted.drafts,
        published: wanted.published,
        members_only: eyes.member,
        with_page: wanted.with_page,
        tags: wanted.tags,
        resources: wanted.resources,
        attendees: wanted.attendees,
        seen: eyes.seen.clone(),
        descending: wanted.descending,
    };
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let (events, total) = calendar_events::list(&mut tx, &filter, slice).await?;
            let items = show(&mut tx, &eyes, events, asked).await?;
            let (members, contacts) = attendees(&access, &mut tx, &items, asked).await?;
            Ok(Attending { found: Page { items, total }, members, contacts })
        })
        .await
}

fn check_order(within: Interval) -> Result<()> {
    if within.to < within.from {
        return Err(FieldError::parameter("filter[to]", "before_from", "must not be before the start").into());
    }
    Ok(())
}

/// Tags that are listed.
const MOST_TAGS: i64 = 20;

/// The most used tags of events in the time; without one, of the last twelve months.
pub async fn tags(
    app: &App,
    access: &Access,
    from: Option<jiff::Timestamp>,
    to: Option<jiff::Timestamp>,
) -> Result<Vec<(EventTagId, String)>> {
    let eyes = Eyes::of(access);
    let to = to.unwrap_or_else(|| app.clock.now());
    let year_ago = || TimeZone::UTC.to_datetime(app.clock.now()).checked_sub(12.months()).and_then(|time| TimeZone::UTC.to_timestamp(time));
    let from = from.map_or_else(year_ago, Ok).map_err(Error::internal)?;
    let within = Interval::new(from, to);
    check_order(within)?;
    let access = access.clone();
    app.db
        .read(async move |tx| Ok::<_, Error>(calendar_events::popular_tags(&mut access.bind(tx), within, eyes.admin, MOST_TAGS).await?))
        .await
}

/// How many places are left at each of the events that has only so many.
pub async fn left(app: &App, access: &Access, events: &[CalendarEvent]) -> Result<HashMap<EventId, u32>> {
    let limited: Vec<(EventId, u32)> = events.iter().filter_map(|event| Some((event.id, event.capacity?))).collect();
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let ids: Vec<EventId> = limited.iter().map(|(id, _)| *id).collect();
            let taken = event_attendances::people(&mut access.bind(tx), &ids).await?;
            let left = |(id, most): &(EventId, u32)| (*id, most.saturating_sub(taken.get(id).copied().unwrap_or_default()));
            Ok::<_, Error>(limited.iter().map(left).collect())
        })
        .await
}

/// The events with these ids that the caller sees: for what refers to them.
pub async fn some(app: &App, access: &Access, ids: Vec<EventId>) -> Result<Vec<View>> {
    let eyes = Eyes::of(access);
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let mut events = if ids.is_empty() { Vec::new() } else { calendar_events::some(&mut tx, &ids).await? };
            events.retain(|event| eyes.sees(event));
            show(&mut tx, &eyes, events, Asked::default()).await
        })
        .await
}
