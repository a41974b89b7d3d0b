//! Texts that go into the mails about an event (X7): for admins.

use crate::access::Access;
use crate::mails::{self, NewMail};
use crate::resources::Page;
use crate::{App, Error, FieldError, Result};
use domain::calendar_events::Trigger;
use domain::ids::{EventId, EventMessageId};
use domain::scopes::Scope;
use domain::texts::{self, BadText};
use store::event_attendances::{self, Attendance, Seen};
use store::event_messages::{self, Message};
use store::resources::Slice;
use store::{SpaceTx, calendar_events, contacts, memberships};

/// One message.
pub async fn get(app: &App, access: &Access, id: EventMessageId) -> Result<Message> {
    access.require_admin(Scope::ReadEventMessages)?;
    let access = access.clone();
    app.db.read(async move |tx| event_messages::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

/// Those of an event, oldest first.
pub async fn list(app: &App, access: &Access, event: EventId, slice: Slice) -> Result<Page<Message>> {
    access.require_admin(Scope::ReadEventMessages)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let (items, total) = event_messages::list(&mut access.bind(tx), event, slice).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

/// Adds a message; an event has one for each trigger.
pub async fn create(app: &App, access: &Access, event: EventId, trigger: Trigger, body: String) -> Result<Message> {
    access.require_admin(Scope::WriteEventMessages)?;
    check(&body)?;
    let message = Message { id: app.id(), event_id: event, trigger, body, created_at: app.clock.now() };
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            calendar_events::find(&mut tx, event).await?.ok_or(Error::no_such("event"))?;
            event_messages::insert(&mut tx, &message).await?;
            Ok(message.clone())
        })
        .await
}

/// Changes what is given.
pub async fn update(app: &App, access: &Access, id: EventMessageId, trigger: Option<Trigger>, body: Option<String>) -> Result<Message> {
    access.require_admin(Scope::WriteEventMessages)?;
    body.as_deref().map(check).transpose()?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let mut message = event_messages::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            message.trigger = trigger.unwrap_or(message.trigger);
            if let Some(body) = &body {
                message.body.clone_from(body);
            }
            event_messages::update(&mut tx, &message).await?;
            Ok(message)
        })
        .await
}

/// Deletes a message.
pub async fn delete(app: &App, access: &Access, id: EventMessageId) -> Result<()> {
    access.require_admin(Scope::WriteEventMessages)?;
    let access = access.clone();
    app.db.write(async move |tx| if event_messages::delete(&mut access.bind(tx), id).await? { Ok(()) } else { Err(Error::NOT_FOUND) }).await
}

/// The most people that are written to at once.
const MOST: Slice = Slice { limit: 10_000, offset: 0 };

/// Writes to all who attend an event and whose address is known; how many that are. Answers go to the space. For admins who
/// may edit messages and see who attends.
pub async fn write_to_attendees(app: &App, access: &Access, event: EventId, subject: &str, body: &str) -> Result<usize> {
    access.require_admin(Scope::WriteEventMessages)?;
    access.require_admin(Scope::ReadEventAttendances)?;
    check(body)?;
    let subject = texts::name(subject).map_err(|bad| FieldError::field("subject", bad.code(), bad.to_string()))?;
    let (app, access, body) = (app.clone(), access.clone(), body.to_owned());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let event = calendar_events::find(&mut tx, event).await?.ok_or(Error::NOT_FOUND)?;
        let seen = Seen { all: true, ..Seen::default() };
        let (attending, _) = event_attendances::list(&mut tx, event.id, &seen, MOST).await?;
        let mut emails = addresses(&mut tx, &attending).await?;
        emails.sort_unstable();
        emails.dedup();
        let space = access.space();
        let body = format!("{}\n\n{}, {}", body.trim(), space.name, space.email);
        for to in &emails {
            let (subject, body) = (subject.clone(), body.clone());
            let mail = NewMail { space: Some(space.id), kind: "event_message", to: to.clone(), subject, body };
            mails::queue(&app, tx.global(), mail).await?;
        }
        Ok(emails.len())
    })
    .await
}

/// Of members and of visitors, in small letters.
async fn addresses(tx: &mut SpaceTx<'_>, attending: &[Attendance]) -> Result<Vec<String>> {
    let members: Vec<_> = attending.iter().filter_map(Attendance::member).collect();
    let contacts: Vec<_> = attending.iter().filter_map(Attendance::contact).collect();
    let members = if members.is_empty() { Vec::new() } else { memberships::some(tx, members).await? };
    let contacts = if contacts.is_empty() { Vec::new() } else { contacts::some(tx, &contacts).await? };
    let of = members.into_iter().filter_map(|member| member.email).chain(contacts.into_iter().filter_map(|contact| contact.email));
    Ok(of.map(|email| email.to_lowercase()).collect())
}

fn check(body: &str) -> Result<()> {
    let wrong = |bad: BadText| FieldError::field("body", bad.code(), bad.to_string());
    if body.trim().is_empty() {
        return Err(wrong(BadText::Blank).into());
    }
    Ok(texts::text(body).map_err(wrong)?)
}
