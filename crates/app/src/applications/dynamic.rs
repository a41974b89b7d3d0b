//! Applications that register themselves (RFC 7591) and manage what they registered (RFC 7592).

use super::{Details, check, registered, row};
use crate::issuers::Failure;
use crate::{App, Error};
use domain::ids::ClientId;
use domain::scopes::{Scope, Scopes};
use oauth::registration::{AuthMethod, Metadata, Registered};
use oauth::{Code, Refusal, Secret};
use store::clients::{self, Client};

/// What an application gets that names no scopes: signing in, and what assistants use (the scopes of the resource
/// `api.H/mcp`). People are asked for each of them nevertheless.
pub const ASSISTANTS: Scopes = Scopes::of(&[
    Scope::Openid,
    Scope::Email,
    Scope::Profile,
    Scope::ReadAllocations,
    Scope::ReadBookings,
    Scope::ReadCheckIns,
    Scope::ReadContacts,
    Scope::ReadExternalBookings,
    Scope::ReadInvoices,
    Scope::ReadMemberships,
    Scope::ReadProducts,
    Scope::ReadResources,
    Scope::ReadSpaces,
    Scope::ReadTeams,
    Scope::ReadUser,
    Scope::WriteBookings,
    Scope::WriteCheckIns,
]);

/// The details that the metadata come to. Scopes that are not known here are left out, as the answer shows (RFC 7591
/// section 2).
fn details(metadata: Metadata) -> Result<Details, Failure> {
    let wish = metadata.check()?;
    let scopes = match &metadata.scope {
        None => ASSISTANTS,
        Some(text) => known(text),
    };
    let name = metadata.client_name.unwrap_or_else(|| "An application without a name".into());
    let details = Details {
        link: metadata.client_uri,
        logo: metadata.logo_uri,
        logout_uris: metadata.post_logout_redirect_uris,
        scopes,
        public: wish.method == AuthMethod::None,
        method: wish.method,
        algorithm: wish.algorithm,
        expiring_tokens: wish.expiring,
        ..Details::new(name, metadata.redirect_uris)
    };
    check(&details).map_err(|error| match error {
        Error::Invalid(fields) => {
            let told = fields.iter().map(|field| format!("{:?} {}", field.at, field.message)).collect::<Vec<_>>().join("; ");
            Failure::Refused(Refusal::new(Code::InvalidClientMetadata, told))
        }
        other => other.into(),
    })?;
    Ok(details)
}

/// The scopes of a text that are known.
fn known(text: &str) -> Scopes {
    let scopes: Vec<Scope> = text.split([' ', '+']).filter_map(|name| name.parse().ok()).collect();
    Scopes::of(&scopes)
}

fn answer(app: &App, client: Client, secret: Option<&Secret>, token: Option<&Secret>) -> Result<Registered, Failure> {
    let scopes = registered(&client)?;
    let mut grants = vec!["authorization_code"];
    if client.expiring_tokens {
        grants.push("refresh_token");
    }
    if !client.public {
        grants.push("client_credentials");
    }
    let method = AuthMethod::read(&client.auth_method).unwrap_or(AuthMethod::Basic);
    let algorithm = client.signing_algorithm.parse::<oauth::jose::Algorithm>().map_err(Error::internal)?;
    Ok(Registered {
        registration_client_uri: format!("{}/oauth/register/{}", app.hosts.at("www"), client.id),
        client_id: client.id.to_string(),
        client_secret: secret.map(|secret| secret.reveal().to_owned()),
        client_secret_expires_at: secret.map(|_| 0),
        client_id_issued_at: client.created_at.as_second(),
        registration_access_token: token.map(|token| token.reveal().to_owned()),
        client_name: client.name,
        redirect_uris: client.redirect_uris.0,
        client_uri: client.link,
        logo_uri: client.logo,
        scope: scopes.to_string(),
        grant_types: grants,
        response_types: vec!["code"],
        token_endpoint_auth_method: method.name(),
        id_token_signed_response_alg: algorithm.name(),
        subject_type: "public",
        post_logout_redirect_uris: client.logout_uris.0,
    })
}

