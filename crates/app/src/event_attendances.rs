//! Attending events (X4, X5, X8).

use crate::access::Access;
use crate::built_in_emails::{Letters, Recipient};
use crate::calendar_events::{Attending, Eyes, Told, give_back_one, named, named_contacts};
use crate::resources::Page;
use crate::webhooks::objects;
use crate::{App, Error, Event, FieldError, Result};
use domain::calendar_events::{MayNot, Places, Visibility, may_attend_on};
use domain::ids::{EventAttendanceId, EventId, MembershipId};
use domain::memberships::Life;
use domain::scopes::Scope;
use domain::taxes::Rate;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use store::access::Member;
use store::calendar_events::{self, CalendarEvent};
use store::event_attendances::{self, Attendance};
use store::memberships::{self, Membership};
use store::resources::Slice;
use store::{Json, SpaceTx};
use uuid::Uuid;

/// One attendance and, where it was asked for, the member behind it.
pub async fn get(app: &App, access: &Access, id: EventAttendanceId, with_attendee: bool) -> Result<Attending<Attendance>> {
    if with_attendee {
        may_include(access, &[Scope::ReadMemberships, Scope::ReadContacts])?;
    }
    let (eyes, access) = (Eyes::of(access), access.clone());
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let found = event_attendances::find(&mut tx, id).await?.filter(|found| eyes.seen.sees(found)).ok_or(Error::NOT_FOUND)?;
            let wanted = || with_attendee.then_some(&found).into_iter();
            let members = named(&access, &mut tx, wanted().filter_map(Attendance::member)).await?;
            let contacts = named_contacts(&access, &mut tx, wanted().filter_map(Attendance::contact)).await?;
            Ok(Attending { found, members, contacts })
        })
        .await
}

/// Those of an event that the caller sees, in the order they were made. For admins and members of the space.
pub async fn list(app: &App, access: &Access, event: EventId, with_attendees: bool, slice: Slice) -> Result<Attending<Page<Attendance>>> {
    if with_attendees {
        may_include(access, &[Scope::ReadMemberships])?;
    }
    let (eyes, access) = (Eyes::of(access), access.clone());
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            calendar_events::find(&mut tx, event).await?.filter(|event| eyes.sees(event)).ok_or(Error::NOT_FOUND)?;
            if access.admin_role().is_none() && !access.is_member() {
                return Err(Error::forbidden("members_only", "Only admins and members of the space may see who attends."));
            }
            let (items, total) = event_attendances::list(&mut tx, event, &eyes.seen, slice).await?;
            let wanted = || items.iter().filter(|_| with_attendees);
            let members = named(&access, &mut tx, wanted().filter_map(Attendance::member)).await?;
            let contacts = named_contacts(&access, &mut tx, wanted().filter_map(Attendance::contact)).await?;
            Ok(Attending { found: Page { items, total }, members, contacts })
        })
        .await
}

fn may_include(access: &Access, scopes: &[Scope]) -> Result<()> {
    match scopes.iter().find(|scope| !access.allows(**scope)) {
        Some(scope) => Err(Error::scope(scope.name())),
        None => Ok(()),
    }
}

/// Has the owner of a membership attend an event; the price of today is kept with it (X4, X5).
pub async fn attend(app: &App, access: &Access, event: EventId, attendee: MembershipId, visibility: Visibility) -> Result<Attendance> {
    let (app, access, eyes) = (app.clone(), access.clone(), Eyes::of(access));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let event = calendar_events::lock(&mut tx, event).await?.filter(|event| eyes.sees(event)).ok_or(Error::no_such("event"))?;
        let member = access.members().iter().find(|member| member.id == attendee).ok_or_else(|| not_own(&access))?;
        let now = app.clock.now();
        check(&mut tx, &access, &event, member, now).await?;
        let membership = memberships::find(&mut tx, attendee).await?.ok_or(Error::no_such("attendee"))?;
        let attendance = new(&app, &access, &event, &membership, visibility);
        event_attendances::insert(&mut tx, &attendance).await?;
        app.emit(&mut tx, Event::CreatedEventAttendance, attendance.id.0, told(&attendance)).await?;
        Ok(attendance)
    })
    .await
}

