//! A purchase takes a payment: nobody else has it from then on, and the provider has the money for it.

use super::reversals::Reversal;
use super::{enabled, keys, refused};
use crate::access::Access;
use crate::jobs::Job;
use crate::{App, Error, FieldError, Result};
use ::payments::{Keys, Progress};
use domain::ids::{PaymentId, PaymentMethodId};
use domain::payments::{Named, PaymentKind, PaymentStatus};
use jiff::SignedDuration;
use store::invoices::payments::Method;
use store::payments::{self, Payment, Source};

/// A purchase that takes longer than this has died.
const LONGEST: SignedDuration = SignedDuration::from_mins(10);

/// How a visitor wants to pay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Means {
    #[default]
    Nothing,
    /// One that was begun, and completed in a browser.
    Payment(PaymentId),
    /// By hand, afterwards (Y9).
    Method(PaymentMethodId),
}

/// How a visitor pays.
#[derive(Clone, Debug)]
pub(crate) enum Paying {
    Nothing,
    Method(Method),
    /// The provider has taken the money.
    Taken(Payment),
    /// It is set aside until the booking is approved.
    Held(Payment),
    /// A card was kept.
    Later(Payment, Source),
}

impl Paying {
    pub fn named(&self) -> Named {
        match self {
            Self::Nothing => Named::Nothing,
            Self::Method(_) => Named::Method,
            Self::Taken(_) | Self::Held(_) | Self::Later(..) => Named::Payment,
        }
    }

    pub fn payment(&self) -> Option<&Payment> {
        match self {
            Self::Nothing | Self::Method(_) => None,
            Self::Taken(payment) | Self::Held(payment) | Self::Later(payment, _) => Some(payment),
        }
    }

    pub fn method(&self) -> Option<PaymentMethodId> {
        match self {
            Self::Method(method) => Some(method.id),
            other => other.payment().map(|payment| payment.method_id),
        }
    }

    /// What a payer has to do.
    pub fn instructions(&self) -> Option<&str> {
        match self {
            Self::Method(method) => method.instructions.as_deref(),
            _ => None,
        }
    }
}

/// Buys with what the buyer names: the money is taken first, and goes back when nothing comes of it. Of what waits for
/// approval (`held`) it stays set aside.
pub(crate) async fn buying<T, F: Future<Output = Result<T>>>(
    app: &App,
    access: &Access,
    (means, used_for): (Means, &'static str),
    held: bool,
    buy: impl FnOnce(Paying) -> F,
) -> Result<T> {
    let paying = claim(app, access, means, used_for, held).await?;
    let bought = buy(paying.clone()).await;
    if bought.is_err() {
        give_back(app, access, &paying).await;
    }
    bought
}

/// Takes the money, before anything is bought with it.
pub(super) async fn claim(app: &App, access: &Access, means: Means, used_for: &'static str, held: bool) -> Result<Paying> {
    match means {
        Means::Nothing => Ok(Paying::Nothing),
        Means::Method(id) => by_hand(app, access, id, used_for).await,
        Means::Payment(id) => {
            let (payment, keys) = take(app, access, id).await?;
            let confirmed = confirm(app, &keys, payment, held).await;
            if confirmed.is_err() {
                release(app, access, id).await?;
            }
            confirmed
        }
    }
}

async fn by_hand(app: &App, access: &Access, id: PaymentMethodId, used_for: &'static str) -> Result<Paying> {
    let (access, used_for) = (access.clone(), used_for.to_owned());
    let method = app.db.read(async move |tx| enabled(&mut access.bind(tx), id, &used_for).await).await?;
    if method.provider.is_some() {
        return Err(FieldError::relation("payment_method", "automated", "needs a payment that was made before").into());
    }
    Ok(Paying::Method(method))
}

/// Keeps others from using it. Should this process die, it goes back by itself.
async fn take(app: &App, access: &Access, id: PaymentId) -> Result<(Payment, Keys)> {
    let (app, access) = (app.clone(), access.clone());
    // Durable before the provider hears of it.
    let db = app.db.apart();
    db.write(async move |tx| {
        let (now, space) = (app.clock.now(), access.space_id());
        let mut tx = access.bind(tx);
        let own = |payment: &Payment| payment.created_by() == access.user();
        let payment = payments::find(&mut tx, id).await?.filter(own).ok_or(Error::no_such("payment"))?;
        let connected = keys(&mut tx, &payment.provider).await?;
        let keys = connected.ok_or_else(|| refused(&::payments::Error::Keys, "payment"))?;
        if !payments::advance(&mut tx, id, PaymentStatus::Open, PaymentStatus::Claimed, now).await? {
            return Err(used());
        }
        let job = Job::ReversePayment(Reversal { space, payment: id, from: PaymentStatus::Claimed });
        let at = now.checked_add(LONGEST).map_err(Error::internal)?;
        app.enqueue(tx.global(), Some(space), &job, at).await?;
        Ok((payment, keys))
    })
    .await
}

pub(super) fn used() -> Error {
    FieldError::relation("payment", "used", "was used, or has gone back").into()
}

/// Sees to it that the provider has the money, all of it and in this currency.
async fn confirm(app: &App, keys: &Keys, payment: Payment, held: bool) -> Result<Paying> {
    let failed = |error: ::payments::Error| refused(&error, "payment");
    let not_yet = || FieldError::relation("payment", "not_completed", "is not completed yet");
    if payment.kind == PaymentKind::Setup {
        let Keys::Stripe(keys) = keys else { return Err(used()) };
        let kept = app.gateway.kept(keys, &payment.reference).await.map_err(failed)?.ok_or_else(not_yet)?;
        let source = Source { method_id: payment.method_id, customer: kept.customer, method: kept.method };
        return Ok(Paying::Later(payment, source));
    }
    let mut seen = app.gateway.look(keys, &payment.reference).await.map_err(failed)?;
    // What was paid on a page of the provider has a name of its own since.
    let payment = Payment { reference: seen.reference.clone(), ..payment };
    if (seen.amount, seen.currency) != (payment.amount, payment.currency) {
        return Err(mismatch());
    }
    if seen.progress == Progress::Authorized && held {
        return Ok(Paying::Held(payment));
    }
    if seen.progress == Progress::Authorized {
        let key = format!("{}-capture", payment.id);
        seen = app.gateway.capture(keys, &payment.reference, &key).await.map_err(failed)?;
    }
    match seen.progress {
        Progress::Succeeded => Ok(Paying::Taken(Payment { capture: seen.capture, ..payment })),
        Progress::Ended => Err(FieldError::relation("payment", "payment_refused", "was refused by the payment provider").into()),
        Progress::Waiting | Progress::Authorized | Progress::Processing => Err(not_yet().into()),
    }
}

/// Money that was set aside and then taken.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub payment: PaymentId,
    pub capture: Option<String>,
}

