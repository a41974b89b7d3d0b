//! Payments of visitors and members through providers (section 14, Y1, Y5, Y8).
//!
//! Money moves at the provider, outside any transaction, so every step says first in the database what it is about to do, and
//! carries a key with which the provider does it once. `claims` takes the money of a purchase, `bills` writes the invoice in
//! the purchase's own transaction, `reversals` give back what bought nothing, `charges` take money when nobody is there.

mod accounts;
mod bills;
mod charges;
mod claims;
mod customers;
mod notices;
mod own;
mod refunds;
mod reversals;

pub use accounts::{Account, connect, connected, disconnect, keep_source, offers, source_name, test};
pub(crate) use bills::{Bill, addressed, bill, bill_approved, check_named, item};
pub use charges::{Charging, charge, chargeable, perform as perform_charge};
pub(crate) use charges::{begin_due, today};
pub use claims::Means;
pub(crate) use claims::{Paying, Taken, buying, take_held};
pub use customers::{SpaceMethod, convert, set_space_method, space_method};
pub use notices::{Look, look, receive};
pub use own::{pay, set_up, set_up_done};
pub use refunds::{Returning, perform as perform_refund};
pub(crate) use refunds::{give_back, give_back_all, queue as queue_refund};
pub(crate) use reversals::let_go;
pub use reversals::{Reversal, perform as perform_reversal};

use crate::access::Access;
use crate::external_bookings::PreviewWish;
use crate::jobs::Job;
use crate::{App, Error, FieldError, Result, drop_in_passes, event_tickets, external_bookings};
use ::payments::{Begun, Hosted, Keys, Order, Way};
use domain::ids::{DropInPassTemplateId, EventId, PaymentId, PaymentMethodId};
use domain::money::{Amount, Currency};
use domain::payments::{PaymentKind, PaymentStatus};
use jiff::SignedDuration;
use jiff::civil::Date;
use store::SpaceTx;
use store::invoices::payments::Method;
use store::payments::Payment;

/// A payment that bought nothing is let go after so long (Y8).
const UNUSED: SignedDuration = SignedDuration::from_hours(1);

/// What a visitor wants to buy.
#[derive(Clone, Debug)]
pub enum Payable {
    ExternalBooking(PreviewWish),
    DropInPass { template: DropInPassTemplateId, valid_on: Date },
    EventAttendance { event: EventId, people: u32 },
}

/// What one costs, and how it may be paid.
pub(crate) struct Price {
    pub gross: Amount,
    pub currency: Currency,
    pub what: String,
    /// The card is kept and charged later (E4).
    pub later: bool,
    /// It waits for an approval (E3).
    pub held: bool,
}

impl Payable {
    fn used_for(&self) -> &'static str {
        match self {
            Self::ExternalBooking(_) => "externalBookings",
            Self::DropInPass { .. } => "dropInPasses",
            Self::EventAttendance { .. } => "publicEventTickets",
        }
    }

    async fn price(self, app: &App, access: &Access) -> Result<Price> {
        match self {
            Self::ExternalBooking(wish) => external_bookings::price_of(app, access, wish).await,
            Self::DropInPass { template, valid_on } => drop_in_passes::price_of(app, access, template, valid_on).await,
            Self::EventAttendance { event, people } => event_tickets::price_of(app, access, event, people).await,
        }
    }
}

/// A payment that a browser goes on with.
#[derive(Clone, Debug)]
pub struct Initiated {
    pub payment: Payment,
    pub begun: Begun,
}

/// Begins to pay for what is bought afterwards. For any user.
///
/// # Errors
/// [`Error::Invalid`] where the method is none for this, nothing is to be paid, or the provider says no.
pub async fn initiate(app: &App, access: &Access, payable: Payable, method: PaymentMethodId) -> Result<Initiated> {
    let (method, keys, price) = payable_by(app, access, payable, method).await?;
    let id = app.id::<PaymentId>();
    let (begun, kind) = begin(app, &keys, &price, id).await.map_err(|error| refused(&error, "payment_method"))?;
    let payment = opened(app, access, (id, kind, begun.reference().to_owned()), &keys, (method, &price));
    keep(app, access, payment.clone()).await?;
    Ok(Initiated { payment, begun })
}

/// The method, the keys to the account behind it, and what is to be paid.
async fn payable_by(app: &App, access: &Access, payable: Payable, method: PaymentMethodId) -> Result<(Method, Keys, Price)> {
    let used_for = payable.used_for();
    let (method, keys) = automated(app, access, method, used_for).await?;
    let price = payable.price(app, access).await?;
    if price.gross <= Amount::ZERO {
        return Err(FieldError::field("payable", "nothing_to_pay", "costs nothing, so nothing is to be paid").into());
    }
    if price.held && matches!(keys, Keys::PayPal(_)) {
        let message = "cannot set money aside until a booking is approved";
        return Err(FieldError::relation("payment_method", "not_for_approval", message).into());
    }
    Ok((method, keys, price))
}

fn opened(
    app: &App,
    access: &Access,
    (id, kind, reference): (PaymentId, PaymentKind, String),
    keys: &Keys,
    (method, price): (Method, &Price),
) -> Payment {
    Payment {
        id,
        kind,
        status: PaymentStatus::Open,
        provider: keys.provider().into(),
        reference,
        capture: None,
        method_id: method.id,
        method_name: method.name,
        amount: price.gross,
        currency: price.currency,
        invoice_id: None,
        created_by: access.user().map(|user| user.0),
        created_at: app.clock.now(),
    }
}

