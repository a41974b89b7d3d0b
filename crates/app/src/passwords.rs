//! Passwords: Argon2id, hashed off the async threads and outside of any transaction.

use crate::{App, Error, Result};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use domain::ids::UserId;
use store::users;

impl App {
    /// A PHC string with Argon2id and the recommended parameters of its crate (OWASP: 19 MiB, 2 passes).
    pub async fn hash_password(&self, password: String) -> Result<String> {
        let salt: [u8; 16] = self.chance.bytes();
        let work = move || Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string());
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?.map_err(|error| Error::internal(error.to_string()))
    }
}

/// Whether the password is the one that was hashed. Takes as long when it is not.
pub async fn verify(password: String, hash: String) -> Result<bool> {
    let work = move || PasswordHash::new(&hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

/// A hash that no password fits: checking it takes as long as checking a real one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The user whose address and password these are. Takes as long for an address that nobody has.
pub(crate) async fn prove(app: &App, email: &str, password: String) -> Result<Option<UserId>> {
    let email = email.trim().to_owned();
    let user = app.db.read(async move |tx| Ok::<_, Error>(users::find_by_email(tx, &email).await?)).await?;
    let hash = user.as_ref().and_then(|user| user.password_hash.clone());
    let right = verify(password, hash.unwrap_or_else(|| NOBODY.into())).await?;
    Ok(user.filter(|_| right).map(|user| user.id))
}
