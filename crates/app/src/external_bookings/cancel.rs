//! The end of a visitor's booking: by the space (E7), by the visitor through a mailed link (E6), or because nobody
//! answered in time (E3). Its time is free again; the booking stays in lists and with the contact (E8).

use super::create::locked;
use super::mail::{self, CancelLink};
use super::may_not;
use super::view::{Eyes, View};
use crate::access::{Access, Place};
use crate::invitations::space;
use crate::{App, Error, Event, Result, bookings, payments};
use domain::external_bookings::{CanceledBy, Status};
use domain::ids::{ExternalBookingId, PaymentId, SpaceId};
use domain::scopes::Scope;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use oauth::Secret;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::external_bookings::{self, ExternalBooking};
use store::resources::{self, Word};
use store::spaces::{self, Space};
use store::{Json, SpaceTx, discount_codes};

/// How long a link to cancel works.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// Ends it for the space.
pub async fn cancel(app: &App, access: &Access, id: ExternalBookingId) -> Result<View> {
    access.require_admin(Scope::WriteExternalBookings)?;
    let (app, access, eyes) = (app.clone(), access.clone(), Eyes::of(app, access));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let now = app.clock.now();
        let booking = locked(&mut tx, id, |life| life.may_be_canceled_by_space(now)).await?;
        Ok(eyes.look(end(&app, &mut tx, access.space(), booking, CanceledBy::Space, now).await?))
    })
    .await
}

/// How long after one link no other is sent: anybody may ask, and nobody shall be flooded.
const PAUSE: SignedDuration = SignedDuration::from_mins(5);

/// Mails the visitor a link that cancels; anybody may ask for it. Earlier links do not work any more. Whoever asks again
/// at once has to do with the link that is on its way.
pub async fn ask_to_cancel(app: &App, access: &Access, id: ExternalBookingId) -> Result<()> {
    let (secret, now) = (Secret::new(app.chance.bytes()), app.clock.now());
    let expires_at = now.checked_add(LIFETIME).map_err(Error::internal)?;
    let sent_lately = expires_at.checked_sub(PAUSE).map_err(Error::internal)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let mut booking = locked(&mut tx, id, |life| life.may_change(now)).await?;
        if booking.cancel_expires_at.is_some_and(|end| end > sent_lately) {
            return Ok(());
        }
        (booking.cancel_hash, booking.cancel_expires_at) = (Some(secret.hash().to_vec()), Some(expires_at));
        external_bookings::update(&mut tx, &booking).await?;
        let name = resource_name(&mut tx, &booking).await?;
        let link = CancelLink { secret: secret.reveal() };
        mail::cancel_link(&app, &mut tx, access.space(), access.zone(), &booking, &name, &link).await
    })
    .await
}

/// What a link would cancel.
#[derive(Clone, Debug)]
pub struct Offer {
    pub space: String,
    pub resource: String,
    /// Local time.
    pub when: String,
    /// Why it cannot be canceled any more, in words for the visitor.
    pub too_late: Option<String>,
}

/// Looks without using the link.
///
/// # Errors
/// [`Error::NOT_FOUND`] when it is unknown, too old or was used.
pub async fn look_at_link(app: &App, subdomain: &str, id: ExternalBookingId, secret: &str) -> Result<Offer> {
    let (hash, clock, place) = (oauth::hash(secret), app.clock.clone(), Place::Subdomain(subdomain.to_owned()));
    app.db
        .read(async move |tx| {
            let space = space(tx, &place).await?;
            let now = clock.of(space.clock_ahead).now();
            let mut tx = SpaceTx::bind(tx, space.id);
            let booking =
                external_bookings::find(&mut tx, id).await?.filter(|booking| opens(booking, &hash, now)).ok_or(Error::NOT_FOUND)?;
            let too_late = booking.life().may_be_canceled_by_visitor(now, booking.cancellation_period).err();
            let (resource, zone) = (resource_name(&mut tx, &booking).await?, zone(&space));
            Ok::<_, Error>(Offer {
                when: mail::when(&booking, &zone),
                space: space.name,
                resource,
                too_late: too_late.map(|reason| reason.to_string()),
            })
        })
        .await
}

