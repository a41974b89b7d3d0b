//! Links that work once.

use crate::{App, Error, Result};
use db::Tx;
use domain::ids::UserId;
use jiff::SignedDuration;
use oauth::Secret;
use store::tickets::{self, NewTicket, Ticket};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The address of a new account is right.
    Confirm,
    /// A new password.
    Reset,
    /// A new address, which is the data.
    ChangeEmail,
    /// Signs a browser in; the data is where it goes then (API 1, `POST session`).
    SignIn,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reset => "reset",
            Self::ChangeEmail => "change_email",
            Self::SignIn => "sign_in",
        }
    }

    fn lifetime(self) -> SignedDuration {
        match self {
            Self::Confirm => SignedDuration::from_hours(72),
            Self::Reset | Self::ChangeEmail => SignedDuration::from_hours(2),
            Self::SignIn => SignedDuration::from_mins(5),
        }
    }
}

/// Issues a link's secret. For everything but signing in, earlier links of the user stop to work.
pub(crate) async fn issue(app: &App, tx: &mut Tx, purpose: Purpose, user: UserId, data: Option<String>) -> Result<Secret> {
    let (secret, now) = (Secret::new(app.chance.bytes()), app.clock.now());
    let expires_at = now.checked_add(purpose.lifetime()).map_err(Error::internal)?;
    if purpose != Purpose::SignIn {
        tickets::delete(tx, user, purpose.name()).await?;
    }
    let new = NewTicket { hash: secret.hash().to_vec(), purpose: purpose.name(), user, data, now, expires_at };
    tickets::insert(tx, &new).await?;
    Ok(secret)
}

/// Uses the link's secret.
///
/// # Errors
/// [`Error::NOT_FOUND`] when it is unknown, too old or was used.
pub(crate) async fn take(app: &App, tx: &mut Tx, purpose: Purpose, secret: &str) -> Result<Ticket> {
    tickets::take(tx, &oauth::hash(secret), purpose.name(), app.clock.now()).await?.ok_or(Error::NOT_FOUND)
}

/// Whether the link would work; for the page that asks before it is used.
pub async fn works(app: &App, purpose: Purpose, secret: &str) -> Result<bool> {
    let (hash, now) = (oauth::hash(secret), app.clock.now());
    let found = app.db.read(async move |tx| Ok::<_, Error>(tickets::find(tx, &hash, purpose.name(), now).await?)).await?;
    Ok(found.is_some())
}
