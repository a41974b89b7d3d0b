//! The keys that sign ID tokens. They are in the database, so that all processes sign with the same ones.
//!
//! Of each algorithm there is one that signs now, one that will, and some that did. All of them are published: clients
//! know the next key before it is used, and can still read what the last one signed.

use crate::{App, Error, Result};
use jiff::{SignedDuration, Timestamp};
use oauth::jose::{self, Algorithm, SigningKey};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::signing_keys::{self, Key};

/// Keys that this process has read: what a key is never changes, only which one signs.
#[derive(Clone, Debug, Default)]
pub struct KnownKeys(Arc<Mutex<HashMap<String, Arc<SigningKey>>>>);

/// How long a key is published after it has signed its last token.
const RETIREMENT: SignedDuration = SignedDuration::from_hours(24 * 30);

const STATES: [&str; 2] = ["current", "next"];

/// The key that signs now. Made if there is none yet.
pub async fn signer(app: &App, algorithm: Algorithm) -> Result<Arc<SigningKey>> {
    let current = || app.db.read(async move |tx| Ok::<_, Error>(signing_keys::current(tx, algorithm.name()).await?));
    let key = if let Some(key) = current().await? {
        key
    } else {
        ensure(app).await?;
        current().await?.ok_or_else(|| Error::internal("there is no key to sign with"))?
    };
    read(app, &key)
}

fn read(app: &App, key: &Key) -> Result<Arc<SigningKey>> {
    let known = || app.keys.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(key) = known().get(&key.kid) {
        return Ok(Arc::clone(key));
    }
    let algorithm: Algorithm = key.algorithm.parse().map_err(Error::internal)?;
    let signing = Arc::new(SigningKey::from_der(algorithm, &key.private_key).map_err(Error::internal)?);
    known().insert(key.kid.clone(), Arc::clone(&signing));
    Ok(signing)
}

async fn all(app: &App) -> Result<Vec<Key>> {
    app.db.read(async move |tx| Ok::<_, Error>(signing_keys::all(tx).await?)).await
}

/// A fresh key, made off the async threads: RSA takes some tenths of a second.
async fn make(algorithm: Algorithm, state: &str, now: Timestamp) -> Result<Key> {
    let work = move || {
        let der = jose::generate(algorithm)?;
        Ok::<_, jose::JoseError>((SigningKey::from_der(algorithm, &der)?.kid().to_owned(), der))
    };
    let (kid, private_key) = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?.map_err(Error::internal)?;
    Ok(Key { kid, algorithm: algorithm.name().into(), private_key, state: state.into(), created_at: now, retired_at: None })
}

/// Makes the keys that are missing. Of several processes that do so at once, one wins.
pub async fn ensure(app: &App) -> Result<()> {
    let there = all(app).await?;
    for algorithm in Algorithm::ALL {
        for state in STATES {
            if there.iter().any(|key| key.algorithm == algorithm.name() && key.state == state) {
                continue;
            }
            let key = make(algorithm, state, app.clock.now()).await?;
            match app.db.write(async move |tx| Ok::<_, Error>(signing_keys::insert(tx, key.clone()).await?)).await {
                Ok(()) | Err(Error::Conflict { code: "key_exists", .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

/// The JWK Set (RFC 7517): current, next and retired keys.
pub async fn published(app: &App) -> Result<Value> {
    let mut keys = all(app).await?;
    let missing = Algorithm::ALL
        .iter()
        .any(|wanted| STATES.iter().any(|state| !keys.iter().any(|key| key.algorithm == wanted.name() && key.state == *state)));
    if missing {
        ensure(app).await?;
        keys = all(app).await?;
    }
    let keys = keys.iter().map(|key| Ok(read(app, key)?.jwk())).collect::<Result<Vec<_>>>()?;
    Ok(json!({ "keys": keys }))
}

/// The claims of a token that this server signed, whether or not it has expired.
pub async fn verify(app: &App, token: &str) -> Result<Option<Value>> {
    let keys = all(app).await?.iter().map(|key| read(app, key)).collect::<Result<Vec<_>>>()?;
    Ok(jose::verify(token, keys.iter().map(AsRef::as_ref)))
}

/// What a rotation did for one algorithm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    pub algorithm: Algorithm,
    /// The key that signs from now on.
    pub current: String,
    /// The key that will after it.
    pub next: String,
}

/// The next keys become current, the current ones retire, new ones are made. Retired ones are dropped when their time
/// is over.
pub async fn rotate(app: &App) -> Result<Vec<Rotated>> {
    ensure(app).await?;
    let now = app.clock.now();
    let mut fresh = Vec::new();
    for algorithm in Algorithm::ALL {
        fresh.push(make(algorithm, "next", now).await?);
    }
    let before = now.checked_sub(RETIREMENT).map_err(Error::internal)?;
    app.db
        .write(async move |tx| {
            for key in &fresh {
                signing_keys::rotate(tx, &key.algorithm, now).await?;
                signing_keys::insert(tx, key.clone()).await?;
            }
            signing_keys::delete_retired(tx, before).await?;
            Ok::<_, Error>(())
        })
        .await?;
    let keys = all(app).await?;
    let kid = |algorithm: Algorithm, state: &str| {
        let key = keys.iter().find(|key| key.algorithm == algorithm.name() && key.state == state);
        key.map(|key| key.kid.clone()).ok_or_else(|| Error::internal("a key is missing after the rotation"))
    };
    let rotated = |algorithm| Ok(Rotated { algorithm, current: kid(algorithm, "current")?, next: kid(algorithm, "next")? });
    Algorithm::ALL.into_iter().map(rotated).collect()
}