fn not_own(access: &Access) -> Error {
    if access.is_admin(Scope::ReadMemberships) || access.is_member() {
        Error::forbidden("not_the_owner", "Only the owner of the membership may do this.")
    } else {
        Error::forbidden("members_only", "Only members of the space may attend.")
    }
}

async fn check(tx: &mut SpaceTx<'_>, access: &Access, event: &CalendarEvent, member: &Member, now: Timestamp) -> Result<()> {
    if event_attendances::attends(tx, event.id, member.id).await? {
        return Err(may_not(MayNot::AlreadyAttending));
    }
    let taken = event_attendances::taken(tx, event.id).await?;
    let places = Places { published: event.published_at.is_some(), starts_at: event.starts_at, capacity: event.capacity, taken };
    places.may_attend(1, now).map_err(may_not)?;
    let life = Life { confirmed_at: member.confirmed_at, starts_at: member.starts_at, canceled_to: member.canceled_to };
    may_attend_on(&life, access.zone().to_datetime(event.starts_at).date()).map_err(may_not)
}

fn may_not(reason: MayNot) -> Error {
    match reason {
        MayNot::InactiveMembership => FieldError::relation("attendee", reason.code(), "is not active on the day of the event").into(),
        _ => Error::conflict(reason.code(), reason.to_string()),
    }
}

fn new(app: &App, access: &Access, event: &CalendarEvent, member: &Membership, visibility: Visibility) -> Attendance {
    let space = access.space();
    let mut taxes = domain::resources::taxes(&space.taxes.0, None, space.settings.0.multiple_tax_rates);
    if !member.charge_taxes {
        for tax in &mut taxes {
            tax.rate = Rate::ZERO;
        }
    }
    Attendance {
        id: app.id(),
        event_id: event.id,
        membership_id: Some(member.id.0),
        contact_id: None,
        purchase_id: None,
        number_of_attendees: 1,
        visibility,
        price: event.price,
        currency: event.currency,
        taxes: Json(taxes),
        accounting_code: event.accounting_code.clone(),
        cost_center: event.cost_center.clone(),
        revenue_account: event.revenue_account.clone(),
        created_at: app.clock.now(),
        name: Some(member.label().to_owned()).filter(|name| !name.is_empty()),
    }
}

/// Takes back an attendance before the event starts; with it goes what it would have cost, and what was billed is credited (X5).
pub async fn leave(app: &App, access: &Access, id: EventAttendanceId) -> Result<()> {
    let (app, access, eyes) = (app.clone(), access.clone(), Eyes::of(access));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let found = event_attendances::find(&mut tx, id).await?.filter(|found| eyes.seen.sees(found)).ok_or(Error::NOT_FOUND)?;
        if !found.member().is_some_and(|member| access.owns(member)) {
            return Err(Error::forbidden("not_the_owner", "Only the owner of the membership may do this."));
        }
        let event = calendar_events::lock(&mut tx, found.event_id).await?.ok_or(Error::NOT_FOUND)?;
        let places = Places { published: true, starts_at: event.starts_at, capacity: None, taken: 0 };
        places.may_leave(app.clock.now()).map_err(may_not)?;
        give_back_one(&app, &access, &mut tx, &event, &found).await?;
        if !event_attendances::delete(&mut tx, id).await? {
            return Err(Error::NOT_FOUND);
        }
        let mut detail = told(&found);
        if let Value::Object(detail) = &mut detail {
            detail.insert("object".into(), objects::event_attendance(&found));
        }
        app.emit(&mut tx, Event::DeletedEventAttendance, id.0, detail).await
    })
    .await
}

