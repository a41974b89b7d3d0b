//! Money that bought nothing goes back: what was only set aside is let go, what was taken is refunded.

use super::keys;
use crate::jobs::Job;
use crate::mails::{self, NewMail};
use crate::{App, Error, Result};
use ::payments::{Error as Failure, Keys, Progress};
use domain::ids::{PaymentId, SpaceId};
use domain::payments::{PaymentKind, PaymentStatus};
use serde::{Deserialize, Serialize};
use store::SpaceTx;
use store::payments::{self, Payment};
use store::spaces;

/// A payment that goes back if it is still where it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversal {
    pub space: SpaceId,
    pub payment: PaymentId,
    pub from: PaymentStatus,
}

/// A booking that was to be paid with it has come to nothing, in the caller's transaction.
pub(crate) async fn let_go(app: &App, tx: &mut SpaceTx<'_>, payment: PaymentId) -> Result<()> {
    let (now, space) = (app.clock.now(), tx.space());
    if payments::advance(tx, payment, PaymentStatus::Held, PaymentStatus::Returning, now).await? {
        let job = Job::ReversePayment(Reversal { space, payment, from: PaymentStatus::Returning });
        app.enqueue(tx.global(), Some(space), &job, now).await?;
    }
    Ok(())
}

/// Gives it back. Harmless the second time; fails where the provider does not answer, to be tried again.
pub async fn perform(app: &App, work: &Reversal) -> Result<()> {
    let Some((payment, keys)) = begin(app, work).await? else { return Ok(()) };
    let outcome = match (&keys, payment.kind) {
        (Some(keys), PaymentKind::Purchase) => reverse(app, keys, &payment).await,
        (_, PaymentKind::Setup | PaymentKind::Charge) => Ok(()),
        (None, PaymentKind::Purchase) => Err(Failure::Keys),
    };
    let end = match &outcome {
        Ok(()) => PaymentStatus::Returned,
        Err(Failure::Refused(_) | Failure::Keys) => PaymentStatus::Failed,
        Err(error) => return Err(Error::internal(error.clone())),
    };
    let (app, work) = (app.clone(), work.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let now = app.clock.now();
        let moved = payments::advance(&mut SpaceTx::bind(tx, work.space), work.payment, PaymentStatus::Returning, end, now).await?;
        if let Some(failure) = outcome.as_ref().err().filter(|_| moved) {
            let text = format!("{} {} of {}", payment.amount, payment.currency, payment.reference);
            warn(&app, &mut SpaceTx::bind(tx, work.space), &payment.provider, &text, failure).await?;
        }
        Ok(())
    })
    .await
}

async fn begin(app: &App, work: &Reversal) -> Result<Option<(Payment, Option<Keys>)>> {
    let (app, work) = (app.clone(), work.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = SpaceTx::bind(tx, work.space);
        if work.from != PaymentStatus::Returning {
            payments::advance(&mut tx, work.payment, work.from, PaymentStatus::Returning, app.clock.now()).await?;
        }
        let found = payments::find(&mut tx, work.payment).await?.filter(|payment| payment.status == PaymentStatus::Returning);
        let Some(payment) = found else { return Ok(None) };
        let keys = keys(&mut tx, &payment.provider).await?;
        Ok(Some((payment, keys)))
    })
    .await
}

async fn reverse(app: &App, keys: &Keys, payment: &Payment) -> ::payments::Result<()> {
    let seen = app.gateway.look(keys, &payment.reference).await?;
    match (seen.progress, seen.capture) {
        (Progress::Succeeded, Some(capture)) => {
            app.gateway.refund(keys, &capture, seen.amount, seen.currency, &format!("{}-return", payment.id)).await
        }
        (Progress::Waiting | Progress::Authorized, _) => {
            app.gateway.cancel(keys, &payment.reference, &format!("{}-cancel", payment.id)).await
        }
        (Progress::Processing | Progress::Succeeded, _) => Err(Failure::Unreachable("the payment is still on its way".into())),
        (Progress::Ended, _) => Ok(()),
    }
}

/// Tells the space that somebody has to look after a payment.
pub(super) async fn warn(app: &App, tx: &mut SpaceTx<'_>, provider: &str, what: &str, failure: &Failure) -> Result<()> {
    let id = tx.space();
    let Some(space) = spaces::find(tx.global(), id).await? else { return Ok(()) };
    tracing::warn!(error = failure as &dyn std::error::Error, space = %id, provider, "a payment needs somebody to look after it");
    let body = format!(
        "Hello,\n\na payment through {provider} could not be completed: {what}.\n\n{failure}.\n\nPlease look after it at {provider}."
    );
    let subject = format!("A payment of {} needs you", space.name);
    let mail = NewMail { space: Some(id), kind: "payment_problem_email", to: space.email, subject, body };
    mails::queue(app, tx.global(), mail).await.map(drop)
}
