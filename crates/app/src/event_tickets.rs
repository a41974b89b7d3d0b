//! Visitors attend events, with a ticket (X4).

use crate::access::Access;
use crate::calendar_events::Eyes;
use crate::event_attendances::told;
use crate::mails::{self, NewMail};
use crate::{App, Error, Event, FieldError, Result, buyers, contacts};
use domain::calendar_events::{Audience, Places, Trigger, Visibility};
use domain::ids::{ContactId, EventAttendanceId, EventId};
use domain::money::{Amount, Currency};
use serde_json::json;
use store::buyers::Buyer;
use store::calendar_events::{self, CalendarEvent};
use store::event_attendances::{self, Attendance};
use store::event_tickets::{self, Purchase};
use store::resources::Slice;
use store::spaces::Space;
use store::{Json, SpaceTx, event_messages};

/// A ticket that was bought. It was free.
#[derive(Clone, Debug)]
pub struct Bought {
    pub purchase: Purchase,
    pub attendance: EventAttendanceId,
    pub currency: Currency,
}

/// Takes a place at an event for visitors that costs them nothing; where they pay, there is no way to do it here. For any
/// user.
pub async fn buy(app: &App, access: &Access, event: EventId, buyer: Buyer) -> Result<Bought> {
    let (app, access, eyes, buyer) = (app.clone(), access.clone(), Eyes::of(access), buyers::checked(buyer)?);
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let event = calendar_events::lock(&mut tx, event).await?.filter(|event| eyes.sees(event)).ok_or(Error::NOT_FOUND)?;
        may_buy(&app, &mut tx, &event).await?;
        let (contact, changed) = contacts::keep(&app, &mut tx, &buyers::contact(&buyer)).await?;
        let (user, now) = (access.user(), app.clock.now());
        let purchase = Purchase { id: app.id(), contact, buyer: buyer.clone(), created_by: user, created_at: now };
        event_tickets::insert(&mut tx, &purchase).await?;
        let attendance = attendance(&app, &event, contact, &purchase);
        event_attendances::insert(&mut tx, &attendance).await?;
        let said = message(&mut tx, event.id).await?;
        mails::queue(&app, tx.global(), mail(access.space(), &event, &purchase, said.as_deref())).await?;
        app.emit(&mut tx, changed, contact.0, json!({})).await?;
        app.emit(&mut tx, Event::CreatedEventAttendance, attendance.id.0, told(&attendance)).await?;
        Ok(Bought { purchase, attendance: attendance.id, currency: attendance.currency })
    })
    .await
}

async fn may_buy(app: &App, tx: &mut SpaceTx<'_>, event: &CalendarEvent) -> Result<()> {
    if event.audience != Audience::Public {
        return Err(Error::forbidden("members_only", "Only members of the space may attend."));
    }
    let taken = event_attendances::taken(tx, event.id).await?;
    let places = Places { published: event.published_at.is_some(), starts_at: event.starts_at, capacity: event.capacity, taken };
    places.may_attend(1, app.clock.now()).map_err(|reason| Error::conflict(reason.code(), reason.to_string()))?;
    if event.visitor_price.or(event.price).is_some_and(|price| Amount(price) != Amount::ZERO) {
        return Err(FieldError::relation("payment", "payment_needed", "is needed, for visitors pay for this event").into());
    }
    Ok(())
}

fn attendance(app: &App, event: &CalendarEvent, contact: ContactId, purchase: &Purchase) -> Attendance {
    Attendance {
        id: app.id(),
        event_id: event.id,
        membership_id: None,
        number_of_attendees: 1,
        visibility: Visibility::Admins,
        price: None,
        currency: if event.visitor_price.is_some() { event.visitor_currency } else { event.currency },
        taxes: Json(vec![]),
        accounting_code: event.visitor_accounting_code.clone(),
        cost_center: event.visitor_cost_center.clone(),
        revenue_account: event.visitor_revenue_account.clone(),
        created_at: purchase.created_at,
        contact_id: Some(contact.0),
        purchase_id: Some(purchase.id.0),
        name: Some(purchase.buyer.name.clone()),
    }
}

/// What the space tells those who attend (X7).
async fn message(tx: &mut SpaceTx<'_>, event: EventId) -> Result<Option<String>> {
    let (messages, _) = event_messages::list(tx, event, Slice::ALL).await?;
    Ok(messages.into_iter().find(|message| message.trigger == Trigger::Attended).map(|message| message.body))
}

fn mail(space: &Space, event: &CalendarEvent, purchase: &Purchase, said: Option<&str>) -> NewMail {
    let zone = jiff::tz::TimeZone::get(&space.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let starts = zone.to_datetime(event.starts_at).strftime("%Y-%m-%d, %H:%M").to_string();
    let body = format!(
        "Hello {},\n\nyou have a ticket for \"{}\" of {}. It starts on {starts}. If you cannot come, write to {}.",
        purchase.buyer.name, event.title, space.name, space.email
    );
    let body = match said {
        Some(said) => format!("{body}\n\n{said}"),
        None => body,
    };
    let subject = format!("Your ticket: {}", event.title);
    NewMail { space: Some(space.id), kind: "event_attended_email", to: purchase.buyer.email.clone(), subject, body }
}
