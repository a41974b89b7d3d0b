//! Making a visitor's booking (E2, E3).

use super::cancel::Lapse;
use super::price::{Priced, discount, items_of, new_extras, price, total_of};
use super::view::{Eyes, View};
use super::{mail, may_not};
use crate::access::Access;
use crate::bookings::{self, ExtraWish, Visit, Wrong, refused, tidy};
use crate::external_resources::{blocking, for_visitors, over, times};
use crate::jobs::Job;
use crate::memberships::Person;
use crate::payments::{self, Bill, Means, Paying};
use crate::{App, Error, Event, FieldError, Result, contacts};
use domain::bookings::{check_member, check_times};
use domain::external_bookings::Status;
use domain::extras::Extra;
use domain::ids::{ContactId, DiscountCodeId, ExternalResourceId};
use domain::interval::Interval;
use domain::money::Amount;
use domain::resources::Usage;
use domain::scopes::Scope;
use jiff::Timestamp;
use store::external_bookings::{self, ExternalBooking};
use store::external_resources::{self, ExternalResource};
use store::resources::{self, Resource};
use store::spaces::Address;
use store::{Json, SpaceTx, calendar_blockers, discount_codes};

/// A booking to make for a visitor.
#[derive(Clone, Debug)]
pub struct Wish {
    pub offer: ExternalResourceId,
    pub from: Timestamp,
    pub to: Timestamp,
    pub number_of_visitors: u32,
    pub title: Option<String>,
    /// Who comes; the address without name and company.
    pub visitor: Person,
    /// Name and company of the invoice, where they are others.
    pub billed_to: (Option<String>, Option<String>),
    pub comments: Option<String>,
    /// For admins only.
    pub admin_comments: Option<String>,
    pub accepted_terms: bool,
    pub extras: Vec<ExtraWish>,
    pub means: Means,
    pub discount: Option<DiscountCodeId>,
}

impl Wish {
    /// What needs no database, tidied up.
    fn checked(mut self, access: &Access) -> Result<(Interval, Self)> {
        if self.admin_comments.is_some() && !access.is_admin(Scope::WriteExternalBookings) {
            return Err(Error::forbidden("admin_comments_admins_only", "Only admins may write comments for admins."));
        }
        let interval = check_times(self.from, self.to).map_err(refused)?;
        let mut wrong = Wrong::default();
        wrong.line("title", self.title.as_deref());
        wrong.text("comments", self.comments.as_deref());
        wrong.text("admin_comments", self.admin_comments.as_deref());
        wrong.line("billing_address.name", self.billed_to.0.as_deref());
        wrong.line("billing_address.company", self.billed_to.1.as_deref());
        if !self.accepted_terms {
            wrong.field("accepted_terms", "not_accepted", "must be accepted");
        }
        if self.number_of_visitors == 0 {
            wrong.field("number_of_visitors", "out_of_range", "must be at least 1");
        }
        if self.visitor.name.as_deref().is_none_or(|name| name.trim().is_empty()) {
            wrong.field("name", "blank", "can't be blank");
        }
        if !self.visitor.email.as_deref().is_some_and(reachable) {
            wrong.field("email", "invalid", "is not an e-mail address");
        }
        wrong.verdict()?;
        self.visitor = self.visitor.checked(access.space()).map_err(at_billing_address)?;
        for text in [&mut self.title, &mut self.comments, &mut self.admin_comments, &mut self.billed_to.0, &mut self.billed_to.1] {
            *text = tidy(text.take());
        }
        Ok((interval, self))
    }
}

