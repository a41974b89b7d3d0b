//! Forms that make something. Sent twice, by a second click or a reload, they make it once, and the second answer leads where the
//! first one did: for a day, and also where both arrive at the same moment. What has led nowhere, as a form with something wrong in
//! it, may be sent again.
//!
//! The token that guards each form (CSRF) is another one each time that a page shows it. So it is the form's one-time key, too, and a
//! handler that takes [`Once`] in place of [`Posted`] is all that it takes.

use crate::pages::problem;
use crate::visits::{Desk, Posted, lead_to};
use app::idempotency::{Answer, Keyed};
use axum::extract::{FromRequest, Request};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use serde::de::DeserializeOwned;
use std::sync::{Arc, OnceLock};

/// Where the form of a request leaves what has to be kept with its answer.
#[derive(Clone, Default)]
struct Slot(Arc<OnceLock<Keyed>>);

/// A form that makes something. All that is written waits for the answer, so the handler calls nobody else after it has begun to write.
pub(crate) struct Once<T>(pub Posted<T>);

impl<T: DeserializeOwned + Send> FromRequest<Desk> for Once<T> {
    type Rejection = Response;
    async fn from_request(request: Request, desk: &Desk) -> Result<Self, Response> {
        let slot = request.extensions().get::<Slot>().cloned();
        let target = request.uri().path_and_query().map(|target| target.as_str().to_owned()).unwrap_or_default();
        let (mut posted, sent) = Posted::with_sent(request, desk).await?;
        if let Some(Slot(slot)) = slot {
            let (app, keyed) = Keyed::new(posted.visit.app());
            let known = keyed.claim_form(posted.visit.told_apart(&target, &sent)).await;
            if let Some(first) = known.map_err(|error| problem(&error))? {
                return Err(again(&first));
            }
            posted.visit.desk.app = app;
            let _ = slot.set(keyed); // a request has one form
        }
        Ok(Self(posted))
    }
}

/// Around all pages: commits what such a form has made together with where it leads, or undoes it.
pub(crate) async fn keep(mut request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let slot = Slot::default();
    request.extensions_mut().insert(slot.clone());
    let response = next.run(request).await;
    match slot.0.get() {
        Some(keyed) => end(keyed, response).await,
        None => response,
    }
}

async fn end(keyed: &Keyed, response: Response) -> Response {
    let status = response.status();
    let ended = if status.is_client_error() || status.is_server_error() {
        keyed.give_up().await.map(|first| first.as_ref().map(again))
    } else {
        keyed.keep(Answer { location: led(&response), ..Answer::default() }).await.map(|()| None)
    };
    match ended {
        Ok(first) => first.unwrap_or(response),
        Err(error) => problem(&error),
    }
}

/// Where the browser is led. Answers with a cookie are not given a second time.
fn led(response: &Response) -> Option<String> {
    let headers = response.headers();
    let again = response.status() == StatusCode::SEE_OTHER && !headers.contains_key(header::SET_COOKIE);
    headers.get(header::LOCATION).filter(|_| again).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn again(first: &Answer) -> Response {
    lead_to(first.location.as_deref().unwrap_or("/"))
}
