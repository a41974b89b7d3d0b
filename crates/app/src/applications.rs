//! OAuth applications: registered by developers, at the command line, or by themselves (RFC 7591).

use crate::tokens::{self, Grant};
use crate::{App, Error, FieldError, Result};
use domain::ids::{ClientId, UserId};
use domain::scopes::{Scope, Scopes};
use jiff::SignedDuration;
use oauth::jose::Algorithm;
use oauth::registration::{AuthMethod, is_link};
use oauth::{Secret, redirect_uris};
use store::Json;
use store::clients::{self, Client, Usage};

mod dynamic;
pub use dynamic::{ASSISTANTS, register, registration, unregister, update_registration};

/// What an application that names no scopes may ask for.
pub const SIGN_IN: Scopes = Scopes::of(&[Scope::Openid, Scope::Email, Scope::Profile]);

/// What its developer says of an application.
#[derive(Clone, Debug)]
pub struct Details {
    /// Shown to people who are asked whether they let it in.
    pub name: String,
    pub link: Option<String>,
    pub description: Option<String>,
    /// URL of an image.
    pub logo: Option<String>,
    pub redirect_uris: Vec<String>,
    /// Where people may be sent after they signed out.
    pub logout_uris: Vec<String>,
    /// What it may ask for.
    pub scopes: Scopes,
    /// Without a secret: apps that run in browsers or on phones (RFC 6749 section 2.1).
    pub public: bool,
    pub method: AuthMethod,
    pub algorithm: Algorithm,
    /// The password and implicit grants, for old programs.
    pub legacy_grants: bool,
    /// Tokens end after an hour and are refreshed; else one lasts until it is revoked.
    pub expiring_tokens: bool,
}

impl Details {
    /// What is left out of the shortest registration.
    pub fn new(name: String, redirect_uris: Vec<String>) -> Self {
        Self {
            name,
            link: None,
            description: None,
            logo: None,
            redirect_uris,
            logout_uris: Vec::new(),
            scopes: Scopes::NONE,
            public: false,
            method: AuthMethod::Basic,
            algorithm: Algorithm::Rs256,
            legacy_grants: false,
            expiring_tokens: false,
        }
    }
}

/// How many addresses an application may have.
const ADDRESSES: usize = 100;