/// Registers an application. The secret and the token to manage it with are shown this once.
pub async fn register(app: &App, metadata: Metadata) -> Result<Registered, Failure> {
    if metadata.client_id.is_some() {
        return Err(Refusal::new(Code::InvalidClientMetadata, "client_id is given by the server").into());
    }
    let details = details(metadata)?;
    let secret = (!details.public).then(|| Secret::new(app.chance.bytes()));
    let token = Secret::new(app.chance.bytes());
    let client = Client { registration_hash: Some(token.hash().to_vec()), ..row(app, details, None, secret.as_ref()) };
    let written = client.clone();
    app.db.write(async move |tx| Ok::<_, Error>(clients::insert(tx, &written).await?)).await?;
    answer(app, client, secret.as_ref(), Some(&token))
}

/// The application that its registration token manages; a token that it got as itself can `read`, too. An unknown
/// application and a wrong token look the same (RFC 7592 section 2.1).
async fn managed(app: &App, id: &str, token: &str, read: bool) -> Result<Client, Failure> {
    let refused = || Failure::Refused(Refusal::new(Code::InvalidToken, "the registration access token is not valid"));
    let id: ClientId = id.parse().map_err(|_| refused())?;
    let (hash, now) = (oauth::hash(token), app.clock.now());
    let (client, own) =
        app.db.read(async move |tx| Ok::<_, Error>((clients::find(tx, id).await?, clients::find_token(tx, &hash, now).await?))).await?;
    let own = read && own.is_some_and(|own| own.client_id == id);
    client.filter(|client| own || client.registration_hash.as_ref().is_some_and(|hash| oauth::matches(token, hash))).ok_or_else(refused)
}

/// What is registered. The secret cannot be shown again.
pub async fn registration(app: &App, id: &str, token: &str) -> Result<Registered, Failure> {
    let client = managed(app, id, token, true).await?;
    answer(app, client, None, None)
}

/// Replaces what is registered; what is left out is no longer there.
pub async fn update_registration(app: &App, id: &str, token: &str, metadata: Metadata) -> Result<Registered, Failure> {
    let before = managed(app, id, token, false).await?;
    if metadata.client_id.as_ref().is_some_and(|id| *id != before.id.to_string()) {
        return Err(Refusal::new(Code::InvalidClientMetadata, "client_id cannot be changed").into());
    }
    let same = |secret: &String| before.secret_hash.as_ref().is_some_and(|hash| oauth::matches(secret, hash));
    if metadata.client_secret.as_ref().is_some_and(|secret| !same(secret)) {
        return Err(Refusal::new(Code::InvalidClientMetadata, "client_secret is not the one of this client").into());
    }
    let mut details = details(metadata)?;
    details.description.clone_from(&before.description);
    details.legacy_grants = before.legacy_grants && !details.public;
    let secret = (!details.public && before.secret_hash.is_none()).then(|| Secret::new(app.chance.bytes()));
    let kept = if details.public { None } else { before.secret_hash.clone() };
    let fresh = row(app, details, None, secret.as_ref());
    let client = Client {
        id: before.id,
        secret_hash: fresh.secret_hash.clone().or(kept),
        owner_id: before.owner_id,
        created_at: before.created_at,
        registration_hash: before.registration_hash,
        ..fresh
    };
    let written = client.clone();
    app.db.write(async move |tx| Ok::<_, Error>(clients::update(tx, &written).await?)).await?;
    answer(app, client, secret.as_ref(), None)
}

/// Deletes the registration with every token that came of it.
pub async fn unregister(app: &App, id: &str, token: &str) -> Result<(), Failure> {
    let id = managed(app, id, token, false).await?.id;
    app.db.write(async move |tx| Ok::<_, Failure>(clients::delete(tx, id).await?)).await
}
