//! What admins do with a visitor's booking: approve it (E3), change it (E5).

use super::create::{bill_of, check_visitors, locked, visit, watch};
use super::price::{price, total_of};
use super::view::{Eyes, View};
use super::{mail, may_not};
use crate::access::Access;
use crate::bookings::{self, Wrong, refused, tidy};
use crate::external_resources::over;
use crate::payments::{self, Taken};
use crate::{App, Error, Event, FieldError, Result};
use domain::external_bookings::Status;
use domain::ids::{ExternalBookingId, PaymentId, PaymentMethodId};
use domain::interval::Interval;
use domain::money::Amount;
use domain::scopes::Scope;
use jiff::Timestamp;
use store::external_bookings::{self, ExternalBooking};
use store::resources::{self, Resource};
use store::{Json, SpaceTx, external_resources};

/// What to change; absent parts stay. `Some(None)` clears.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub title: Option<Option<String>>,
    pub admin_comments: Option<Option<String>>,
    /// Net, without extras. `Some(None)` goes back to the prices for visitors (B10).
    pub custom_price: Option<Option<Amount>>,
    pub number_of_visitors: Option<u32>,
}

impl Change {
    fn check(&self) -> Result<()> {
        let mut wrong = Wrong::default();
        wrong.line("title", self.title.as_ref().and_then(Option::as_deref));
        wrong.text("admin_comments", self.admin_comments.as_ref().and_then(Option::as_deref));
        if self.custom_price.flatten().is_some_and(Amount::is_negative) {
            wrong.field("custom_price.net", "negative", "must not be negative");
        }
        if self.number_of_visitors == Some(0) {
            wrong.field("number_of_visitors", "out_of_range", "must be at least 1");
        }
        wrong.verdict()
    }

    /// The booking as it is to be, but for its price.
    fn applied(&self, old: &ExternalBooking, now: Timestamp) -> Result<ExternalBooking> {
        let mut new = ExternalBooking { updated_at: now, ..old.clone() };
        let wanted = Interval::new(self.from.unwrap_or(old.starts_at), self.to.unwrap_or(old.ends_at));
        if wanted != old.interval() {
            let interval = domain::bookings::check_times(wanted.from, wanted.to).map_err(refused)?;
            if interval.from <= now {
                return Err(FieldError::field("from", "in_the_past", "must not be in the past").into());
            }
            (new.starts_at, new.ends_at) = (interval.from, interval.to);
        }
        if let Some(title) = &self.title {
            new.title = tidy(title.clone());
        }
        if let Some(comments) = &self.admin_comments {
            new.admin_comments = tidy(comments.clone());
        }
        if let Some(price) = self.custom_price {
            new.custom_price = price.map(|price| price.0);
        }
        new.number_of_visitors = self.number_of_visitors.unwrap_or(old.number_of_visitors);
        Ok(new)
    }
}

/// Changes what is ahead and not canceled; the visitor hears what. Admins are free from the rules for visitors (B4).
pub async fn change(app: &App, access: &Access, id: ExternalBookingId, change: Change) -> Result<View> {
    access.require_admin(Scope::WriteExternalBookings)?;
    change.check()?;
    let (app, access, eyes) = (app.clone(), access.clone(), Eyes::of(app, access));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let now = app.clock.now();
        let old = locked(&mut tx, id, |life| life.may_change(now)).await?;
        let mut new = change.applied(&old, now)?;
        let (whole, moved) = (whole(&mut tx, &old).await?, new.interval() != old.interval());
        if new.number_of_visitors != old.number_of_visitors {
            check_visitors(&whole, new.number_of_visitors)?;
        }
        if new.custom_price != old.custom_price || (moved && new.custom_price.is_none()) {
            reprice(&access, &whole, &mut new)?;
        }
        new.gross = total_of(access.space(), &new)?.gross;
        let mut place = None;
        if moved || new.title != old.title {
            place = Some(bookings::move_visit(&mut tx, &visit(&access, &app, &new)).await?);
        }
        external_bookings::update(&mut tx, &new).await?;
        if moved {
            watch(&app, &access, &mut tx, &new).await?;
        }
        mail::changed(&app, &mut tx, access.space(), access.zone(), &old, &new, &whole.name).await?;
        if let Some(place) = &place {
            let was = Interval::new(old.starts_at, old.ends_at);
            bookings::tell_changed(&app, &mut tx, Event::UpdatedBooking, Some(was), place).await?;
        }
        Ok(eyes.look(new))
    })
    .await
}

