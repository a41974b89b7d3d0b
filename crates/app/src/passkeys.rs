//! Passkeys: a device proves that its owner is there (Web Authentication). One signs in by itself; beside a password it
//! is a second factor.

use crate::sessions::{Session, SignedIn};
use crate::throttles::{self, PLACE};
use crate::{App, Error, FieldError, Result, second_factors, sessions};
use db::Tx;
use domain::ids::{PasskeyId, UserId};
use jiff::SignedDuration;
use oauth::webauthn::{self, Expected, Flaw, Made, Used};
use store::passkeys;

pub use store::passkeys::Passkey;

/// How long a person has to answer.
const PATIENCE: SignedDuration = SignedDuration::from_mins(5);
/// How many passkeys a person may have.
const MOST: i64 = 20;

/// What the browser is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// Base 64 (URL).
    pub challenge: String,
    pub relying_party: String,
    /// Credentials that the user has: not to be made a second time.
    pub known: Vec<String>,
    /// The user's handle, for a new key.
    pub user: Option<(String, String)>,
}

/// The domain that keys belong to: the base domain, so that one key opens every site of ours below it. A space's own domain is
/// not below it: none is good there, and none is added there. We do not count on browsers to allow a domain of one label above another: beneath
/// `localhost` each site has its own.
pub fn relying_party(app: &App, site: &str) -> String {
    let domain = app.hosts.domain();
    let host = site.split_once("://").map_or(site, |(_, host)| host).split(':').next().unwrap_or_default();
    let below = host == domain || host.strip_suffix(domain).is_some_and(|label| label.ends_with('.'));
    if below && domain.contains('.') { domain.to_owned() } else { host.to_owned() }
}

async fn ask(app: &App, tx: &mut Tx, user: Option<UserId>) -> Result<String> {
    let challenge = webauthn::encode(&app.chance.bytes::<32>());
    let expires_at = app.clock.now().checked_add(PATIENCE).map_err(Error::internal)?;
    passkeys::ask(tx, &oauth::hash(&challenge), user, expires_at).await?;
    Ok(challenge)
}

/// Asks for a new passkey of who is signed in.
pub async fn begin(app: &App, session: &Session, site: &str) -> Result<Question> {
    session.require_recent(app)?;
    let (all, user) = (app.clone(), session.user);
    let (known, challenge) =
        app.db.write(async move |tx| Ok::<_, Error>((passkeys::list(tx, user).await?, ask(&all, tx, Some(user)).await?))).await?;
    Ok(Question {
        challenge,
        relying_party: relying_party(app, site),
        known: known.iter().map(|passkey| webauthn::encode(&passkey.credential)).collect(),
        user: Some((webauthn::encode(user.0.as_bytes()), session.email.clone())),
    })
}

fn unusable(flaw: Flaw) -> Error {
    FieldError::base("passkey", format!("The passkey {flaw}.")).into()
}

fn too_late() -> Error {
    FieldError::base("passkey", "That took too long. Please try again.").into()
}

/// Keeps a new passkey. The first second factor of a user brings recovery codes, which are shown this once.
///
/// # Errors
/// [`Error::Invalid`] where the browser's answer is not what was asked for.
pub async fn add(app: &App, session: &Session, site: &str, name: &str, made: Made) -> Result<Option<Vec<String>>> {
    session.require_recent(app)?;
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(FieldError::field("name", "length", "must have 1 to 100 letters").into());
    }
    let challenge = webauthn::challenge(&made.client_data).map_err(unusable)?;
    let party = relying_party(app, site);
    let key = webauthn::register(&made, Expected { relying_party: &party, origin: site, challenge: &challenge }).map_err(unusable)?;
    let (all, user, id, now) = (app.clone(), session.user, app.id::<PasskeyId>(), app.clock.now());
    app.db
        .write(async move |tx| {
            let asked = passkeys::answered(tx, &oauth::hash(&challenge), now).await?;
            if asked != Some((Some(user),)) {
                return Err(too_late());
            }
            if passkeys::count(tx, user).await? >= MOST {
                return Err(Error::conflict("too_many_passkeys", format!("You have {MOST} passkeys. Remove one first.")));
            }
            let first = !second_factors::on(tx, user).await?;
            let new = Passkey {
                id,
                user_id: user,
                credential: key.credential.clone(),
                name: name.clone(),
                relying_party: party.clone(),
                public_key: key.public_key.clone(),
                algorithm: key.algorithm.into(),
                counter: key.counter.into(),
                created_at: now,
                last_used_at: None,
            };
            passkeys::insert(tx, &new).await?;
            if first { second_factors::new_codes(&all, tx, user).await.map(Some) } else { Ok(None) }
        })
        .await
}

