//! Calendars that other programs subscribe to. Each is a secret address that shows what its owner may see: what the owner
//! loses sight of, nobody reads there any more.
//!
//! The secret is stored as a digest. It is shown when it is made, and can be replaced at any time.

use crate::access::{self, Access, Caller, Door, Place};
use crate::bookings::{self, Page, Subject as Of, View, WindowOf};
use crate::resources::{self, Wanted};
use crate::{App, Error, FieldError, Result};
use documents::calendar::{Calendar, Entry, calendar};
use domain::calendar_feeds::{Known, LONGEST, MOST, REFRESH, Subject, sequence, summary, window};
use domain::ids::{CalendarFeedId, ResourceId, TokenId, UserId};
use domain::scopes::{Scope, Scopes};
use domain::texts;
use oauth::Secret;
use std::collections::HashSet;
use store::calendar_events::CalendarEvent;
use store::calendar_feeds::{self, CalendarFeed};
use store::resources::{Resource, Slice};
use uuid::Uuid;

/// What the secret of a calendar is good for.
const SEEN: Scopes =
    Scopes::of(&[Scope::ReadBookings, Scope::ReadEvents, Scope::ReadMemberships, Scope::ReadResources, Scope::ReadExternalBookings]);

/// A calendar to make.
#[derive(Clone, Debug)]
pub struct Wish {
    pub subject: Subject,
    /// Whose bookings, where the subject is one resource.
    pub resource: Option<ResourceId>,
    /// To tell it from others; may be empty.
    pub label: String,
}

/// Where a calendar is, for who knows its secret.
pub fn url(app: &App, access: &Access, secret: &Secret) -> String {
    format!("{}/calendars/{}.ics", app.hosts.at(&access.space().subdomain), secret.reveal())
}

fn user(access: &Access) -> Result<UserId> {
    access.user().ok_or(Error::Unauthenticated)
}

/// One's own calendars, oldest first.
pub async fn list(app: &App, access: &Access) -> Result<Vec<CalendarFeed>> {
    let (user, access) = (user(access)?, access.clone());
    app.db.read(async move |tx| Ok::<_, Error>(calendar_feeds::list(&mut access.bind(tx), user).await?)).await
}

/// The resources whose calendars one may have.
pub async fn offered(app: &App, access: &Access) -> Result<Vec<Resource>> {
    let found = resources::list(app, access, Wanted::default(), Slice::ALL).await?;
    Ok(found.items.into_iter().map(|shown| shown.resource).collect())
}

/// The subjects that one may choose.
pub fn subjects(access: &Access) -> Vec<Subject> {
    let mut subjects = Vec::new();
    if access.is_member() {
        subjects.push(Subject::Own);
    }
    if access.is_admin(Scope::ReadBookings) {
        subjects.push(Subject::Space);
    }
    if access.allows(Scope::ReadBookings) {
        subjects.push(Subject::Resource);
    }
    subjects
}

/// Makes a calendar; its secret is in the answer and nowhere else.
pub async fn create(app: &App, access: &Access, wish: Wish) -> Result<(CalendarFeed, Secret)> {
    let user_id = user(access)?;
    let Wish { subject, resource, label } = wish;
    if !subjects(access).contains(&subject) {
        return Err(Error::forbidden("not_yours", "This calendar would show more than you may see."));
    }
    let resource = match subject {
        Subject::Resource => {
            let id = resource.ok_or_else(|| FieldError::field("resource", "blank", "must be chosen"))?;
            Some(resources::get(app, access, id).await?.resource)
        }
        _ => None,
    };
    let label = label.trim();
    if !label.is_empty() {
        texts::name(label).map_err(|bad| FieldError::field("label", bad.code(), bad.message()))?;
    }
    let secret = Secret::new(app.chance.bytes());
    let feed = CalendarFeed {
        id: app.id(),
        user_id,
        subject,
        resource_id: resource.as_ref().map(|resource| resource.id.0),
        label: label.to_owned(),
        created_at: app.clock.now(),
        reset_at: None,
        resource_name: resource.map(|resource| resource.name),
    };
    let (row, hash, access) = (feed.clone(), secret.hash(), access.clone());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            if calendar_feeds::count(&mut tx, row.user_id).await? >= MOST {
                let text = format!("{MOST} calendars are the most that one can have. Delete one that is used no more.");
                return Err(Error::from(FieldError::base("too_many", text)));
            }
            Ok(calendar_feeds::insert(&mut tx, &row, &hash).await?)
        })
        .await?;
    Ok((feed, secret))
}

