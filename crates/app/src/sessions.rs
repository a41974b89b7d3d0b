//! Sessions of browsers. The cookie holds a random token; the server keeps its SHA-256 and all else.

mod sign_in;

pub(crate) use sign_in::begin_by_passkey;
pub use sign_in::{Attempt, SignedIn, enter_code, link, sign_in, sign_in_by_link};

use crate::{App, Error, Result, idempotency};
use db::Tx;
use domain::ids::{SessionId, UserId};
use jiff::{SignedDuration, Timestamp};
use oauth::Secret;
use serde::{Deserialize, Serialize};
use store::sessions::{self, NewSession};

/// A session ends when it was not used for so long.
const IDLE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How long the second factor may take.
const PENDING: SignedDuration = SignedDuration::from_mins(10);
/// How exact the time of last use is.
const EXACTNESS: SignedDuration = SignedDuration::from_mins(5);

/// Somebody signed in, in one browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub user: UserId,
    pub email: String,
    /// How the person proved who it is (RFC 8176): `pwd`, `otp`, `pop`.
    pub methods: Vec<String>,
    pub authenticated_at: Timestamp,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    pub user_agent: Option<String>,
}

impl From<sessions::Session> for Session {
    fn from(row: sessions::Session) -> Self {
        Self {
            id: row.id,
            user: row.user_id,
            email: row.email,
            methods: row.methods.split_whitespace().map(str::to_owned).collect(),
            authenticated_at: row.authenticated_at,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            user_agent: row.user_agent,
        }
    }
}

/// The session of a cookie: one that is whole, not one that waits for the second factor.
pub async fn find(app: &App, token: &str) -> Result<Option<Session>> {
    let (hash, now) = (digest(app, token), app.clock.now());
    let found = app.db.read(async move |tx| Ok::<_, Error>(sessions::find(tx, &hash, now).await?)).await?;
    let Some(row) = found.filter(|row| !row.pending) else { return Ok(None) };
    if now.duration_since(row.last_used_at) > EXACTNESS {
        let (id, expires_at) = (row.id, later(now, IDLE)?);
        app.db.write(async move |tx| Ok::<_, Error>(sessions::used(tx, id, now, expires_at).await?)).await?;
    }
    Ok(Some(row.into()))
}

/// What is stored of a token. Whoever runs a space may lead its domain to another server, which then is sent the cookies of that domain:
/// they are good for nothing at any other site.
fn digest(app: &App, token: &str) -> [u8; 32] {
    match &app.served_at {
        Some(domain) => oauth::hash(&format!("{token}\n{domain}")),
        None => oauth::hash(token),
    }
}

fn later(now: Timestamp, by: SignedDuration) -> Result<Timestamp> {
    now.checked_add(by).map_err(Error::internal)
}

/// Begins a session, always with a token of its own: what a browser held before is worth nothing (no fixation).
async fn begin(app: &App, tx: &mut Tx, user: UserId, methods: &str, pending: bool, user_agent: Option<String>) -> Result<Secret> {
    let (secret, now) = (Secret::new(app.chance.bytes()), app.clock.now());
    let expires_at = later(now, if pending { PENDING } else { IDLE })?;
    let user_agent = user_agent.map(|text| text.chars().filter(|c| !c.is_control()).take(300).collect());
    let new = NewSession {
        hash: digest(app, secret.reveal()).to_vec(),
        id: app.id(),
        user,
        pending,
        methods: methods.into(),
        user_agent,
        now,
        expires_at,
    };
    sessions::insert(tx, &new).await?;
    Ok(secret)
}

/// All of one's own, those used last first.
pub async fn list(app: &App, session: &Session) -> Result<Vec<Session>> {
    let (user, now) = (session.user, app.clock.now());
    let rows = app.db.read(async move |tx| Ok::<_, Error>(sessions::list(tx, user, now).await?)).await?;
    Ok(rows.into_iter().map(Session::from).collect())
}

/// Ends one of one's own sessions; this one: signs out.
pub async fn end(app: &App, session: &Session, id: SessionId) -> Result<()> {
    let user = session.user;
    let found = app.db.write(async move |tx| Ok::<_, Error>(sessions::delete(tx, user, id).await?)).await?;
    if found { Ok(()) } else { Err(Error::NOT_FOUND) }
}

/// Ends all of one's own sessions but this one.
pub async fn end_others(app: &App, session: &Session) -> Result<()> {
    let (user, kept) = (session.user, session.id);
    app.db.write(async move |tx| Ok::<_, Error>(sessions::delete_others(tx, user, kept).await?)).await
}

/// What to remove: everything of signing in that ended before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    pub before: Timestamp,
}

/// How many rows one transaction removes.
const CHUNK: u32 = 1000;

/// Removes sessions, links, counts, kept answers and visits to bots that have ended. Harmless when repeated.
pub async fn delete_ended(app: &App, Ended { before }: Ended) -> Result<()> {
    loop {
        let deleted = app
            .db
            .write(async move |tx| {
                let sessions = sessions::delete_expired(tx, before, CHUNK).await?;
                let tickets = store::tickets::delete_expired(tx, before, CHUNK).await?;
                let asked = store::passkeys::delete_expired(tx, before, CHUNK).await?;
                let bots = store::bots::visits::delete_expired(tx, before, CHUNK).await?;
                let answers = idempotency::delete_old(tx, before, CHUNK).await?;
                Ok::<_, Error>([sessions, tickets, asked, answers, bots, store::throttles::delete_ended(tx, before, CHUNK).await?])
            })
            .await?;
        if deleted.iter().all(|n| *n < u64::from(CHUNK)) {
            return Ok(());
        }
    }
}
