//! Making, changing, publishing and deleting events: for admins with edit on them.

use super::details::{Details, apply};
use super::giving_back;
use super::view::{Asked, Eyes, View, show};
use crate::access::Access;
use crate::bookings::{self, Occasion, Wanted};
use crate::files::{self, Image};
use crate::{App, Error, Event, FieldError, Result};
use domain::calendar_events::Audience;
use domain::ids::{EventId, EventTagId, FileId};
use domain::interval::Interval;
use domain::scopes::Scope;
use jiff::Timestamp;
use serde_json::{Value, json};
use store::calendar_events::{self, CalendarEvent};
use store::resources::Word;
use store::{Json, SpaceTx, event_attendances};

/// Makes a draft and books its resources, all of them or none (X2, X3).
pub async fn create(app: &App, access: &Access, details: Details) -> Result<View> {
    access.require_admin(Scope::WriteEvents)?;
    let mut event = blank(app, access);
    apply(&details, &mut event, access.space()).map_err(Error::Invalid)?;
    let image = picture(app, &details).await?.flatten();
    let (app, access, file) = (app.clone(), access.clone(), app.id::<FileId>());
    let db = app.db.clone();
    db.write(async move |tx| {
        let (mut tx, mut event) = (access.bind(tx), event.clone());
        if let Some(image) = &image {
            event.image = Some(Word(files::insert(&app, &mut tx, file, image).await?));
        }
        calendar_events::insert(&mut tx, &event).await?;
        tag(&app, &mut tx, &event).await?;
        let wanted = wanted(&details).unwrap_or_default();
        let done = bookings::reserve(&app, &access, &mut tx, &occasion(&event), Some(&wanted)).await?;
        let view = look(&access, &mut tx, event.clone()).await?;
        done.tell(&app, &mut tx).await?;
        app.emit(&mut tx, Event::CreatedEvent, event.id.0, told(&event)).await?;
        Ok(view)
    })
    .await
}

/// Changes what `details` says of an event; bookings move along in one step (X3).
pub async fn update(app: &App, access: &Access, id: EventId, details: Details) -> Result<View> {
    // Who may not change events is refused below, and takes nobody's time before.
    let image = if access.is_admin(Scope::WriteEvents) { picture(app, &details).await? } else { None };
    let (app, access, file) = (app.clone(), access.clone(), app.id::<FileId>());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let before = editable(&access, &mut tx, id).await?;
        let mut after = CalendarEvent { updated_at: app.clock.now(), ..before.clone() };
        apply(&details, &mut after, access.space()).map_err(Error::Invalid)?;
        if let Some(capacity) = after.capacity.filter(|_| details.capacity.is_some()) {
            let taken = event_attendances::taken(&mut tx, id).await?;
            if taken > capacity {
                let message = format!("must not be less than the {taken} people who attend");
                return Err(FieldError::field("capacity", "less_than_attendees", message).into());
            }
        }
        if let Some(image) = &image {
            files::forget(&mut tx, before.image.as_ref()).await?;
            after.image = match image {
                Some(image) => Some(Word(files::insert(&app, &mut tx, file, image).await?)),
                None => None,
            };
        }
        calendar_events::update(&mut tx, &after).await?;
        if details.tags.is_some() {
            tag(&app, &mut tx, &after).await?;
        }
        let done = bookings::reserve(&app, &access, &mut tx, &occasion(&after), wanted(&details).as_ref()).await?;
        let view = look(&access, &mut tx, after.clone()).await?;
        done.tell(&app, &mut tx).await?;
        app.emit(&mut tx, Event::UpdatedEvent, id.0, told(&after)).await?;
        Ok(view)
    })
    .await
}

/// Makes an event visible to those it is for (X2).
pub async fn publish(app: &App, access: &Access, id: EventId) -> Result<View> {
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let mut event = editable(&access, &mut tx, id).await?;
        if event.published_at.is_some() {
            return Err(Error::conflict("already_published", "The event is published already."));
        }
        let now = app.clock.now();
        calendar_events::publish(&mut tx, id, Some(now), now).await?;
        (event.published_at, event.updated_at) = (Some(now), now);
        event.first_published_at = event.first_published_at.or(Some(now));
        let view = look(&access, &mut tx, event.clone()).await?;
        app.emit(&mut tx, Event::PublishedEvent, id.0, told(&event)).await?;
        Ok(view)
    })
    .await
}