/// Gives one's calendar another address; the one before opens nothing from now on.
pub async fn reset(app: &App, access: &Access, id: CalendarFeedId) -> Result<Secret> {
    let (secret, user, now, access) = (Secret::new(app.chance.bytes()), user(access)?, app.clock.now(), access.clone());
    let hash = secret.hash();
    let found =
        app.db.write(async move |tx| Ok::<_, Error>(calendar_feeds::reset(&mut access.bind(tx), user, id, &hash, now).await?)).await?;
    if found { Ok(secret) } else { Err(Error::NOT_FOUND) }
}

/// Deletes one's calendar.
pub async fn delete(app: &App, access: &Access, id: CalendarFeedId) -> Result<()> {
    let (user, access) = (user(access)?, access.clone());
    let found = app.db.write(async move |tx| Ok::<_, Error>(calendar_feeds::delete(&mut access.bind(tx), user, id).await?)).await?;
    if found { Ok(()) } else { Err(Error::NOT_FOUND) }
}

/// The calendar behind the secret, as iCalendar. `visit` is anybody's way into the space; what the calendar shows is what
/// its owner may see now. A calendar that is not there, and one whose owner may see nothing, do not exist.
pub async fn read(app: &App, visit: &Access, secret: &str) -> Result<String> {
    let (hash, space) = (oauth::hash(secret), visit.clone());
    let feed = app.db.read(async move |tx| Ok::<_, Error>(calendar_feeds::behind(&mut space.bind(tx), &hash).await?)).await?;
    let feed = feed.ok_or(Error::NOT_FOUND)?;
    let owner = Caller {
        user: feed.user_id,
        token: TokenId(feed.id.0), // names what lets the owner in, as the id of a token does
        client: None,
        scopes: SEEN,
        bound_to: Some(visit.space_id()),
        personal: true,
    };
    let hidden = |error| match error {
        Error::Forbidden { .. } => Error::NOT_FOUND,
        other => other,
    };
    let access = access::enter_as(app, &owner, Place::Space(visit.space_id()), &[Scope::ReadBookings], Door::Related).await;
    let access = access.map_err(hidden)?;
    let app = &app.clone().of(access.space());
    if !subjects(&access).contains(&feed.subject) {
        return Err(Error::NOT_FOUND);
    }
    let domain = app.hosts.authority.split(':').next().unwrap_or_default();
    let views = booked(app, &access, &feed).await.map_err(hidden)?;
    let pending = pending(app, &access, &views).await?;
    let drawing = Drawing { subject: feed.subject, access: &access, domain, pending };
    let mut entries: Vec<Entry> = views.into_iter().map(|view| drawing.booking(view)).collect();
    if feed.subject == Subject::Own {
        entries.extend(attended(app, &access).await?.into_iter().map(|event| drawing.event(event)));
        entries.sort_by(|one, other| (one.starts_at, &one.uid).cmp(&(other.starts_at, &other.uid)));
    }
    let (from, to) = window(app.clock.now(), false);
    Ok(calendar(&Calendar {
        name: drawing.name(feed.resource_name.as_deref()),
        zone_name: access.space().time_zone.clone(),
        zone: access.zone().clone(),
        refresh: REFRESH,
        // By the day, so that the zone's part changes no more often than need be.
        from: day(from),
        to: day(to),
        entries,
    }))
}

fn day(at: jiff::Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_second(at.as_second().div_euclid(86_400) * 86_400).unwrap_or(at)
}

