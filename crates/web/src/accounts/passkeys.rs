//! Passkeys: signing in with one, and one's own. The page's script asks the device; what it answers comes with a form.

use super::own::account;
use super::{Frame, HOME, Nothing, SignInPage, arrive, onward, own, start};
use crate::language::t;
use crate::pages::{problem, render, render_with, with_script};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::Error;
use app::passkeys::{self, Answer, Question};
use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use domain::ids::PasskeyId;
use oauth::webauthn::{ALGORITHMS, Made, Used, decode};
use serde::{Deserialize, Serialize};

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route("/session/passkey/challenge", post(challenge))
        .route("/session/passkey", post(sign_in))
        .route("/account/passkeys/challenge", post(begin))
        .route("/account/passkeys", post(add))
        .route("/account/passkeys/{id}/remove", post(remove))
}

/// What the script passes on to the device.
#[derive(Serialize)]
struct Asked {
    challenge: String,
    relying_party: String,
    site: &'static str,
    algorithms: [i32; 3],
    known: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
}

fn asked(question: Question) -> Response {
    let Question { challenge, relying_party, known, user } = question;
    let (user, email) = user.unzip();
    let asked = Asked { challenge, relying_party, site: "Kontor", algorithms: ALGORITHMS, known, user, email };
    match serde_json::to_string(&asked) {
        Ok(json) => ([(header::CACHE_CONTROL, "no-store"), (header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(error) => problem(&Error::internal(error)),
    }
}

async fn challenge(Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    passkeys::challenge(visit.app(), &visit.site, &visit.place).await.map(asked).map_err(|error| problem(&error))
}

#[derive(Deserialize)]
struct Shown {
    credential: String,
    client_data: String,
    authenticator_data: String,
    signature: String,
    #[serde(default)]
    return_to: String,
}

fn read(form: &Shown) -> Result<(Vec<u8>, Used), oauth::webauthn::Flaw> {
    let used = Used {
        client_data: decode(&form.client_data)?,
        authenticator_data: decode(&form.authenticator_data)?,
        signature: decode(&form.signature)?,
    };
    Ok((decode(&form.credential)?, used))
}

fn unreadable() -> Error {
    app::FieldError::base("passkey", "The passkey cannot be read. Please try again.").into()
}

async fn sign_in(Posted { visit, form }: Posted<Shown>) -> Result<Response, Response> {
    let back = visit.way_back(Some(&form.return_to)).unwrap_or_else(|| start(&visit).into());
    let (pending, user_agent) = (visit.cookie("pending").map(str::to_owned), visit.user_agent.clone());
    let done = match read(&form) {
        Ok((credential, used)) => passkeys::sign_in(visit.app(), &visit.site, Answer { credential, used, pending, user_agent }).await,
        Err(_) => Err(unreadable()),
    };
    match done {
        Ok(signed_in) => Ok(arrive(&visit, signed_in, &back)),
        Err(error) => {
            let (problems, frame) = (Problems::of(error)?, Frame::of(&visit).await?);
            let (status, onward) = (problems.status(), onward(&form.return_to));
            let page = SignInPage { frame, problems, email: String::new(), return_to: form.return_to };
            Ok(visit.page(with_script(render_with(status, &page, onward))))
        }
    }
}

async fn begin(Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let session = visit.signed_in(HOME)?;
    passkeys::begin(visit.app(), session, &visit.site).await.map(asked).map_err(|error| problem(&error))
}

#[derive(Deserialize)]
struct New {
    name: String,
    client_data: String,
    authenticator_data: String,
    public_key: String,
    algorithm: i32,
}

fn made(form: &New) -> Result<Made, oauth::webauthn::Flaw> {
    Ok(Made {
        client_data: decode(&form.client_data)?,
        authenticator_data: decode(&form.authenticator_data)?,
        public_key: decode(&form.public_key)?,
        algorithm: form.algorithm,
    })
}

async fn add(Posted { visit, form }: Posted<New>) -> Result<Response, Response> {
    let session = visit.signed_in(HOME)?;
    let done = match made(&form) {
        Ok(made) => passkeys::add(visit.app(), session, &visit.site, &form.name, made).await,
        Err(_) => Err(unreadable()),
    };
    match done {
        Ok(None) => Ok(lead_to(HOME)),
        Ok(Some(codes)) => {
            let page = own::RecoveryPage { frame: Frame::of(&visit).await?, codes };
            Ok(visit.page(render(StatusCode::OK, &page)))
        }
        Err(error) => account(&visit, session, Problems::of(error)?).await,
    }
}

async fn remove(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let session = visit.signed_in(HOME)?;
    let id: PasskeyId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    passkeys::remove(visit.app(), session, id).await.map_err(|error| problem(&error))?;
    Ok(lead_to(HOME))
}

/// When a passkey was made, and used last.
pub(super) fn history(passkey: &passkeys::Passkey) -> String {
    let added = own::shown(&passkey.created_at);
    match &passkey.last_used_at {
        Some(at) => t("accounts-passkey-history").with("added", added).with("used", own::shown(at)).into(),
        None => t("accounts-passkey-unused").with("added", added).into(),
    }
}

pub(super) use passkeys::Passkey;

/// One's own passkeys, for the account's page.
pub(super) async fn all(visit: &Visit, session: &app::sessions::Session) -> app::Result<Vec<Passkey>> {
    passkeys::list(visit.app(), session).await
}