/// An address whose last label is of letters, as clients of the API expect.
fn reachable(email: &str) -> bool {
    let last = domain::emails::normalize(email).and_then(|email| email.rsplit_once('.').map(|(_, last)| last.to_owned()));
    last.is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// The address of a person stands elsewhere in the request.
fn at_billing_address(error: Error) -> Error {
    let Error::Invalid(fields) = error else { return error };
    let there = |field: FieldError| match &field.at {
        crate::At::Field(name) => match name.strip_prefix("address.") {
            Some("country") => FieldError { at: crate::At::Field("billing_address.country_code".into()), ..field },
            Some(part) => FieldError { at: crate::At::Field(format!("billing_address.{part}").into()), ..field },
            None => field,
        },
        _ => field,
    };
    Error::Invalid(fields.into_iter().map(there).collect())
}

/// Makes it, or asks the space for approval. Admins are free from the rules for visitors (B4). A payment that it names is
/// taken first, and goes back when the booking cannot be made.
pub async fn create(app: &App, access: &Access, wish: Wish) -> Result<View> {
    let (interval, wish) = wish.checked(access)?;
    let held = match wish.means {
        Means::Payment(_) => waits(app, access, wish.offer).await?,
        Means::Nothing | Means::Method(_) => false,
    };
    payments::buying(app, access, (wish.means, USE), held, |paying| write(app, access, wish, interval, paying)).await
}

/// What payment methods are enabled for.
const USE: &str = "externalBookings";

/// Whether bookings of it need an approval.
async fn waits(app: &App, access: &Access, offer: ExternalResourceId) -> Result<bool> {
    let access = access.clone();
    let twin = app.db.read(async move |tx| Ok::<_, Error>(external_resources::find(&mut access.bind(tx), offer).await?)).await?;
    Ok(twin.ok_or(Error::no_such("resource"))?.bookings_require_approval)
}

async fn write(app: &App, access: &Access, wish: Wish, interval: Interval, paying: Paying) -> Result<View> {
    let (app, access, eyes) = (app.clone(), access.clone(), Eyes::of(app, access));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let twin = external_resources::find(&mut tx, wish.offer).await?.ok_or(Error::no_such("resource"))?;
        let resource = resources::lock(&mut tx, twin.resource_id).await?.ok_or(Error::no_such("resource"))?;
        let whole = over(&twin, &resource);
        check(&app, &access, &mut tx, &whole, interval).await?;
        check_visitors(&whole, wish.number_of_visitors)?;
        let priced = price(access.space(), &whole, interval, None)?;
        let extras = new_extras(&app, &mut tx, access.space(), &twin, priced.currency, &wish.extras).await?;
        let discount = discount(&access, &mut tx, wish.discount, twin.id, priced.currency).await?;
        let (contact, contact_event) = contacts::keep(&app, &mut tx, &contact(&wish)).await?;
        let mut booking = row(&app, &access, &wish, (&twin, &whole), interval, (priced, extras), contact);
        booking.discount = discount.map(Json);
        (booking.payment_id, booking.payment_method_id) = (paying.payment().map(|one| one.id.0), paying.method().map(|id| id.0));
        booking.gross = total_of(access.space(), &booking)?.gross;
        payments::check_named(&access, &mut tx, &paying, booking.gross, USE).await?;
        store(&mut tx, &booking).await?;
        redeem(&mut tx, &booking).await?;
        let place = bookings::hold(&app, &mut tx, &visit(&access, &app, &booking)).await?;
        let invoice = match booking.status {
            Status::Pending if matches!(paying, Paying::Taken(_)) => return Err(changed()),
            Status::Approved if matches!(paying, Paying::Held(_)) => return Err(changed()),
            _ => Box::pin(payments::bill(&app, &access, &mut tx, &paying, bill_of(&access, &booking, &whole.name)?)).await?,
        };
        mail::made(&app, &mut tx, access.space(), access.zone(), &booking, &whole.name, paying.instructions()).await?;
        watch(&app, &access, &mut tx, &booking).await?;
        app.emit(&mut tx, contact_event, contact.0, serde_json::Value::Null).await?;
        bookings::tell(&app, &mut tx, Event::CreatedBooking, &place).await?;
        let invoices = invoice.into_iter().map(|invoice| invoice.id).collect();
        Ok(View { invoices, ..eyes.look(booking) })
    })
    .await
}

/// The space decided this moment whether bookings need its approval.
fn changed() -> Error {
    Error::conflict("changed_meanwhile", "The resource was changed this moment. Please try again.")
}

/// Counts the discount; the last redemption goes to one booking (G6).
async fn redeem(tx: &mut SpaceTx<'_>, booking: &ExternalBooking) -> Result<()> {
    match &booking.discount {
        Some(Json(discount)) if !discount_codes::redeem(tx, discount.id).await? => Err(Error::no_such("discount")),
        _ => Ok(()),
    }
}

/// What is billed for it.
pub(super) fn bill_of(access: &Access, booking: &ExternalBooking, resource: &str) -> Result<Bill> {
    let space = access.space();
    Ok(Bill {
        purchase: booking.id.0,
        contact: booking.contact().ok_or(Error::NOT_FOUND)?,
        recipient: booking.address.0.clone(),
        tax_id: booking.tax_id.clone(),
        email: booking.email.clone(),
        items: items_of(space, booking, resource, &mail::when(booking, access.zone()))?,
        currency: booking.currency,
        gross: total_of(space, booking)?.gross,
        waits: booking.status == Status::Pending,
    })
}

