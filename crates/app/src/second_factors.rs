//! The second factor: codes of an authenticator app or a passkey, and recovery codes for when these are lost.

use crate::sessions::Session;
use crate::{App, Error, FieldError, Result, passwords};
use db::Tx;
use domain::ids::UserId;
use domain::totp;
use std::fmt::Write as _;
use store::second_factors;

/// How many recovery codes there are.
const CODES: usize = 10;

/// Where a user stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Whether there is an authenticator app.
    pub on: bool,
    pub codes_left: i64,
}

pub async fn state(app: &App, session: &Session) -> Result<State> {
    let user = session.user;
    app.db
        .read(async move |tx| {
            let found = second_factors::find(tx, user).await?;
            let on = found.is_some_and(|found| found.confirmed_at.is_some());
            Ok::<_, Error>(State { on, codes_left: second_factors::count_codes(tx, user).await? })
        })
        .await
}

/// What is typed into, or scanned by, an authenticator app.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Base 32.
    pub secret: String,
    /// `otpauth://totp/…`
    pub uri: String,
}

/// Makes a new secret, which is of no effect until [`confirm`].
///
/// # Errors
/// [`Error::Conflict`] when there is a second factor already.
pub async fn begin(app: &App, session: &Session) -> Result<Setup> {
    session.require_recent(app)?;
    let (secret, user, now) = (app.chance.bytes::<20>(), session.user, app.clock.now());
    let written = app.db.write(async move |tx| Ok::<_, Error>(second_factors::put(tx, user, &secret, now).await?)).await?;
    if !written {
        return Err(Error::conflict("second_factor_on", "There is a second factor already."));
    }
    let (secret, label) = (totp::base32(&secret), encoded(&session.email));
    Ok(Setup { uri: format!("otpauth://totp/Kontor:{label}?secret={secret}&issuer=Kontor"), secret })
}

/// Percent-encodes all but letters and digits.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// Turns the second factor on with a first code, and gives the recovery codes, which are shown this once.
pub async fn confirm(app: &App, session: &Session, code: &str) -> Result<Vec<String>> {
    let (all, user, code, now) = (app.clone(), session.user, code.to_owned(), app.clock.now());
    app.db
        .write(async move |tx| {
            let found = second_factors::find(tx, user).await?.filter(|found| found.confirmed_at.is_none());
            let found = found.ok_or_else(|| Error::conflict("nothing_to_confirm", "Begin anew: there is no secret to confirm."))?;
            let step = totp::step_of(&found.secret, &code, now.as_second());
            let step = step.ok_or_else(|| FieldError::field("code", "wrong", "is not the code that the app shows now"))?;
            second_factors::confirm(tx, user, now).await?;
            second_factors::take_step(tx, user, step).await?;
            new_codes(&all, tx, user).await
        })
        .await
}

/// Whether a password alone is not enough to sign in.
pub(crate) async fn on(tx: &mut Tx, user: UserId) -> Result<bool> {
    Ok(second_factors::on(tx, user).await?)
}

/// Recovery codes stand in for a second factor: without any, they go.
pub(crate) async fn tidy(tx: &mut Tx, user: UserId) -> Result<()> {
    if !second_factors::on(tx, user).await? {
        second_factors::delete_codes(tx, user).await?;
    }
    Ok(())
}

pub(crate) async fn new_codes(app: &App, tx: &mut Tx, user: UserId) -> Result<Vec<String>> {
    let codes: Vec<String> = (0..CODES).map(|_| shown(&totp::base32(&app.chance.bytes::<10>()))).collect();
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| hash(code)).collect();
    second_factors::replace_codes(tx, user, &hashes).await?;
    Ok(codes)
}

/// In groups of four letters.
fn shown(code: &str) -> String {
    let letters: Vec<char> = code.to_lowercase().chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// As it is stored; hyphens, spaces and case do not count.
fn hash(code: &str) -> Vec<u8> {
    let letters: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    oauth::hash(&letters.to_lowercase()).to_vec()
}

/// Turns it off; the password is asked for again.
pub async fn turn_off(app: &App, session: &Session, password: String) -> Result<()> {
    passwords::ask_again(app, session.user, password).await?;
    let user = session.user;
    app.db
        .write(async move |tx| {
            second_factors::delete(tx, user).await?;
            tidy(tx, user).await
        })
        .await
}

/// Whether the code is good, which uses it up.
pub(crate) async fn takes(app: &App, tx: &mut Tx, user: UserId, code: &str) -> Result<bool> {
    let factor = second_factors::find(tx, user).await?.filter(|factor| factor.confirmed_at.is_some());
    let now = app.clock.now();
    match factor.and_then(|factor| totp::step_of(&factor.secret, code, now.as_second())) {
        Some(step) => Ok(second_factors::take_step(tx, user, step).await?),
        None => Ok(second_factors::use_code(tx, user, &hash(code), now).await?),
    }
}