/// One's own, the oldest first.
pub async fn list(app: &App, session: &Session) -> Result<Vec<Passkey>> {
    let user = session.user;
    app.db.read(async move |tx| Ok::<_, Error>(passkeys::list(tx, user).await?)).await
}

/// Removes one of one's own. With the last second factor the recovery codes go, too.
pub async fn remove(app: &App, session: &Session, id: PasskeyId) -> Result<()> {
    session.require_recent(app)?;
    let user = session.user;
    app.db
        .write(async move |tx| {
            if !passkeys::delete(tx, user, id).await? {
                return Err(Error::NOT_FOUND);
            }
            second_factors::tidy(tx, user).await
        })
        .await
}

/// Asks a browser to sign in; who answers is not known yet.
pub async fn challenge(app: &App, site: &str, place: &str) -> Result<Question> {
    throttles::attempt(app, PLACE, place).await?;
    let all = app.clone();
    let challenge = app.db.write(async move |tx| ask(&all, tx, None).await).await?;
    Ok(Question { challenge, relying_party: relying_party(app, site), known: vec![], user: None })
}

/// An answer with which somebody signs in.
#[derive(Clone, Debug)]
pub struct Answer {
    pub credential: Vec<u8>,
    pub used: Used,
    /// The session that waits for a second factor, if there is one: it ends.
    pub pending: Option<String>,
    pub user_agent: Option<String>,
}

/// Signs in by a passkey, which counts as two factors: the device, and what its owner shows to it.
///
/// # Errors
/// [`Error::Invalid`] where the passkey is unknown or its answer is not right.
pub async fn sign_in(app: &App, site: &str, answer: Answer) -> Result<SignedIn> {
    let challenge = webauthn::challenge(&answer.used.client_data).map_err(unusable)?;
    let (all, site, party, now) = (app.clone(), site.to_owned(), relying_party(app, site), app.clock.now());
    app.db
        .write(async move |tx| {
            let asked = passkeys::answered(tx, &oauth::hash(&challenge), now).await?;
            if asked != Some((None,)) {
                return Err(too_late());
            }
            let found = passkeys::by_credential(tx, &answer.credential).await?;
            let unknown = || FieldError::base("passkey", "This passkey is not known here. It may have been removed.");
            let passkey = found.filter(|passkey| passkey.relying_party == party).ok_or_else(unknown)?;
            let expected = Expected { relying_party: &party, origin: &site, challenge: &challenge };
            let counter = webauthn::verify(&answer.used, &key(&passkey)?, expected).map_err(unusable)?;
            passkeys::used(tx, passkey.id, counter.into(), now).await?;
            sessions::begin_by_passkey(&all, tx, passkey.user_id, answer.pending.as_deref(), answer.user_agent.clone()).await
        })
        .await
}

fn key(row: &Passkey) -> Result<webauthn::Passkey> {
    Ok(webauthn::Passkey {
        credential: row.credential.clone(),
        public_key: row.public_key.clone(),
        algorithm: i32::try_from(row.algorithm).map_err(Error::internal)?,
        counter: u32::try_from(row.counter).map_err(Error::internal)?,
    })
}
