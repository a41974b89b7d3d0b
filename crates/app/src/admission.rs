//! What a page of a space hands to the single page app that it shows: a token of who looks, after that person has consented.

use crate::access::Access;
use crate::applications::registered;
use crate::grants::{Issue, hour_from};
use crate::{App, Error, Result};
use domain::bots::TO_INSTALL;
use domain::ids::{ClientId, UserId};
use domain::scopes::Scopes;
use oauth::Secret;
use store::clients::{self, Client};
use store::grants;
use store::single_page_apps::SinglePageApp;

/// How somebody stands to a single page app.
#[derive(Clone, Debug)]
pub enum Admission {
    /// It was made by no application, which could ask for anything: it is shown without a token.
    WithoutToken,
    /// The person has to be asked for these scopes first.
    Ask(Box<Client>, Scopes),
    /// It may act for the person, with these.
    Granted(ClientId, Scopes),
}

fn wanted(client: &Client) -> Result<Scopes> {
    Ok(without_installing(registered(client)?))
}

/// What is left when nothing is to be installed.
pub(crate) fn without_installing(scopes: Scopes) -> Scopes {
    let left: Vec<_> = scopes.iter().filter(|scope| !TO_INSTALL.iter().any(|one| one == *scope)).collect();
    Scopes::of(&left)
}

fn user(access: &Access) -> Result<UserId> {
    access.user().ok_or(Error::Unauthenticated)
}

/// How who looks stands to the app in this space.
pub async fn of(app: &App, access: &Access, shown: &SinglePageApp) -> Result<Admission> {
    match shown.client_id.map(ClientId) {
        Some(client) => of_client(app, access, client, None).await,
        None => Ok(Admission::WithoutToken),
    }
}

/// The same for an application that wants these scopes, or all that it is registered for.
pub(crate) async fn of_client(app: &App, access: &Access, client: ClientId, scopes: Option<Scopes>) -> Result<Admission> {
    let (user, space) = (user(access)?, access.space_id());
    let found = app
        .db
        .read(async move |tx| Ok::<_, Error>((clients::find(tx, client).await?, grants::consent(tx, user, client, Some(space)).await?)));
    let (Some(client), consented) = found.await? else { return Ok(Admission::WithoutToken) };
    let scopes = scopes.map_or_else(|| wanted(&client), Ok)?;
    let before: Scopes = consented.as_deref().unwrap_or_default().parse().map_err(Error::internal)?;
    let all = consented.is_some() && scopes.iter().all(|scope| before.allows(scope));
    Ok(if all { Admission::Granted(client.id, scopes) } else { Admission::Ask(Box::new(client), scopes) })
}

/// The person lets the app in; it is remembered, and can be taken back where all connected applications are.
pub async fn allow(app: &App, access: &Access, shown: &SinglePageApp) -> Result<()> {
    admit(app, access, of(app, access, shown).await?).await
}

/// Remembers that the person said yes, where that was asked.
pub(crate) async fn admit(app: &App, access: &Access, asked: Admission) -> Result<()> {
    let Admission::Ask(client, scopes) = asked else { return Ok(()) };
    let (user, client, space, now) = (user(access)?, client.id, access.space_id(), app.clock.real().now());
    app.db
        .write(async move |tx| {
            let before = grants::consent(tx, user, client, Some(space)).await?;
            let before: Scopes = before.as_deref().unwrap_or_default().parse().map_err(Error::internal)?;
            Ok::<_, Error>(grants::remember(tx, user, client, Some(space), &before.union(scopes).to_string(), now).await?)
        })
        .await
}

/// A token for an hour, with which the app acts for who looks, in this space only.
pub async fn token(app: &App, access: &Access, client: ClientId, scopes: Scopes) -> Result<Secret> {
    let real = app.clock.real().now();
    let issue =
        Issue { client, user: user(access)?, space: Some(access.space_id()), grant: app.id(), scopes, expires_at: Some(hour_from(real)?) };
    let (secret, mut row) = issue.prepare(app);
    // Tokens go by our time, in sandboxes too.
    row.created_at = real;
    app.db.write(async move |tx| Ok::<_, Error>(store::tokens::insert(tx, row.clone()).await?)).await?;
    Ok(secret)
}