/// The bookings of a calendar, by start; where they are too many, those to come.
async fn booked(app: &App, access: &Access, feed: &CalendarFeed) -> Result<Vec<View>> {
    let of: Vec<Of> = match (feed.subject, feed.resource_id) {
        (Subject::Own, _) => access.members().iter().map(|member| Of::Membership(member.id)).collect(),
        (Subject::Resource, Some(id)) => vec![Of::Resource(ResourceId(id))],
        _ => vec![Of::Space],
    };
    let mut views = Vec::new();
    for of in of {
        let page = |limit| Page { limit, offset: 0 };
        let within = |short| {
            let (from, to) = window(app.clock.now(), short);
            WindowOf { from, to }
        };
        let mut found = bookings::list(app, access, of, within(false), page(LONGEST + 1), false).await?.views;
        if u32::try_from(found.len()).is_ok_and(|count| count > LONGEST) {
            found = bookings::list(app, access, of, within(true), page(LONGEST), false).await?.views;
        }
        views.extend(found);
    }
    Ok(views)
}

/// The events that the owner attends.
async fn attended(app: &App, access: &Access) -> Result<Vec<CalendarEvent>> {
    let ((from, to), access) = (window(app.clock.now(), false), access.clone());
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let mut events = Vec::new();
            for member in access.members() {
                events.extend(calendar_feeds::attended(&mut tx, member.id, from, to, LONGEST.into()).await?);
            }
            Ok::<_, Error>(events)
        })
        .await
}

/// Which of the visitors' bookings still wait for the space.
async fn pending(app: &App, access: &Access, views: &[View]) -> Result<HashSet<Uuid>> {
    if views.iter().all(|view| view.shown.booking.external_booking_id.is_none()) {
        return Ok(HashSet::new());
    }
    let (now, access) = (app.clock.now(), access.clone());
    let (_, to) = window(now, false);
    let found = app.db.read(async move |tx| Ok::<_, Error>(calendar_feeds::pending(&mut access.bind(tx), now, to, LONGEST.into()).await?));
    Ok(found.await?.into_iter().map(|id| id.0).collect())
}

/// How things are drawn in a calendar.
struct Drawing<'a> {
    subject: Subject,
    access: &'a Access,
    /// Makes ids unlike all others in the world.
    domain: &'a str,
    /// Bookings of visitors that nobody has approved yet.
    pending: HashSet<Uuid>,
}

impl Drawing<'_> {
    fn name(&self, resource: Option<&str>) -> String {
        let space = &self.access.space().name;
        match (self.subject, resource) {
            (Subject::Resource, Some(resource)) => format!("{resource}, {space}"),
            _ => space.clone(),
        }
    }

    fn booking(&self, view: View) -> Entry {
        let booking = view.shown.booking;
        let visitor = booking.external_booking_id.is_some();
        let known = Known {
            resource: &view.shown.resource_name,
            title: booking.title.as_deref(),
            name: view.shown.membership_name.as_deref(),
            visitor,
        };
        let summary = summary(self.subject, known);
        let by = known.name.filter(|_| self.subject != Subject::Own).map(str::to_owned);
        let said = [by, booking.comments, booking.attendees_message, booking.url.clone()];
        let here = booking.space_id == self.access.space_id();
        let location = if here { format!("{}, {}", known.resource, self.access.space().name) } else { known.resource.to_owned() };
        Entry {
            uid: format!("{}@{}", booking.id, self.domain),
            created_at: booking.created_at,
            updated_at: booking.updated_at,
            sequence: sequence(booking.created_at, booking.updated_at),
            starts_at: booking.starts_at,
            ends_at: booking.ends_at,
            summary,
            description: described(said),
            location: Some(location),
            url: booking.url,
            tentative: booking.external_booking_id.is_some_and(|id| self.pending.contains(&id)),
        }
    }

    fn event(&self, event: CalendarEvent) -> Entry {
        Entry {
            uid: format!("{}@{}", event.id, self.domain),
            created_at: event.created_at,
            updated_at: event.updated_at,
            sequence: sequence(event.created_at, event.updated_at),
            starts_at: event.starts_at,
            ends_at: event.ends_at,
            summary: event.title,
            description: described([event.description, event.video_url.clone()]),
            location: Some(event.location.unwrap_or_else(|| self.access.space().name.clone())),
            url: event.video_url,
            tentative: false,
        }
    }
}

/// What is said, each on a line of its own.
fn described<const N: usize>(said: [Option<String>; N]) -> Option<String> {
    let said: Vec<String> = said.into_iter().flatten().filter(|text| !text.trim().is_empty()).collect();
    (!said.is_empty()).then(|| said.join("\n"))
}