/// The resource with the values for visitors, as far as it is still offered.
async fn whole(tx: &mut SpaceTx<'_>, booking: &ExternalBooking) -> Result<Resource> {
    let resource = resources::lock(tx, booking.resource_id).await?.ok_or(Error::NOT_FOUND)?;
    let twin = match booking.external_resource() {
        Some(id) => external_resources::find(tx, id).await?,
        None => None,
    };
    Ok(twin.map_or(resource.clone(), |twin| over(&twin, &resource)))
}

/// With today's prices (B11). All of one booking is in one currency: where that is another now, extras stand in the way.
fn reprice(access: &Access, whole: &Resource, booking: &mut ExternalBooking) -> Result<()> {
    let priced = price(access.space(), whole, booking.interval(), booking.custom_price.map(Amount))?;
    if booking.extras.0.iter().any(|extra| extra.currency != priced.currency) {
        return Err(Error::conflict("other_currency", "The extras of the booking are in another currency than the resource is now."));
    }
    (booking.price, booking.currency, booking.taxes) = (priced.quote.net, priced.currency, Json(priced.taxes));
    booking.accounting_code.clone_from(&whole.accounting_code);
    Ok(())
}

/// Says yes to a booking that waits (E3).
pub async fn approve(app: &App, access: &Access, id: ExternalBookingId) -> Result<View> {
    access.require_admin(Scope::WriteExternalBookings)?;
    let taken = take(app, access, id).await?;
    let (app, access, eyes) = (app.clone(), access.clone(), Eyes::of(app, access));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let now = app.clock.now();
        let mut booking = locked(&mut tx, id, |life| life.may_approve(now)).await?;
        (booking.status, booking.updated_at) = (Status::Approved, now);
        external_bookings::update(&mut tx, &booking).await?;
        let name = resources::find(&mut tx, booking.resource_id).await?.ok_or(Error::NOT_FOUND)?.name;
        let method = match booking.payment_method_id.map(PaymentMethodId) {
            Some(id) => store::invoices::payments::method(&mut tx, id).await?,
            None => None,
        };
        let bill = bill_of(&access, &booking, &name)?;
        let billed = booking.payment_method_id.is_some();
        let invoice = Box::pin(payments::bill_approved(&app, &access, &mut tx, taken.clone(), billed, bill)).await?;
        let to_pay = method.and_then(|method| method.instructions);
        mail::approved(&app, &mut tx, access.space(), access.zone(), &booking, &name, to_pay.as_deref()).await?;
        let place = store::bookings::of_visitor(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        bookings::tell(&app, &mut tx, Event::ApprovedExternalBooking, &place).await?;
        let invoices = invoice.into_iter().map(|invoice| invoice.id).collect();
        Ok(View { invoices, ..eyes.look(booking) })
    })
    .await
}

/// Takes the money that is set aside for a booking, before it is approved. Should it be canceled meanwhile, the money goes back.
async fn take(app: &App, access: &Access, id: ExternalBookingId) -> Result<Option<Taken>> {
    let (bound, now) = (access.clone(), app.clock.now());
    let found = app.db.read(async move |tx| Ok::<_, Error>(external_bookings::find(&mut bound.bind(tx), id).await?)).await?;
    let booking = found.ok_or(Error::NOT_FOUND)?;
    booking.life().may_approve(now).map_err(may_not)?;
    match booking.payment_id {
        Some(payment) => payments::take_held(app, access, PaymentId(payment)).await,
        None => Ok(None),
    }
}
