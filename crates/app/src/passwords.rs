//! Passwords: Argon2id, hashed off the async threads and outside of any transaction.

use crate::throttles::{self, ACCOUNT, PAIR};
use crate::{App, Error, FieldError, Result};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use domain::ids::UserId;
use store::{second_factors, users};
use tokio::sync::Semaphore;

impl App {
    /// A PHC string with Argon2id and the recommended parameters of its crate (OWASP: 19 MiB, 2 passes).
    pub async fn hash_password(&self, password: String) -> Result<String> {
        let salt: [u8; 16] = self.chance.bytes();
        let work = move || Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string());
        apart(work).await?.map_err(|error| Error::internal(error.to_string()))
    }
}

/// Whether the password is the one that was hashed. Takes as long when it is not.
pub async fn verify(password: String, hash: String) -> Result<bool> {
    let work = move || PasswordHash::new(&hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    apart(work).await
}

/// How many passwords are hashed at once: each takes 19 MiB and a core for some 20 ms.
static PLACES: Semaphore = Semaphore::const_new(4);

/// Off the threads that answer requests, and a few at a time: who sends many passwords waits, and nobody else does.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _place = PLACES.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

/// A hash that no password fits: checking it takes as long as checking a real one.
pub(crate) const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Asks somebody who is signed in for the password again, before something that a stranger at the desk must not do.
pub(crate) async fn ask_again(app: &App, user: UserId, password: String) -> Result<()> {
    throttles::attempt(app, PAIR, &user.to_string()).await?;
    let found = app.db.read(async move |tx| Ok::<_, Error>(users::find(tx, user).await?)).await?;
    let hash = found.and_then(|user| user.password_hash).unwrap_or_else(|| NOBODY.into());
    if !verify(password, hash).await? {
        return Err(FieldError::field("password", "wrong", "is not right").into());
    }
    throttles::forgive(app, PAIR, &user.to_string()).await
}

/// The user whose address and password these are, for programs that send both (RFC 6749, 4.3). Takes as long for an
/// address that nobody has. Who has a second factor, or has not confirmed the address, signs in on the pages alone.
pub(crate) async fn prove(app: &App, email: &str, password: String) -> Result<Option<UserId>> {
    let email = email.trim().to_lowercase();
    throttles::attempt(app, ACCOUNT, &email).await?;
    let found = app.db.read(async move |tx| {
        let Some(user) = users::find_by_email(tx, &email).await? else { return Ok::<_, Error>(None) };
        let factor = second_factors::on(tx, user.id).await?;
        Ok(Some((user, factor)))
    });
    let user = found.await?.filter(|(user, factor)| user.confirmed_at.is_some() && !factor).map(|(user, _)| user);
    let hash = user.as_ref().and_then(|user| user.password_hash.clone());
    let right = verify(password, hash.unwrap_or_else(|| NOBODY.into())).await?;
    Ok(user.filter(|_| right).map(|user| user.id))
}