/// Takes what is set aside; none where nothing is, as of a card that is charged later.
///
/// # Errors
/// [`Error::Conflict`] where the provider does not give it.
pub(crate) async fn take_held(app: &App, access: &Access, id: PaymentId) -> Result<Option<Taken>> {
    let access = access.clone();
    let found = app.db.read(async move |tx| {
        let mut tx = access.bind(tx);
        let held = |payment: &Payment| payment.status == PaymentStatus::Held;
        let Some(payment) = payments::find(&mut tx, id).await?.filter(held) else { return Ok(None) };
        let keys = keys(&mut tx, &payment.provider).await?;
        Ok::<_, Error>(Some((payment, keys)))
    });
    let Some((payment, keys)) = found.await? else { return Ok(None) };
    let gone = || Error::conflict("payment_refused", "The payment cannot be taken: the payment provider does not give it.");
    let keys = keys.ok_or_else(gone)?;
    let key = format!("{id}-capture");
    let taken = match app.gateway.capture(&keys, &payment.reference, &key).await {
        Ok(seen) => Ok(seen),
        // It may have been taken by an attempt whose end was never noted.
        Err(_) => app.gateway.look(&keys, &payment.reference).await,
    };
    match taken {
        Ok(seen) if seen.progress == Progress::Succeeded => Ok(Some(Taken { payment: id, capture: seen.capture })),
        Ok(_) => Err(gone()),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, payment = %id, "a payment was not taken");
            Err(gone())
        }
    }
}

pub(super) fn mismatch() -> Error {
    FieldError::relation("payment", "other_amount", "is over another amount than this costs").into()
}

/// Nothing came of it: it may be tried again.
async fn release(app: &App, access: &Access, id: PaymentId) -> Result<()> {
    let (access, now) = (access.clone(), app.clock.now());
    app.db
        .apart()
        .write(async move |tx| {
            payments::advance(&mut access.bind(tx), id, PaymentStatus::Claimed, PaymentStatus::Open, now).await?;
            Ok(())
        })
        .await
}

/// The purchase failed: the money goes back in the background. What is not used is left to [`Reversal`] should this fail, too.
async fn give_back(app: &App, access: &Access, paying: &Paying) {
    let Some(id) = paying.payment().map(|payment| payment.id) else { return };
    let (all, access) = (app.clone(), access.clone());
    let db = app.db.apart();
    let written = db.write(async move |tx| {
        let (now, space) = (all.clock.now(), access.space_id());
        if payments::advance(&mut access.bind(tx), id, PaymentStatus::Claimed, PaymentStatus::Returning, now).await? {
            let job = Job::ReversePayment(Reversal { space, payment: id, from: PaymentStatus::Returning });
            all.enqueue(tx, Some(space), &job, now).await?;
        }
        Ok::<_, Error>(())
    });
    if let Err(error) = written.await {
        tracing::warn!(error = &error as &dyn std::error::Error, payment = %id, "a payment is given back later");
    }
}
