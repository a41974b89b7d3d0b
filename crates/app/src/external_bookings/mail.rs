//! What visitors and the space are told (section 23).

use super::price::total_of;
use crate::mails::{self, NewMail};
use crate::{App, Result};
use domain::external_bookings::{CanceledBy, Status};
use domain::taxes::PriceDisplay;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::SpaceTx;
use store::external_bookings::ExternalBooking;
use store::resources::Word;
use store::spaces::Space;

/// What the link to cancel carries.
pub(super) struct CancelLink<'a> {
    pub secret: &'a str,
}

fn local(at: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string()
}

/// `2026-03-12 10:00 to 12:00`, with the day again where it is another.
pub(super) fn when(booking: &ExternalBooking, zone: &TimeZone) -> String {
    let (from, to) = (local(booking.starts_at, zone), local(booking.ends_at, zone));
    let (day, time) = to.split_at_checked(11).unwrap_or(("", &to));
    let to = if from.starts_with(day) { time } else { &to };
    format!("{from} to {to}")
}

/// With extras, as the space shows prices; `None` where nothing is to be paid.
fn price(space: &Space, booking: &ExternalBooking) -> Result<Option<String>> {
    let (total, display) = (total_of(space, booking)?, space.price_display);
    if total.gross.0 == 0 {
        return Ok(None);
    }
    let words = if display == PriceDisplay::Net && total.gross != total.net { " plus taxes" } else { "" };
    let shown = if display == PriceDisplay::Net { total.net } else { total.gross };
    Ok(Some(format!("{shown} {}{words}", booking.currency)))
}

fn facts(space: &Space, zone: &TimeZone, booking: &ExternalBooking, resource: &str) -> Result<String> {
    let price = price(space, booking)?.unwrap_or_else(|| "free of charge".to_owned());
    Ok(format!("{resource} at {}\n{}\nVisitors: {}\nPrice: {price}", space.name, when(booking, zone), booking.number_of_visitors))
}

fn greeting(booking: &ExternalBooking) -> String {
    let name = booking.name.as_deref().or(booking.company.as_deref());
    name.map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {name},"))
}

fn page(app: &App, space: &Space, path: &str) -> String {
    format!("{}{path}", app.site_of(space))
}

async fn to_visitor(
    app: &App,
    tx: &mut SpaceTx<'_>,
    space: &Space,
    booking: &ExternalBooking,
    kind: &'static str,
    (subject, text): (String, String),
) -> Result<()> {
    let body = format!("{}\n\n{text}\n\n{}\n{}", greeting(booking), space.name, space.email);
    let mail = NewMail { space: Some(space.id), kind, to: booking.email.clone(), subject, body };
    mails::queue(app, tx.global(), mail).await.map(drop)
}

/// Tells the space of what visitors did.
async fn to_space(app: &App, tx: &mut SpaceTx<'_>, space: &Space, booking: &ExternalBooking, subject: String, facts: &str) -> Result<()> {
    let link = page(app, space, &format!("/admin/external_bookings/{}", booking.id));
    let who = [booking.name.as_deref(), booking.company.as_deref(), Some(&*booking.email), booking.phone.as_deref()];
    let who = who.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let comments = booking.comments.as_deref().map(|comments| format!("\n\n{comments}")).unwrap_or_default();
    let body = format!("{facts}\n{who}{comments}\n\n{link}");
    let mail = NewMail { space: Some(space.id), kind: "external_booking_admin_email", to: space.email.clone(), subject, body };
    mails::queue(app, tx.global(), mail).await.map(drop)
}

/// It was made, or waits for approval.
pub(super) async fn made(
    app: &App,
    tx: &mut SpaceTx<'_>,
    space: &Space,
    zone: &TimeZone,
    booking: &ExternalBooking,
    resource: &str,
    to_pay: Option<&str>,
) -> Result<()> {
    let facts = facts(space, zone, booking, resource)?;
    let subject = if booking.status == Status::Pending {
        let text = format!("{} has your request and will answer it:\n\n{facts}", space.name);
        let mail = (format!("Your request for {resource}"), text);
        to_visitor(app, tx, space, booking, "external_booking_request_email", mail).await?;
        format!("A visitor asks for {resource}")
    } else {
        approved(app, tx, space, zone, booking, resource, to_pay).await?;
        format!("A visitor has booked {resource}")
    };
    to_space(app, tx, space, booking, subject, &facts).await
}

