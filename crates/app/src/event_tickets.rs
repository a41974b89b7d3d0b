//! Visitors attend events, with a ticket (X4).

use crate::access::Access;
use crate::calendar_events::Eyes;
use crate::event_attendances::told;
use crate::invoices::NewItem;
use crate::mails::{self, NewMail};
use crate::payments::{self, Bill, Means, Paying, Price};
use crate::{App, Error, Event, FieldError, Result, buyers, contacts};
use domain::calendar_events::{Audience, Places, Trigger, Visibility};
use domain::ids::{ContactId, EventAttendanceId, EventId, InvoiceId, PaymentMethodId};
use domain::money::{Amount, Currency};
use domain::taxes::Line;
use serde_json::json;
use store::buyers::Buyer;
use store::calendar_events::{self, CalendarEvent};
use store::event_attendances::{self, Attendance};
use store::event_tickets::{self, Purchase};
use store::resources::Slice;
use store::spaces::Space;
use store::{Json, SpaceTx, event_messages};

/// Tickets to buy, and who buys them.
#[derive(Clone, Debug)]
pub struct Order {
    pub event: EventId,
    pub people: u32,
    pub buyer: Buyer,
    pub means: Means,
}

/// Tickets that were bought.
#[derive(Clone, Debug)]
pub struct Bought {
    pub purchase: Purchase,
    pub attendance: EventAttendanceId,
    /// Of all of them.
    pub line: Line,
    pub currency: Currency,
    pub invoice: Option<InvoiceId>,
    pub method: Option<PaymentMethodId>,
}

/// What payment methods are enabled for.
const USE: &str = "publicEventTickets";

/// Takes places at an event for visitors. A payment that is named is taken first, and goes back when there is no place. For any
/// user.
pub async fn buy(app: &App, access: &Access, mut order: Order) -> Result<Bought> {
    order.buyer = buyers::checked(order.buyer)?;
    payments::buying(app, access, (order.means, USE), false, |paying| write(app, access, order, paying)).await
}

/// What tickets cost, as far as there are places (Y8).
pub(crate) async fn price_of(app: &App, access: &Access, event: EventId, people: u32) -> Result<Price> {
    let (all, access, eyes) = (app.clone(), access.clone(), Eyes::of(access));
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let event = calendar_events::find(&mut tx, event).await?.filter(|event| eyes.sees(event)).ok_or(Error::NOT_FOUND)?;
            may_buy(&all, &mut tx, &event, people).await?;
            let attendance = attendance(&all, &access, &event, people);
            let gross = line(&access, &attendance)?.gross;
            Ok(Price { gross, currency: attendance.currency, what: event.title, later: false, held: false })
        })
        .await
}

/// What tickets would cost.
#[derive(Clone, Debug)]
pub struct Quote {
    pub line: Line,
    pub currency: Currency,
}

/// What so many tickets cost, with their taxes, as far as there are places. For anybody.
///
/// # Errors
/// [`Error::Conflict`] where visitors cannot attend any more, [`Error::Forbidden`] where they never could.
pub async fn quote(app: &App, access: &Access, event: EventId, people: u32) -> Result<Quote> {
    let (all, access, eyes) = (app.clone(), access.clone(), Eyes::of(access));
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let event = calendar_events::find(&mut tx, event).await?.filter(|event| eyes.sees(event)).ok_or(Error::NOT_FOUND)?;
            may_buy(&all, &mut tx, &event, people).await?;
            let attendance = attendance(&all, &access, &event, people);
            Ok(Quote { line: line(&access, &attendance)?, currency: attendance.currency })
        })
        .await
}

/// Net, taxes and gross of all places.
fn line(access: &Access, attendance: &Attendance) -> Result<Line> {
    let (net, people) = (Amount(attendance.price.unwrap_or_default()), attendance.number_of_attendees.into());
    let line = domain::taxes::line(net, people, &attendance.taxes.0, access.space().price_display, attendance.currency);
    line.map_err(|_| FieldError::base("too_large", "The price is too large.").into())
}