fn check(details: &Details) -> Result<()> {
    let mut wrong = Vec::new();
    let name = details.name.trim();
    if name.is_empty() || name.chars().count() > 255 || name.contains(char::is_control) {
        wrong.push(FieldError::field("name", "invalid", "must be a line of 1 to 255 characters"));
    }
    if details.description.as_ref().is_some_and(|text| text.chars().count() > 2000 || text.contains('\0')) {
        wrong.push(FieldError::field("description", "too_long", "must have at most 2000 characters"));
    }
    for (field, link) in [("link", &details.link), ("logo", &details.logo)] {
        if link.as_deref().is_some_and(|link| !is_link(link)) {
            wrong.push(FieldError::field(field, "invalid", "must be an http or https address"));
        }
    }
    if details.redirect_uris.is_empty() {
        wrong.push(FieldError::field("redirect_uris", "blank", "must be given"));
    }
    for (field, uris) in [("redirect_uris", &details.redirect_uris), ("logout_uris", &details.logout_uris)] {
        if uris.len() > ADDRESSES || uris.iter().any(|uri| uri.len() > 2000) {
            wrong.push(FieldError::field(field, "too_long", "must be at most 100 addresses of 2000 characters"));
        }
        let unfit = |uri: &String| redirect_uris::check(uri).err().map(|why| format!("{uri} {why}"));
        wrong.extend(uris.iter().find_map(unfit).map(|why| FieldError::field(field, "invalid", why)));
    }
    if details.public && details.legacy_grants {
        wrong.push(FieldError::field("legacy_grants", "invalid", "need an application that keeps a secret"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

/// The row of an application. A public one has no secret.
fn row(app: &App, details: Details, owner: Option<UserId>, secret: Option<&Secret>) -> Client {
    let method = if details.public { AuthMethod::None } else { details.method };
    Client {
        id: app.id::<ClientId>(),
        name: details.name.trim().to_owned(),
        secret_hash: secret.map(|secret| secret.hash().to_vec()),
        public: details.public,
        redirect_uris: Json(details.redirect_uris),
        scopes: details.scopes.to_string(),
        owner_id: owner.map(|owner| owner.0),
        created_at: app.clock.now(),
        link: details.link,
        description: details.description,
        logo: details.logo,
        logout_uris: Json(details.logout_uris),
        auth_method: method.name().into(),
        signing_algorithm: details.algorithm.name().into(),
        legacy_grants: details.legacy_grants,
        expiring_tokens: details.expiring_tokens,
        registration_hash: None,
    }
}

/// Registers an application: its id, and its secret unless it is public. Nobody owns one of the command line.
pub async fn create(app: &App, owner: Option<UserId>, details: Details) -> Result<(ClientId, Option<Secret>)> {
    check(&details)?;
    let secret = (!details.public).then(|| Secret::new(app.chance.bytes()));
    let client = row(app, details, owner, secret.as_ref());
    let id = client.id;
    app.db.write(async move |tx| Ok::<_, Error>(clients::insert(tx, &client).await?)).await?;
    Ok((id, secret))
}

/// How many of a developer's applications are listed.
const LISTED: u32 = 200;

/// The user's applications, the newest first.
pub async fn list(app: &App, owner: UserId) -> Result<Vec<Client>> {
    app.db.read(async move |tx| Ok::<_, Error>(clients::of_owner(tx, owner, LISTED).await?)).await
}

/// An application of the user's own. Somebody else's does not exist.
pub async fn get(app: &App, owner: UserId, id: ClientId) -> Result<Client> {
    let found = app.db.read(async move |tx| Ok::<_, Error>(clients::find(tx, id).await?)).await?;
    found.filter(|client| client.owner_id == Some(owner.0)).ok_or(Error::NOT_FOUND)
}

/// Whoever it belongs to.
pub async fn find(app: &App, id: ClientId) -> Result<Option<Client>> {
    app.db.read(async move |tx| Ok::<_, Error>(clients::find(tx, id).await?)).await
}

/// Changes an application. A secret comes back when it needs one and had none.
pub async fn update(app: &App, owner: UserId, id: ClientId, details: Details) -> Result<Option<Secret>> {
    check(&details)?;
    let before = get(app, owner, id).await?;
    let secret = (!details.public && before.secret_hash.is_none()).then(|| Secret::new(app.chance.bytes()));
    let kept = if details.public { None } else { before.secret_hash };
    let fresh = row(app, details, Some(owner), secret.as_ref());
    let client = Client { id, secret_hash: fresh.secret_hash.clone().or(kept), ..fresh };
    app.db.write(async move |tx| Ok::<_, Error>(clients::update(tx, &client).await?)).await?;
    Ok(secret)
}

/// A new secret; the old one is worth nothing from then on. Tokens stay.
pub async fn rotate_secret(app: &App, owner: UserId, id: ClientId) -> Result<Secret> {
    if get(app, owner, id).await?.public {
        return Err(Error::conflict("public_client", "A public application has no secret."));
    }
    let secret = Secret::new(app.chance.bytes());
    let hash = secret.hash().to_vec();
    app.db.write(async move |tx| Ok::<_, Error>(clients::set_secret(tx, id, hash.clone()).await?)).await?;
    Ok(secret)
}

/// Deletes an application with every token that people gave it.
pub async fn delete(app: &App, owner: UserId, id: ClientId) -> Result<()> {
    get(app, owner, id).await?;
    app.db.write(async move |tx| Ok::<_, Error>(clients::delete(tx, id).await?)).await
}

/// A token for the developer's own account, with all that the application may ask for.
pub async fn test_token(app: &App, owner: UserId, id: ClientId) -> Result<Secret> {
    let client = get(app, owner, id).await?;
    let scopes = registered(&client)?;
    tokens::create(app, Grant { user: owner, client: Some(id), space: None, scopes, expires_at: None }).await
}

/// What the application may ask for.
pub fn registered(client: &Client) -> Result<Scopes> {
    let scopes: Scopes = client.scopes.parse().map_err(Error::internal)?;
    Ok(if scopes == Scopes::NONE { SIGN_IN } else { scopes })
}

/// How an application is used.
#[derive(Clone, Debug)]
pub struct Figures {
    /// People whose tokens are good.
    pub users: i64,
    /// Requests by hour over the last day, the latest first; hours without any are left out. A minute late at most.
    pub hours: Vec<Usage>,
}

/// For its developer.
pub async fn figures(app: &App, owner: UserId, id: ClientId) -> Result<Figures> {
    get(app, owner, id).await?;
    let now = app.clock.now();
    let since = now.checked_sub(SignedDuration::from_hours(24)).map_err(Error::internal)?;
    app.db
        .read(async move |tx| {
            Ok::<_, Error>(Figures { users: clients::users(tx, id, now).await?, hours: clients::usage(tx, id, since).await? })
        })
        .await
}