/// It is sure now.
pub(super) async fn approved(
    app: &App,
    tx: &mut SpaceTx<'_>,
    space: &Space,
    zone: &TimeZone,
    booking: &ExternalBooking,
    resource: &str,
    to_pay: Option<&str>,
) -> Result<()> {
    let mut text = format!("Your booking is confirmed:\n\n{}", facts(space, zone, booking, resource)?);
    for said in [to_pay, booking.instructions.as_deref()].into_iter().flatten() {
        text.push_str("\n\n");
        text.push_str(said);
    }
    let link = page(app, space, &format!("/external_bookings/{}/cancellation", booking.id));
    text.push_str("\n\nTo cancel, open this page: ");
    text.push_str(&link);
    let mail = (format!("Your booking of {resource}"), text);
    to_visitor(app, tx, space, booking, "external_booking_confirmation_email", mail).await
}

/// The space changed it; nothing is sent where the visitor would see no difference.
pub(super) async fn changed(
    app: &App,
    tx: &mut SpaceTx<'_>,
    space: &Space,
    zone: &TimeZone,
    old: &ExternalBooking,
    new: &ExternalBooking,
    resource: &str,
) -> Result<()> {
    let free = || "free of charge".to_owned();
    let figures = |booking: &ExternalBooking| -> Result<[(&'static str, String); 4]> {
        Ok([
            ("Time", when(booking, zone)),
            ("Title", booking.title.clone().unwrap_or_else(|| "none".to_owned())),
            ("Visitors", booking.number_of_visitors.to_string()),
            ("Price", price(space, booking)?.unwrap_or_else(free)),
        ])
    };
    let pairs = figures(old)?.into_iter().zip(figures(new)?).filter(|(before, after)| before != after);
    let changes: Vec<String> = pairs.map(|((name, before), (_, after))| format!("{name}: {after} (was {before})")).collect();
    if changes.is_empty() {
        return Ok(());
    }
    let facts = facts(space, zone, new, resource)?;
    let text = format!("{} has changed your booking:\n\n{}\n\nIt is now:\n\n{facts}", space.name, changes.join("\n"));
    to_visitor(app, tx, space, new, "external_booking_changed_email", (format!("Your booking of {resource} has changed"), text)).await
}

/// The link that cancels.
pub(super) async fn cancel_link(
    app: &App,
    tx: &mut SpaceTx<'_>,
    space: &Space,
    zone: &TimeZone,
    booking: &ExternalBooking,
    resource: &str,
    link: &CancelLink<'_>,
) -> Result<()> {
    let facts = facts(space, zone, booking, resource)?;
    let link = page(app, space, &format!("/external_bookings/{}/cancellation/{}", booking.id, link.secret));
    let text = format!(
        "Somebody wants to cancel your booking:\n\n{facts}\n\nIf that was you, open this link within 24 hours; it works once:\n\n{link}\n\n\
         If not, there is nothing to do."
    );
    let mail = (format!("Cancel your booking of {resource}?"), text);
    to_visitor(app, tx, space, booking, "external_booking_cancel_link_email", mail).await
}

/// It is canceled, by the visitor or by the space.
pub(super) async fn canceled(
    app: &App,
    tx: &mut SpaceTx<'_>,
    space: &Space,
    zone: &TimeZone,
    booking: &ExternalBooking,
    resource: &str,
) -> Result<()> {
    let facts = facts(space, zone, booking, resource)?;
    let by_visitor = booking.canceled_by == Some(Word(CanceledBy::Visitor));
    let words = if by_visitor { "Your booking is canceled, as you wished" } else { "The space has canceled your booking" };
    let mail = (format!("Your booking of {resource} is canceled"), format!("{words}:\n\n{facts}"));
    to_visitor(app, tx, space, booking, "external_booking_canceled_email", mail).await?;
    if by_visitor {
        // What was paid by hand is given back by hand (E6).
        let due = if price(space, booking)?.is_some() { "\n\nIf it was paid, a refund is due." } else { "" };
        to_space(app, tx, space, booking, format!("A visitor has canceled {resource}"), &format!("{facts}{due}")).await?;
    }
    Ok(())
}