/// Rule B3 with the values for visitors; that the time is free is seen when it is taken.
async fn check(app: &App, access: &Access, tx: &mut SpaceTx<'_>, whole: &Resource, interval: Interval) -> Result<()> {
    if whole.usage != Usage::Bookable {
        return Err(Error::unbookable("not_bookable", "Resource is not bookable."));
    }
    if access.is_admin(Scope::WriteExternalBookings) {
        return Ok(());
    }
    let blockers = blocking(&calendar_blockers::of_visitors(tx, interval).await?, whole.id);
    let times = times(whole);
    check_member(&for_visitors(whole, access.zone(), interval, app.clock.now(), &times, &blockers)).map_err(refused)
}

/// Rule R3.
pub(super) fn check_visitors(whole: &Resource, visitors: u32) -> Result<()> {
    match whole.capacity {
        Some(capacity) if visitors > capacity => {
            Err(FieldError::field("number_of_visitors", "above_capacity", format!("must not be more than {capacity}")).into())
        }
        _ => Ok(()),
    }
}

fn contact(wish: &Wish) -> contacts::Details {
    let Person { name, company, email, phone, address, .. } = wish.visitor.clone();
    contacts::Details { name, company, email, phone, address, ..contacts::Details::default() }
}

async fn store(tx: &mut SpaceTx<'_>, booking: &ExternalBooking) -> Result<()> {
    match external_bookings::insert(tx, booking).await {
        Err(db::Error::ForeignKey) => Err(Error::no_such("resource")), // offered no more since this moment
        done => Ok(done?),
    }
}

pub(super) fn visit<'a>(access: &'a Access, app: &App, booking: &'a ExternalBooking) -> Visit<'a> {
    Visit {
        space: access.shared_space(),
        zone: access.zone(),
        now: app.clock.now(),
        id: booking.id,
        resource: booking.resource_id,
        title: booking.title.as_deref(),
        interval: booking.interval(),
    }
}

/// Has it looked at when it begins, should nobody have answered by then (E3).
pub(super) async fn watch(app: &App, access: &Access, tx: &mut SpaceTx<'_>, booking: &ExternalBooking) -> Result<()> {
    if booking.status != Status::Pending {
        return Ok(());
    }
    let job = Job::LapseExternalBooking(Lapse { space: access.space_id(), booking: booking.id });
    app.enqueue(tx.global(), Some(access.space_id()), &job, booking.starts_at).await.map(drop)
}

fn row(
    app: &App,
    access: &Access,
    wish: &Wish,
    (twin, whole): (&ExternalResource, &Resource),
    interval: Interval,
    (priced, extras): (Priced, Vec<Extra>),
    contact: ContactId,
) -> ExternalBooking {
    let (now, visitor) = (app.clock.now(), &wish.visitor);
    let billed = wish.billed_to.clone();
    let own = (visitor.name.clone(), visitor.company.clone());
    let (name, company) = if billed == (None, None) { own } else { billed };
    ExternalBooking {
        id: app.id(),
        resource_id: whole.id,
        external_resource_id: Some(twin.id.0),
        status: if twin.bookings_require_approval { Status::Pending } else { Status::Approved },
        canceled_by: None,
        starts_at: interval.from,
        ends_at: interval.to,
        number_of_visitors: wish.number_of_visitors,
        title: wish.title.clone(),
        name: visitor.name.clone(),
        company: visitor.company.clone(),
        email: visitor.email.clone().unwrap_or_default(),
        phone: visitor.phone.clone(),
        tax_id: visitor.tax_id.clone(),
        address: Json(Address { name, company, ..visitor.address.clone() }),
        comments: wish.comments.clone(),
        admin_comments: wish.admin_comments.clone(),
        contact_id: Some(contact.0),
        extras: Json(extras),
        custom_price: None,
        price: priced.quote.net,
        currency: priced.currency,
        taxes: Json(priced.taxes),
        accounting_code: whole.accounting_code.clone(),
        cost_center: whole.cost_center.clone(),
        revenue_account: whole.revenue_account.clone(),
        instructions: twin.instructions.clone(),
        cancellation_period: whole.cancellation_period,
        pay_later: twin.pay_later,
        payment_id: None,
        payment_method_id: None,
        cancel_hash: None,
        cancel_expires_at: None,
        created_by: access.user().map(|user| user.0),
        created_at: now,
        updated_at: now,
        discount: None,
        gross: Amount::ZERO,
    }
}

/// The booking, locked, if its state allows that.
pub(super) async fn locked(
    tx: &mut SpaceTx<'_>,
    id: domain::ids::ExternalBookingId,
    may: impl FnOnce(domain::external_bookings::Life) -> Result<(), domain::external_bookings::MayNot>,
) -> Result<ExternalBooking> {
    let booking = external_bookings::lock(tx, id).await?.ok_or(Error::NOT_FOUND)?;
    may(booking.life()).map_err(may_not)?;
    Ok(booking)
}
