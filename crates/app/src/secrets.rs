//! Keys that nobody but the server knows. They are in the database, so that all processes have the same ones.

use crate::{App, Error, Result};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use std::sync::{Arc, OnceLock};
use store::secrets;

/// The key that this process has read: it never changes.
#[derive(Clone, Default)]
pub struct KnownSecrets(Arc<OnceLock<Vec<u8>>>);

/// Signs links.
const LINKS: &str = "links";
/// Encrypts tokens of other platforms.
const TOKENS: &str = "tokens";

/// The key that signs links. Made if there is none yet; of several processes that do so at once, one wins.
pub(crate) async fn link_key(app: &App) -> Result<Vec<u8>> {
    if let Some(key) = app.secrets.0.get() {
        return Ok(key.clone());
    }
    let key = key(app, LINKS).await?;
    Ok(app.secrets.0.get_or_init(|| key).clone())
}

async fn key(app: &App, name: &str) -> Result<Vec<u8>> {
    if let Some(key) = find(app, name).await? {
        return Ok(key);
    }
    let (fresh, now, name) = (app.chance.bytes::<32>().to_vec(), app.clock.now(), name.to_owned());
    let wanted = name.clone();
    app.db.write(async move |tx| Ok::<_, Error>(secrets::insert(tx, &wanted, fresh.clone(), now).await?)).await?;
    find(app, &name).await?.ok_or_else(|| Error::internal("the key that was just made is not there"))
}

async fn find(app: &App, name: &str) -> Result<Option<Vec<u8>>> {
    let name = name.to_owned();
    app.db.read(async move |tx| Ok::<_, Error>(secrets::find(tx, &name).await?)).await
}

/// Encrypts what others are trusted with for a while (AES-256-GCM); `about` is what it belongs to, and opens nothing else.
pub(crate) async fn seal(app: &App, about: &[u8], plain: &str) -> Result<Vec<u8>> {
    let (key, nonce) = (cipher(app).await?, app.chance.bytes::<NONCE_LEN>());
    let mut sealed = plain.as_bytes().to_vec();
    let done = key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(about), &mut sealed);
    done.map_err(|_| Error::internal("it cannot be encrypted"))?;
    Ok([&nonce[..], &sealed].concat())
}

/// What was sealed.
pub(crate) async fn open(app: &App, about: &[u8], sealed: &[u8]) -> Result<String> {
    let broken = || Error::internal("what was encrypted cannot be read");
    let (nonce, rest) = sealed.split_at_checked(NONCE_LEN).ok_or_else(broken)?;
    let (key, mut rest) = (cipher(app).await?, rest.to_vec());
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken())?;
    let plain = key.open_in_place(nonce, Aad::from(about), &mut rest).map_err(|_| broken())?;
    String::from_utf8(plain.to_vec()).map_err(|_| broken())
}

async fn cipher(app: &App) -> Result<LessSafeKey> {
    let key = UnboundKey::new(&AES_256_GCM, &key(app, TOKENS).await?).map_err(|_| Error::internal("the key is none"))?;
    Ok(LessSafeKey::new(key))
}