/// Takes somebody off the list, and who was to come is told (X5). What was not billed yet goes with it; what was billed to a member or
/// paid by a visitor is given back or not, as the admin says. For admins who may edit who attends.
pub async fn remove(app: &App, access: &Access, id: EventAttendanceId, give_back: bool) -> Result<()> {
    access.require_admin(Scope::WriteEventAttendances)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let found = event_attendances::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        let event = calendar_events::lock(&mut tx, found.event_id).await?.ok_or(Error::NOT_FOUND)?;
        let words = if give_back { give_back_one(&app, &access, &mut tx, &event, &found).await? } else { String::new() };
        if !event_attendances::delete(&mut tx, id).await? {
            return Err(Error::NOT_FOUND);
        }
        if event.starts_at > app.clock.now() {
            tell_removed(&app, &access, &mut tx, &event, &found, words).await?;
        }
        let mut detail = told(&found);
        if let Value::Object(detail) = &mut detail {
            detail.insert("object".into(), objects::event_attendance(&found));
        }
        app.emit(&mut tx, Event::DeletedEventAttendance, id.0, detail).await
    })
    .await
}

async fn tell_removed(
    app: &App,
    access: &Access,
    tx: &mut SpaceTx<'_>,
    event: &CalendarEvent,
    of: &Attendance,
    words: String,
) -> Result<()> {
    let email = match (of.member(), of.contact()) {
        (Some(member), _) => memberships::find(tx, member).await?.and_then(|member| member.email),
        (None, Some(contact)) => store::contacts::some(tx, &[contact]).await?.pop().and_then(|contact| contact.email),
        (None, None) => None,
    };
    let Some(email) = email else { return Ok(()) };
    let name = of.name.clone().unwrap_or_default();
    canceled(access, tx, event).await?.saying("refund", words).send(app, tx, access.space(), &Recipient { email, name }).await
}

async fn canceled(access: &Access, tx: &mut SpaceTx<'_>, event: &CalendarEvent) -> Result<Letters> {
    let from = access.zone().to_datetime(event.starts_at).strftime("%Y-%m-%d %H:%M").to_string();
    let values = vec![("event", event.title.clone()), ("from", from), ("refund", String::new())];
    Letters::new(tx, "event_canceled_email", values).await
}

/// Tells all who were to come that an event is deleted, each address once (X6), and what becomes of their money.
pub(crate) async fn tell_deleted(
    app: &App,
    access: &Access,
    tx: &mut SpaceTx<'_>,
    event: &CalendarEvent,
    (attending, told): (&[Attendance], &Told),
) -> Result<()> {
    let known = addresses(tx, attending).await?;
    let mut people = BTreeMap::<String, (&Recipient, Vec<&str>)>::new();
    for one in attending {
        let Some(to) = one.membership_id.or(one.contact_id).and_then(|id| known.get(&id)) else { continue };
        let (_, words) = people.entry(to.email.to_lowercase()).or_insert_with(|| (to, Vec::new()));
        let text = told.get(&one.id).map(String::as_str).unwrap_or_default();
        if !text.is_empty() && !words.contains(&text) {
            words.push(text);
        }
    }
    if people.is_empty() {
        return Ok(());
    }
    let letters = canceled(access, tx, event).await?;
    for (to, words) in people.into_values() {
        letters.clone().saying("refund", words.join(" ")).send(app, tx, access.space(), to).await?;
    }
    Ok(())
}

/// Of members and of visitors that have one, by the id of either.
async fn addresses(tx: &mut SpaceTx<'_>, attending: &[Attendance]) -> Result<HashMap<Uuid, Recipient>> {
    let members: Vec<_> = attending.iter().filter_map(Attendance::member).collect();
    let contacts: Vec<_> = attending.iter().filter_map(Attendance::contact).collect();
    let members = if members.is_empty() { vec![] } else { memberships::some(tx, members).await? };
    let contacts = if contacts.is_empty() { vec![] } else { store::contacts::some(tx, &contacts).await? };
    let to = |email: Option<String>, name: Option<String>, company| {
        Some(Recipient { email: email?, name: name.or(company).unwrap_or_default() })
    };
    let members = members.into_iter().filter_map(|one| Some((one.id.0, to(one.email, one.name, one.company)?)));
    let contacts = contacts.into_iter().filter_map(|one| Some((one.id.0, to(one.email, one.name, one.company)?)));
    Ok(members.chain(contacts).collect())
}

pub(crate) fn told(attendance: &Attendance) -> Value {
    json!({"event_id": attendance.event_id, "membership_id": attendance.member(), "contact_id": attendance.contact()})
}
