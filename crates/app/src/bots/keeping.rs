//! What a bot keeps in a space, and what its page says went wrong. The storage is one for all who see the bot there
//! ([decision 23](../../../../docs/decisions/0023-bots.md)).

use crate::bots::installing::note;
use crate::bots::running::Opened;
use crate::throttles::{self, Quota};
use crate::{App, Error, FieldError, Result};
use domain::bots::{CALLS_A_MINUTE, Happening, LOGS_A_MINUTE, MOST_KEYS, MOST_LOG, NotKept, fits, key, weight};
use serde_json::Value;
use store::bots::installs;

const CALLS: Quota = Quota { name: "bot-storage", attempts: CALLS_A_MINUTE, minutes: 1 };
const LOGS: Quota = Quota { name: "bot-log", attempts: LOGS_A_MINUTE, minutes: 1 };

fn refused(why: NotKept) -> Error {
    let (field, code) = match why {
        NotKept::Key => ("key", "invalid"),
        NotKept::Value => ("value", "too_large"),
        NotKept::Keys => ("key", "too_many"),
        NotKept::Bytes => ("value", "no_room"),
    };
    FieldError::field(field, code, why.to_string()).into()
}

async fn attempt(app: &App, opened: &Opened, quota: Quota) -> Result<()> {
    throttles::attempt(app, quota, &format!("{}\n{}\n{}", opened.space, opened.bot, opened.user)).await
}

/// The value of a key; none if it was never set.
pub async fn get(app: &App, opened: &Opened, name: &str) -> Result<Option<Value>> {
    attempt(app, opened, CALLS).await?;
    let (name, opened) = (key(name).map_err(refused)?.to_owned(), opened.clone());
    let text = app.db.read(async move |tx| Ok::<_, Error>(installs::value(&mut opened.bind(tx), opened.bot, &name).await?)).await?;
    text.map(|text| serde_json::from_str(&text).map_err(Error::internal)).transpose()
}

/// All keys that begin so, in the order of their bytes.
pub async fn list(app: &App, opened: &Opened, prefix: &str) -> Result<Vec<String>> {
    attempt(app, opened, CALLS).await?;
    let opened = opened.clone();
    let mut keys = app.db.read(async move |tx| Ok::<_, Error>(installs::keys(&mut opened.bind(tx), opened.bot, MOST_KEYS).await?)).await?;
    keys.retain(|key| key.starts_with(prefix));
    keys.sort_unstable();
    Ok(keys)
}

/// Writes a value.
pub async fn set(app: &App, opened: &Opened, name: &str, value: &Value) -> Result<()> {
    attempt(app, opened, CALLS).await?;
    let (name, text) = (key(name).map_err(refused)?.to_owned(), value.to_string());
    let bytes = weight(&name, &text).map_err(refused)?;
    let (opened, now) = (opened.clone(), app.clock.now());
    app.db
        .write(async move |tx| {
            let mut tx = opened.bind(tx);
            if !installs::lock_storage(&mut tx, opened.bot).await? {
                return Err(Error::NOT_FOUND);
            }
            let kept = installs::kept_besides(&mut tx, opened.bot, &name).await?;
            fits(kept.keys, kept.bytes, bytes).map_err(refused)?;
            Ok(installs::set(&mut tx, opened.bot, &name, &text, bytes, now).await?)
        })
        .await
}

/// Removes a key; that it is not there is fine.
pub async fn remove(app: &App, opened: &Opened, name: &str) -> Result<()> {
    attempt(app, opened, CALLS).await?;
    let (name, opened) = (key(name).map_err(refused)?.to_owned(), opened.clone());
    app.db.write(async move |tx| Ok(installs::remove(&mut opened.bind(tx), opened.bot, &name).await?)).await
}

/// Writes down that something went wrong on the page, in one line without control characters.
pub async fn log(app: &App, opened: &Opened, text: &str) -> Result<()> {
    attempt(app, opened, LOGS).await?;
    let mut text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.truncate(text.floor_char_boundary(MOST_LOG));
    let (opened, app) = (opened.clone(), app.clone());
    let db = app.db.clone();
    db.write(async move |tx| note(&app, &opened.access, tx, opened.bot, Happening::Error, text.clone()).await).await
}