/// Makes an event a draft again, as long as nobody attends (X6).
pub async fn unpublish(app: &App, access: &Access, id: EventId) -> Result<View> {
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let mut event = editable(&access, &mut tx, id).await?;
        if event.published_at.is_none() {
            return Err(Error::conflict("not_published", "The event is not published."));
        }
        if event_attendances::taken(&mut tx, id).await? > 0 {
            return Err(Error::conflict("has_attendees", "People attend the event already."));
        }
        let now = app.clock.now();
        calendar_events::publish(&mut tx, id, None, now).await?;
        (event.published_at, event.updated_at) = (None, now);
        let view = look(&access, &mut tx, event.clone()).await?;
        app.emit(&mut tx, Event::DepublishedEvent, id.0, told(&event)).await?;
        Ok(view)
    })
    .await
}

/// Deletes an event with its bookings and attendances; who was to come is told, and nobody pays for it (X6). One that has begun is
/// tidied away: nobody is told, and what was paid stays paid.
pub async fn delete(app: &App, access: &Access, id: EventId) -> Result<()> {
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let event = editable(&access, &mut tx, id).await?;
        if event.starts_at > app.clock.now() {
            let attending = event_attendances::all(&mut tx, id).await?;
            let told = giving_back::give_back(&app, &access, &mut tx, &event, &attending).await?;
            crate::event_attendances::tell_deleted(&app, &access, &mut tx, &event, (&attending, &told)).await?;
        }
        let done = bookings::release(&mut tx, id).await?;
        calendar_events::delete(&mut tx, id).await?;
        files::forget(&mut tx, event.image.as_ref()).await?;
        done.tell(&app, &mut tx).await?;
        app.emit(&mut tx, Event::DeletedEvent, id.0, told(&event)).await
    })
    .await
}

/// The event, locked, if the caller may edit it. Drafts are not there for others.
async fn editable(access: &Access, tx: &mut SpaceTx<'_>, id: EventId) -> Result<CalendarEvent> {
    let event = calendar_events::lock(tx, id).await?.ok_or(Error::NOT_FOUND)?;
    access.require_admin(Scope::WriteEvents)?;
    Ok(event)
}

fn blank(app: &App, access: &Access) -> CalendarEvent {
    let (now, currency) = (app.clock.now(), access.space().currency);
    CalendarEvent {
        id: app.id(),
        title: String::new(),
        starts_at: Timestamp::UNIX_EPOCH,
        ends_at: Timestamp::UNIX_EPOCH,
        audience: Audience::MembersOnly,
        public_page: false,
        description: None,
        color: None,
        video_url: None,
        image: None,
        location: None,
        capacity: None,
        tags: Json(Vec::new()),
        price: None,
        currency,
        visitor_price: None,
        visitor_currency: currency,
        accounting_code: None,
        visitor_accounting_code: None,
        cost_center: None,
        revenue_account: None,
        visitor_cost_center: None,
        visitor_revenue_account: None,
        published_at: None,
        first_published_at: None,
        created_by: access.user().map(|user| user.0),
        created_at: now,
        updated_at: now,
    }
}

async fn picture(app: &App, details: &Details) -> Result<Option<Option<Image>>> {
    Ok(match &details.image {
        Some(Some(data)) => Some(Some(files::image(app, "image.data", data).await?)),
        Some(None) => Some(None),
        None => None,
    })
}

async fn tag(app: &App, tx: &mut SpaceTx<'_>, event: &CalendarEvent) -> Result<()> {
    let tags = event.tags.0.iter().map(|tag| (app.id::<EventTagId>(), tag.clone())).collect();
    Ok(calendar_events::set_tags(tx, event.id, tags).await?)
}

fn wanted(details: &Details) -> Option<Wanted> {
    details.resources.as_ref().map(|resources| resources.iter().copied().collect())
}

fn occasion(event: &CalendarEvent) -> Occasion<'_> {
    Occasion { event: event.id, title: &event.title, interval: Interval::new(event.starts_at, event.ends_at) }
}

async fn look(access: &Access, tx: &mut SpaceTx<'_>, event: CalendarEvent) -> Result<View> {
    show(tx, &Eyes::of(access), vec![event], Asked::default()).await?.pop().ok_or(Error::NOT_FOUND)
}

/// What is told of an event: enough to know what it was when it is gone.
fn told(event: &CalendarEvent) -> Value {
    json!({"title": event.title, "from": event.starts_at, "to": event.ends_at})
}