/// Cancels for the visitor who opened the link; it does not work again (E6).
///
/// # Errors
/// [`Error::NOT_FOUND`] as [`look_at_link`]; [`Error::Conflict`] when it is too late.
pub async fn cancel_by_link(app: &App, subdomain: &str, id: ExternalBookingId, secret: &str) -> Result<()> {
    let (hash, place) = (oauth::hash(secret), Place::Subdomain(subdomain.to_owned()));
    let app = app.clone();
    let db = app.db.clone();
    db.write(async move |tx| {
        let space = space(tx, &place).await?;
        let app = app.clone().of(&space);
        let now = app.clock.now();
        let mut tx = SpaceTx::bind(tx, space.id);
        let booking = external_bookings::lock(&mut tx, id).await?.filter(|booking| opens(booking, &hash, now)).ok_or(Error::NOT_FOUND)?;
        booking.life().may_be_canceled_by_visitor(now, booking.cancellation_period).map_err(may_not)?;
        end(&app, &mut tx, &space, booking, CanceledBy::Visitor, now).await.map(drop)
    })
    .await
}

fn opens(booking: &ExternalBooking, hash: &[u8], now: Timestamp) -> bool {
    booking.cancel_hash.as_deref() == Some(hash) && booking.cancel_expires_at.is_some_and(|end| end > now)
}

/// A booking that may have to be canceled as nobody answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lapse {
    pub space: SpaceId,
    pub booking: ExternalBookingId,
}

/// Cancels what still waits when it begins. Harmless the second time, and where it was moved meanwhile.
pub async fn lapse(app: &App, work: &Lapse) -> Result<()> {
    let (app, work, now) = (app.clone(), work.clone(), app.clock.now());
    let db = app.db.clone();
    db.write(async move |tx| {
        let Some(space) = spaces::find(tx, work.space).await? else { return Ok(()) };
        let mut tx = SpaceTx::bind(tx, work.space);
        let found = external_bookings::lock(&mut tx, work.booking).await?;
        match found.filter(|booking| booking.life().has_lapsed(now)) {
            Some(booking) => end(&app, &mut tx, &space, booking, CanceledBy::Space, now).await.map(drop),
            None => Ok(()),
        }
    })
    .await
}

/// Cancels what may be canceled, and gives it as it is then.
async fn end(
    app: &App,
    tx: &mut SpaceTx<'_>,
    space: &Space,
    mut booking: ExternalBooking,
    by: CanceledBy,
    now: Timestamp,
) -> Result<ExternalBooking> {
    (booking.status, booking.canceled_by, booking.updated_at) = (Status::Canceled, Some(Word(by)), now);
    (booking.cancel_hash, booking.cancel_expires_at) = (None, None);
    external_bookings::update(tx, &booking).await?;
    if let Some(Json(discount)) = &booking.discount {
        discount_codes::give_back(tx, discount.id).await?;
    }
    if let Some(payment) = booking.payment_id {
        payments::let_go(app, tx, PaymentId(payment)).await?;
    }
    if by == CanceledBy::Visitor {
        payments::give_back_all(app, tx, booking.id.0, zone(space).to_datetime(now).date()).await?;
    }
    let place = bookings::let_go(tx, booking.id).await?;
    let name = resource_name(tx, &booking).await?;
    mail::canceled(app, tx, space, &zone(space), &booking, &name).await?;
    if let Some(place) = &place {
        bookings::tell(app, tx, Event::DeletedBooking, place).await?;
    }
    app.emit(tx, Event::CanceledExternalBooking, booking.id.0, json!({"resource_id": booking.resource_id, "canceled_by": by})).await?;
    Ok(booking)
}

fn zone(space: &Space) -> TimeZone {
    TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC)
}

async fn resource_name(tx: &mut SpaceTx<'_>, booking: &ExternalBooking) -> Result<String> {
    Ok(resources::find(tx, booking.resource_id).await?.ok_or(Error::NOT_FOUND)?.name)
}