/// Writes it down; what nobody uses goes back (Y8).
async fn keep(app: &App, access: &Access, row: Payment) -> Result<()> {
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        store::payments::insert(&mut access.bind(tx), &row).await?;
        let job = Job::ReversePayment(Reversal { space: access.space_id(), payment: row.id, from: PaymentStatus::Open });
        let at = row.created_at.checked_add(UNUSED).map_err(Error::internal)?;
        app.enqueue(tx, Some(access.space_id()), &job, at).await.map(drop)
    })
    .await
}

/// A payment on a page of the provider, to which a browser is led.
#[derive(Clone, Debug)]
pub struct Led {
    pub payment: PaymentId,
    pub url: String,
}

/// As [`initiate`], for browsers that run no scripts of a provider: they pay on a page of its own, which leads to `done`
/// or `canceled` afterwards. For anybody.
///
/// # Errors
/// As [`initiate`].
pub async fn lead(app: &App, access: &Access, payable: Payable, method: PaymentMethodId, way: Way<'_>) -> Result<Led> {
    let (method, keys, price) = payable_by(app, access, payable, method).await?;
    let id = app.id::<PaymentId>();
    let (hosted, kind) = begin_page(app, &keys, &price, id, way).await.map_err(|error| refused(&error, "payment_method"))?;
    let payment = opened(app, access, (id, kind, hosted.reference), &keys, (method, &price));
    keep(app, access, payment).await?;
    Ok(Led { payment: id, url: hosted.url })
}

async fn begin_page(app: &App, keys: &Keys, price: &Price, id: PaymentId, way: Way<'_>) -> ::payments::Result<(Hosted, PaymentKind)> {
    let key = id.to_string();
    let order = Order { key: &key, amount: price.gross, currency: price.currency, description: &price.what };
    match keys {
        Keys::Stripe(keys) if price.later => {
            let customer = app.gateway.customer(keys, &price.what, None, &format!("{key}-customer")).await?;
            Ok((app.gateway.set_up_page(keys, &customer, order, way).await?, PaymentKind::Setup))
        }
        _ => Ok((app.gateway.begin_page(keys, order, way).await?, PaymentKind::Purchase)),
    }
}

async fn begin(app: &App, keys: &Keys, price: &Price, id: PaymentId) -> ::payments::Result<(Begun, PaymentKind)> {
    let key = id.to_string();
    match keys {
        Keys::Stripe(keys) if price.later => {
            let customer = app.gateway.customer(keys, &price.what, None, &format!("{key}-customer")).await?;
            Ok((app.gateway.set_up(keys, &customer, &key).await?, PaymentKind::Setup))
        }
        _ => {
            let order = Order { key: &key, amount: price.gross, currency: price.currency, description: &price.what };
            Ok((app.gateway.begin(keys, order).await?, PaymentKind::Purchase))
        }
    }
}

/// A method by which a provider moves the money, with the keys to it.
async fn automated(app: &App, access: &Access, id: PaymentMethodId, used_for: &'static str) -> Result<(Method, Keys)> {
    let (access, used_for) = (access.clone(), used_for.to_owned());
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let method = enabled(&mut tx, id, &used_for).await?;
            let refused = |code, message: &'static str| Error::from(FieldError::relation("payment_method", code, message));
            let manual = || refused("not_automated", "is paid by hand: name it where you buy");
            let provider = method.provider.clone().ok_or_else(manual)?;
            let keys = keys(&mut tx, &provider).await?;
            Ok((method, keys.ok_or_else(|| refused("not_connected", "belongs to a provider that the space has no account at"))?))
        })
        .await
}

/// A method of the space that is good for this.
async fn enabled(tx: &mut SpaceTx<'_>, id: PaymentMethodId, used_for: &str) -> Result<Method> {
    let method = store::invoices::payments::method(tx, id).await?.ok_or(Error::no_such("payment_method"))?;
    if !method.enabled_for.0.iter().any(|name| name == used_for) {
        return Err(FieldError::relation("payment_method", "not_enabled", "is not for this").into());
    }
    Ok(method)
}

/// The keys to the space's account.
async fn keys(tx: &mut SpaceTx<'_>, provider: &str) -> Result<Option<Keys>> {
    let found = store::payments::keys(tx, provider).await?;
    found.map(serde_json::from_value).transpose().map_err(Error::internal)
}

/// What a caller is told of a provider's failure; the whole of it is in the log.
fn refused(error: &::payments::Error, relation: &'static str) -> Error {
    use ::payments::Error as E;
    tracing::warn!(error = error as &dyn std::error::Error, "a payment provider");
    let (code, message) = match error {
        E::Refused(_) | E::Forged => ("payment_refused", "was refused by the payment provider"),
        E::Keys => ("provider_keys", "cannot be used: the payment provider does not accept the keys of the space"),
        E::Unreachable(_) | E::Unreadable(_) => ("provider_unavailable", "cannot be used now: the payment provider does not answer"),
    };
    FieldError::relation(relation, code, message).into()
}
