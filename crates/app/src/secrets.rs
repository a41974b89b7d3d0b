//! Keys that nobody but the server knows. They are in the database, so that all processes have the same ones.

use crate::{App, Error, Result};
use std::sync::{Arc, OnceLock};
use store::secrets;

/// The key that this process has read: it never changes.
#[derive(Clone, Default)]
pub struct KnownSecrets(Arc<OnceLock<Vec<u8>>>);

/// Signs links.
const LINKS: &str = "links";

/// The key that signs links. Made if there is none yet; of several processes that do so at once, one wins.
pub(crate) async fn link_key(app: &App) -> Result<Vec<u8>> {
    if let Some(key) = app.secrets.0.get() {
        return Ok(key.clone());
    }
    let find = || app.db.read(async move |tx| Ok::<_, Error>(secrets::find(tx, LINKS).await?));
    let key = if let Some(key) = find().await? {
        key
    } else {
        let (fresh, now) = (app.chance.bytes::<32>().to_vec(), app.clock.now());
        app.db.write(async move |tx| Ok::<_, Error>(secrets::insert(tx, LINKS, fresh.clone(), now).await?)).await?;
        find().await?.ok_or_else(|| Error::internal("the key that was just made is not there"))?
    };
    Ok(app.secrets.0.get_or_init(|| key).clone())
}
