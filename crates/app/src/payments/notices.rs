//! What providers tell us. A message is written down before it is acknowledged; what it is about is looked up afterwards at
//! the provider, so that one which comes twice, or too early, does nothing.

use super::charges::{Charging, perform};
use super::keys;
use crate::jobs::Job;
use crate::{App, Error, Result};
use ::payments::{Error as Failure, Headers};
use domain::ids::SpaceId;
use domain::payments::PaymentStatus;
use serde::{Deserialize, Serialize};
use store::payments::{self, NewNotice};
use store::{SpaceTx, spaces};

/// Something that happened to a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    pub space: SpaceId,
    /// As the provider calls it.
    pub reference: String,
}

/// Takes a message that the provider has signed.
///
/// # Errors
/// [`Error::NOT_FOUND`] where the space has no such account, [`Error::Forbidden`] for what is not from the provider.
pub async fn receive(app: &App, space: SpaceId, provider: &str, headers: Headers<'_>, body: &[u8]) -> Result<()> {
    let name = provider.to_owned();
    let found = app.db.read(async move |tx| {
        if spaces::find(tx, space).await?.is_none() {
            return Ok(None);
        }
        keys(&mut SpaceTx::bind(tx, space), &name).await
    });
    let keys = found.await?.ok_or(Error::NOT_FOUND)?;
    let notice = app.gateway.notice(&keys, headers, body, app.clock.now().as_second()).await.map_err(|error| match error {
        Failure::Unreachable(_) => Error::RateLimited { retry_after: 60 }, // the provider sends it again
        error => {
            tracing::warn!(error = &error as &dyn std::error::Error, %space, provider = keys.provider(), "a message was not taken");
            Error::forbidden("not_signed", "The message is not signed by the provider.")
        }
    })?;
    let new = NewNotice { provider: keys.provider().into(), id: notice.id, kind: notice.kind, reference: notice.reference };
    let app = app.clone();
    let db = app.db.clone();
    db.write(async move |tx| {
        let now = app.clock.now();
        if !payments::note(&mut SpaceTx::bind(tx, space), &new, now).await? {
            return Ok(());
        }
        match &new.reference {
            Some(reference) => {
                app.enqueue(tx, Some(space), &Job::LookAtPayment(Look { space, reference: reference.clone() }), now).await.map(drop)
            }
            None => Ok(()),
        }
    })
    .await
}

/// Looks at what is under way by that name. What a purchase is to use is looked at by the purchase.
pub async fn look(app: &App, work: &Look) -> Result<()> {
    let (space, reference) = (work.space, work.reference.clone());
    let found = app.db.read(async move |tx| Ok::<_, Error>(payments::by_reference(&mut SpaceTx::bind(tx, space), &reference).await?));
    for payment in found.await?.into_iter().filter(|payment| payment.status == PaymentStatus::Charging) {
        perform(app, &Charging { space, payment: payment.id }).await?;
    }
    Ok(())
}