async fn write(app: &App, access: &Access, order: Order, paying: Paying) -> Result<Bought> {
    let (app, access, eyes, buyer) = (app.clone(), access.clone(), Eyes::of(access), order.buyer);
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let event = calendar_events::lock(&mut tx, order.event).await?.filter(|event| eyes.sees(event)).ok_or(Error::NOT_FOUND)?;
        may_buy(&app, &mut tx, &event, order.people).await?;
        let (contact, changed) = contacts::keep(&app, &mut tx, &buyers::contact(&buyer)).await?;
        let (user, now) = (access.user(), app.clock.now());
        let purchase = Purchase { id: app.id(), contact, buyer: buyer.clone(), created_by: user, created_at: now };
        event_tickets::insert(&mut tx, &purchase).await?;
        let attendance = attendance(&app, &access, &event, order.people);
        let attendance = bought_by(attendance, contact, &purchase);
        event_attendances::insert(&mut tx, &attendance).await?;
        let line = line(&access, &attendance)?;
        check_paid(&access, &mut tx, &paying, line.gross).await?;
        let invoice = Box::pin(payments::bill(&app, &access, &mut tx, &paying, bill(&purchase, &event, &attendance, line.gross))).await?;
        let said = message(&mut tx, event.id, &paying).await?;
        mails::queue(&app, tx.global(), mail(access.space(), &event, &purchase, said.as_deref())).await?;
        app.emit(&mut tx, changed, contact.0, json!({})).await?;
        app.emit(&mut tx, Event::CreatedEventAttendance, attendance.id.0, told(&attendance)).await?;
        let (invoice, method) = (invoice.map(|invoice| invoice.id), paying.method());
        Ok(Bought { purchase, attendance: attendance.id, line, currency: attendance.currency, invoice, method })
    })
    .await
}

/// Tickets that cost something are never given away, whatever methods the space has (X4).
async fn check_paid(access: &Access, tx: &mut SpaceTx<'_>, paying: &Paying, gross: Amount) -> Result<()> {
    if matches!(paying, Paying::Nothing) && gross > Amount::ZERO {
        return Err(FieldError::relation("payment", "payment_needed", "is needed, for visitors pay for this event").into());
    }
    payments::check_named(access, tx, paying, gross, USE).await
}

fn bill(purchase: &Purchase, event: &CalendarEvent, attendance: &Attendance, gross: Amount) -> Bill {
    let (net, people) = (Amount(attendance.price.unwrap_or_default()), attendance.number_of_attendees.into());
    let line = payments::item(event.title.clone(), net, people, attendance.taxes.0.clone());
    let accounts = (attendance.cost_center.clone().map(|Json(one)| one), attendance.revenue_account.clone().map(|Json(one)| one));
    let accounting_code = attendance.accounting_code.clone();
    Bill {
        purchase: purchase.id.0,
        contact: purchase.contact,
        recipient: payments::addressed(&purchase.buyer),
        tax_id: purchase.buyer.tax_id.clone(),
        email: purchase.buyer.email.clone(),
        items: vec![NewItem { accounting_code, cost_center: accounts.0, revenue_account: accounts.1, ..line }],
        currency: attendance.currency,
        gross,
        waits: false,
    }
}

async fn may_buy(app: &App, tx: &mut SpaceTx<'_>, event: &CalendarEvent, people: u32) -> Result<()> {
    if event.audience != Audience::Public {
        return Err(Error::forbidden("members_only", "Only members of the space may attend."));
    }
    let taken = event_attendances::taken(tx, event.id).await?;
    let places = Places { published: event.published_at.is_some(), starts_at: event.starts_at, capacity: event.capacity, taken };
    places.may_attend(people, app.clock.now()).map_err(|reason| Error::conflict(reason.code(), reason.to_string()))
}

/// With the price and the taxes of today (X5, M12).
fn attendance(app: &App, access: &Access, event: &CalendarEvent, people: u32) -> Attendance {
    let (space, price) = (access.space(), event.visitor_price.or(event.price).filter(|price| *price != 0));
    let taxes = domain::resources::taxes(&space.taxes.0, None, space.settings.0.multiple_tax_rates);
    Attendance {
        id: app.id(),
        event_id: event.id,
        membership_id: None,
        number_of_attendees: people,
        visibility: Visibility::Admins,
        price,
        currency: if event.visitor_price.is_some() { event.visitor_currency } else { event.currency },
        taxes: Json(if price.is_some() { taxes } else { vec![] }),
        accounting_code: event.visitor_accounting_code.clone(),
        cost_center: event.visitor_cost_center.clone(),
        revenue_account: event.visitor_revenue_account.clone(),
        created_at: app.clock.now(),
        contact_id: None,
        purchase_id: None,
        name: None,
    }
}

fn bought_by(attendance: Attendance, contact: ContactId, purchase: &Purchase) -> Attendance {
    let (contact_id, purchase_id, name) = (Some(contact.0), Some(purchase.id.0), Some(purchase.buyer.name.clone()));
    Attendance { contact_id, purchase_id, name, ..attendance }
}

/// What the space tells those who attend (X7), and how they are to pay.
async fn message(tx: &mut SpaceTx<'_>, event: EventId, paying: &Paying) -> Result<Option<String>> {
    let (messages, _) = event_messages::list(tx, event, Slice::ALL).await?;
    let said = messages.into_iter().find(|message| message.trigger == Trigger::Attended).map(|message| message.body);
    let all: Vec<_> = said.into_iter().chain(paying.instructions().map(str::to_owned)).collect();
    Ok(Some(all.join("\n\n")).filter(|text| !text.is_empty()))
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
